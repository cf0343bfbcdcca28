from __future__ import annotations

from datetime import timedelta

import pytest

from tests.helpers.days import at
from webapp.domain.retention import cutoffs, guesses, is_due
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant

NOW, TRUE_NOW = at("12:00"), at("9:00")
DAY = timedelta(days=1)


def test_each_kind_has_an_end_of_its_own() -> None:
    found = cutoffs(ProgramSettings(kept_sent=30, kept_sign_ins=400), NOW, TRUE_NOW)
    assert found.sent == NOW - 30 * DAY
    assert found.phones == TRUE_NOW - 30 * DAY
    assert found.sign_ins == TRUE_NOW - 400 * DAY
    assert found.begun == TRUE_NOW - 430 * DAY


def test_guesses_are_forgotten_after_a_day() -> None:
    assert guesses(TRUE_NOW) == TRUE_NOW - DAY


@pytest.mark.parametrize(("hours", "due"), [(23, False), (24, True)])
def test_it_is_looked_for_once_a_day(hours: int, due: bool) -> None:
    last = Instant(TRUE_NOW - timedelta(hours=hours))
    assert is_due(last, TRUE_NOW) is due
    assert is_due(None, TRUE_NOW)
