"""What the day is made of: repeating lines of the week, and one date of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from webapp.domain.daytime import Activity
from webapp.domain.wall_clock import Instant, WallTime


class Kind(StrEnum):
    """What a block is, and so how it is marked."""

    WAKE_UP = "wake_up"
    DAYTIME = "daytime"
    MEETING = "meeting"
    ARRIVE = "arrive"
    TREATMENT = "treatment"
    MEAL = "meal"
    LEAVE = "leave"
    LIGHTS_OUT = "lights_out"


SESSION_KINDS = frozenset({Kind.ARRIVE, Kind.TREATMENT, Kind.MEAL, Kind.LEAVE})
EVERY_DAY = frozenset(range(7))


class Level(IntEnum):
    """Whose line of the week a block is: the program's, a house's, or one participant's own."""

    PROGRAM = 0
    HOUSE = 1
    PARTICIPANT = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A repeating line of the week, in wall time. Weekdays count from Monday = 0.

    One without a weekday says that there is no such line (see `deciding`).
    """

    kind: Kind
    title: str
    weekdays: frozenset[int]
    starts: WallTime
    ends: WallTime | None = None
    session: str | None = None
    effective_from: date = date.min
    effective_until: date | None = None
    place: str = ""
    """Where, if that is elsewhere than the program usually is."""
    level: Level = Level.PROGRAM

    @property
    def about(self) -> tuple[Kind | None, str]:
        """What it is a line of: its session, or a kind of line that no session has."""
        return (None, self.session) if self.session is not None else (self.kind, "")

    def runs_on(self, day: date) -> bool:
        """True on its weekdays, from its first date until (and without) its last."""
        return day.weekday() in self.weekdays and self.is_effective(day)

    def is_effective(self, day: date) -> bool:
        """True between its first date and its last, whatever the weekday."""
        return self.effective_from <= day and (
            self.effective_until is None or day < self.effective_until
        )


def deciding(blocks: Iterable[Block], day: date) -> tuple[Block, ...]:
    """Those that decide on that date: what is said closest to the person, for each session and
    each kind of line.

    A participant with a wake-up of their own has that one and no other; what they say nothing
    about stays as the house, or the program, has it.
    """
    effective = [block for block in blocks if block.is_effective(day)]
    closest: dict[tuple[Kind | None, str], Level] = {}
    for block in effective:
        closest[block.about] = max(block.level, closest.get(block.about, block.level))
    return tuple(block for block in effective if block.level is closest[block.about])


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a block, its times as instants.

    A night shift is on both of its dates: `goes_on` on the one where it begins, `went_on`,
    from midnight, on the one where it ends.
    """

    day: date
    kind: Kind
    title: str
    starts_at: Instant
    ends_at: Instant | None = None
    session: str | None = None
    note: str = ""
    activity: Activity | None = None
    cancelled: bool = False
    instead_of: Instant | None = None
    goes_on: bool = False
    went_on: bool = False
    led_by: str = ""
    make_up: bool = False
    place: str = ""

    @property
    def moved(self) -> bool:
        """Whether an exception moved it; `instead_of` is when it would have begun."""
        return self.instead_of is not None


def session_hours(occurrences: Iterable[Occurrence]) -> dict[str, tuple[Instant, Instant]]:
    """By name: when one arrives and when one leaves, of those that take place."""
    parts: dict[str, list[Occurrence]] = {}
    for each in occurrences:
        is_expected = each.kind in SESSION_KINDS and not each.cancelled and not each.make_up
        if each.session is not None and is_expected:
            parts.setdefault(each.session, []).append(each)
    return {
        name: (
            min(part.starts_at for part in own),
            max(part.ends_at or part.starts_at for part in own),
        )
        for name, own in parts.items()
    }
