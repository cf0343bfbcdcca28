from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.helpers.days import (
    FRIDAY,
    MONDAY,
    NEW_YORK,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    evening,
    facts,
    recorded,
)
from webapp.domain.answers import Answer, ArrivalAnswer, Reason
from webapp.domain.attendance import Attendance, derive
from webapp.domain.decisions import (
    DecisionRefusal,
    confirm_by,
    due,
    is_overdue,
    may_decide,
    may_dispute,
    may_make_up,
    waits_for_staff,
)
from webapp.domain.record import NOTHING, CheckIn, Entry, Evidence, Facts, SessionName

EVENING = evening()


def asked(when: str, day: date = MONDAY) -> Facts:
    said = ArrivalAnswer(MONDAY, "Evening", Answer.CANNOT_COME, Reason.WORK, at(when, day))
    return Facts(said=said)


def seen(found: Facts, now: str = "22:00") -> Attendance:
    return derive(EVENING, found, at(now))


@pytest.mark.parametrize(
    ("when", "emergency", "refusal"),
    [
        ("17:45", False, None),
        ("17:45:01", False, DecisionRefusal.EMERGENCY),
        ("17:45:01", True, None),
    ],
)
def test_a_day_ahead_is_enough_and_later_is_an_emergency(
    when: str, emergency: bool, refusal: DecisionRefusal | None
) -> None:
    found = seen(asked(when, MONDAY - timedelta(days=1)))
    assert may_decide(found, Entry.EXCUSED, emergency, at("22:00")) is refusal


@pytest.mark.parametrize("kind", [Entry.NO_SHOW, Entry.UNEXCUSED, Entry.UNKNOWN])
@pytest.mark.parametrize(
    ("now", "refusal"), [("18:15", DecisionRefusal.TOO_EARLY), ("18:15:01", None)]
)
def test_an_absence_is_decided_after_check_in_has_closed(
    kind: Entry, now: str, refusal: DecisionRefusal | None
) -> None:
    assert may_decide(seen(NOTHING, now), kind, False, at(now)) is refusal


def test_a_request_can_be_declined_before_the_session() -> None:
    found = seen(asked("8:00"), "12:00")
    assert may_decide(found, Entry.UNEXCUSED, False, at("12:00")) is None
    assert may_decide(found, Entry.NO_SHOW, False, at("12:00")) is DecisionRefusal.TOO_EARLY


def test_nothing_is_decided_about_a_cancelled_session_or_about_who_came() -> None:
    off = derive(evening(cancelled=True), NOTHING, at("22:00"))
    assert may_decide(off, Entry.NO_SHOW, False, at("22:00")) is DecisionRefusal.CANCELLED
    came = seen(facts(at("18:10")))
    assert may_decide(came, Entry.NO_SHOW, False, at("22:00")) is DecisionRefusal.CAME


def test_only_a_decision_can_be_opened_again() -> None:
    now = at("22:00")
    nothing = may_decide(seen(NOTHING), Entry.REOPENED, False, now)
    assert nothing is DecisionRefusal.NOTHING_TO_OPEN
    decided = seen(Facts((), (recorded(Entry.NO_SHOW, at("21:00")),)))
    assert may_decide(decided, Entry.REOPENED, False, now) is None


def on(day: date, found: Facts = NOTHING, **changes: object) -> Attendance:
    return derive(replace(evening(**changes), day=day), found, at("22:00", day))


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        (1, None),
        (14, None),
        (15, DecisionRefusal.TOO_FAR_APART),
        (-1, DecisionRefusal.TOO_FAR_APART),
    ],
)
def test_a_make_up_is_within_two_weeks_after(days: int, refusal: DecisionRefusal | None) -> None:
    make_up = on(MONDAY + timedelta(days=days), facts(at("17:40")), is_make_up=True)
    assert may_make_up(on(MONDAY), make_up) is refusal


def test_a_session_at_which_they_were_expected_anyway_clears_no_other() -> None:
    own = on(MONDAY + timedelta(days=2), facts(at("17:40")))
    assert may_make_up(on(MONDAY), own) is DecisionRefusal.OWN_SESSION


