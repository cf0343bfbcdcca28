"""The words on one row of the line: what it is, what is worth knowing, how it stands."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Flask

from webapp.domain.attendance import Attendance, Status
from webapp.domain.blocks import Kind
from webapp.domain.day import Day, Row, RowState
from webapp.domain.directory import Venue
from webapp.domain.planned import PlannedMeeting
from webapp.domain.wall_clock import Instant, local
from webapp.domain.week import WeekDay
from webapp.queries.sessions import SessionList
from webapp.routes import appointment_words, words
from webapp.routes.evidence_words import known_by
from webapp.routes.formats import clock, hours, until, wall
from webapp.routes.language import _, ngettext


def register(app: Flask) -> None:
    """Make these available in templates."""
    app.template_global("row_title")(row_title)
    app.template_global("row_note")(row_note)
    app.template_global("row_state")(row_state)
    app.template_global("instead_of")(instead_of)
    app.template_global("short_status")(short_status)
    app.template_global("day_words")(day_words)
    app.template_global("line_y")(line_y)
    app.template_global("arrival_dots")(arrival_dots)


def row_title(row: Row, zone: ZoneInfo | None = None) -> str:
    """What the row is; with a zone, for where its time does not stand right after."""
    if row.is_now_marker:
        return _("Now")
    if row.meeting is not None:
        return row.meeting.name or str(words.FELLOWSHIP[row.meeting.fellowship])
    if row.planned is not None:
        return row.planned.name
    if row.appointment is not None:
        return appointment_words.title(row.appointment)
    if row.be_in:
        return _("Be in by %(time)s", time=clock(row.starts_at, zone)) if zone else _("Be in by")
    if row.activity is not None:
        return str(words.ACTIVITY[row.activity])
    if row.attendance is not None and row.attendance.check_in is not None:
        return _("Arrived")
    return row.title


def row_note(row: Row, zone: ZoneInfo) -> str:
    """The small line under it, if there is something to know."""
    if row.meeting is not None:
        return f"{words.FELLOWSHIP[row.meeting.fellowship]} · {words.MODE[row.meeting.mode]}"
    if row.planned is not None:
        return _planned_note(row.planned, zone)
    if row.appointment is not None:
        noted = row.appointment.facts.noted
        return noted.words if noted is not None else ""
    if row.be_in:
        late = _("Your session ends later: tell the house when you’ll be back")
        return late if row.collides else _("Your house’s curfew")
    said = [row.note] if row.note else []
    if row.kind is Kind.DAYTIME and row.ends_at:
        said.append(_("until %(time)s", time=clock(row.ends_at, zone)))
    if row.goes_on:
        said.append(_("the morning after"))
    if row.kind is Kind.MEETING and row.ends_at:
        said.append(_("Any kind, any time until %(time)s", time=clock(row.ends_at, zone)))
    if row.attendance is not None:
        said += _arrival_note(row.attendance, zone)
    if row.instead_of and row.kind is Kind.ARRIVE:
        said.append(instead_of(row.instead_of, zone))
    return ", ".join(said)


def _planned_note(planned: PlannedMeeting, zone: ZoneInfo) -> str:
    said = []
    if not planned.is_listed(zone):
        said.append(_("Not on the list any more: check before you go"))
    elif planned.is_moved(zone):
        said.append(_("The list changed it, before: %(time)s", time=wall(planned.starts)))
    said += [str(words.FELLOWSHIP[planned.fellowship]), str(words.VENUE[planned.venue])]
    is_somewhere = planned.place and planned.venue is not Venue.ONLINE
    return " · ".join(said + ([planned.place] if is_somewhere else []))


def _arrival_note(attendance: Attendance, zone: ZoneInfo) -> list[str]:
    if attendance.status is Status.OPEN:
        return [_("Open until %(time)s", time=clock(attendance.session.closes_at, zone))]
    if attendance.check_in is not None and attendance.check_in.by:
        return [known_by(attendance.check_in)]
    if attendance.session.is_make_up and attendance.check_in is None:
        return [_("For whoever makes up a session. You don’t have to come")]
    if attendance.status is Status.NO_SHOW and attendance.provisional:
        return [_("Not an absence unless staff confirm it")]
    if attendance.status is Status.UNKNOWN:
        return [_("Not an absence: Dayline couldn’t know")]
    if attendance.status is Status.WAITING:
        return [_("Staff will look at it")]
    if attendance.status is Status.NOT_EXPECTED:
        return [_("Before you were enrolled")]
    decided = attendance.facts.decision
    return [decided.words] if decided is not None and decided.words else []


def instead_of(usual: Instant, zone: ZoneInfo) -> str:
    """instead of 5:45 PM: what a moved session's usual arrival time was."""
    return _("instead of %(time)s", time=clock(usual, zone))


