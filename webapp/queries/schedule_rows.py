"""The rows that dates are made of: one select for each table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select

from webapp.models.house import Residency, ResidencyLink, Resident
from webapp.models.people import EarlierEnrollment
from webapp.models.program import (
    BlockRow,
    DaytimePlanRow,
    ExceptionRow,
    PhaseMoveRow,
    PhaseRow,
    Program,
    ProgramSettingsRow,
    ProgramZoneRow,
    SessionTopicRow,
)
from webapp.queries.together import Statement, whose

_PROGRAM: Any = bindparam("program_id")
_FIRST: Any = bindparam("first")
_LAST: Any = bindparam("last")
LINE = (
    BlockRow.kind,
    BlockRow.title,
    BlockRow.weekdays,
    BlockRow.starts,
    BlockRow.ends,
    BlockRow.session,
    BlockRow.effective_from,
    BlockRow.effective_until,
    BlockRow.place,
)
"""A line of the week, in the order of `Block`'s fields."""


def _counts_within(since: Any, until: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether something that counts `since` a date and not on `until` any more touches the
    dates from `first` through `last`."""
    return since <= _LAST, or_(until.is_(None), until > _FIRST)


_IN_THE_SPAN = _counts_within(BlockRow.effective_from, BlockRow.effective_until)
_BLOCKS = select(BlockRow.id, BlockRow.participant_id, *LINE).where(
    BlockRow.program_id == _PROGRAM, BlockRow.house_id.is_(None), *_IN_THE_SPAN
)
_EXCEPTIONS = select(
    ExceptionRow.id,
    ExceptionRow.participant_id,
    ExceptionRow.day,
    ExceptionRow.change,
    ExceptionRow.session,
    ExceptionRow.arrive,
    ExceptionRow.note,
).where(ExceptionRow.program_id == _PROGRAM, ExceptionRow.day.between(_FIRST, _LAST))
PROGRAM_ONLY: dict[str, Statement] = {
    "program": select(Program.zone, Program.place).where(Program.id == _PROGRAM),
    "zones": select(ProgramZoneRow.effective_from, ProgramZoneRow.zone).where(
        ProgramZoneRow.program_id == _PROGRAM
    ),
    "settings": select(ProgramSettingsRow.effective_from, ProgramSettingsRow.values).where(
        ProgramSettingsRow.program_id == _PROGRAM
    ),
    "phases": select(
        PhaseRow.id,
        PhaseRow.key,
        PhaseRow.name,
        PhaseRow.position,
        PhaseRow.weeks,
        PhaseRow.values,
        PhaseRow.effective_from,
    ).where(PhaseRow.program_id == _PROGRAM),
    "topics": select(
        SessionTopicRow.id,
        SessionTopicRow.day,
        SessionTopicRow.session,
        SessionTopicRow.title,
        SessionTopicRow.facilitator,
    ).where(SessionTopicRow.program_id == _PROGRAM, SessionTopicRow.day.between(_FIRST, _LAST)),
}


def _own(by: str) -> dict[str, Statement]:
    """Phases and enrollments before this one, of the participants `by` whom is asked."""
    return {
        "moves": select(
            PhaseMoveRow.id, PhaseMoveRow.participant_id, PhaseMoveRow.key, PhaseMoveRow.since
        ).where(whose(by, PhaseMoveRow)),
        "earlier": select(
            EarlierEnrollment.id,
            EarlierEnrollment.participant_id,
            EarlierEnrollment.starts_on,
            EarlierEnrollment.ended_on,
        ).where(whose(by, EarlierEnrollment)),
    }


def _plans(by: str) -> Statement:
    """All rows of somebody's daytime plan: the domain picks those in force."""
    return select(
        DaytimePlanRow.participant_id,
        DaytimePlanRow.activity,
        DaytimePlanRow.weekdays,
        DaytimePlanRow.starts,
        DaytimePlanRow.ends,
        DaytimePlanRow.place,
        DaytimePlanRow.full_time,
        DaytimePlanRow.effective_from,
    ).where(whose(by, DaytimePlanRow))


_AT_HOME = (
    select(
        BlockRow.id,
        Residency.moved_in,
        Residency.moved_out,
        *LINE,
    )
    .join(Resident, Resident.house_id == BlockRow.house_id)
    .join(Residency, Residency.resident_id == Resident.id)
    .join(ResidencyLink, ResidencyLink.residency_id == Residency.id)
    .where(
        ResidencyLink.participant_id == bindparam("participant_id"),
        *_IN_THE_SPAN,
        *_counts_within(Residency.moved_in, Residency.moved_out),
    )
)
"""The lines of the house that the participant lives in, by their own word."""

PARTS: dict[str, Statement] = {
    **PROGRAM_ONLY,
    "blocks": _BLOCKS,
    "exceptions": _EXCEPTIONS,
    **_own("program_id"),
}
"""A program's own, and what is anybody's in it: `program_id`, from `first` through `last`."""


def _theirs(table: Any) -> ColumnElement[bool]:
    return or_(table.participant_id.is_(None), table.participant_id == bindparam("participant_id"))


OWN_PARTS: dict[str, Statement] = {
    **PROGRAM_ONLY,
    "blocks": _BLOCKS.where(_theirs(BlockRow)),
    "exceptions": _EXCEPTIONS.where(_theirs(ExceptionRow)),
    **_own("participant_id"),
    "at_home": _AT_HOME,
    "plans": _plans("participant_id"),
}
"""The same as far as it is about `participant_id`, with the lines of their house and their
daytime plan."""
PLANS_OF_ONE, PLANS_OF_MANY = _plans("participant_id"), _plans("participant_ids")
