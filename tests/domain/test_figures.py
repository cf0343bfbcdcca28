from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.helpers.days import MONDAY, at, evening, facts, recorded
from webapp.domain.appointment import Appointment, AppointmentKind
from webapp.domain.attendance import Attendance, derive
from webapp.domain.figures import ENOUGH, Minutes, against, figures, minutes
from webapp.domain.record import NOTHING, Entry, Facts, SessionName
from webapp.domain.settings import ProgramSettings

VISIT = AppointmentKind.VISIT
TODAY = MONDAY + timedelta(days=28)
CAME = facts(at("17:40"))
LATE = facts(at("18:10"))
MISSED = Facts((), (recorded(Entry.NO_SHOW, at("21:00")),))
EXCUSED = Facts((), (recorded(Entry.EXCUSED, at("12:00")),))


def on(day: date, found: Facts) -> Attendance:
    """A session of that date; the thresholds stay Monday's, which no figure looks at."""
    return derive(replace(evening(), day=day), found, at("22:00"))


def course(*found: Facts) -> list[Attendance]:
    """One session after the other, the last one today."""
    return [on(TODAY - timedelta(days=n), each) for n, each in enumerate(reversed(found))]


def test_the_rate_is_attended_of_decided_and_names_its_sessions() -> None:
    sessions = course(CAME, LATE, MISSED, CAME, EXCUSED, NOTHING)
    found = figures(sessions, TODAY)
    assert (found.rate.percent, found.rate.n, len(found.rate.part)) == (75, 4, 3)
    assert {a.session.day for a in found.rate.whole} == {
        TODAY - timedelta(days=n) for n in (2, 3, 4, 5)
    }
    assert [a.session.day for a in found.undecided] == [TODAY]


@pytest.mark.parametrize(("decided", "percent"), [(3, None), (4, 100)])
def test_with_few_sessions_it_is_too_early_to_say(decided: int, percent: int | None) -> None:
    assert figures(course(*[CAME] * decided), TODAY).rate.percent == percent
    assert ENOUGH == 4


def test_what_nobody_has_confirmed_does_not_count() -> None:
    found = figures(course(CAME, CAME, CAME, CAME, NOTHING, NOTHING), TODAY)
    assert (found.rate.percent, found.rate.n, len(found.undecided)) == (100, 4, 2)


@pytest.mark.parametrize(("days_ago", "n"), [(0, 1), (27, 1), (28, 0), (-1, 0)])
def test_four_weeks_end_today(days_ago: int, n: int) -> None:
    assert figures([on(TODAY - timedelta(days=days_ago), CAME)], TODAY).rate.n == n


def test_punctual_is_by_the_end_of_grace_whatever_came_after() -> None:
    grace = facts(at("18:00"))
    left_early = facts(at("17:40"), at("20:30"))
    late_enough_for_partial = facts(at("18:20"))
    sessions = course(CAME, grace, left_early, LATE, late_enough_for_partial, MISSED)
    found = figures(sessions, TODAY).punctuality
    assert (len(found.part), found.n, found.percent) == (3, 5, 60)


def test_made_up_for_counts_once_and_arrived_when_its_make_up_did() -> None:
    missed_day, make_up_day = TODAY - timedelta(days=5), TODAY
    link = replace(recorded(Entry.MAKE_UP, at("17:40")), about=SessionName(missed_day, "Evening"))
    for came_at, punctual in ((at("17:40"), 1), (at("18:10"), 0)):
        sessions = [
            on(missed_day, Facts(made_up_at=SessionName(make_up_day, "Evening"))),
            on(make_up_day, facts(came_at, None, link)),
        ]
        found = figures(sessions, TODAY)
        assert (found.rate.n, len(found.rate.part)) == (1, 1)
        assert len(found.punctuality.part) == punctual


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 8, 13), (7, 8, 88), (2, 6, 33), (5, 6, 83), (0, 5, 0)]
)
def test_percent_is_rounded_half_up(part: int, whole: int, percent: int) -> None:
    sessions = course(*[CAME] * part, *[MISSED] * (whole - part))
    assert figures(sessions, TODAY).rate.percent == percent


def test_minutes_are_presence_of_what_was_asked_for() -> None:
    partly = facts(at("17:40"), at("19:00"))
    sessions = course(CAME, partly, MISSED, EXCUSED)
    assert minutes(sessions, at("22:00")) == Minutes(180 + 60, 3 * 180)


def test_a_make_up_adds_minutes_and_asks_for_none() -> None:
    link = replace(recorded(Entry.MAKE_UP, at("17:40")), about=SessionName(MONDAY, "Evening"))
    make_up = on(TODAY, facts(at("17:40"), None, link))
    assert minutes([make_up], at("22:00")) == Minutes(180, 0)


def appointment(
    start: str, end: str, noted: Entry | None = Entry.DONE, kind: AppointmentKind = VISIT
) -> Appointment:
    rows = (recorded(noted, at("21:30")),) if noted else ()
    return Appointment("k", kind, MONDAY, at(start), at(end), facts=Facts(rows=rows))


@pytest.mark.parametrize(
    ("start", "end", "present", "scheduled"),
    [
        ("14:00", "14:30", 180 + 30, 180 + 30),
        ("18:30", "19:00", 180, 180),
        ("17:45", "18:15", 180 + 15, 180 + 15),
        ("20:45", "21:15", 180 + 15, 180 + 15),
    ],
)
def test_a_kept_visit_counts_once_also_where_it_overlaps_a_session(
    start: str, end: str, present: int, scheduled: int
) -> None:
    found = minutes(course(CAME), at("22:00"), [appointment(start, end)])
    assert found == Minutes(present, scheduled)


def test_a_visit_in_the_time_of_a_missed_session_counts() -> None:
    found = minutes(course(MISSED), at("22:00"), [appointment("18:30", "19:00")])
    assert found == Minutes(30, 180)


@pytest.mark.parametrize(
    ("noted", "kind", "found"),
    [
        (Entry.MISSED, VISIT, Minutes(0, 30)),
        (None, VISIT, Minutes(0, 30)),
        (Entry.EXCUSED, VISIT, Minutes(0, 0)),
        (Entry.CALLED_OFF, VISIT, Minutes(0, 0)),
        (Entry.DONE, AppointmentKind.TEST, Minutes(0, 0)),
    ],
)
def test_only_visits_count_and_only_those_that_were_kept(
    noted: Entry | None, kind: AppointmentKind, found: Minutes
) -> None:
    assert minutes([], at("22:00"), [appointment("14:00", "14:30", noted, kind)]) == found


def test_staff_see_the_floor_and_whether_the_schedule_can_reach_the_plan() -> None:
    settings = ProgramSettings()
    three_evenings = against(Minutes(360, 540), settings)
    assert (three_evenings.is_under_floor, three_evenings.cannot_reach_plan) == (True, True)
    four_evenings = against(Minutes(540, 720), settings)
    assert (four_evenings.is_under_floor, four_evenings.cannot_reach_plan) == (False, False)


def test_visits_that_overlap_count_each_minute_once() -> None:
    both = [appointment("14:00", "14:30"), appointment("14:15", "14:45")]
    inside = [appointment("14:00", "15:00"), appointment("14:15", "14:45")]
    assert minutes([], at("22:00"), both) == Minutes(45, 45)
    assert minutes([], at("22:00"), inside) == Minutes(60, 60)


def test_who_was_excused_is_not_marked_as_under_the_floor() -> None:
    settings = ProgramSettings()
    assert not against(Minutes(360, 360), settings).is_under_floor
    assert against(Minutes(360, 540), settings).is_under_floor
