"""No two check-ins stand side by side, whatever the code above does."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from webapp.domain.marks import Mark
from webapp.domain.record import Evidence
from webapp.models.attendance import CheckInRow, CheckInVoid, DayMarkRow
from webapp.models.base import transaction

MONDAY = date(2026, 11, 23)


@pytest.fixture
def check_in(cast, now):
    def make(key, nth, who="jordan"):
        return CheckInRow(
            key=key,
            participant_id=cast.people[who].participant_id,
            program_id=cast.jordan.program_id,
            day=MONDAY,
            session="Evening",
            nth=nth,
            at=now,
            evidence=Evidence.CODE,
            recorded_at=now,
            recorded_by=cast.people[who].account_id,
        )

    return make


@pytest.mark.parametrize("second", [("other", 1), ("first", 2)])
def test_the_same_number_or_the_same_key_cannot_be_stored_twice(check_in, second):
    with transaction() as session:
        session.add(check_in("first", 1))
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(check_in(*second))


def test_another_participant_may_have_both(check_in):
    with transaction() as session:
        session.add_all([check_in("first", 1), check_in("first", 1, "maria")])


def test_a_check_in_is_voided_once(check_in, cast, now):
    with transaction() as session:
        made = check_in("first", 1)
        session.add(made)
        session.flush()
        void = {"check_in_id": made.id, "reason": "x", "at": now, "by": cast.sam.account_id}
        session.add(CheckInVoid(**void))
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(CheckInVoid(**void))


def test_one_standing_tap_a_day_and_mark(cast, now):
    def tap(key):
        return DayMarkRow(
            key=key,
            participant_id=cast.jordan.participant_id,
            day=MONDAY,
            mark=Mark.WAKE_UP,
            nth=1,
            at=now,
        )

    with pytest.raises(IntegrityError), transaction() as session:
        session.add_all([tap("a"), tap("b")])
