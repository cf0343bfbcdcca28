"""A form that enrolled somebody with a line did so once."""

import pytest
from sqlalchemy.exc import IntegrityError

from webapp.models.base import transaction
from webapp.models.people_import import ImportedRow


def test_one_line_of_one_form_is_one_participant(cast, now):
    row = {"program_id": cast.sam.program_id, "key": "k", "line": 2, "at": now}
    row |= {"by": cast.sam.account_id}
    with transaction() as session:
        session.add(ImportedRow(**row, participant_id=cast.jordan.participant_id))
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(ImportedRow(**row, participant_id=cast.maria.participant_id))
