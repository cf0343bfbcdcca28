"""Small builders for dates, schedules and sessions of the two programs that ship."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from webapp.domain.attendance import Attendance, derive
from webapp.domain.blocks import EVERY_DAY, Block, Kind
from webapp.domain.daytime import Activity, DaytimePlan
from webapp.domain.meetings import Fellowship, MeetingEntry, Mode
from webapp.domain.program_template import ProgramTemplate, parse
from webapp.domain.record import CheckIn, Entry, Evidence, Facts, Recorded
from webapp.domain.schedule import Schedule, expand
from webapp.domain.schedule_change import undated
from webapp.domain.session import Session, sessions_in
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, WallTime, local, zone_named

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "webapp" / "programs"
SEEDS = ROOT / "tests" / "data" / "seeds"

NEW_YORK = zone_named("America/New_York")
MONDAY = date(2026, 3, 2)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (
    MONDAY + timedelta(days=n) for n in range(1, 7)
)
WEEKDAYS = frozenset(range(5))


def wall(text: str) -> WallTime:
    return WallTime.parse(text)


def at(text: str, day: date = MONDAY, zone: Any = NEW_YORK) -> Instant:
    """The instant of "17:45" or "17:45:01" on that date; "24:30" is the night after it."""
    hours, minutes, *seconds = text.split(":")
    whole = wall(f"{hours}:{minutes}").on(day, zone)
    return Instant(whole + timedelta(seconds=int(seconds[0]) if seconds else 0))


def shown(moment: Instant | None, zone: Any = NEW_YORK) -> str | None:
    """What the wall shows at that instant, as "17:45"."""
    return None if moment is None else f"{local(moment, zone):%H:%M}"


def template_text(name: str) -> str:
    return (PROGRAMS / f"{name}.toml").read_text(encoding="utf-8")


def seed_text(name: str) -> str:
    """The program's own page, as it was read."""
    return (SEEDS / f"{name}_iop.txt").read_text(encoding="utf-8")


@lru_cache
def template(name: str) -> ProgramTemplate:
    return parse(template_text(name), name)


@lru_cache
def blocks(name: str) -> tuple[Block, ...]:
    return template(name).week()


def schedule(name: str = "new_light", **changes: Any) -> Schedule:
    return replace(Schedule(zone_named(template(name).zone), blocks(name)), **changes)


def plan(**changes: Any) -> DaytimePlan:
    usual = DaytimePlan(Activity.WORK, WEEKDAYS, wall("9:00"), wall("17:00"), "the bakery")
    return replace(usual, **changes)


def sessions(day: date = MONDAY, name: str = "new_light", **changes: Any) -> tuple[Session, ...]:
    settings = ProgramSettings.from_values(template(name).settings)
    return sessions_in(expand(schedule(name, **changes), day), settings)


def evening(**changes: Any) -> Session:
    """New Light's Monday evening: 5:45 PM to arrive, 6 to 9 PM group."""
    return replace(sessions()[0], **changes)


def one_group(starts: str, ends: str, arrive: str, day: date = MONDAY) -> Session:
    """A session of a single group, on any date, with the thresholds every program begins with."""
    week = (
        Block(Kind.ARRIVE, "Arrive", EVERY_DAY, wall(arrive), None, "Group"),
        Block(Kind.TREATMENT, "Group", EVERY_DAY, wall(starts), wall(ends), "Group"),
    )
    return sessions_in(expand(schedule(blocks=week), day), ProgramSettings())[0]


def check_in(moment: Instant) -> CheckIn:
    return CheckIn("c1", moment, Evidence.CODE)


def facts(arrived: Instant | None = None, left: Instant | None = None, *rows: Recorded) -> Facts:
    """What is on record after coming, and leaving, at those instants."""
    out = (recorded(Entry.CHECK_OUT, left),) if left else ()
    return Facts((check_in(arrived),) if arrived else (), (*out, *rows))


def recorded(kind: Entry, moment: Instant, **more: Any) -> Recorded:
    return replace(Recorded("r1", kind, moment, moment, "Sam"), **more)


def attended(session: Session, arrived: Instant | None, now: Instant) -> Attendance:
    return derive(session, facts(arrived), now)


def meeting(day: date = MONDAY, starts: str = "12:00", **changes: Any) -> MeetingEntry:
    usual = MeetingEntry(
        "m1", Fellowship.AA, "Noon group", day, wall(starts), Mode.IN_PERSON, "", at("13:30", day)
    )
    return replace(usual, **changes)


def undated_week(week: Iterable[Block]) -> list[Block]:
    """The blocks of a week whenever they hold, in an order of their own."""
    return sorted(map(undated, week), key=repr)
