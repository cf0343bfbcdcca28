"""The codes on the screens of the cast's front desks."""

from __future__ import annotations

from datetime import timedelta

from tests.helpers.cast import Someone
from webapp.domain.rotating_code import STEP_SECONDS, Verdict, code_for, judge, step_of
from webapp.domain.wall_clock import Instant
from webapp.queries import front_desk


def code(person: Someone, now: Instant, *, steps: int = 0) -> str:
    """What the screen of that person's program shows now, or so many half minutes on."""
    shown_at = now + timedelta(seconds=steps * STEP_SECONDS)
    return code_for(front_desk.secret_of(person.program_id), step_of(Instant(shown_at)))


def wrong_code(person: Someone, now: Instant) -> str:
    """Six digits that no screen of the cast shows, showed lately or will show soon."""
    secrets = [front_desk.secret_of(person.program_id)]
    secrets += front_desk.secrets_elsewhere(person.program_id)
    guesses = (f"{number:06d}" for number in range(1_000_000))
    return next(g for g in guesses if all(judge(s, g, now) is Verdict.WRONG for s in secrets))