def short_status(attendance: Attendance) -> str:
    """One or two words for a narrow column."""
    short = {
        Status.GRACE: _("After arrival time"),
        Status.NO_SHOW: _("Not seen") if attendance.provisional else _("Missed"),
        Status.UNKNOWN: _("Not known"),
        Status.WAITING: _("Waiting"),
        Status.PARTIAL: _("Part of it"),
        Status.LEFT_EARLY: _("Left early"),
        Status.EXCUSED: _("Excused"),
        Status.NOT_EXPECTED: _("Doesn’t count"),
        Status.CANCELLED: _("Cancelled"),
        Status.OPEN: _("Check-in open now"),
    }
    return short.get(attendance.status) or str(words.STATUS[attendance.status])


def row_state(row: Row, line: Day) -> str:
    """The word at the end of the row."""
    if row.is_now_marker:
        return ""
    if row.appointment is not None and row.state in (RowState.PAST, RowState.CANCELLED):
        return appointment_words.status(row.appointment.status(line.now), row.appointment)
    if row.state is RowState.CANCELLED:
        return _("Cancelled")
    if row.meeting is not None:
        return _("Logged")
    if row.attendance is not None and row.state in (RowState.IN, RowState.PAST):
        return short_status(row.attendance)
    if row.state is RowState.UNDER_WAY and row.ends_at is not None:
        return _("until %(time)s", time=clock(row.ends_at, zone=line.zone))
    if row.state is RowState.DONE:
        return _("Done")
    if row.state is RowState.NEXT:
        return until(row.starts_at, line.now) if row.starts_at > line.now else ""
    if row.ends_at is not None and row.kind is not Kind.MEETING:
        return hours(int((row.ends_at - row.starts_at).total_seconds() // 60))
    return ""


def day_words(each: WeekDay, zone: ZoneInfo) -> str:
    """One date of the week in words, for those who do not see its small line."""
    said = [
        f"{attendance.session.name} {clock(attendance.session.arrive_by, zone)}: "
        f"{short_status(attendance)}"
        for attendance in each.attendances
    ]
    if each.meetings:
        said.append(ngettext("%(num)d meeting", "%(num)d meetings", len(each.meetings)))
    return ", ".join(said) or _("Nothing planned")


LINE_BEGINS, LINE_MINUTES, LINE_HEIGHT = 7 * 60, 16 * 60, 176


def line_y(moment: Instant, zone: ZoneInfo) -> float:
    """How far down a small upright line (7 AM to 11 PM in 176 units) the instant lies."""
    there = local(moment, zone)
    minutes = there.hour * 60 + there.minute - LINE_BEGINS
    return round(min(max(minutes / LINE_MINUTES, 0.04), 0.96) * LINE_HEIGHT, 1)


DOT, RAIL_Y, HIGHEST = 24, 67, 3


def arrival_dots(shown: SessionList) -> list[tuple[float, int]]:
    """Where each arrival stands over the window (960 units wide); a crowd is stacked."""
    session = shown.session
    span = (session.closes_at - session.opens_at).total_seconds()
    stacked: dict[int, int] = {}
    dots = []
    for person in shown.here:
        if person.attendance.check_in is None:
            continue
        passed = (person.attendance.check_in.at - session.opens_at).total_seconds()
        place = round((12 + 936 * min(max(passed / span, 0), 1)) / DOT)
        level = stacked.get(place, 0)
        stacked[place] = level + 1
        dots.append((float(place * DOT), RAIL_Y - DOT * min(level, HIGHEST - 1)))
    return dots
