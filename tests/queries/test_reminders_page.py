"""What the reminders page shows."""

from tests.helpers.clock import at
from tests.helpers.subscriptions import subscribed
from webapp.actions.change_schedule import add_exception
from webapp.domain.schedule import Change, ScheduleException
from webapp.queries.reminders_page import load


def test_the_next_arrival_is_the_one_that_is_still_to_come(app, viewer, now, clock):
    jordan = viewer("jordan")
    assert load(jordan, now).arrive_by == at("2026-11-23 17:45")
    assert load(jordan, at("2026-11-23 17:45")).arrive_by == at("2026-11-25 17:45")


def test_a_cancelled_session_is_nobodys_next(app, viewer, now, cast):
    off = ScheduleException(now.date(), Change.CANCELLED, "Evening")
    add_exception(cast.jordan.program_id, off, now)
    assert load(viewer("jordan"), now).arrive_by == at("2026-11-25 17:45")


def test_who_never_chose_sees_the_usual_times_ticked(app, viewer, now):
    page = load(viewer("jordan"), now)
    assert (page.leads, page.chosen) == ((60, 30, 10), (60, 30))


def test_this_phone_stands_apart_from_the_others(app, viewer, now):
    jordan, other = viewer("jordan"), viewer("jordan")
    keys = [subscribed(jordan, now, "mine"), subscribed(other, now, "other")]
    page = load(jordan, now)
    assert page.this_phone is not None
    assert [page.this_phone.key, page.other_phones[0].key] == keys
    assert load(viewer("jordan"), now).this_phone is None
