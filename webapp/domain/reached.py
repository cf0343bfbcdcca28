"""Whom no reminder has reached when it matters, and why, so that somebody can call them.

A push service never says that a phone showed something. So "reached" is as much as can be
known: a message about this session, at the time that holds, was given to it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from webapp.domain.reminders import Reminder, ReminderKind
from webapp.domain.session import Session
from webapp.domain.subscription import Ended
from webapp.domain.wall_clock import Instant, later

BEFORE_ARRIVAL = 30
"""Minutes: early enough to call somebody who can still come in time."""
TIME_TO_SEND = timedelta(minutes=2)
"""A reminder that was due less than this ago may be on its way."""


class Reached(StrEnum):
    """Whether somebody was reminded of a session, as far as can be known."""

    SENT = "sent"
    """Given to their phone's service. Whether the phone showed it, it does not say."""
    NOT_DUE = "not_due"
    """Their first reminder is still to come."""
    NO_PHONE = "no_phone"
    SWITCHED_OFF = "switched_off"
    SIGNED_OUT = "signed_out"
    ENDED = "ended"
    """The phone's service says that the link to the phone has ended."""
    REFUSED = "refused"
    NOT_IN_TIME = "not_in_time"


FINE = frozenset({Reached.SENT, Reached.NOT_DUE})
"""Nobody has to call these."""


class Contact(StrEnum):
    """How staff told somebody whom no reminder had reached."""

    CALLED = "called"
    TOLD = "told"


class Fate(StrEnum):
    """What became of a reminder on a phone, or of one for which there was no phone."""

    SENT = "sent"
    REFUSED = "refused"
    OTHER = "other"
    """On its way, ended with its phone, or without a phone to go to."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One reminder that is wanted, and what became of it on one phone."""

    reminder: Reminder
    fate: Fate


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody can be reached: whether they want reminders, whether a phone is on, and if
    none is, why the last one ended (None: there never was one)."""

    wants: bool = True
    has_phone: bool = False
    ended: Ended | None = None


WHY_ENDED = {
    Ended.OFF: Reached.SWITCHED_OFF,
    Ended.SIGNED_OUT: Reached.SIGNED_OUT,
    Ended.REPLACED: Reached.ENDED,
    Ended.GONE: Reached.ENDED,
    Ended.OTHER_KEY: Reached.ENDED,
    Ended.MOVED: Reached.NO_PHONE,
    None: Reached.NO_PHONE,
}


def is_time_to_call(session: Session, now: Instant) -> bool:
    """Half an hour before the arrival until one's own check-in closes, unless it is called off."""
    begins = later(session.arrive_by, -BEFORE_ARRIVAL)
    return not session.cancelled and begins <= now <= session.closes_at


def reached(session: Session, reach: Reach, sendings: Collection[Sending], now: Instant) -> Reached:
    """Whether somebody was reminded of this session; the first that fits.

    A message that named another time, before the session was moved, counts for nothing.
    """
    valid = [each for each in sendings if _is_about(each.reminder, session)]
    fates = {each.fate for each in valid}
    if Fate.SENT in fates:
        return Reached.SENT
    if not reach.wants:
        return Reached.SWITCHED_OFF
    if not reach.has_phone:
        return WHY_ENDED[reach.ended]
    if Fate.REFUSED in fates:
        return Reached.REFUSED
    is_due = [now - each.reminder.due_at >= TIME_TO_SEND for each in valid]
    return Reached.NOT_IN_TIME if any(is_due) or not valid else Reached.NOT_DUE


def _is_about(reminder: Reminder, session: Session) -> bool:
    return reminder.kind is not ReminderKind.OFF and reminder.event_at == session.arrive_by
