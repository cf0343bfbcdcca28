"""When somebody's time in a program ends. Only staff end it: a planned end ends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

AHEAD = timedelta(days=366)
BACK = timedelta(days=45)


class EndRefusal(StrEnum):
    """Why an enrollment was not ended."""

    BEFORE_START = "before_start"
    TOO_FAR = "too_far"
    WAS_HERE = "was_here"


def may_end(
    starts_on: date, last_day: date, today: date, last_seen: date | None
) -> EndRefusal | None:
    """Why this cannot be the last day, or None if it can.

    Nothing falls off the record: the last day is not before one of which it says something
    (`last_seen`): that they came, that they were missed, that they dispute it.
    """
    if last_day < starts_on:
        return EndRefusal.BEFORE_START
    if not today - BACK <= last_day <= today + AHEAD:
        return EndRefusal.TOO_FAR
    return EndRefusal.WAS_HERE if last_seen is not None and last_day < last_seen else None


@dataclass(frozen=True, slots=True)
class AfterEnd:
    """What is left to somebody whose last day in a program is past.

    `open_until` is the last date on which they can sign in; who lives in a house can go on.
    """

    ended_on: date
    open_until: date
    lives_in_house: bool

    @classmethod
    def of(cls, ended_on: date, open_days: int, *, lives_in_house: bool) -> AfterEnd:
        """For so many days after the last one sign-in stays open."""
        return cls(ended_on, ended_on + timedelta(days=open_days), lives_in_house)

    def is_closed(self, today: date) -> bool:
        """Whether sign-in is over on that date."""
        return today > self.open_until and not self.lives_in_house


class StartRefusal(StrEnum):
    """Why somebody's first day was not changed."""

    AFTER_END = "after_end"
    WAS_HERE = "was_here"
    BEFORE_LAST_TIME = "before_last_time"
    """They were in the program before, until a later day than that."""
    MISSED_SINCE = "missed_since"
    """They came back later than that: they would be missed at sessions that are over."""


def may_begin(
    first_day: date,
    ended_on: date | None,
    first_seen: date | None,
    ended_before: date | None = None,
) -> StartRefusal | None:
    """Why this cannot be the first day, or None if it can.

    Nothing falls off the record: the first day is not after one of which it says something
    (`first_seen`), nor after the last day; and it is after the last day of the time before.
    """
    if ended_before is not None and first_day <= ended_before:
        return StartRefusal.BEFORE_LAST_TIME
    if ended_on is not None and first_day > ended_on:
        return StartRefusal.AFTER_END
    return StartRefusal.WAS_HERE if first_seen is not None and first_seen < first_day else None


class AgainRefusal(StrEnum):
    """Why somebody was not enrolled again."""

    NOT_ENDED = "not_ended"
    WHEN = "when"
    TODAY_IS_OVER = "today_is_over"
    """A session of today has closed: nobody may be missed at one before they were enrolled."""


def may_come_back(
    first_day: date, ended_on: date | None, today: date, *, today_is_over: bool
) -> AgainRefusal | None:
    """Why a new enrollment cannot begin on that day, or None if it can."""
    if ended_on is None or ended_on >= today:
        return AgainRefusal.NOT_ENDED
    if not today <= first_day <= today + AHEAD:
        return AgainRefusal.WHEN
    return AgainRefusal.TODAY_IS_OVER if first_day == today and today_is_over else None


SOON = timedelta(days=14)
"""So far ahead a coordinator looks for who begins and who is planned to leave."""


class Show(StrEnum):
    """Which participants of a program a list holds."""

    HERE = "here"
    """Everybody whose last day is not past."""
    UNINVITED = "uninvited"
    """Those of them who have no way in: no passphrase, and no card that works."""
    NO_PHONE = "no_phone"
    """Those of them whom no reminder can reach."""
    STARTING = "starting"
    ENDING = "ending"
    """Those whose planned end is near, or past without anybody having ended it."""
    ENDED = "ended"


class Order(StrEnum):
    """How a list of participants is sorted."""

    NAME = "name"
    FIRST_DAY = "first_day"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in a program on a date. A planned end ends nothing."""

    starts_on: date
    planned_end: date
    ended_on: date | None
    has_way_in: bool
    has_phone: bool

    def is_in(self, show: Show, today: date) -> bool:
        """Whether that list holds them on that date."""
        if self.ended_on is not None and self.ended_on < today:
            return show is Show.ENDED
        return {
            Show.HERE: True,
            Show.UNINVITED: not self.has_way_in,
            Show.NO_PHONE: not self.has_phone,
            Show.STARTING: today < self.starts_on <= today + SOON,
            Show.ENDING: self.ended_on is None and self.planned_end <= today + SOON,
            Show.ENDED: False,
        }[show]
