"""Slips and who shares their log: what the database itself refuses."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers.rows import rows
from webapp.domain.wall_clock import WallTime
from webapp.models.base import transaction
from webapp.models.slips import LogSharing, MeetingSlip, MeetingSlipVoid


@pytest.fixture
def slip(cast, now):
    def make(key="k", **more):
        usual = {
            "key": key,
            "participant_id": cast.jordan.participant_id,
            "program_id": cast.jordan.program_id,
            "day": now.date(),
            "starts": WallTime.parse("12:00"),
            "nth": 1,
            "name": "Harbor group",
            "seen_at": now,
            "seen_by": cast.sam.account_id,
        }
        return MeetingSlip(**usual | more)

    return make


def test_a_slip_comes_back_as_it_was(slip, now):
    with transaction() as session:
        session.add(slip())
    (row,) = rows(MeetingSlip)
    assert (str(row.starts), row.fellowship, row.name) == ("12:00", None, "Harbor group")
    assert (row.seen_at, len(row.public_key)) == (now, 20)


@pytest.mark.parametrize("more", [{"nth": 2}, {"key": "other"}])
def test_a_form_makes_one_and_two_cannot_stand_side_by_side(slip, more):
    with transaction() as session:
        session.add(slip())
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(slip(**more))


def test_a_slip_is_taken_back_once(slip, cast, now):
    with transaction() as session:
        session.add(slip())
    void = {"meeting_slip_id": rows(MeetingSlip)[0].id, "reason": "wrong", "at": now}
    for made in range(2):
        again = MeetingSlipVoid(**void, by=cast.sam.account_id)
        if not made:
            with transaction() as session:
                session.add(again)
            continue
        with pytest.raises(IntegrityError), transaction() as session:
            session.add(again)


def test_the_switch_keeps_its_history(cast, now):
    whose = {"participant_id": cast.jordan.participant_id, "program_id": cast.jordan.program_id}
    with transaction() as session:
        for is_on in (True, False):
            session.add(LogSharing(**whose, is_on=is_on, at=now))
            session.flush()
    assert [row.is_on for row in rows(LogSharing)] == [True, False]
