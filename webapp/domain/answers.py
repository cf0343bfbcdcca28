"""What a participant says before a session: on my way, running late, cannot come.

An answer tells staff whom they need not call. It is never attendance, and never an excusal:
who said that they cannot come is still welcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.domain.wall_clock import Instant


class Answer(StrEnum):
    """What somebody says about coming."""

    ON_MY_WAY = "on_my_way"
    RUNNING_LATE = "running_late"
    CANNOT_COME = "cannot_come"


class Reason(StrEnum):
    """Why somebody cannot come: a category, for staff only, and never a story."""

    ILL = "ill"
    WORK = "work"
    FAMILY = "family"
    TRANSPORT = "transport"
    APPOINTMENT = "appointment"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ArrivalAnswer:
    """One answer; the one that was said last counts. `words` are for staff only.

    `came_at` is when Dayline heard it: later than `at`, if the phone had no signal.
    """

    day: date
    session: str
    answer: Answer
    reason: Reason | None
    at: Instant
    words: str = ""
    came_at: Instant | None = None

    @property
    def heard_at(self) -> Instant:
        """When it could first be known."""
        return self.came_at or self.at
