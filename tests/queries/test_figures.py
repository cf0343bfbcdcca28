"""Figures of a program: of everybody, by name, each from the sessions that it counts."""

from datetime import timedelta

import pytest

from tests.helpers.appointments import make, note, planned
from tests.helpers.record import MONDAY, decide, tick
from webapp.domain.record import Entry, SessionName
from webapp.queries import figures, record_page, sessions


@pytest.fixture
def wednesday(clock):
    clock.set("2026-11-25 21:30")
    return clock.now()


@pytest.fixture
def evening(cast, viewer, now):
    """Monday: Jordan came, Maria's absence was confirmed."""
    sam = viewer("sam")
    tick(sam, cast.jordan.key, now)
    late = now + timedelta(hours=5)
    decide(sam, cast.maria.key, Entry.NO_SHOW, late)


def named(page, cast, who):
    return next(each for each in page.people if each.key == cast.people[who].key)


@pytest.mark.usefixtures("evening")
def test_each_figure_holds_the_sessions_that_it_counts(cast, viewer, wednesday):
    page = figures.load(viewer("sam"), wednesday)
    jordan, maria = (named(page, cast, who).figures for who in ("jordan", "maria"))
    assert [a.session.day for a in jordan.rate.whole if a.session.day >= MONDAY] == [MONDAY]
    assert [a.is_attended for a in jordan.rate.whole if a.session.day >= MONDAY] == [True]
    assert [a.is_attended for a in maria.rate.whole if a.session.day >= MONDAY] == [False]


@pytest.mark.usefixtures("evening")
def test_staff_and_the_participant_read_the_same_record(cast, viewer, wednesday):
    staff = figures.one(viewer("sam"), cast.jordan.key, wednesday)
    own = record_page.load(viewer("jordan"), wednesday)
    assert staff.page == own
    assert own.sessions


def test_the_hours_of_a_week_hold_the_visits_that_were_kept(cast, viewer, wednesday):
    sam = viewer("sam")
    before = named(figures.load(sam, wednesday), cast, "jordan").this_week.minutes
    note(sam, make(sam, cast.jordan.key, wednesday, planned("14:00")), Entry.DONE, wednesday)
    after = named(figures.load(sam, wednesday), cast, "jordan").this_week.minutes
    assert (after.present - before.present, after.scheduled - before.scheduled) == (30, 30)


def test_another_programs_people_are_not_among_them(cast, viewer, wednesday):
    assert {each.key for each in figures.load(viewer("kim"), wednesday).people} == {cast.priya.key}
    assert figures.one(viewer("kim"), cast.jordan.key, wednesday) is None


def test_whom_the_rule_hides_is_not_there(cast, viewer, wednesday, monkeypatch):
    monkeypatch.setattr(sessions, "may_see", lambda *_: False)
    assert figures.load(viewer("sam"), wednesday).people == ()
    assert figures.one(viewer("sam"), cast.jordan.key, wednesday) is None


def test_a_schedule_thinner_than_the_plan_is_told(cast, viewer, wednesday):
    page = figures.load(viewer("sam"), wednesday)
    thin = page.thin_schedule
    assert (thin.minutes.scheduled, thin.plan) == (540, 720)


def test_an_excusal_says_nothing_about_the_schedule(cast, viewer, clock):
    clock.set("2026-11-18 12:00")
    last_week = SessionName(MONDAY - timedelta(days=5), "Evening")
    decide(
        viewer("sam"),
        cast.jordan.key,
        Entry.EXCUSED,
        clock.now(),
        where=last_week,
        emergency=True,
    )
    clock.set("2026-11-25 21:30")
    page = figures.load(viewer("sam"), clock.now())
    assert page.thin_schedule.minutes.scheduled == 540
    excused = named(page, cast, "jordan").last_week
    assert excused is None or not excused.is_under_floor
