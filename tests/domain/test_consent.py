from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import MONDAY, NEW_YORK, at
from webapp.domain.access import ManagedHouse, Role, Viewer
from webapp.domain.consent import (
    OFFERED,
    Consent,
    ConsentRefusal,
    Scope,
    Subject,
    contested,
    ending,
    last_day,
    may_see,
    may_sign,
    seen,
    standing,
)
from webapp.domain.wall_clock import Instant, later

SIGNED_AT = at("12:00")
LAST = MONDAY + timedelta(days=100)
HOUSE = ManagedHouse(1, "h", "Maple House", NEW_YORK, "Maple")
ALL = frozenset(Scope)
CONSENT = Consent(1, "c", 1, 10, ALL, 25, SIGNED_AT, LAST)
JORDAN = Subject(5, 100, NEW_YORK, None, 1, 10, (CONSENT,))


def person(role: Role, **changes: object) -> Viewer:
    usual = Viewer(9, "k", 1, role, "N", None, "", NEW_YORK, False)
    return replace(usual, **changes)  # type: ignore[arg-type]


MANAGER = person(Role.HOUSE_MANAGER, houses=(HOUSE,))
STAFF = person(Role.STAFF, program_id=100)
OTHER_STAFF = person(Role.STAFF, program_id=101)
OTHER_MANAGER = person(Role.HOUSE_MANAGER, houses=(replace(HOUSE, id=2),))
EX_MANAGER = person(Role.HOUSE_MANAGER)
THEMSELVES = person(Role.PARTICIPANT, participant_id=5, program_id=100)
SOMEBODY_ELSE = person(Role.PARTICIPANT, participant_id=6, program_id=100)

scopes = st.sampled_from(list(Scope))
instants = st.integers(-500_000, 500_000).map(lambda minutes: later(SIGNED_AT, minutes))


def test_the_manager_sees_what_was_signed_for():
    assert seen(MANAGER, JORDAN, SIGNED_AT) == ALL - {Scope.HOUSE_TO_PROGRAM, Scope.VISITS}


@given(scope=scopes, signed=st.frozensets(scopes), now=instants)
def test_a_manager_sees_a_scope_only_if_it_was_signed(scope, signed, now):
    subject = replace(JORDAN, consents=(replace(CONSENT, scopes=signed),))
    if may_see(MANAGER, subject, scope, now):
        assert scope in signed
        assert now >= SIGNED_AT


@pytest.mark.parametrize("viewer", [OTHER_MANAGER, EX_MANAGER, OTHER_STAFF, SOMEBODY_ELSE])
@given(scope=scopes, now=instants)
def test_everybody_else_sees_nothing_ever(viewer, scope, now):
    assert not may_see(viewer, JORDAN, scope, now)


def test_of_two_who_signed_as_one_resident_the_house_is_shown_neither():
    other = replace(JORDAN, participant_id=6)
    elsewhere = replace(JORDAN, participant_id=7, residency_id=11)
    for found in contested((JORDAN, other, elsewhere), SIGNED_AT):
        assert found.is_contested == (found.participant_id != 7)
        assert seen(MANAGER, found, SIGNED_AT) == frozenset()
        assert seen(STAFF, found, SIGNED_AT) != frozenset()


def test_who_only_says_that_they_live_there_takes_nothing_from_who_signed():
    silent = replace(JORDAN, participant_id=6, consents=())
    stopped = replace(JORDAN, participant_id=7, consents=(replace(CONSENT, is_revoked=True),))
    first, *_rest = contested((JORDAN, silent, stopped), SIGNED_AT)
    assert first == JORDAN


ENDED = [
    replace(JORDAN, consents=()),
    replace(JORDAN, consents=(replace(CONSENT, is_revoked=True),)),
    replace(JORDAN, residency_id=None, house_id=None),
    replace(JORDAN, residency_id=11),
    replace(JORDAN, house_id=2),
    replace(JORDAN, program_id=None),
    replace(JORDAN, ended_on=MONDAY - timedelta(days=1)),
]


@pytest.mark.parametrize("subject", ENDED)
@given(scope=scopes, now=instants.filter(lambda each: each >= SIGNED_AT))
def test_what_has_ended_is_like_never_signed(subject, scope, now):
    assert not may_see(MANAGER, subject, scope, now)


def test_it_ends_with_its_last_date_to_the_second():
    midnight = at("24:00", LAST)
    before = Instant(midnight - timedelta(seconds=1))
    assert may_see(MANAGER, JORDAN, Scope.SCHEDULE, before)
    assert not may_see(MANAGER, JORDAN, Scope.SCHEDULE, midnight)


def test_before_it_was_signed_it_opens_nothing():
    assert not may_see(MANAGER, JORDAN, Scope.SCHEDULE, Instant(SIGNED_AT - timedelta(seconds=1)))


