"""The record is kept as it was written."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers.record import MONDAY
from webapp.domain.record import Entry
from webapp.models.base import transaction
from webapp.models.record import RecordRow, RecordVoid


@pytest.fixture
def row(cast, now):
    def make(key, who="jordan"):
        return RecordRow(
            key=key,
            participant_id=cast.people[who].participant_id,
            program_id=cast.jordan.program_id,
            day=MONDAY,
            session="Evening",
            kind=Entry.NO_SHOW,
            at=now,
            recorded_at=now,
            recorded_by=cast.sam.account_id,
        )

    return make


def test_the_same_form_makes_one_row_for_each_person(row):
    with transaction() as session:
        session.add_all([row("k"), row("k", "maria")])
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(row("k"))


def test_a_row_is_found_wrong_once(row, cast, now):
    with transaction() as session:
        made = row("k")
        session.add(made)
        session.flush()
        entry_id = made.id
    for is_first in (True, False):
        void = RecordVoid(entry_id=entry_id, reason="wrong", at=now, by=cast.sam.account_id)
        if is_first:
            with transaction() as session:
                session.add(void)
        else:
            with pytest.raises(IntegrityError), transaction() as session:
                session.add(void)
