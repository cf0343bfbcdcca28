from __future__ import annotations

import pytest

from tests.helpers.days import at, evening
from webapp.domain.outage import Outage, hides, since

EVENING = evening()


@pytest.mark.parametrize(
    ("began", "ended", "hidden"),
    [
        ("17:15", "17:20", True),
        ("17:15:01", "17:20", False),
        ("18:10", "22:00", True),
        ("18:10:01", "22:00", False),
        ("12:00", "17:19:59", False),
        ("12:00", "22:00", True),
        ("18:20", "22:00", False),
    ],
)
def test_five_minutes_of_the_window_hide_who_came(began: str, ended: str, hidden: bool) -> None:
    assert hides(Outage(at(began), at(ended)), EVENING) is hidden


@pytest.mark.parametrize(
    ("last", "is_outage"), [(None, False), ("17:15:01", False), ("17:15", True), ("17:00", True)]
)
def test_an_outage_ends_with_the_first_sign_of_life_after_it(
    last: str | None, is_outage: bool
) -> None:
    found = since(at(last) if last else None, at("17:20"))
    assert (found is not None) is is_outage
    if found and last:
        assert found == Outage(at(last), at("17:20"))
