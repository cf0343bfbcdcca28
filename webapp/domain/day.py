"""The line: one date of one participant, with what is done, what is now and what is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.appointment import Appointment, AppointmentStatus
from webapp.domain.attendance import NOT_SEEN, Attendance, Status
from webapp.domain.blocks import Kind, Occurrence
from webapp.domain.check_in import may_check_out, to_check_out_of
from webapp.domain.daytime import Activity
from webapp.domain.marks import MARK_OF, NIGHT_ENDS, TAKE_BACK_MINUTES, DayMark, Mark, can_tap
from webapp.domain.meetings import MeetingEntry
from webapp.domain.planned import PlannedMeeting
from webapp.domain.wall_clock import Instant, later, local

Date = date
WAKE_UP_FOCUS_MINUTES = 90
LIGHTS_OUT_FOCUS_MINUTES = 30
PLANNED_STAYS_MINUTES = 60
"""So long after its end a meeting that was put on the day stays in sight, to be logged."""


class RowState(StrEnum):
    """How a row of the line is drawn. Each state has a shape and a word of its own."""

    DONE = "done"
    IN = "in"
    PAST = "past"
    NOW = "now"
    UNDER_WAY = "under_way"
    NEXT = "next"
    LATER = "later"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the line. `kind` None is the now marker, an appointment, a meeting that is
    logged or planned or,
    with `be_in`, the house's curfew, which `collides` with a session that ends later.

    An arrival that was recorded stands at the time it was recorded. `is_of_others` marks a
    session that goes on, or went, without the participant.
    """

    starts_at: Instant
    state: RowState
    kind: Kind | None = None
    title: str = ""
    note: str = ""
    ends_at: Instant | None = None
    activity: Activity | None = None
    mark: Mark | None = None
    marked: DayMark | None = None
    can_tap: bool = False
    can_take_back: bool = False
    attendance: Attendance | None = None
    meeting: MeetingEntry | None = None
    planned: PlannedMeeting | None = None
    appointment: Appointment | None = None
    instead_of: Instant | None = None
    goes_on: bool = False
    went_on: bool = False
    is_of_others: bool = False
    be_in: bool = False
    collides: bool = False

    @property
    def is_now_marker(self) -> bool:
        return self.state is RowState.NOW

    @property
    def is_long(self) -> bool:
        """Over two hours: drawn taller."""
        return self.ends_at is not None and (self.ends_at - self.starts_at) > timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class LastNight:
    """Between midnight and 4 AM: the lights out of the night that is not over yet."""

    day: date
    starts_at: Instant
    title: str
    marked: DayMark | None


@dataclass(frozen=True, slots=True)
class Day:
    """One date, ready to be shown. `focus` is the one thing to do or to be at next."""

    date: date
    zone: ZoneInfo
    now: Instant
    is_today: bool
    rows: tuple[Row, ...]
    focus: Row | None
    attendances: tuple[Attendance, ...]
    last_night: LastNight | None = None

    @property
    def date_before(self) -> Date:
        return self.date - timedelta(days=1)

    @property
    def date_after(self) -> Date:
        return self.date + timedelta(days=1)

    @property
    def earlier(self) -> tuple[Row, ...]:
        """Rows that can be folded away: all past ones, when there are more than three."""
        past = [
            row
            for row in self.rows
            if row.state in _BEHIND
            and row.starts_at <= self.now
            and not row.can_tap
            and not (row.attendance and row.attendance is self.still_welcome)
            and not (
                row.planned
                and row.ends_at
                and self.now <= later(row.ends_at, PLANNED_STAYS_MINUTES)
            )
        ]
        return tuple(past) if self.is_today and len(past) > 3 else ()

    @property
    def called_off(self) -> Attendance | None:
        """Today's session, if there is one and it is cancelled."""
        standing = [a for a in self.attendances if a.status is not Status.CANCELLED]
        is_off = self.is_today and self.attendances and not standing
        return self.attendances[0] if is_off else None

    @property
    def still_welcome(self) -> Attendance | None:
        """A session that goes on without the participant: staff can still admit them."""
        going_on = [
            a
            for a in self.attendances
            if a.status in _NOT_IN
            and a.session.closes_at < self.now <= a.session.ends_at
            and not a.session.is_make_up
        ]
        return going_on[0] if self.is_today and going_on else None

    @property
    def not_seen(self) -> Attendance | None:
        """Today's session that is over without the participant having been seen."""
        missed = [
            a for a in self.attendances if a.status in NOT_SEEN and self.now > a.session.ends_at
        ]
        return missed[-1] if self.is_today and missed else None

    @property
    def to_check_out(self) -> Attendance | None:
        """The session that the participant can still check out of."""
        found = to_check_out_of(self.attendances, self.now) if self.is_today else None
        return found if may_check_out(found, self.now) is None else None

    @property
    def is_time_to_leave(self) -> bool:
        """Whether leaving now is not leaving early."""
        out = self.to_check_out
        return out is not None and self.now >= later(out.session.ends_at, -out.session.early_leave)

    @property
    def checked_in(self) -> Attendance | None:
        """The session the participant is checked in to, until its end."""
        present = [a for a in self.attendances if a.is_in(self.now)]
        return present[0] if self.is_today and present else None


