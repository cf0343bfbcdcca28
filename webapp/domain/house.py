"""A sober-living house and its own record: residencies, leaves and returns, roll calls.

All of this is the house's. It says nothing about a program. What consent adds comes from
outside (`Away`, and facts beside the row), and only where `consent.may_see` allows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.blocks import Occurrence
from webapp.domain.curfew import Nights
from webapp.domain.wall_clock import Instant, later, local

EVENING = timedelta(hours=18)


class RollWord(StrEnum):
    """What a roll call says of one resident. The latest word of a night counts."""

    IN = "in"
    NOT_SEEN = "not_seen"
    OUT = "out"
    WORK = "work"
    PASS = "pass"  # noqa: S105 — an overnight pass
    MEDICAL = "medical"
    PROGRAM = "program"
    TAKEN_BACK = "taken_back"


OUT_WORDS = (RollWord.OUT, RollWord.WORK, RollWord.PASS, RollWord.MEDICAL)
"""The words behind one tap. `PROGRAM` joins them where the resident consented to it."""


class Reason(StrEnum):
    """Why somebody left the house, as the house writes it down."""

    OUT = "out"
    WORK = "work"
    PASS = "pass"  # noqa: S105 — an overnight pass
    MEDICAL = "medical"


@dataclass(frozen=True, slots=True)
class RollMark:
    """One word for one resident and night."""

    night: date
    word: RollWord
    at: Instant


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody left, perhaps with a time to be back, and perhaps came back."""

    key: str
    reason: Reason
    left_at: Instant
    due_at: Instant | None
    returned_at: Instant | None


@dataclass(frozen=True, slots=True)
class Away:
    """A span in which a resident is away, with their consent; never what for."""

    starts_at: Instant
    ends_at: Instant


class Standing(StrEnum):
    """Where the house believes somebody is; in the order of who needs something first."""

    NOT_SEEN = "not_seen"
    LATE = "late"
    NO_WORD = "no_word"
    AWAY = "away"
    OUT = "out"
    IN = "in"


NEEDS_SOMEBODY = frozenset({Standing.NOT_SEEN, Standing.LATE})


@dataclass(frozen=True, slots=True)
class Stand:
    """How one resident stands now: the word, since when, until when, and why."""

    standing: Standing
    since: Instant | None = None
    until: Instant | None = None
    reason: Reason | RollWord | None = None


def is_open(moved_in: date, moved_out: date | None, today: date) -> bool:
    """Whether a residency lasts on that date. The day of moving out is no day in the house."""
    return moved_in <= today and (moved_out is None or today < moved_out)


def night_of(now: Instant, zone: ZoneInfo) -> date:
    """The date whose evening the roll call is about: from 6 PM tonight's, before it last
    night's."""
    return (local(now, zone).replace(tzinfo=None) - EVENING).date()


def aways(occurrences: Iterable[Occurrence], travel_minutes: int) -> tuple[Away, ...]:
    """The spans in which sessions keep somebody away, the way there and back included."""
    by_session: dict[tuple[date, str], list[Occurrence]] = {}
    for each in occurrences:
        if each.session is not None and not each.cancelled and not each.make_up:
            by_session.setdefault((each.day, each.session), []).append(each)
    return tuple(
        Away(
            later(min(part.starts_at for part in parts), -travel_minutes),
            later(max(part.ends_at or part.starts_at for part in parts), travel_minutes),
        )
        for parts in by_session.values()
    )


def stand(
    marks: Iterable[RollMark],
    leaves: Iterable[Leave],
    aways: Iterable[Away],
    now: Instant,
    nights: Nights,
) -> Stand:
    """Where somebody is, by the latest thing that the house itself wrote down.

    Whoever left without saying until when is due at the house's curfew. A consented time away
    wins while it lasts, unless the house saw the person after it began: it never raises a flag.
    When it is over, what the house knew before it is old.
    """
    aways = tuple(aways)
    own = _own(marks, leaves, aways, now, nights)
    ours = own.since
    for away in aways:
        is_newer = ours is None or ours < away.starts_at or own.standing is not Standing.IN
        if away.starts_at <= now < away.ends_at and is_newer:
            return Stand(Standing.AWAY, away.starts_at, away.ends_at)
        is_older = ours is not None and ours < away.starts_at and own.standing is Standing.IN
        if away.ends_at <= now and is_older:
            own = Stand(Standing.NO_WORD, away.ends_at)
    return own


