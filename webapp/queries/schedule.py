"""The data that makes dates, read for a span of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any

from webapp.domain.access import Viewer
from webapp.domain.blocks import Block, Level
from webapp.domain.daytime import DaytimePlan
from webapp.domain.phase import InPhase, Phase, PhaseMove, phase_on
from webapp.domain.schedule import Schedule, ScheduleException, Topic, expand
from webapp.domain.session import Session, sessions_in
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import zone_named
from webapp.queries.schedule_rows import OWN_PARTS, PARTS, PLANS_OF_MANY, PLANS_OF_ONE
from webapp.queries.together import Found, Together, by_id, rows


@dataclass(frozen=True, slots=True)
class Own:
    """What is one participant's own: lines of the week, changes, phases, earlier enrollments."""

    blocks: tuple[Block, ...] = ()
    exceptions: tuple[ScheduleException, ...] = ()
    moves: tuple[PhaseMove, ...] = ()
    earlier: tuple[tuple[date, date], ...] = ()

    @property
    def has_own_days(self) -> bool:
        """Whether their sessions can be others than the program's."""
        return bool(self.blocks or self.exceptions)


NOBODYS = Own()
_NTH = attrgetter("nth")


@dataclass(frozen=True, slots=True)
class Dates:
    """A schedule and the settings that go with each date: a program's, or (`of`) somebody's."""

    schedule: Schedule
    settings_from: tuple[tuple[date, ProgramSettings], ...]
    phases: tuple[Phase, ...] = ()
    moves: tuple[PhaseMove, ...] | None = None
    """None for the program itself, which is in no phase."""
    own: Mapping[int, Own] = field(default_factory=dict)

    def of(
        self,
        participant_id: int,
        *,
        enrolled_from: date | None = None,
        ended_on: date | None = None,
        plans: tuple[DaytimePlan, ...] = (),
    ) -> Dates:
        """The same dates as they are for one of the program's participants."""
        own = self.own.get(participant_id, NOBODYS)
        schedule = replace(
            self.schedule,
            blocks=(*self.schedule.blocks, *own.blocks),
            exceptions=tuple(sorted((*self.schedule.exceptions, *own.exceptions), key=_NTH)),
            plans=plans,
            earlier=own.earlier,
            enrolled_from=enrolled_from or date.max,
            ended_on=ended_on,
        )
        return replace(self, schedule=schedule, moves=own.moves)

    def phase_on(self, day: date) -> InPhase | None:
        """The phase that the participant is in on that date, or None."""
        if self.moves is None or not self.phases:
            return None
        stays = [*self.schedule.earlier, (self.schedule.enrolled_from, date.max)]
        starts_on = next((first for first, last in stays if day <= last), date.max)
        return phase_on(self.phases, self.moves, starts_on, day)

    def settings_on(self, day: date) -> ProgramSettings:
        """The settings in force on that date, for one participant those of their phase."""
        begun = [made for since, made in self.settings_from if since <= day]
        settings = begun[-1] if begun else ProgramSettings()
        found = self.phase_on(day)
        return found.phase.over(settings) if found else settings

    def sessions_on(self, day: date) -> tuple[Session, ...]:
        """The sessions of that date with their thresholds."""
        occurrences = expand(self.schedule, day)
        zone = self.schedule.zone_on(day)
        return sessions_in(occurrences, self.settings_on(day), self.schedule.place, zone)

    def changed_on(self, day: date) -> tuple[Session, ...]:
        """Those of the date that are cancelled or moved."""
        if not any(each.day == day for each in self.schedule.exceptions):
            return ()
        return tuple(s for s in self.sessions_on(day) if s.cancelled or s.moved)


_OF_PROGRAM, _OF_PARTICIPANT = Together(**PARTS), Together(**OWN_PARTS)


def of_program(program_id: int, first: date, last: date) -> Dates:
    """The program's own dates from `first` through `last`, with what is anybody's own beside
    them (`Dates.of`), but nobody's house and daytime plan. One statement."""
    return _dates(_OF_PROGRAM.read(program_id=program_id, first=first, last=last))


def of_participant(viewer: Viewer, first: date, last: date) -> Dates:
    """The dates of the participant who asks: their house's lines and their own daytime plan in
    them. One statement."""
    return own_dates(viewer, _OF_PARTICIPANT.read(**asking(viewer, first, last)))


