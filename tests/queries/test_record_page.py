"""The record of the participant who asks."""

from datetime import timedelta

from tests.helpers.record import tick
from webapp.domain.attendance import Status
from webapp.queries import record_page


def test_eight_weeks_the_newest_first_and_nothing_that_has_not_begun(viewer, clock):
    clock.set("2026-11-23 12:00")
    page = record_page.load(viewer("jordan"), clock.now())
    days = [each.session.day for each in page.sessions]
    assert days == sorted(days, reverse=True)
    assert (days[0].isoformat(), days[-1].isoformat()) == ("2026-11-20", "2026-10-26")


def test_hours_of_this_week_are_of_those_scheduled(cast, viewer, clock):
    tick(viewer("sam"), cast.jordan.key, clock.now())
    clock.set("2026-11-23 22:00")
    page = record_page.load(viewer("jordan"), clock.now())
    assert (page.this_week.present, page.this_week.scheduled) == (180, 180)
    assert page.sessions[0].status is Status.ON_TIME


def test_two_weeks_ahead_can_be_spoken_about(viewer, now):
    days = [a.session.day for a in record_page.to_come(viewer("jordan"), now)]
    assert (days[0], days[-1]) == (now.date(), now.date() + timedelta(days=14))
