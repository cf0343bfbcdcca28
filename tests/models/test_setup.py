"""The code of the first set-up."""

import pytest
from sqlalchemy.exc import IntegrityError

from webapp.models.base import transaction
from webapp.models.setup import SetupCode


@pytest.mark.usefixtures("app")
def test_no_code_is_there_twice(now):
    codes = [SetupCode(code_hash="h", made_at=now, expires_at=now) for _ in range(2)]
    with pytest.raises(IntegrityError), transaction() as session:
        session.add_all(codes)
