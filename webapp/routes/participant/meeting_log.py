"""The log to take along, the note beside an entry, and a slip that has no entry yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from flask import Blueprint, Response, abort, make_response, request, url_for

from webapp.actions import log_meeting, write_note
from webapp.actions.write_note import NoteTooLong
from webapp.documents import sheet
from webapp.documents.sheet import Column, Sheet
from webapp.domain.access import Viewer
from webapp.domain.meetings import Fellowship, MeetingRefusal, Mode
from webapp.domain.own_note import Note
from webapp.domain.slips import Slip
from webapp.domain.wall_clock import WallTime, local_date
from webapp.queries import meeting_log as query
from webapp.queries.meeting_log import Log
from webapp.routes import guard, note_form, respond, slip_words, spreadsheet, words
from webapp.routes.dates import parse_day
from webapp.routes.formats import day_long, day_of_year, page_language, wall
from webapp.routes.language import _, ngettext

meeting_log_pages = Blueprint("meeting_log", __name__, url_prefix="/meetings")


@meeting_log_pages.get("/log")
def show() -> Response:
    """Choose from when until when, and whether one's own notes come along."""
    viewer = guard.participant()
    first, last = _span(viewer)
    return respond.page(
        "participant/meeting_log/show.html",
        viewer=viewer,
        first=first,
        last=last,
        today=local_date(guard.now(), viewer.zone),
        now=guard.now(),
    )


@meeting_log_pages.get("/log.csv")
def as_table() -> Response:
    """The log as a table, for the participant alone. Its name says nothing."""
    log, with_notes = _chosen(guard.participant())
    head = [column.head for column in _columns(with_notes)]
    answer = make_response(spreadsheet.text(head, _rows(log, with_notes, date.isoformat, str)))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="dayline.csv"'
    return answer


@meeting_log_pages.get("/log.pdf")
def on_paper() -> Response:
    """The log on paper. It names nobody: who hands it on writes their name on it."""
    log, with_notes = _chosen(guard.participant())
    made = Sheet(
        title=_("Meeting log"),
        language=page_language(),
        made_at=guard.now(),
        lines=(
            _("%(first)s to %(last)s", first=day_long(log.first), last=day_long(log.last)),
            ngettext("%(num)d meeting", "%(num)d meetings", len(log.entries)),
        ),
        columns=_columns(with_notes),
        rows=tuple(_rows(log, with_notes, day_of_year, wall)),
        below=_(
            "Kept by the person who was there. However a meeting is known, it counts the same."
        ),
        is_wide=True,
    )
    return file(sheet.pdf(made), "dayline.pdf")


def file(pdf: bytes, name: str) -> Response:
    """A PDF to keep or to print."""
    answer = make_response(pdf)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@meeting_log_pages.get("/<key>/note")
def note(key: str) -> Response:
    """The note beside one entry."""
    viewer = guard.participant()
    found = query.one(viewer, key) or abort(404)
    return _note(viewer, found, found.note)


@meeting_log_pages.post("/<key>/note")
def keep_note(key: str) -> Response:
    """Keep what was typed in place of what was there."""
    viewer = guard.participant()
    typed = Note() if "erase" in request.form else note_form.read(request.form)
    try:
        if not write_note.write(viewer, key, typed, guard.now()):
            abort(404)
    except NoteTooLong:
        found = query.one(viewer, key) or abort(404)
        why = words.MEETING_REFUSAL[MeetingRefusal.NOTE_TOO_LONG]
        return _note(viewer, found, typed, why)
    return respond.to(url_for("meeting_log.note", key=key, kept=""))


@meeting_log_pages.post("/slips/<key>/add")
def add_slip(key: str) -> Response:
    """Staff saw a slip of a meeting that is not in the log: one tap puts it there.

    The entry's key is the slip's own, so that a second tap, from this page or another, adds no
    second entry.
    """
    viewer = guard.participant()
    found = query.own_slip(viewer, key) or abort(404)
    slip = found.slip
    if slip.void is not None:
        return _not_added(viewer, slip, _("Staff took this slip back."))
    if found.entry_key:
        return respond.to(url_for("meetings.show", saved=found.entry_key))
    meeting = log_meeting.NewMeeting(
        slip.fellowship or Fellowship.OTHER, slip.name, slip.day, slip.starts, Mode.IN_PERSON, ""
    )
    # What was taken back can be added again.
    own_key = f"{query.added_from(key)}{found.taken_out}"
    saved = log_meeting.log_meeting(viewer, meeting, own_key, guard.now(), beside=True)
    if isinstance(saved, MeetingRefusal):
        return _not_added(viewer, slip, str(words.MEETING_REFUSAL[saved]))
    return respond.to(url_for("meetings.show", saved=saved.key))


def _not_added(viewer: Viewer, slip: Slip, why: str) -> Response:
    return respond.page(
        "participant/meeting_log/not_added.html",
        422,
        viewer=viewer,
        slip=slip,
        why=why,
        now=guard.now(),
    )


def _note(viewer: Viewer, found: query.One, note: Note, wrong: str = "") -> Response:
    return respond.page(
        "participant/meeting_log/note.html",
        422 if wrong else 200,
        viewer=viewer,
        entry=found.entry,
        has_note=bool(found.note),
        form={"signer": note.signer, "note": note.text},
        kept="kept" in request.args,
        wrong=wrong,
        now=guard.now(),
    )


def _span(viewer: Viewer) -> tuple[date, date]:
    """The two dates of the address in their order; since the first day, where it says none."""
    today = local_date(guard.now(), viewer.zone)
    first = parse_day(request.args.get("from", "")) or viewer.enrolled_from or today
    last = parse_day(request.args.get("to", "")) or today
    return min(first, last), max(first, last)


def _chosen(viewer: Viewer) -> tuple[Log, bool]:
    with_notes = "notes" in request.args
    return query.load(viewer, *_span(viewer), with_notes=with_notes), with_notes


def _columns(with_notes: bool) -> tuple[Column, ...]:
    columns = (
        Column(_("Date"), 12),
        Column(_("Time"), 10),
        Column(_("Kind"), 14),
        Column(_("Meeting"), 22),
        Column(_("Place"), 17),
        Column(_("How"), 11),
        Column(_("Known by"), 13),
        Column(_("Written down"), 14),
    )
    notes = (Column(_("Signed by"), 10), Column(_("My note"), 22))
    return (*columns, *notes) if with_notes else columns


def _rows(
    log: Log,
    with_notes: bool,
    dated: Callable[[date], str],
    timed: Callable[[WallTime], str],
) -> Iterator[tuple[str, ...]]:
    """One for each meeting, its dates and its start as they are said there."""
    zone = guard.participant().zone
    for entry in log.entries:
        note = log.note(entry)
        written = dated(local_date(entry.logged_at, zone))
        late = slip_words.age(entry.days_late(zone))
        row = (
            dated(entry.day),
            timed(entry.starts),
            str(words.FELLOWSHIP[entry.fellowship]),
            entry.name,
            ", ".join(filter(None, (entry.place, entry.town))),
            str(words.MODE[entry.mode]),
            str(slip_words.RUNG[log.ladder.rung(entry)]),
            f"{written}, {late}" if late else written,
        )
        yield (*row, note.signer, note.text) if with_notes else row
