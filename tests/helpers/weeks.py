"""Lines of the week as tests plan them."""

from __future__ import annotations

from datetime import date

from tests.helpers.rows import rows
from webapp.actions import change_week
from webapp.domain.access import Viewer
from webapp.domain.blocks import EVERY_DAY, Block, Kind, Level
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.house import House
from webapp.queries import week_plan
from webapp.queries.week_plan import THE_PROGRAMS, Whose

SESSION = (None, "Evening")
WAKE_UP = (Kind.WAKE_UP, "")


def evening(arrive: str = "17:45", days: str = "024", level: Level = Level.PROGRAM) -> list[Block]:
    """The session with its arrival at that time and all the rest as far from it as ever."""
    shift = WallTime.parse(arrive).minutes - WallTime.parse("17:45").minutes
    weekdays = frozenset(int(day) for day in days)
    return [
        Block(
            kind,
            title,
            weekdays,
            WallTime.parse(starts).plus(shift),
            WallTime.parse(ends).plus(shift) if ends else None,
            "Evening",
            level=level,
        )
        for kind, title, starts, ends in (
            (Kind.ARRIVE, "Arrive", "17:45", ""),
            (Kind.TREATMENT, "Group", "18:00", "21:00"),
            (Kind.LEAVE, "Leave, go home", "21:20", ""),
        )
    ]


def wake_up(at: str, level: Level = Level.PROGRAM) -> list[Block]:
    """Every day at that time."""
    return [Block(Kind.WAKE_UP, "Wake up", EVERY_DAY, WallTime.parse(at), level=level)]


def of_one(key: str, participant_id: int) -> Whose:
    """The week of that participant."""
    return Whose(Level.PARTICIPANT, key, "", participant_id)


def of_house(name: str) -> Whose:
    """The week of that house."""
    house = rows(House, name=name)[0]
    return Whose(Level.HOUSE, house.key, name, house.id)


def change(
    viewer: Viewer,
    wanted: list[Block],
    day: date,
    now: Instant,
    whose: Whose = THE_PROGRAMS,
    about: week_plan.About | None = None,
    seen: str | None = None,
) -> change_week.WeekRefusal | None:
    """Plan it as somebody who has just looked."""
    version = week_plan.load(viewer, whose, now).version if seen is None else seen
    line = about or wanted[0].about
    return change_week.change(viewer, whose, line, wanted, day, version, now=now, true_now=now)
