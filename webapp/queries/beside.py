"""What stands in the log around a meeting that is about to be saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, select

from webapp.domain.access import Viewer
from webapp.domain.beside import Attended, Present
from webapp.domain.meetings import Fellowship, MeetingEntry, Mode
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.queries import day as day_query
from webapp.queries import facts, schedule
from webapp.queries.together import rows

_LENGTHS = (
    select(ListedMeeting.key, ListedMeeting.duration)
    .join(MeetingSource, MeetingSource.id == ListedMeeting.source_id)
    .where(
        MeetingSource.program_id == bindparam("program_id"),
        ListedMeeting.key.in_(bindparam("keys", expanding=True)),
        ListedMeeting.duration_said.is_(True),
    )
)


@dataclass(frozen=True, slots=True)
class Around:
    """The new one, the entries of its date, those of the dates around it too, and sessions."""

    new: Attended
    same_day: tuple[Attended, ...]
    near: tuple[Attended, ...]
    there: tuple[Present, ...]


def said(fellowship: Fellowship, mode: Mode, name: str, town: str) -> tuple[str, ...]:
    """What tells a meeting from another that begins at once."""
    return fellowship, mode, name.casefold(), town.casefold()


def load(
    viewer: Viewer,
    day: date,
    starts: WallTime,
    listed_key: str,
    now: Instant,
    said: tuple[str, ...] = (),
) -> Around:
    """What is around a meeting of that date and start. Five statements at most."""
    assert viewer.participant_id is not None
    before = day - timedelta(days=1)
    near = facts.meeting_entries(viewer.participant_id, before, day + timedelta(days=1))
    lengths = _lengths(viewer, [listed_key, *(entry.listed_key for entry in near)])
    attended = {entry: _attended(entry, viewer, lengths) for entry in near}
    new = Attended(starts.on(day, viewer.zone), lengths.get(listed_key), listed_key, said)
    dates = schedule.of_participant(viewer, before, day)
    sessions = [*dates.sessions_on(before), *dates.sessions_on(day)]
    seen = day_query.attendances_of(viewer, sessions, now) if sessions else ()
    return Around(
        new,
        tuple(made for entry, made in attended.items() if entry.day == day),
        tuple(attended.values()),
        tuple(
            Present(each.check_in.at, each.check_out.at)
            for each in seen
            if each.check_in and each.check_out
        ),
    )


def _attended(entry: MeetingEntry, viewer: Viewer, lengths: Mapping[str, int]) -> Attended:
    long = lengths.get(entry.listed_key) if entry.fits_list else None
    about = said(entry.fellowship, entry.mode, entry.name, entry.town)
    return Attended(entry.starts.on(entry.day, viewer.zone), long, entry.listed_key, about)


def _lengths(viewer: Viewer, keys: Iterable[str]) -> dict[str, int]:
    """The lengths in minutes that the program's lists say, of meetings that are gone too."""
    wanted = sorted({key for key in keys if key})
    if not wanted:
        return {}
    return dict(map(tuple, rows(_LENGTHS, program_id=viewer.program_id, keys=wanted)))
