"""Which reminders a participant needs before a session, and which they need no longer.

Everything here is asked twice: when reminders are planned, and again just before one is
sent. What is no longer true by then is not sent. Nothing goes out at or after the event.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from webapp.domain.session import Session
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, later

OPTIONAL_LEAD = 10
"""Minutes; nobody gets this one who has not chosen it."""


class ReminderKind(StrEnum):
    """What a reminder says."""

    BEFORE = "before"
    """The session begins at that time."""
    CHANGE = "change"
    """It now begins at that time, after an earlier message said something else."""
    OFF = "off"
    """Nothing begins at that time, though an earlier message said so."""


class NotWanted(StrEnum):
    """Why a reminder is not sent (any more)."""

    OVER = "over"
    SUPERSEDED = "superseded"
    CHECKED_IN = "checked_in"
    EXCUSED = "excused"
    NOT_ENROLLED = "not_enrolled"
    NOT_CHOSEN = "not_chosen"
    CANCELLED = "cancelled"
    CHANGED = "changed"


BY_TIME_ALONE = frozenset({NotWanted.OVER, NotWanted.SUPERSEDED})
"""These follow from the clock. The others are written down when they happen."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message about one session: due then, and worth nothing from `expires_at` on.

    `lead` is minutes before the event; a change or a cancellation has none (0), for it is
    due when it is noticed. `nth` counts those of one session, so that a time that was told,
    taken back and set again is told again.
    """

    day: date
    session: str
    kind: ReminderKind
    lead: int
    event_at: Instant
    due_at: Instant
    expires_at: Instant
    nth: int = 0

    @property
    def name(self) -> tuple[date, str, ReminderKind, int, Instant, int]:
        """What makes it this reminder and no other: planned twice, it is one row."""
        return (self.day, self.session, self.kind, self.lead, self.event_at, self.nth)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about one participant and one session, as of now.

    `session` is None when the date has no such session any more. `since` is of leads that were
    switched on later (see `Choice`). `told` is the last message that may have reached a phone,
    `change` the last one of the kinds CHANGE and OFF that was planned, sent or not.
    """

    session: Session | None
    leads: tuple[int, ...]
    since: Mapping[int, Instant] = field(default_factory=dict)
    enrolled: bool = True
    checked_in: bool = False
    excused: bool = False
    told: Reminder | None = None
    change: Reminder | None = None

    def chose_in_time(self, lead: int, due_at: Instant, now: Instant) -> bool:
        """Whether that lead is wanted, and was by the time at which it was due.

        Of a choice that lies ahead (a demo's clock went back) only the leads count.
        """
        return lead in self.leads and not due_at < self.since.get(lead, due_at) <= now

    @property
    def takes_place(self) -> bool:
        return self.session is not None and not self.session.cancelled

    def is_true(self, reminder: Reminder) -> bool:
        """Whether somebody who reads this reminder now knows what is so."""
        if reminder.kind is ReminderKind.OFF or self.session is None or self.session.cancelled:
            return reminder.kind is ReminderKind.OFF and not self.takes_place
        return reminder.event_at == self.session.arrive_by


def offered(settings: ProgramSettings) -> tuple[int, ...]:
    """The leads, in minutes, that a participant can choose from; the longest first."""
    return tuple(sorted({settings.lead_first, settings.lead_second, OPTIONAL_LEAD}, reverse=True))


def leads(settings: ProgramSettings, chosen: Sequence[int] | None) -> tuple[int, ...]:
    """The leads in force: the participant's own choice, or the program's two without one.

    An empty choice means none. A choice of which the program offers nothing any more counts
    as no choice: rather a reminder too many than one that never comes.
    """
    usual = {settings.lead_first, settings.lead_second}
    wanted = usual if chosen is None else set(offered(settings)) & set(chosen)
    if chosen and not wanted:
        wanted = usual
    return tuple(sorted(wanted, reverse=True))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a participant chose: leads in minutes, and since when each of those is wanted that
    was not in force before. At 5 PM nobody asks to be told at once what was due at 4:45."""

    leads: tuple[int, ...]
    since: Mapping[int, Instant] = field(default_factory=dict)


def choose(
    settings: ProgramSettings, before: Choice | None, ticked: Collection[int], now: Instant
) -> Choice:
    """A new choice in place of the one before: what the program does not offer is left out."""
    kept = tuple(lead for lead in offered(settings) if lead in ticked)
    was = leads(settings, before.leads if before else None)
    since = dict(before.since) if before else {}
    since.update({lead: now for lead in kept if lead not in was})
    return Choice(kept, {lead: at for lead, at in since.items() if lead in kept})


def before(session: Session, lead: int) -> Reminder:
    """The reminder so many minutes before the session's arrival time."""
    return Reminder(
        session.day,
        session.name,
        ReminderKind.BEFORE,
        lead,
        session.arrive_by,
        due_at=later(session.arrive_by, -lead),
        expires_at=session.arrive_by,
    )


