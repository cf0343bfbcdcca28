"""One entry that waited on a phone: read, and judged by the time at which it was made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from webapp.actions import answer, check_out, log_meeting, mark_day, send_later
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.domain import meetings as meeting_rules
from webapp.domain.access import Viewer
from webapp.domain.answers import Answer, Reason
from webapp.domain.check_in import Refusal, corrected, may_send_later
from webapp.domain.marks import Mark
from webapp.domain.meetings import MeetingRefusal
from webapp.domain.wall_clock import Instant, instant
from webapp.routes import guard, waiting_words, words
from webapp.routes.language import _
from webapp.routes.participant import absence, meeting_form

KEY = re.compile(r"[\w-]{8,40}", re.ASCII)
MOST_FIELDS = 20
LONGEST_FIELD = 1200
"""A note is the longest, and a line's end in it is two signs."""
LATEST_CLOCK = datetime(2100, 1, 1, tzinfo=UTC).timestamp() * 1000


class State(StrEnum):
    """What became of it. Only what is done leaves the phone without being read."""

    DONE = "done"
    SAVED = "saved"
    """Done, and there is something to be said about it."""
    REFUSED = "refused"
    KEPT = "kept"


Judged = tuple[State, str]
"""What became of it, and the words for it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phone kept: a form's fields, and its own clock at the tap and when it sent."""

    key: str
    kind: str
    fields: dict[str, str]
    claimed_at: Instant
    sent_at: Instant

    def at(self) -> Instant:
        """When the tap was, put right by the phone's error."""
        return corrected(self.claimed_at, self.sent_at, guard.now())


def read(sent: object) -> Entry | None:
    """The entry in what came, or None if no phone of ours sends such a thing."""
    if not isinstance(sent, dict):
        return None
    key, kind, fields = sent.get("key"), sent.get("kind"), sent.get("fields")
    claimed_at, sent_at = _instant(sent.get("claimed_at")), _instant(sent.get("sent_at"))
    if not isinstance(key, str) or KEY.fullmatch(key) is None:
        return None
    if not isinstance(kind, str) or kind not in JUDGES or claimed_at is None or sent_at is None:
        return None
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        return None
    if not all(_is_text(each) for pair in fields.items() for each in pair):
        return None
    return Entry(key, kind, fields, claimed_at, sent_at)


def judge(viewer: Viewer, entry: Entry) -> Judged:
    """Do it as of its own time, or say why not. Each kind has its own rules."""
    return JUDGES[entry.kind](viewer, entry)


def _check_in(viewer: Viewer, entry: Entry) -> Judged:
    waited = send_later.Waited(
        entry.fields.get("code", ""), entry.key, entry.claimed_at, entry.sent_at
    )
    now, zone = guard.now(), viewer.zone
    outcome = send_later.send_later(
        viewer,
        waited,
        lambda why, fits: waiting_words.for_staff(why, fits, waited, now, zone),
        now=now,
        true_now=guard.true_now(),
    )
    if isinstance(outcome, Recorded):
        return State.DONE, waiting_words.checked_in(outcome.at, zone)
    if isinstance(outcome, send_later.Kept):
        said = waiting_words.kept()
        return State.KEPT, waiting_words.titled(_("Check-in"), outcome.at, zone, said)
    if outcome.why is Refusal.ALREADY_IN:
        return State.DONE, " ".join(words.refusal(outcome.why, outcome.attendance, zone))
    said = waiting_words.check_in_refused(outcome.why, outcome.attendance, zone)
    return _refused(viewer, entry, _("Check-in"), said)


def _check_out(viewer: Viewer, entry: Entry) -> Judged:
    late = may_send_later(entry.at(), guard.now())
    if late is not None:
        return _refused(viewer, entry, _("Check-out"), waiting_words.out_of_time(late))
    outcome = check_out.check_out(
        viewer, entry.key, at=entry.at(), now=guard.now(), true_now=guard.true_now()
    )
    if isinstance(outcome, NotRecorded) and outcome.why is not Refusal.ALREADY_OUT:
        said = waiting_words.check_out_refused(outcome.why, outcome.attendance, viewer.zone)
        return _refused(viewer, entry, _("Check-out"), said)
    return State.DONE, ""


