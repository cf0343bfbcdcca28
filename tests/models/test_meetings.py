"""The meeting log: a form makes one entry for one person."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers.rows import rows
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import WallTime
from webapp.models.base import transaction
from webapp.models.meetings import MeetingEntryRow


@pytest.fixture
def entry(cast, now):
    def make(who="jordan"):
        return MeetingEntryRow(
            key="k",
            participant_id=cast.people[who].participant_id,
            fellowship=Fellowship.LIFERING,
            day=date(2026, 11, 23),
            starts=WallTime.parse("24:15"),
            mode=Mode.ONLINE,
            logged_at=now,
        )

    return make


def test_an_entry_comes_back_as_it_was(entry, now):
    with transaction() as session:
        session.add(entry())
    (row,) = rows(MeetingEntryRow)
    assert (row.fellowship, row.mode, str(row.starts)) == ("lifering", "online", "24:15")
    assert (row.name, row.town, row.logged_at, len(row.public_key)) == ("", "", now, 20)


def test_a_key_is_stored_once_for_each_participant(entry):
    with transaction() as session:
        session.add_all([entry(), entry("maria")])
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(entry())
