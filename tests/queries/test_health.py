"""Whether the program can do its work."""

import pytest

from tests.helpers.trouble import locked_database
from webapp.queries import health


@pytest.mark.usefixtures("app")
def test_a_database_that_is_there_answers_even_while_somebody_writes():
    assert health.database_answers()
    with locked_database():
        assert health.database_answers()
