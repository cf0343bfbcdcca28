"""Times in which Dayline itself could not be reached, so that nobody can have been seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant

LONGEST_SILENCE = timedelta(minutes=5)
"""Shorter than this, whoever was at the door could simply try again."""


@dataclass(frozen=True, slots=True)
class Outage:
    """From the last sign of life to the next."""

    began_at: Instant
    ended_at: Instant


def since(last: Instant | None, now: Instant) -> Outage | None:
    """The outage that ends now, if the last sign of life is too long ago to be none."""
    if last is None or now - last < LONGEST_SILENCE:
        return None
    return Outage(last, now)


def hides(outage: Outage, session: Session) -> bool:
    """Whether Dayline was away for five minutes or more while check-in was open."""
    began = max(outage.began_at, session.opens_at)
    ended = min(outage.ended_at, session.closes_at)
    return ended - began >= LONGEST_SILENCE
