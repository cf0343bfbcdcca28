"""A house's curfew: by when its residents are in, after their days there, level and weekday.

All of it is the house's own and knows no program. Rules hold from a date on; a night keeps
those that were in force when it came, and the level that held then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from webapp.domain.marks import NIGHT_ENDS
from webapp.domain.wall_clock import Instant, WallTime, later, local

LEVELS = (1, 2, 3, 4)
EARLIEST, LATEST = WallTime(18 * 60), WallTime(28 * 60)
"""A curfew lies between 6 PM and the end of the night."""
MOST = {"grace": 120, "first_days": 90}
FIRST = "first"


class RuleOutOfRange(ValueError):
    """A rule that is none, or not in its range."""


@dataclass(frozen=True, slots=True)
class Curfew:
    """The time of every night, save for some weekdays (Monday = 0)."""

    usual: WallTime
    other: tuple[tuple[int, WallTime], ...] = ()

    def on(self, weekday: int) -> WallTime:
        """The time of a night that begins on that weekday."""
        return dict(self.other).get(weekday, self.usual)


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What a house goes by. `grace` is minutes, `levels` has a curfew for each of `LEVELS`."""

    grace: int = 15
    first_days: int = 14
    first: Curfew = Curfew(WallTime(22 * 60))
    levels: tuple[Curfew, ...] = (Curfew(WallTime(23 * 60)),) * len(LEVELS)

    def curfew_on(self, days: int, level: int, weekday: int) -> WallTime:
        """By when somebody is in who has been in the house for so many days before that night:
        none on the night of moving in."""
        curfew = self.first if days < self.first_days else self.levels[level - 1]
        return curfew.on(weekday)

    def curfews(self) -> dict[str, Curfew]:
        """Each curfew by its name."""
        by_level = {f"level_{n}": each for n, each in zip(LEVELS, self.levels, strict=True)}
        return {FIRST: self.first, **by_level}

    def values(self) -> dict[str, int]:
        """Each rule by its name, as it is stored: minutes, days, minutes after midnight."""
        made = {"grace": self.grace, "first_days": self.first_days}
        for name, curfew in self.curfews().items():
            made[name] = curfew.usual.minutes
            made |= {f"{name}_{weekday}": at.minutes for weekday, at in curfew.other}
        return made

    @classmethod
    def check(cls, name: str, value: object) -> None:
        """Whether one value is in its range. Raises `RuleOutOfRange`."""
        low, high = (0, MOST[name]) if name in MOST else (EARLIEST.minutes, LATEST.minutes)
        if type(value) is not int or not low <= value <= high:
            raise RuleOutOfRange(f"{name} must be a whole number from {low} to {high}")

    @classmethod
    def from_values(cls, values: Mapping[str, int]) -> HouseRules:
        """Rules from stored or written values; what is not among them is as usual.

        Raises `RuleOutOfRange`, naming the one.
        """
        usual = cls()
        unknown = values.keys() - set(names())
        if unknown:
            raise RuleOutOfRange(f"no rule is called {min(unknown)!r}")
        for name, value in values.items():
            cls.check(name, value)

        def curfew(name: str, where_none: Curfew) -> Curfew:
            at = values.get(name)
            own = WallTime(at) if at is not None else where_none.usual
            other = {n: values.get(f"{name}_{n}") for n in range(7)}
            return Curfew(
                own,
                tuple((n, WallTime(m)) for n, m in other.items() if m not in (None, own.minutes)),
            )

        return cls(
            grace=values.get("grace", usual.grace),
            first_days=values.get("first_days", usual.first_days),
            first=curfew(FIRST, usual.first),
            levels=tuple(curfew(f"level_{n}", usual.levels[n - 1]) for n in LEVELS),
        )

    def differences(self, other: HouseRules) -> tuple[tuple[str, int | None, int | None], ...]:
        """What is not the same in the other: name, value here, value there (None: as usual)."""
        here, there = self.values(), other.values()
        return tuple(
            (name, here.get(name), there.get(name))
            for name in names()
            if here.get(name) != there.get(name)
        )


def names() -> tuple[str, ...]:
    """All rules: grace and first days, then each curfew and its weekdays."""
    curfews = (FIRST, *(f"level_{n}" for n in LEVELS))
    return (*MOST, *(each for name in curfews for each in (name, *_weekdays(name))))


def _weekdays(name: str) -> Iterable[str]:
    return (f"{name}_{weekday}" for weekday in range(7))


Since = tuple[date, HouseRules]
"""Rules and the date from which on they hold."""
LevelSet = tuple[Instant, int]
"""A house level and when it was set."""


def in_force(rows: Iterable[Since], day: date) -> HouseRules:
    """The rules of that date; a house that never set any goes by the usual ones."""
    begun = [row for row in rows if row[0] <= day]
    return max(begun, key=lambda row: row[0])[1] if begun else HouseRules()


@dataclass(frozen=True, slots=True)
class Nights:
    """By when one resident is in, night by night. `level` is their first one, and `levels` are
    those that were set later, in that order."""

    zone: ZoneInfo
    moved_in: date
    level: int
    rules: tuple[Since, ...] = ()
    levels: tuple[LevelSet, ...] = ()

    def of(self, moment: Instant) -> date:
        """The date whose night the moment belongs to: until 4 AM it is last night's."""
        shown = local(moment, self.zone).replace(tzinfo=None)
        return (shown - timedelta(minutes=NIGHT_ENDS.minutes)).date()

    def level_on(self, night: date) -> int:
        """The level that held when that night's evening began: one that is set later counts
        from the next night on."""
        evening = EARLIEST.on(night, self.zone)
        held = [level for set_at, level in self.levels if set_at <= evening]
        return held[-1] if held else self.level

    def curfew(self, night: date) -> Instant:
        """By when they are in that night."""
        rules = in_force(self.rules, night)
        days = (night - self.moved_in).days
        return rules.curfew_on(days, self.level_on(night), night.weekday()).on(night, self.zone)

    def grace(self, night: date) -> int:
        """For so many minutes after a time of that night nobody is late."""
        return in_force(self.rules, night).grace

    def decides(self, night: date) -> Instant:
        """From then on that night's roll call counts: curfew and grace are over."""
        return later(self.curfew(night), self.grace(night))


def own(curfew: Instant, lights_out: Iterable[Instant]) -> Instant:
    """By when somebody is in who has a program as well: a curfew later than its lights out is
    for those who have none."""
    return min([curfew, *lights_out])