def test_a_session_is_no_make_up_for_itself_nor_for_one_that_was_not_missed() -> None:
    came = on(MONDAY, facts(at("17:40")))
    assert may_make_up(came, on(SATURDAY, facts(at("17:40")))) is DecisionRefusal.NOT_MISSED
    excused = on(MONDAY, Facts((), (recorded(Entry.EXCUSED, at("12:00")),)))
    assert may_make_up(excused, on(SATURDAY, facts(at("17:40")))) is DecisionRefusal.NOT_MISSED
    assert may_make_up(on(MONDAY), on(SATURDAY)) is DecisionRefusal.NOT_A_MAKE_UP
    new = derive(evening(), NOTHING, at("22:00"), enrolled_at=at("20:00"))
    assert may_make_up(new, on(SATURDAY, facts(at("17:40")))) is DecisionRefusal.NOT_MISSED
    made_up = on(MONDAY, Facts(made_up_at=SessionName(SUNDAY, "Evening")))
    assert may_make_up(made_up, on(SATURDAY, facts(at("17:40")))) is DecisionRefusal.ALREADY


@pytest.mark.parametrize(("days", "can"), [(0, True), (29, True), (30, True), (31, False)])
def test_a_record_can_be_disputed_for_thirty_days(days: int, can: bool) -> None:
    now = at("20:00", MONDAY + timedelta(days=days))
    assert may_dispute(seen(NOTHING), now) is can


def test_there_is_nothing_to_dispute_before_there_is_a_record() -> None:
    assert not may_dispute(seen(NOTHING, "18:00"), at("18:00"))
    assert may_dispute(seen(facts(at("18:05")), "18:06"), at("18:06"))
    assert not may_dispute(derive(evening(cancelled=True), NOTHING, at("22:00")), at("22:00"))
    disputed = seen(Facts((), (recorded(Entry.DISPUTE, at("21:00")),)))
    assert not may_dispute(disputed, at("22:00"))


@pytest.mark.parametrize(
    ("asked_on", "answered_by"),
    [(MONDAY, THURSDAY), (TUESDAY, FRIDAY), (WEDNESDAY, MONDAY + timedelta(days=7))],
)
def test_a_dispute_is_answered_in_three_business_days(asked_on: date, answered_by: date) -> None:
    assert due(asked_on) == answered_by


@pytest.mark.parametrize(
    ("session_day", "by"),
    [(MONDAY, at("12:00", TUESDAY)), (FRIDAY, at("12:00", MONDAY + timedelta(days=7)))],
)
def test_staff_confirm_by_noon_of_the_next_business_day(session_day: date, by: object) -> None:
    assert confirm_by(session_day, NEW_YORK) == by


def test_over_the_night_the_clocks_change_noon_stays_noon() -> None:
    assert confirm_by(date(2026, 3, 6), NEW_YORK) == at("12:00", date(2026, 3, 9))
    assert confirm_by(date(2026, 10, 30), NEW_YORK) == at("12:00", date(2026, 11, 2))


def test_what_waits_too_long_is_overdue() -> None:
    found = seen(NOTHING)
    assert not is_overdue(found, at("12:00", TUESDAY), NEW_YORK)
    assert is_overdue(found, at("12:00:01", TUESDAY), NEW_YORK)
    dispute = replace(recorded(Entry.DISPUTE, at("21:00")), due_on=THURSDAY)
    disputed = seen(Facts((), (dispute,)))
    assert not is_overdue(disputed, at("23:59", THURSDAY), NEW_YORK)
    assert is_overdue(disputed, at("24:00", THURSDAY), NEW_YORK)


SENT_LATER = CheckIn("c", at("17:40"), Evidence.SENT_LATER, "", at("21:30"))


@pytest.mark.parametrize(
    ("found", "now", "waits"),
    [
        (NOTHING, "22:00", True),
        (NOTHING, "18:00", False),
        (facts(at("17:40")), "22:00", False),
        (asked("8:00"), "12:00", True),
        (asked("8:00"), "22:00", True),
        (Facts(could_not_know=True), "22:00", True),
        (Facts((), (recorded(Entry.NO_SHOW, at("21:00")),)), "22:00", False),
        (Facts((), (recorded(Entry.UNKNOWN, at("21:00")),)), "22:00", False),
        (Facts((SENT_LATER,)), "22:00", True),
        (Facts((SENT_LATER,), (recorded(Entry.REVIEWED, at("21:45")),)), "22:00", False),
        (facts(at("17:40"), None, recorded(Entry.DISPUTE, at("21:00"))), "22:00", True),
        (facts(at("18:10"), None, recorded(Entry.CLAIM, at("17:40"))), "22:00", True),
        (facts(at("17:40"), None, recorded(Entry.CLAIM, at("17:40"))), "22:00", False),
    ],
)
def test_what_waits_for_a_human(found: Facts, now: str, waits: bool) -> None:
    assert waits_for_staff(seen(found, now)) is waits
