from dataclasses import replace
from datetime import date

from webapp.domain.consent import Scope
from webapp.domain.shared import NOTHING, Disclosed, Shared


def test_nothing_shared_is_nothing():
    assert not NOTHING
    assert Shared(frozenset({Scope.SCHEDULE}), date(2027, 1, 1))


def test_what_is_shown_has_a_name_that_changes_with_it():
    one = Disclosed(1, 1, Shared(frozenset({Scope.SCHEDULE}), date(2027, 1, 1)))
    other = replace(one, shared=replace(one.shared, expires_on=date(2027, 1, 2)))
    assert one.digest == replace(one, participant_id=2).digest
    assert one.digest != other.digest