def asking(viewer: Viewer, first: date, last: date) -> dict[str, Any]:
    """The values that `OWN_PARTS` need."""
    assert viewer.program_id is not None
    assert viewer.participant_id is not None
    return {
        "program_id": viewer.program_id,
        "participant_id": viewer.participant_id,
        "first": first,
        "last": last,
    }


def own_dates(viewer: Viewer, found: Found) -> Dates:
    """The dates in what `OWN_PARTS` brought."""
    assert viewer.participant_id is not None
    dates = _dates(found)
    at_home = tuple(
        replace(
            Block(*row[3:]),
            effective_from=max(row.effective_from, row.moved_in),
            effective_until=_sooner(row.effective_until, row.moved_out),
            level=Level.HOUSE,
        )
        for row in sorted(found["at_home"], key=attrgetter("starts", "id"))
    )
    lived_in = replace(dates.schedule, blocks=(*dates.schedule.blocks, *at_home))
    return replace(dates, schedule=lived_in).of(
        viewer.participant_id,
        enrolled_from=viewer.enrolled_from,
        ended_on=viewer.ended_on,
        plans=tuple(DaytimePlan(*row[1:]) for row in found["plans"]),
    )


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _dates(found: Found) -> Dates:
    """The latest topic first, so that the first one found for a session counts."""
    (program,) = found["program"]
    settings = sorted(found["settings"], key=attrgetter("effective_from"))
    topics = sorted(found["topics"], key=by_id, reverse=True)
    zones = sorted(found["zones"], key=attrgetter("effective_from"))
    everybodys = [row for row in found["blocks"] if row.participant_id is None]
    for_all = [row for row in found["exceptions"] if row.participant_id is None]
    schedule = Schedule(
        zone=zone_named(program.zone),
        blocks=_blocks(everybodys, Level.PROGRAM),
        exceptions=_exceptions(for_all),
        topics=tuple(Topic(*row[1:]) for row in topics),
        place=program.place,
        zones=tuple((row.effective_from, zone_named(row.zone)) for row in zones),
    )
    return Dates(
        schedule,
        tuple((row.effective_from, ProgramSettings.from_values(row.values)) for row in settings),
        tuple(Phase(*row[1:]) for row in found["phases"]),
        own=_own(found),
    )


def _own(found: Found) -> dict[int, Own]:
    grouped = {
        part: _by_participant(row for row in found[part] if row.participant_id is not None)
        for part in ("blocks", "exceptions", "moves", "earlier")
    }
    return {
        participant_id: Own(
            _blocks(grouped["blocks"].get(participant_id, ()), Level.PARTICIPANT),
            _exceptions(grouped["exceptions"].get(participant_id, ())),
            tuple(
                PhaseMove(row.key, row.since) for row in grouped["moves"].get(participant_id, ())
            ),
            tuple((r.starts_on, r.ended_on) for r in grouped["earlier"].get(participant_id, ())),
        )
        for participant_id in {each for part in grouped.values() for each in part}
    }


def _by_participant(found: Iterable[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for row in sorted(found, key=by_id):
        grouped.setdefault(row.participant_id, []).append(row)
    return grouped


def _blocks(found: Iterable[Any], level: Level) -> tuple[Block, ...]:
    ordered = sorted(found, key=attrgetter("starts", "id"))
    return tuple(replace(Block(*row[2:]), level=level) for row in ordered)


def _exceptions(found: Iterable[Any]) -> tuple[ScheduleException, ...]:
    return tuple(
        replace(ScheduleException(*row[2:]), nth=row.id, for_one=row.participant_id is not None)
        for row in sorted(found, key=by_id)
    )


def plans_of(participant_id: int) -> tuple[DaytimePlan, ...]:
    """All rows of a participant's daytime plan. One statement."""
    found = rows(PLANS_OF_ONE, participant_id=participant_id)
    return tuple(DaytimePlan(*row[1:]) for row in found)


def plans_of_many(participant_ids: Iterable[int]) -> dict[int, tuple[DaytimePlan, ...]]:
    """The same for several participants. One statement."""
    found: dict[int, tuple[DaytimePlan, ...]] = {}
    for row in rows(PLANS_OF_MANY, participant_ids=list(participant_ids)):
        found[row.participant_id] = (*found.get(row.participant_id, ()), DaytimePlan(*row[1:]))
    return found
