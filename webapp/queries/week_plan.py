"""The repeating week of a program, of one of its houses, or of one participant, through time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import and_, or_, select

from webapp.domain.access import Viewer
from webapp.domain.blocks import Block, Kind, Level, deciding
from webapp.domain.clashes import LOOK_AHEAD, Clash, new_clashes
from webapp.domain.schedule import Schedule
from webapp.domain.schedule_change import Difference, differences, written
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.house import House
from webapp.models.program import BlockRow
from webapp.queries import people, schedule
from webapp.queries.people import Person
from webapp.queries.schedule_rows import LINE

About = tuple[Kind | None, str]
"""What a line is about (see `Block.about`)."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose week it is. `id` is of the house or the participant; the program needs none."""

    level: Level
    key: str = ""
    name: str = ""
    id: int | None = None

    @property
    def house_id(self) -> int | None:
        return self.id if self.level is Level.HOUSE else None

    @property
    def participant_id(self) -> int | None:
        return self.id if self.level is Level.PARTICIPANT else None


THE_PROGRAMS = Whose(Level.PROGRAM)


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one line of the week on a date to come."""

    day: date
    about: About
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """Every block of that level by its row, ended ones and those to come among them; and the
    program's, which count where it says nothing."""

    whose: Whose
    today: date
    held: Mapping[int, Block]
    inherited: tuple[Block, ...]

    @property
    def version(self) -> str:
        """A short name for exactly these blocks."""
        return sha256(written(sorted(self.held.items())).encode()).hexdigest()[:16]

    def week_on(self, day: date) -> tuple[Block, ...]:
        """All that decides on that date, of all weekdays."""
        return deciding((*self.inherited, *self.held.values()), day)

    def own_on(self, day: date, about: About | None = None) -> tuple[Block, ...]:
        """The blocks of this level alone; of one line, or all."""
        found = (block for block in self.held.values() if block.is_effective(day))
        return tuple(block for block in found if about in (None, block.about))

    @property
    def abouts(self) -> frozenset[About]:
        """What there is, was or will be any line about."""
        return frozenset(block.about for block in (*self.inherited, *self.held.values()))

    def abouts_on(self, day: date) -> tuple[About, ...]:
        """What the week of that date has lines about, in the order of the day."""
        week = sorted(self.week_on(day), key=lambda block: block.starts)
        own = (block.about for block in self.own_on(day))
        return tuple(dict.fromkeys((*(block.about for block in week), *own)))

    @property
    def to_come(self) -> tuple[Planned, ...]:
        """What is planned to change, the next first."""
        lasting = [b for b in self.held.values() if b.effective_from != b.effective_until]
        cuts = {
            day
            for block in lasting
            for day in (block.effective_from, block.effective_until)
            if day is not None and day > self.today
        }
        abouts = dict.fromkeys(block.about for block in lasting)
        found = [
            Planned(day, about, differences(self.own_on(day - DAY, about), self.own_on(day, about)))
            for day in sorted(cuts)
            for about in abouts
        ]
        return tuple(each for each in found if each.differences)

    def planned_for(self, about: About) -> tuple[date, ...]:
        """The dates to come on which this line changes."""
        return tuple(each.day for each in self.to_come if each.about == about)


def find(viewer: Viewer, level: Level, key: str, now: Instant) -> Whose | None:
    """Whose week the viewer of the office means: their program's own, a house's or a
    participant's of their program; None if there is no such. One statement, or none."""
    if level is Level.PROGRAM:
        return THE_PROGRAMS
    if level is Level.HOUSE:
        row = db.session.execute(
            select(House.id, House.name).where(
                House.key == key, House.program_id == viewer.program_id
            )
        ).one_or_none()
        return Whose(level, key, row.name, row.id) if row else None
    person = people.find(viewer, key, now)
    return Whose(level, key, person.name, person.participant_id) if person else None


