"""A program's thresholds, each with its default and the range that makes sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from webapp.domain.meetings import Fellowship, MeetingRules, Mode

Word = TypeVar("Word", bound=StrEnum)

AHEAD = timedelta(days=366)
"""For so long ahead a change of settings can be planned."""


class SettingOutOfRange(ValueError):
    """A setting that is no whole number in its range, or that no program has."""


def _minutes(default: int, low: int, high: int) -> Any:
    return field(default=default, metadata={"low": low, "high": high})


@dataclass(frozen=True, slots=True)
class ProgramSettings:
    """All thresholds of a program. Times are minutes around the arrival time of a session."""

    opens_before: int = _minutes(30, 0, 240)
    """Check-in opens so many minutes before the arrival time."""
    grace: int = _minutes(15, 0, 120)
    """So many minutes after the arrival time still count as fine."""
    closes_after: int = _minutes(30, 0, 240)
    """One's own check-in closes so many minutes after; staff can still admit."""
    full_presence: int = _minutes(80, 1, 100)
    """Percent of the treatment minutes under which a session is partial."""
    early_leave: int = _minutes(10, 0, 240)
    """Who leaves more minutes than these before the end left early."""
    quota_full_time: int = _minutes(4, 0, 14)
    """Meetings a week for those with full-time work or school."""
    quota_other: int = _minutes(5, 0, 14)
    """Meetings a week for everybody else."""
    week_start: int = _minutes(0, 0, 6)
    """The weekday on which a meeting week begins, Monday = 0."""
    due_after: int = _minutes(0, 0, 6)
    """Its meetings are due so many days after its last date."""
    kinds_left_out: int = _minutes(0, 0, (1 << len(Fellowship)) - 2)
    """Kinds that do not count towards the quota: a bit for each, in the order of `Fellowship`."""
    modes_left_out: int = _minutes(0, 0, (1 << len(Mode)) - 2)
    """The same for ways to meet, in the order of `Mode`."""
    lead_first: int = _minutes(60, 5, 1440)
    """The first reminder goes out so many minutes before the arrival time."""
    lead_second: int = _minutes(30, 5, 1440)
    """The second reminder, in the same way."""
    floor_minutes: int = _minutes(540, 0, 10080)
    """The least treatment minutes a week that the program stands by."""
    plan_minutes: int = _minutes(720, 0, 10080)
    """The treatment minutes a week that the program's own page names."""
    open_after_end: int = _minutes(30, 1, 365)
    """For so many days after their last one somebody can still sign in."""

    travel: int = _minutes(25, 0, 180)
    """Minutes for the way, each way, that the form of a consent begins with."""
    kept_sent: int = _minutes(90, 30, 400)
    """For so many days what was sent to phones is kept."""
    kept_sign_ins: int = _minutes(90, 30, 400)
    """For so many days sign-ins that are over, and invitations that are, are kept."""

    @classmethod
    def limits(cls, name: str) -> tuple[int, int, int]:
        """The default of a setting, and the least and the most it can be."""
        found = next(f for f in fields(cls) if f.name == name)
        return cls().values()[name], found.metadata["low"], found.metadata["high"]

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """All settings, in the order of the day."""
        return tuple(f.name for f in fields(cls))

    def values(self) -> dict[str, int]:
        """Each setting with its value, as it is stored."""
        return asdict(self)

    def differences(self, other: ProgramSettings) -> tuple[tuple[str, int, int], ...]:
        """What is not the same in the other: name, value here, value there."""
        there = other.values()
        return tuple(
            (name, v, there[name]) for name, v in self.values().items() if v != there[name]
        )

    @classmethod
    def check(cls, name: str, value: object) -> None:
        """Whether one value is in its range. Raises `SettingOutOfRange`."""
        known = {f.name: f for f in fields(cls)}
        if name not in known:
            raise SettingOutOfRange(f"no setting is called {name!r}")
        low, high = known[name].metadata["low"], known[name].metadata["high"]
        if type(value) is not int or not low <= value <= high:
            raise SettingOutOfRange(f"{name} must be a whole number from {low} to {high}")

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> ProgramSettings:
        """Settings from stored or written values. Raises `SettingOutOfRange`, naming the one."""
        for name, value in values.items():
            cls.check(name, value)
        made = cls(**values)  # type: ignore[arg-type]  # checked just above
        if made.closes_after < made.grace:
            raise SettingOutOfRange("closes_after cannot be less than grace")
        return made

    def quota(self, full_time: bool) -> int:
        """Meetings a week for a participant with, or without, full-time work or school."""
        return self.quota_full_time if full_time else self.quota_other

    def meeting_rules(self, full_time: bool) -> MeetingRules:
        """What a week of meetings is, and which of them count, for such a participant."""
        return MeetingRules(
            self.quota(full_time),
            self.week_start,
            self.due_after,
            chosen(Fellowship, self.kinds_left_out),
            chosen(Mode, self.modes_left_out),
        )


@cache
def chosen(words: type[Word], bits: int) -> frozenset[Word]:
    """The words of that list whose bits are set."""
    return frozenset(word for nth, word in enumerate(words) if bits >> nth & 1)