def _own(
    marks: Iterable[RollMark],
    leaves: Iterable[Leave],
    aways: tuple[Away, ...],
    now: Instant,
    nights: Nights,
) -> Stand:
    """What the house's own record says. Of what was consented to it knows only that a curfew
    in the middle of it waits for its end."""
    found = [(mark.at, _by_roll_call(mark, now, nights)) for mark in _latest(marks)]
    for leave in leaves:
        found.append((leave.left_at, _by_leave(leave, aways, now, nights)))
        if leave.returned_at is not None:
            found.append((leave.returned_at, Stand(Standing.IN, leave.returned_at)))
    known = [(at, each) for at, each in found if at <= now]
    known.sort(key=lambda pair: pair[0])
    return known[-1][1] if known else Stand(Standing.NO_WORD)


def _latest(marks: Iterable[RollMark]) -> list[RollMark]:
    """The word that counts for each night: the last one, unless it was taken back."""
    by_night = {mark.night: mark for mark in marks}
    return [mark for mark in by_night.values() if mark.word is not RollWord.TAKEN_BACK]


def word_of(marks: Iterable[RollMark], night: date) -> RollMark | None:
    """The word of that night that counts, or None. Marks come in the order they were made."""
    return next((mark for mark in _latest(marks) if mark.night == night), None)


def _by_roll_call(mark: RollMark, now: Instant, nights: Nights) -> Stand:
    """Until curfew and grace are over, whom nobody has seen yet may still come."""
    if mark.word is RollWord.IN:
        return Stand(Standing.IN, mark.at, reason=mark.word)
    if mark.word is RollWord.NOT_SEEN:
        is_decided = now > nights.decides(mark.night)
        if is_decided:
            return Stand(Standing.NOT_SEEN, mark.at)
        return Stand(Standing.NO_WORD, mark.at, reason=mark.word)
    return Stand(Standing.OUT, mark.at, reason=mark.word)


def _by_leave(leave: Leave, aways: tuple[Away, ...], now: Instant, nights: Nights) -> Stand:
    due = leave.due_at or _due_unsaid(leave, aways, nights)
    is_late = due is not None and _is_late(max(due, leave.left_at), now, nights)
    return Stand(Standing.LATE if is_late else Standing.OUT, leave.left_at, due, leave.reason)


def _is_late(due: Instant, now: Instant, nights: Nights) -> bool:
    return now > later(due, nights.grace(nights.of(due)))


def _due_unsaid(leave: Leave, aways: tuple[Away, ...], nights: Nights) -> Instant | None:
    """When somebody is due who did not say: at curfew, or after the evening that they shared."""
    if leave.reason is Reason.PASS:
        return None
    return past_curfew_of(nights.curfew(nights.of(leave.left_at)), aways)


def past_curfew_of(curfew: Instant, aways: Iterable[Away]) -> Instant:
    """The curfew, or the end of the consented time away that it falls into."""
    for away in sorted(aways, key=lambda each: each.starts_at):
        if away.starts_at <= curfew < away.ends_at:
            curfew = away.ends_at
    return curfew


def is_after_curfew(leave: Leave, aways: Iterable[Away], nights: Nights) -> bool:
    """Whether somebody means to be back after the curfew of the night that they leave for. A
    pass is for the night, and nobody is told of a curfew that a consented evening covers."""
    if leave.due_at is None or leave.reason is Reason.PASS:
        return False
    return leave.due_at > past_curfew_of(nights.curfew(nights.of(leave.left_at)), aways)
