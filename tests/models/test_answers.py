"""What was said before a session stays as it was said."""

import pytest
from sqlalchemy.exc import DatabaseError

from webapp.actions.answer import answer
from webapp.domain.answers import Answer
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.base import transaction


@pytest.mark.parametrize("verb", ["change", "delete"])
def test_the_database_refuses_to_change_or_delete_an_answer(viewer, now, verb):
    assert answer(viewer("jordan"), Answer.ON_MY_WAY, None, "k", now)

    def meddle(session):
        rows = session.query(ArrivalAnswerRow)
        return rows.delete() if verb == "delete" else rows.update({"answer": Answer.CANNOT_COME})

    with pytest.raises(DatabaseError), transaction() as session:
        meddle(session)