def plan(standing: Standing, now: Instant, ahead: int) -> tuple[Reminder, ...]:
    """All reminders that are wanted and due by `ahead` minutes from now."""
    found = [before(standing.session, lead) for lead in standing.leads] if standing.session else []
    change = _change(standing, now)
    if change is not None:
        standing = replace(standing, change=change)
        found.append(change)
    return tuple(
        reminder
        for reminder in found
        if reminder.due_at <= later(now, ahead) and why_not(reminder, standing, now) is None
    )


def _change(standing: Standing, now: Instant) -> Reminder | None:
    """The message that puts right what the last one said, if that is no longer so."""
    told, last = standing.told, standing.change
    if last is not None and standing.is_true(last):
        return last
    if told is None or standing.is_true(told):
        return None
    nth = last.nth + 1 if last is not None else 1
    if standing.session is not None and standing.takes_place:
        kind, event_at = ReminderKind.CHANGE, standing.session.arrive_by
    else:
        kind, event_at = ReminderKind.OFF, told.event_at
    return Reminder(told.day, told.session, kind, 0, event_at, now, event_at, nth)


def why_not(reminder: Reminder, standing: Standing, now: Instant) -> NotWanted | None:
    """Why that reminder is not to be sent now, or None if it still is; the first that fits."""
    if now >= reminder.expires_at:
        return NotWanted.OVER
    if not standing.enrolled:
        return NotWanted.NOT_ENROLLED
    if standing.checked_in:
        return NotWanted.CHECKED_IN
    if standing.excused:
        return NotWanted.EXCUSED
    if not standing.is_true(reminder):
        return NotWanted.CHANGED if standing.takes_place else NotWanted.CANCELLED
    if not standing.leads:
        return NotWanted.NOT_CHOSEN
    if reminder.kind is not ReminderKind.BEFORE:
        newer = standing.change is not None and standing.change.nth > reminder.nth
        return NotWanted.SUPERSEDED if newer else None
    if not standing.chose_in_time(reminder.lead, reminder.due_at, now):
        return NotWanted.NOT_CHOSEN
    return NotWanted.SUPERSEDED if _is_superseded(reminder, standing, now) else None


def _is_superseded(reminder: Reminder, standing: Standing, now: Instant) -> bool:
    """Whether a nearer lead is due already, or a change was announced after this was due."""
    nearer = {lead: later(reminder.event_at, -lead) for lead in standing.leads}
    if any(
        lead < reminder.lead and due_at <= now and standing.chose_in_time(lead, due_at, now)
        for lead, due_at in nearer.items()
    ):
        return True
    change = standing.change
    return change is not None and standing.is_true(change) and change.due_at >= reminder.due_at


FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=2)


def wait_before_retry(
    tries: int, asked: timedelta | None, remaining: timedelta, chance: float
) -> timedelta | None:
    """How long to wait after that many tries, or None if nothing is left to wait for.

    `asked` is what the push service asked for (Retry-After), and is never cut short: if the
    event comes first, it is too late. Without it the wait doubles from 5 seconds to 2
    minutes, and is at most half of what remains until the event. `chance`, from 0 to 1,
    spreads the tries of many phones: up to a tenth later than asked, up to half sooner than
    our own.
    """
    if asked is not None:
        wait = max(asked, FIRST_WAIT) * (1 + chance / 10)
        return wait if wait < remaining else None
    doubled = min(FIRST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)
    wait = max(FIRST_WAIT, min(doubled * (1 - chance / 2), remaining / 2))
    return wait if wait < remaining else None
