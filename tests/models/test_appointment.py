"""An appointment is kept as it was made."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers.record import MONDAY
from webapp.domain.appointment import AppointmentKind
from webapp.domain.wall_clock import WallTime
from webapp.models.appointment import AppointmentRow
from webapp.models.base import transaction


@pytest.fixture
def row(cast, now):
    def make(key, who="jordan"):
        return AppointmentRow(
            key=key,
            participant_id=cast.people[who].participant_id,
            program_id=cast.jordan.program_id,
            kind=AppointmentKind.VISIT,
            with_whom="",
            day=MONDAY,
            starts=WallTime.parse("14:00"),
            minutes=30,
            made_at=now,
            made_by=cast.sam.account_id,
        )

    return make


def test_the_same_form_makes_one_for_each_person(row):
    with transaction() as session:
        session.add_all([row("k"), row("k", "maria")])
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(row("k"))


def test_wall_time_stays_wall_time(row):
    with transaction() as session:
        made = row("k")
        session.add(made)
        session.flush()
        session.refresh(made)
        assert (made.starts, made.day) == (WallTime.parse("14:00"), MONDAY)