def test_the_day_of_leaving_the_program_is_the_last_one():
    leaving = replace(JORDAN, ended_on=MONDAY)
    assert may_see(MANAGER, leaving, Scope.SCHEDULE, at("23:59"))
    assert not may_see(MANAGER, leaving, Scope.SCHEDULE, at("24:00"))


@given(scope=scopes, now=instants)
def test_a_participant_sees_all_of_their_own(scope, now):
    assert may_see(THEMSELVES, JORDAN, scope, now)


def test_staff_see_what_they_work_with_and_the_house_only_with_consent():
    bare = replace(JORDAN, consents=())
    kept = {Scope.MEETING_COUNT, Scope.MEETING_DETAIL, Scope.HOUSE_TO_PROGRAM}
    assert seen(STAFF, bare, SIGNED_AT) == ALL - kept
    assert may_see(STAFF, JORDAN, Scope.HOUSE_TO_PROGRAM, SIGNED_AT)


def test_the_one_that_stands_is_the_latest():
    newer = replace(CONSENT, id=2, signed_at=later(SIGNED_AT, 5), scopes=frozenset())
    both = replace(JORDAN, consents=(CONSENT, newer))
    assert standing(both, later(SIGNED_AT, 4)) is CONSENT
    assert standing(both, later(SIGNED_AT, 5)) is newer


@pytest.mark.parametrize(
    ("signed_on", "planned_end", "last"),
    [
        (date(2026, 11, 23), None, date(2027, 11, 23)),
        (date(2028, 2, 29), None, date(2029, 2, 28)),
        (date(2026, 11, 23), date(2027, 2, 1), date(2027, 3, 3)),
        (date(2026, 11, 23), date(2029, 1, 1), date(2027, 11, 23)),
    ],
)
def test_it_lasts_twelve_months_or_thirty_days_after_the_planned_discharge(
    signed_on, planned_end, last
):
    assert last_day(signed_on, planned_end) == last


def test_the_planned_discharge_is_so_many_weeks_after_the_first_day():
    enrolled = replace(JORDAN, enrolled_from=date(2026, 10, 26), planned_weeks=14)
    assert enrolled.planned_end == date(2027, 2, 1)
    assert JORDAN.planned_end is None


@pytest.mark.parametrize(
    ("left", "prompt"),
    [(14, 14), (13, 14), (12, 14), (11, None), (4, None), (3, 3), (2, 3), (1, 3), (0, 3)],
)
def test_the_end_is_told_from_fourteen_days_before_and_on_few_of_them_on_today(left, prompt):
    found = ending(JORDAN, at("12:00", LAST - timedelta(days=left)))
    assert (found.on, found.prompt) == (LAST, prompt)


@pytest.mark.parametrize("left", [15, 60, -1])
def test_an_end_that_is_far_away_or_past_is_not_told(left):
    assert ending(JORDAN, at("12:00", LAST - timedelta(days=left))) is None


@pytest.mark.parametrize(
    "subject",
    [
        replace(JORDAN, consents=()),
        replace(JORDAN, consents=(replace(CONSENT, is_revoked=True),)),
        replace(JORDAN, residency_id=None, house_id=None),
    ],
)
def test_what_has_ended_does_not_end_soon(subject):
    assert ending(subject, at("12:00", LAST)) is None


@pytest.mark.parametrize(("weeks", "can_go_on"), [(None, True), (60, True), (10, False)], ids=str)
def test_signing_again_is_offered_only_where_it_lasts_longer(weeks, can_go_on):
    """After ten weeks and thirty days it would end on the same date again."""
    first = LAST - timedelta(days=30, weeks=10)
    subject = replace(JORDAN, enrolled_from=first, planned_weeks=weeks)
    assert ending(subject, at("12:00", LAST)).can_go_on is can_go_on


@pytest.mark.parametrize(
    ("chosen", "name", "travel", "refusal"),
    [
        (frozenset(OFFERED), "Jordan", 25, None),
        (frozenset(OFFERED), "Jordan", 0, None),
        (frozenset(OFFERED), "Jordan", 180, None),
        (frozenset(), "Jordan", 25, ConsentRefusal.NO_SCOPE),
        (frozenset({Scope.WELFARE_CONTACT}), "Jordan", 25, ConsentRefusal.NO_SCOPE),
        (frozenset({Scope.VISITS}), "Jordan", 25, ConsentRefusal.NO_SCOPE),
        (frozenset(OFFERED), "Jordan", None, ConsentRefusal.TRAVEL),
        (frozenset(OFFERED), "Jordan", 181, ConsentRefusal.TRAVEL),
        (frozenset(OFFERED), " ", 25, ConsentRefusal.NO_NAME),
        (frozenset(OFFERED), "Jor\x07dan", 25, ConsentRefusal.NO_NAME),
    ],
)
def test_what_can_be_signed(chosen, name, travel, refusal):
    assert may_sign(chosen, name, travel) == refusal
