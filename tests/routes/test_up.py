"""For whoever watches the machine."""

import pytest
from sqlalchemy.exc import OperationalError

from webapp.models.base import db
from webapp.version import VERSION


def test_up_says_that_the_database_answers_and_which_version_runs(anybody):
    answer = anybody.raw("/up")
    assert answer.status_code == 200
    assert answer.json == {"database": "ok", "version": VERSION}


@pytest.mark.usefixtures("app")
def test_a_database_that_does_not_answer_is_503(anybody, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(db.session, "execute", refuse)
    answer = anybody.raw("/up")
    assert (answer.status_code, answer.json["database"]) == (503, "failing")
