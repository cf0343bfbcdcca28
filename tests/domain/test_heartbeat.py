"""Whether the process that sends reminders is alive."""

import pytest

from tests.helpers.clock import at
from webapp.domain.heartbeat import beat

NOW = at("2026-11-23 17:20")


@pytest.mark.parametrize(
    ("last", "word"),
    [
        (None, "never"),
        ("2026-11-23 17:17:59", "late"),
        ("2026-11-23 17:18:00", "ok"),
        ("2026-11-23 17:20", "ok"),
    ],
)
def test_a_sign_of_life_is_good_for_two_minutes(last, word):
    assert beat(at(last) if last else None, None, NOW) == word


@pytest.mark.parametrize(
    ("trouble", "word"), [("2026-11-23 17:17:59", "ok"), ("2026-11-23 17:18:00", "failing")]
)
def test_trouble_is_said_until_two_minutes_have_passed_without_any(trouble, word):
    assert beat(NOW, at(trouble), NOW) == word


def test_whoever_is_not_alive_is_late_whatever_its_last_trouble_was():
    assert beat(at("2026-11-23 17:00"), NOW, NOW) == "late"
    assert beat(None, NOW, NOW) == "never"
