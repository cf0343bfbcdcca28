"""The only reader of time."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.helpers.clock import at
from webapp import clock as module
from webapp.clock import DemoClock, SystemClock

MACHINE = datetime(2026, 11, 23, 22, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def machine(monkeypatch):
    """A machine whose own clock stands still; machine(minutes=1) lets time pass."""
    shown = [MACHINE]

    class Standing(datetime):
        @classmethod
        def now(cls, tz=None):
            return shown[0].astimezone(tz)

    monkeypatch.setattr(module, "datetime", Standing)
    return lambda **amount: shown.append(shown.pop() + timedelta(**amount))


def test_the_machines_clock_is_in_utc():
    assert SystemClock().now() == SystemClock().true_now() == MACHINE
    assert SystemClock().now().tzinfo is UTC


def test_a_demo_goes_by_the_machine_until_it_is_moved(tmp_path):
    assert DemoClock(tmp_path / "clock.json").now() == MACHINE


def test_a_moved_demo_goes_on_from_there_and_its_true_time_stays(tmp_path, machine):
    demo = DemoClock(tmp_path / "clock.json")
    demo.set_to(at("2027-01-04 07:00"))
    machine(minutes=5)
    assert demo.now() == at("2027-01-04 07:05")
    assert demo.true_now() == MACHINE + timedelta(minutes=5)


def test_every_process_of_the_demo_shares_the_time(tmp_path):
    DemoClock(tmp_path / "clock.json").set_to(at("2027-01-04 07:00"))
    assert DemoClock(tmp_path / "clock.json").now() == at("2027-01-04 07:00")
    assert [path.name for path in tmp_path.iterdir()] == ["clock.json"]


def test_a_demo_can_go_back_to_the_machines_time(tmp_path):
    demo = DemoClock(tmp_path / "clock.json")
    demo.set_to(at("2027-01-04 07:00"))
    demo.set_to(None)
    assert demo.now() == MACHINE
