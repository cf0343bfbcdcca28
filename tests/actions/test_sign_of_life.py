"""Dayline notes that it is there, and afterwards when it was not."""

from datetime import timedelta

import pytest

from tests.helpers.rows import count, rows
from webapp.actions import sign_of_life
from webapp.domain.wall_clock import Instant
from webapp.models.record import Outage
from webapp.models.reminders import Heartbeat


def beats(now, *minutes):
    for minute in minutes:
        at = Instant(now + timedelta(minutes=minute))
        sign_of_life.beat(at, at)


@pytest.mark.usefixtures("app")
def test_the_first_sign_of_life_ends_no_outage(now):
    beats(now, 0, 1, 5.9)
    assert count(Outage) == 0
    assert rows(Heartbeat, name=sign_of_life.APPLICATION)[0].at == now + timedelta(minutes=5.9)


def test_five_minutes_of_silence_are_an_outage(now):
    beats(now, 0, 5, 6)
    (found,) = rows(Outage)
    assert (found.began_at, found.ended_at) == (now, now + timedelta(minutes=5))


def test_silence_is_the_machines_and_the_outage_is_when_sessions_were(now):
    hours = timedelta(hours=3)
    sign_of_life.beat(Instant(now + hours), now)
    later = Instant(now + timedelta(minutes=7))
    sign_of_life.beat(Instant(later + hours), later)
    (found,) = rows(Outage)
    assert (found.began_at, found.ended_at) == (now + hours, later + hours)


def test_a_clock_that_was_set_back_is_no_outage(now):
    beats(now, 0, -30, 1)
    assert count(Outage) == 0
