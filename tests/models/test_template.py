"""What became of a template that was applied to a running program."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers.record import MONDAY
from tests.helpers.rows import rows
from webapp.models.base import transaction
from webapp.models.template import TemplateUseRow


def use(cast, now, key):
    return TemplateUseRow(
        key=key,
        program_id=cast.rosa.program_id,
        template="baystate",
        effective_from=MONDAY,
        version="v",
        before={"until": {"7": None}},
        recorded_at=now,
        recorded_by=cast.rosa.account_id,
    )


def test_what_it_replaced_is_kept_beside_it(cast, now):
    with transaction() as session:
        session.add(use(cast, now, "one"))
    (row,) = rows(TemplateUseRow)
    assert (row.before, row.taken_back_at) == ({"until": {"7": None}}, None)


def test_its_key_names_one(cast, now):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add_all([use(cast, now, "one"), use(cast, now, "one")])