def _mark(viewer: Viewer, entry: Entry) -> Judged:
    what = entry.fields.get("mark")
    if what not in set(Mark):
        return State.REFUSED, waiting_words.unreadable()
    return _tap(
        viewer,
        entry,
        str(words.TAP[Mark(what)]),
        lambda at: mark_day.mark(viewer, Mark(what), entry.key, at),
    )


def _answer(viewer: Viewer, entry: Entry) -> Judged:
    said, why = entry.fields.get("answer"), entry.fields.get("why", "")
    if said not in set(Answer) or why not in {"", *Reason}:
        return State.REFUSED, waiting_words.unreadable()
    reason = Reason(why) if why else None
    return _tap(
        viewer,
        entry,
        str(words.ANSWER[Answer(said)]),
        lambda at: answer.answer(viewer, Answer(said), reason, entry.key, at, came_at=guard.now()),
    )


def _absence(viewer: Viewer, entry: Entry) -> Judged:
    read = absence.read_form(entry.fields)
    if isinstance(read, str):
        return State.REFUSED, waiting_words.unreadable()
    return _tap(
        viewer,
        entry,
        str(words.ANSWER[Answer.CANNOT_COME]),
        lambda at: absence.tell(viewer, read, entry.key, at, guard.now()),
    )


def _tap(viewer: Viewer, entry: Entry, what: str, do: Callable[[Instant], bool]) -> Judged:
    late = may_send_later(entry.at(), guard.now())
    if late is not None:
        return _refused(viewer, entry, what, waiting_words.out_of_time(late))
    if not do(entry.at()):
        return _refused(viewer, entry, what, waiting_words.not_then())
    return State.DONE, ""


def _meeting(viewer: Viewer, entry: Entry) -> Judged:
    form = meeting_form.sent(entry.fields)
    late = may_send_later(entry.at(), guard.now(), meeting_rules.SENT_WITHIN)
    if late is not None:
        why = waiting_words.out_of_time(late, meeting_rules.SENT_WITHIN.days)
        return State.REFUSED, _of_meeting(viewer, entry, form, why)
    meeting = meeting_form.read(form, viewer, entry.at())
    if not isinstance(meeting, log_meeting.NewMeeting):
        why = waiting_words.meeting_refused(meeting)
        return State.REFUSED, _of_meeting(viewer, entry, form, why)

    def log(beside: bool) -> log_meeting.Logged | MeetingRefusal:
        return log_meeting.log_meeting(viewer, meeting, entry.key, entry.at(), beside=beside)

    saved = log(bool(form["beside"]))
    if isinstance(saved, log_meeting.Logged):
        return State.DONE, ""
    if saved in meeting_rules.POINTED_OUT - {MeetingRefusal.SAME_MEETING}:
        # Nobody was there to be asked, and both may be right.
        log(beside=True)
        return State.SAVED, _of_meeting(viewer, entry, form, waiting_words.meeting_beside(saved))
    return State.REFUSED, _of_meeting(viewer, entry, form, waiting_words.meeting_refused(saved))


def _of_meeting(viewer: Viewer, entry: Entry, form: meeting_form.Form, why: str) -> str:
    """What became of a meeting, under the name, date and start that were meant: they may be
    nowhere else."""
    meant = meeting_form.spoken(form, viewer, entry.at())
    return waiting_words.of_meeting(meant.name, meant.day, meant.starts, why)


def _refused(viewer: Viewer, entry: Entry, what: str, why: str) -> Judged:
    return State.REFUSED, waiting_words.titled(what, entry.at(), viewer.zone, why)


JUDGES: dict[str, Callable[[Viewer, Entry], Judged]] = {
    "check_in": _check_in,
    "check_out": _check_out,
    "mark": _mark,
    "answer": _answer,
    "absence": _absence,
    "meeting": _meeting,
}


def _instant(milliseconds: Any) -> Instant | None:
    """The instant a phone's clock shows, in milliseconds since 1970."""
    if type(milliseconds) is not int or not 0 <= milliseconds < LATEST_CLOCK:
        return None
    return instant(datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds))


def _is_text(value: object) -> bool:
    """Text that can be kept: no NUL, no half of a sign, not too long."""
    if not isinstance(value, str) or len(value) > LONGEST_FIELD or "\0" in value:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in value)
