"""A house keeps its own record, and it cannot be bent afterwards."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers import houses
from tests.helpers.rows import rows
from webapp.models.base import transaction
from webapp.models.house import Residency, ResidencyLink


def test_each_stay_has_a_code_of_its_own(cast):
    codes = [row.code for row in rows(Residency)]
    assert len(set(codes)) == len(codes) == 5
    assert all(len(code) == 8 for code in codes)


def test_a_participant_says_once_that_a_stay_is_theirs(cast, viewer, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    stay = rows(ResidencyLink)[0].residency_id
    again = ResidencyLink(
        residency_id=stay, participant_id=cast.jordan.participant_id, linked_at=now
    )
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(again)
