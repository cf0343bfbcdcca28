"""Phases of a program: somebody steps from one to the next by date, or when staff say so.

What a phase says (meetings a week, hours, reminders) counts instead of the program's own
setting; what it leaves out stays as the program has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from webapp.domain.settings import ProgramSettings

SET_BY_PHASE = (
    "quota_full_time",
    "quota_other",
    "floor_minutes",
    "plan_minutes",
    "lead_first",
    "lead_second",
)
"""The settings that a phase can have its own value of."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase, as it is from `effective_from` on.

    All phases with the latest `effective_from` up to a date are those of that date. After
    `weeks` of it somebody is in the next one; None: they stay until staff say so. `key` names
    the same phase from one date to another.
    """

    key: str
    name: str
    position: int
    weeks: int | None = None
    values: Mapping[str, int] = field(default_factory=dict)
    effective_from: date = date.min

    def over(self, settings: ProgramSettings) -> ProgramSettings:
        """The program's settings with what this phase says instead."""
        return replace(settings, **self.values)


@dataclass(frozen=True, slots=True)
class PhaseMove:
    """Staff said that somebody is in this phase from a date on."""

    key: str
    since: date


@dataclass(frozen=True, slots=True)
class InPhase:
    """The phase somebody is in, and since when."""

    phase: Phase
    since: date

    @property
    def until(self) -> date | None:
        """The date on which they step on by themselves, or None."""
        return None if self.phase.weeks is None else self.since + timedelta(weeks=self.phase.weeks)


def phases_on(phases: Iterable[Phase], day: date) -> tuple[Phase, ...]:
    """The program's phases on that date, in their order."""
    begun = [phase for phase in phases if phase.effective_from <= day]
    latest = max((phase.effective_from for phase in begun), default=None)
    held = [phase for phase in begun if phase.effective_from == latest]
    return tuple(sorted(held, key=lambda phase: phase.position))


def phase_on(
    phases: Iterable[Phase], moves: Iterable[PhaseMove], starts_on: date, day: date
) -> InPhase | None:
    """The phase that somebody enrolled from `starts_on` is in on that date, or None.

    It is walked from the first day on, by the rules of each day: a change of the phases moves
    nobody on a day before it, and nobody back into a phase that they left. Of two moves on
    one date the later one counts.
    """
    if day < starts_on:
        return None
    phases = tuple(phases)
    said = {
        move.since: move.key
        for move in moves
        if starts_on <= move.since <= day and _is_there(phases, move)
    }
    changes = {p.effective_from for p in phases if starts_on < p.effective_from <= day}
    cuts = sorted({starts_on, *changes, *said})
    key, since, found = "", starts_on, None
    for begins, ends in zip(cuts, [*cuts[1:], day + DAY], strict=True):
        key, since = (said[begins], begins) if begins in said else (key, since)
        found = _walk(phases_on(phases, begins), key, since, begins, ends)
        if found is not None:
            key, since = found.phase.key, found.since
    return found


def _is_there(phases: Iterable[Phase], move: PhaseMove) -> bool:
    """Whether the program has that phase then: a plan of one can be taken back."""
    return any(phase.key == move.key for phase in phases_on(phases, move.since))


def _walk(
    there: tuple[Phase, ...], key: str, since: date, begins: date, ends: date
) -> InPhase | None:
    """From one phase to the next while the phases themselves stay the same."""
    if not there:
        return None
    nth = next((n for n, phase in enumerate(there) if phase.key == key), 0)
    while nth + 1 < len(there):
        step = InPhase(there[nth], since).until
        if step is None or step >= ends:
            break
        nth, since = nth + 1, max(step, begins)
    return InPhase(there[nth], since)
