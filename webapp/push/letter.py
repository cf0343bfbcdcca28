"""A claimed delivery, ready to go: what it says, where to, and under which names."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from webapp.domain.reminders import Reminder, ReminderKind
from webapp.domain.wall_clock import Instant
from webapp.push import message
from webapp.push.message import Message
from webapp.push.outbox import Claim
from webapp.push.transport import Target

LANGUAGE = "en"
"""Of everybody, so far."""
SAYS: dict[ReminderKind, Callable[[Instant, ZoneInfo, str, str, str], Message]] = {
    ReminderKind.CHANGE: message.change,
    ReminderKind.OFF: message.off,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that the transport needs, and the claim that it is about."""

    claim: Claim
    target: Target
    message: Message
    topic: str

    @property
    def host(self) -> str:
        """The push service, the only part of an endpoint that may be written down."""
        return urlsplit(self.target.endpoint).hostname or ""


def letter(
    claim: Claim,
    target: Target,
    zone: ZoneInfo,
    secret: bytes,
    program: str = "",
    word: str = "",
) -> Letter:
    """Write it. `zone` is the program's, whose wall shows the time that is told; `program` its
    name, for a phone whose person wants detailed text; `word` its own for reminders."""
    words = _words(claim.reminder.kind, claim.reminder.event_at, zone, program, word)
    named = replace(words, tag=tag(secret, claim))
    return Letter(claim, target, named, topic(secret, claim))


@lru_cache(maxsize=256)
def _words(
    kind: ReminderKind, event_at: Instant, zone: ZoneInfo, program: str, word: str
) -> Message:
    """A whole evening reads the same: written once, it is kept."""
    if kind is ReminderKind.BEFORE:
        return message.reminder(event_at, zone, LANGUAGE, "", program, word)
    return SAYS[kind](event_at, zone, LANGUAGE, "", program)


def topic(secret: bytes, claim: Claim) -> str:
    """One opaque name for all that is said to one person about one session: of what a push
    service holds for a phone that is off, only the newest is kept."""
    reminder = claim.reminder
    return _opaque(secret, "topic", claim.participant_id, reminder.day, reminder.session)


def tag(secret: bytes, claim: Claim) -> str:
    """One opaque name for a reminder: sent twice, it is shown once. The next one of the same
    session has another name: one that merely replaced the last would make no sound."""
    return _opaque(secret, "tag", claim.participant_id, *_parts(claim.reminder))


def _parts(reminder: Reminder) -> tuple[object, ...]:
    day, session, kind, lead, event_at, nth = reminder.name
    return day, session, kind.value, lead, event_at.isoformat(), nth


def _opaque(secret: bytes, *named: object) -> str:
    """32 signs that say nothing to whoever does not have the secret."""
    digest = hmac.digest(secret, "|".join(map(str, named)).encode(), "sha256")
    return urlsafe_b64encode(digest)[:32].decode()