_NOT_IN = NOT_SEEN | {Status.NOT_EXPECTED}
_WITHOUT_THEM = _NOT_IN | {Status.EXCUSED, Status.MADE_UP}
_BEHIND = frozenset({RowState.DONE, RowState.IN, RowState.PAST, RowState.CANCELLED})


def build(
    day: date,
    zone: ZoneInfo,
    now: Instant,
    occurrences: Sequence[Occurrence],
    attendances: Sequence[Attendance],
    marks: Sequence[DayMark],
    meetings: Sequence[MeetingEntry],
    night_before: Sequence[Occurrence] = (),
    appointments: Sequence[Appointment] = (),
    be_in: Instant | None = None,
    planned: Sequence[PlannedMeeting] = (),
) -> Day:
    """The line of that date as of `now`. Marks may hold those of the night before as well;
    `be_in` is the curfew of whoever lives in a house."""
    is_today = local(now, zone).date() == day
    rows = [_row(o, zone, now, attendances, marks, meetings) for o in occurrences]
    rows += [_logged(entry, zone) for entry in meetings if entry.day == day]
    rows += [_meant(each, zone, now) for each in planned]
    rows += [_appointed(each, now) for each in appointments]
    if be_in is not None:
        rows.insert(0, _curfew(be_in, now, attendances))
    rows.sort(key=lambda row: row.starts_at)
    focus = _focus(rows, now) if is_today else None
    if is_today:
        if focus is not None and focus.state is not RowState.UNDER_WAY:
            following = replace(focus, state=RowState.NEXT)
            rows = [following if row is focus else row for row in rows]
            focus = following
        here = sum(row.starts_at <= now for row in rows)
        rows.insert(here, Row(now, RowState.NOW))
    return Day(
        date=day,
        zone=zone,
        now=now,
        is_today=is_today,
        rows=tuple(rows),
        focus=focus,
        attendances=tuple(attendances),
        last_night=_last_night(day, zone, now, night_before, marks) if is_today else None,
    )


def _row(
    occurrence: Occurrence,
    zone: ZoneInfo,
    now: Instant,
    attendances: Sequence[Attendance],
    marks: Sequence[DayMark],
    meetings: Sequence[MeetingEntry],
) -> Row:
    mark = None if occurrence.goes_on else MARK_OF.get(occurrence.kind)
    marked = next((m for m in marks if m.mark is mark and m.day == occurrence.day), None)
    attendance = next((a for a in attendances if a.session.name == occurrence.session), None)
    arrival = attendance if occurrence.kind is Kind.ARRIVE else None
    came = arrival.check_in if arrival else None
    row = Row(
        starts_at=came.at if came else occurrence.starts_at,
        state=RowState.LATER if occurrence.starts_at > now else RowState.PAST,
        kind=occurrence.kind,
        title=occurrence.title,
        note=occurrence.note or (occurrence.place if occurrence.kind is Kind.ARRIVE else ""),
        ends_at=occurrence.ends_at,
        activity=occurrence.activity,
        mark=mark,
        marked=marked,
        can_tap=mark is not None and marked is None and can_tap(mark, occurrence, now, zone),
        can_take_back=marked is not None and now <= later(marked.at, TAKE_BACK_MINUTES),
        attendance=arrival,
        is_of_others=attendance is not None and attendance.status in _WITHOUT_THEM,
        instead_of=occurrence.instead_of,
        goes_on=occurrence.goes_on,
        went_on=occurrence.went_on,
    )
    return replace(row, state=_state(row, occurrence, attendance, meetings, now))