def houses(viewer: Viewer) -> tuple[Whose, ...]:
    """The program's houses, by name. One statement."""
    rows = db.session.execute(
        select(House.id, House.key, House.name)
        .where(House.program_id == viewer.program_id)
        .order_by(House.name)
    )
    return tuple(Whose(Level.HOUSE, row.key, row.name, row.id) for row in rows)


def load(viewer: Viewer, whose: Whose, now: Instant) -> WeekPlan:
    """The week of the program, of a house or of a participant. One statement."""
    programs = and_(BlockRow.house_id.is_(None), BlockRow.participant_id.is_(None))
    own = and_(
        BlockRow.house_id.is_not_distinct_from(whose.house_id),
        BlockRow.participant_id.is_not_distinct_from(whose.participant_id),
    )
    rows = db.session.execute(
        select(
            BlockRow.id,
            BlockRow.house_id,
            BlockRow.participant_id,
            *LINE,
        )
        .where(BlockRow.program_id == viewer.program_id, or_(programs, own))
        .order_by(BlockRow.starts, BlockRow.id)
    )
    held: dict[int, Block] = {}
    inherited: list[Block] = []
    for row in rows:
        block = replace(Block(*row[3:]), level=whose.level)
        if (row.house_id, row.participant_id) == (whose.house_id, whose.participant_id):
            held[row.id] = block
        else:
            inherited.append(replace(block, level=Level.PROGRAM))
    return WeekPlan(whose, local_date(now, viewer.zone), held, tuple(inherited))


def with_their_own(viewer: Viewer, about: About, day: date, now: Instant) -> tuple[Person, ...]:
    """Whoever has such a line of their own on that date, so that the program's is not theirs.
    Two statements."""
    assert viewer.program_id is not None
    own = schedule.of_program(viewer.program_id, day, day).own
    have = {who for who, each in own.items() if any(b.about == about for b in each.blocks)}
    return tuple(p for p in people.everybody(viewer, now) if p.participant_id in have)


@dataclass(frozen=True, slots=True)
class RunsInto:
    """Whose daytime would run into which session, in a week that is not saved yet."""

    participant_id: int
    name: str
    clashes: tuple[Clash, ...]


def runs_into(
    viewer: Viewer, plan: WeekPlan, wanted: Iterable[Block], about: About, day: date, now: Instant
) -> tuple[RunsInto, ...]:
    """Whom of the participants that the viewer may see the new lines would hit, from that date
    on, who are not hit already. Three statements."""
    asked = plan.whose.participant_id
    persons = [
        each
        for each in people.everybody(viewer, now)
        if asked in (None, each.participant_id) and not each.is_over(day)
    ]

    def changed(own: Schedule) -> Schedule:
        kept = (b for b in own.blocks if (b.level, b.about) != (plan.whose.level, about))
        return replace(own, blocks=(*kept, *wanted))

    return whom_it_hits(viewer, persons, changed, day, day + LOOK_AHEAD)


def whom_it_hits(
    viewer: Viewer,
    persons: Iterable[Person],
    changed: Callable[[Schedule], Schedule],
    first: date,
    last: date,
) -> tuple[RunsInto, ...]:
    """Whose own daytime a schedule that is `changed` like that runs into, from `first` through
    `last`, where it does not as it is. Two statements."""
    assert viewer.program_id is not None
    persons = tuple(persons)
    dates = schedule.of_program(viewer.program_id, first, last)
    plans = schedule.plans_of_many(each.participant_id for each in persons)
    found = []
    for each in persons:
        own = dates.of(
            each.participant_id,
            enrolled_from=each.starts_on,
            ended_on=each.ended_on,
            plans=plans.get(each.participant_id, ()),
        ).schedule
        begins = max(first, each.starts_on)
        if hit := new_clashes(own, changed(own), begins, (last - begins).days + 1):
            found.append(RunsInto(each.participant_id, each.name, hit))
    return tuple(found)
