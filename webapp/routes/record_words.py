"""The rows of a record as sentences, the same for the participant and for staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flask import Flask

from webapp.domain.attendance import Attendance
from webapp.domain.decisions import DecisionRefusal
from webapp.domain.figures import Share
from webapp.domain.record import CheckIn, Entry, Evidence, Recorded, Void
from webapp.domain.wall_clock import Instant, local_date
from webapp.routes import words
from webapp.routes.formats import clock, month_day
from webapp.routes.formats import day as day_of
from webapp.routes.language import _


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One row: what it says, in whose words, and whether it was found wrong."""

    written_at: Instant
    says: str
    quote: str = ""
    undone: str = ""


def register(app: Flask) -> None:
    """Offer these words to all templates."""
    app.jinja_env.globals.update(record_lines=record_lines, share_said=share_said)


def record_lines(attendance: Attendance, zone: ZoneInfo) -> list[RecordLine]:
    """Everything that is on record about one session, in the order it was written down."""
    day = attendance.session.day
    lines = [_check_in(each, zone, day) for each in attendance.facts.check_ins]
    lines += written_lines(attendance.facts.rows, zone, day)
    said = attendance.facts.said
    if said is not None:
        answer = str(words.ANSWER[said.answer])
        reason = f" ({words.REASON[said.reason]})" if said.reason else ""
        says = f"{answer}{reason}"
        if said.heard_at != said.at:
            says = _(
                "%(answer)s, said at %(time)s, sent later at %(sent)s",
                answer=says,
                time=_moment(said.at, zone, day),
                sent=_moment(said.heard_at, zone, day),
            )
        lines.append(RecordLine(said.heard_at, says, said.words))
    lines.sort(key=lambda line: line.written_at)
    return lines


def written_lines(rows: Iterable[Recorded], zone: ZoneInfo, day: date) -> list[RecordLine]:
    """The rows beside the check-ins, in the order they were written down."""
    return [_row(each, zone, day) for each in rows]


def _check_in(each: CheckIn, zone: ZoneInfo, day: date) -> RecordLine:
    time = _moment(each.at, zone, day)
    written = each.recorded_at or each.at
    said = {
        Evidence.CODE: _("In %(time)s, with the code", time=time),
        Evidence.STAFF: _("In %(time)s, recorded by %(name)s", time=time, name=each.by),
        Evidence.FRONT_DESK: _("In %(time)s, with the number at the front desk", time=time),
    }.get(each.evidence, "")
    if each.evidence is Evidence.SENT_LATER:
        said = _(
            "In %(time)s, with the code, sent later at %(sent)s",
            time=time,
            sent=_moment(written, zone, day),
        )
        if each.claimed_at is not None and each.sent_at is not None:
            said += _(
                " (the phone showed %(claimed)s, and %(sent)s when it sent)",
                claimed=_moment(each.claimed_at, zone, day),
                sent=_moment(each.sent_at, zone, day),
            )
    return RecordLine(written, said, undone=_undone(each.void, zone, day))


def _row(each: Recorded, zone: ZoneInfo, day: date) -> RecordLine:
    time, by = _moment(each.at, zone, day), each.by
    says = {
        Entry.CHECK_OUT: _("Out %(time)s, recorded by %(name)s", time=time, name=by)
        if by
        else _("Out %(time)s, own tap", time=time),
        Entry.EXCUSED: _("Excused by %(name)s", name=by),
        Entry.UNEXCUSED: _("Not excused, by %(name)s", name=by),
        Entry.NO_SHOW: _("Missed, confirmed by %(name)s", name=by),
        Entry.UNKNOWN: _("Not known, by %(name)s", name=by),
        Entry.REOPENED: _("Opened again by %(name)s", name=by),
        Entry.MAKE_UP: _(
            "Makes up for %(day)s, by %(name)s",
            day=day_of(each.about.day) if each.about else "",
            name=by,
        ),
        Entry.CLAIM: _("Sent later: there at %(time)s. It could not be checked", time=time),
        Entry.REVIEWED: _("Looked at by %(name)s", name=by),
        Entry.DISPUTE: _(
            "Said not to be right. %(name)s answers by %(day)s",
            name=each.owner or _("Staff"),
            day=day_of(each.due_on) if each.due_on else "",
        ),
        Entry.ANSWERED: _("Answered by %(name)s", name=by),
        Entry.DONE: _("Done, noted by %(name)s", name=by),
        Entry.MISSED: _("Missed, noted by %(name)s", name=by),
        Entry.CALLED_OFF: _("Moved to %(day)s by %(name)s", day=day_of(each.about.day), name=by)
        if each.about
        else _("Cancelled by %(name)s", name=by),
    }[each.kind]
    if each.emergency:
        says += _(", an emergency")
    return RecordLine(each.recorded_at, says, each.words, _undone(each.void, zone, day))


def _undone(void: Void | None, zone: ZoneInfo, day: date) -> str:
    if void is None:
        return ""
    time = _moment(void.at, zone, day)
    return _("Undone by %(name)s, %(time)s: %(why)s", name=void.by, time=time, why=void.reason)


def _moment(at: Instant, zone: ZoneInfo, day: date) -> str:
    """The time, and the date where it is another one."""
    there = local_date(at, zone)
    return clock(at, zone) if there == day else f"{month_day(there)}, {clock(at, zone)}"


def share_said(share: Share) -> str:
    """86 %, or that it is too early to say."""
    return _("too early to say") if share.percent is None else f"{share.percent}\u00a0%"


def decision_refusal(why: DecisionRefusal) -> str:
    """Why nothing was decided, and what to do."""
    return {
        DecisionRefusal.CANCELLED: _("This session is cancelled. It counts for nobody."),
        DecisionRefusal.CAME: _("They are checked in. Undo that first, if it was wrong."),
        DecisionRefusal.TOO_EARLY: _("Check-in is still open. Decide when it has closed."),
        DecisionRefusal.EMERGENCY: _(
            "They did not ask 24 hours ahead. Tick “It is an emergency” if it is one."
        ),
        DecisionRefusal.NOTHING_TO_OPEN: _("Nothing is decided here."),
        DecisionRefusal.WORDS: _("Write a few words. Nothing was changed yet."),
        DecisionRefusal.NOT_MISSED: _("That session was not missed."),
        DecisionRefusal.NOT_A_MAKE_UP: _("They were not at this session."),
        DecisionRefusal.OWN_SESSION: _(
            "They were expected at this session anyway. It cannot make up for another one."
        ),
        DecisionRefusal.TOO_FAR_APART: _("A make-up is within 14 days after the missed session."),
        DecisionRefusal.ALREADY: _("That is done already, or cannot be done any more."),
    }[why]
