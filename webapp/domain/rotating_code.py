"""The code at the front desk: a time-based one-time password after RFC 6238.

Steps of 30 seconds, six digits, HMAC-SHA-1: the defaults of the RFC, so that a tablet,
a staff phone and the server compute the same code from the same secret.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from webapp.domain.wall_clock import Instant

STEP_SECONDS = 30
DIGITS = 6
NEIGHBOURS = 1
REMEMBERED_STEPS = 20


class Verdict(StrEnum):
    """What a typed code turned out to be, the best first."""

    CURRENT = "current"
    EARLIER = "earlier"
    AHEAD = "ahead"
    WRONG = "wrong"


def step_of(moment: Instant) -> int:
    """The number of whole 30-second steps since 1970 (RFC 6238, section 4.2)."""
    return int(moment.timestamp()) // STEP_SECONDS


def next_step_at(moment: Instant) -> Instant:
    """The instant at which the code changes next."""
    return Instant(datetime.fromtimestamp((step_of(moment) + 1) * STEP_SECONDS, UTC))


def code_for(secret: bytes, step: int, *, digits: int = DIGITS, digest: str = "sha1") -> str:
    """The code of one step: HMAC with dynamic truncation (RFC 4226, section 5.3)."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), digest)
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def judge(secret: bytes, typed: str, now: Instant) -> Verdict:
    """Whether the code is the one shown now, one step beside it allowed (RFC 6238, 5.2).

    Codes of the last ten minutes and of the next ten are recognised only to say so:
    a person who typed slowly hears "the code changed", not "wrong".
    """
    step = step_of(now)
    distances = sorted(range(-REMEMBERED_STEPS, REMEMBERED_STEPS + 1), key=abs)
    found = (
        _verdict_at(distance)
        for distance in distances
        if hmac.compare_digest(code_for(secret, step + distance), typed)
    )
    return next(found, Verdict.WRONG)


def judge_any(secrets: Iterable[bytes], typed: str, now: Instant) -> Verdict:
    """The best that the code turns out to be on any of the screens with these secrets."""
    found = {judge(secret, typed, now) for secret in secrets}
    return next((verdict for verdict in Verdict if verdict in found), Verdict.WRONG)


def _verdict_at(distance: int) -> Verdict:
    if abs(distance) <= NEIGHBOURS:
        return Verdict.CURRENT
    return Verdict.EARLIER if distance < 0 else Verdict.AHEAD


def cleaned(typed: str) -> str | None:
    """The six digits of what a person typed (blanks and hyphens forgiven), or None."""
    digits = "".join(sign for sign in typed if not sign.isspace() and sign != "-")
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else None


def seconds_left(moment: Instant) -> int:
    """Whole seconds until the code changes, from 30 down to 1."""
    return -((moment - next_step_at(moment)) // timedelta(seconds=1))
