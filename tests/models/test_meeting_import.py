"""A reading of a list: what it begins with, and what of it is kept small."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers import directory, lists
from tests.helpers.rows import rows
from webapp.domain.directory_import import How, ImportState
from webapp.models.base import transaction
from webapp.models.meeting_import import MeetingImportRow


@pytest.fixture
def central(cast, now):
    return directory.source(cast.sam.program_id, now)


def test_a_reading_begins_as_asked_for(central, now):
    with transaction() as session:
        session.add(MeetingImportRow(source_id=central, how=How.NIGHT, asked_at=now))
    (kept,) = rows(MeetingImportRow)
    assert (kept.state, kept.tries, kept.trouble) == (ImportState.ASKED, 0, "")
    assert (kept.body, kept.plan, kept.started_at) == (None, None, None)


def test_an_uploaded_list_is_kept_small_until_it_is_read(central, now):
    content = lists.many(range(1000))
    lists.asked(central, content, now)
    assert len(rows(MeetingImportRow)[0].body) < len(content) / 5


def test_a_reading_is_of_a_list_that_there_is(app, now):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(MeetingImportRow(source_id=99, how=How.NIGHT, asked_at=now))
