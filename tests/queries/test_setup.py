"""Whether anybody is here yet."""

import pytest

from tests.helpers.empty import empty_database
from webapp.queries import setup


@pytest.mark.usefixtures("app")
def test_it_is_empty_until_the_first_account_is_made():
    assert not setup.is_empty()
    empty_database()
    assert setup.is_empty()