def _state(
    row: Row,
    occurrence: Occurrence,
    attendance: Attendance | None,
    meetings: Sequence[MeetingEntry],
    now: Instant,
) -> RowState:
    if occurrence.cancelled:
        return RowState.CANCELLED
    if row.marked is not None:
        return RowState.DONE
    if occurrence.kind is Kind.MEETING and any(m.day == occurrence.day for m in meetings):
        return RowState.DONE
    if attendance is not None and attendance.is_present:
        if occurrence.kind is Kind.ARRIVE:
            return RowState.IN
        if (occurrence.ends_at or occurrence.starts_at) <= now:
            return RowState.DONE
    is_on = occurrence.ends_at is not None and occurrence.starts_at <= now < occurrence.ends_at
    at_night = occurrence.goes_on or occurrence.went_on
    if is_on and (at_night or occurrence.kind in (Kind.TREATMENT, Kind.MEAL)):
        return RowState.UNDER_WAY
    return row.state


def _logged(entry: MeetingEntry, zone: ZoneInfo) -> Row:
    return Row(entry.starts.on(entry.day, zone), RowState.IN, meeting=entry)


def _meant(each: PlannedMeeting, zone: ZoneInfo, now: Instant) -> Row:
    starts_at, ends_at = each.starts_at(zone), each.ends_at(zone)
    state = RowState.LATER if now < starts_at else RowState.PAST
    return Row(starts_at, state, ends_at=ends_at, planned=each)


def _appointed(each: Appointment, now: Instant) -> Row:
    return Row(each.starts_at, _kept(each, now), ends_at=each.ends_at, appointment=each)


def _curfew(be_in: Instant, now: Instant, attendances: Sequence[Attendance]) -> Row:
    state = RowState.LATER if be_in > now else RowState.PAST
    coming = [a for a in attendances if a.status not in _WITHOUT_THEM | {Status.CANCELLED}]
    collides = any(be_in < a.session.ends_at for a in coming)
    return Row(be_in, state, be_in=True, collides=collides)


def _kept(each: Appointment, now: Instant) -> RowState:
    if each.is_kept:
        return RowState.DONE
    if each.status(now) is AppointmentStatus.CANCELLED:
        return RowState.CANCELLED
    if each.facts.noted is not None or now >= each.ends_at:
        return RowState.PAST
    return RowState.LATER if now < each.starts_at else RowState.UNDER_WAY


def _focus(rows: Sequence[Row], now: Instant) -> Row | None:
    """What matters now: an open check-in, then a part of the session that is under way, then a
    tap that is due, then whatever comes next. Who is not there is not told to leave."""
    arrivals = [r for r in rows if r.attendance and r.attendance.status is Status.OPEN]
    under_way = [r for r in rows if r.state is RowState.UNDER_WAY]
    due = [r for r in rows if r.can_tap and _is_due(r, now)]
    coming = [r for r in rows if r.state is RowState.LATER and not r.is_of_others]
    return next(iter([*arrivals, *under_way, *due, *coming]), None)


def _is_due(row: Row, now: Instant) -> bool:
    if row.mark is Mark.WAKE_UP:
        return now <= later(row.starts_at, WAKE_UP_FOCUS_MINUTES)
    return row.mark is Mark.LIGHTS_OUT and now >= later(row.starts_at, -LIGHTS_OUT_FOCUS_MINUTES)


def _last_night(
    day: date,
    zone: ZoneInfo,
    now: Instant,
    night_before: Sequence[Occurrence],
    marks: Sequence[DayMark],
) -> LastNight | None:
    if now >= NIGHT_ENDS.on(day, zone):
        return None
    for occurrence in night_before:
        if occurrence.kind is Kind.LIGHTS_OUT and occurrence.day == day - timedelta(days=1):
            marked = next(
                (m for m in marks if m.mark is Mark.LIGHTS_OUT and m.day == occurrence.day), None
            )
            return LastNight(occurrence.day, occurrence.starts_at, occurrence.title, marked)
    return None
