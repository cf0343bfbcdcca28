"""The meeting log: this week's count, a way to add one in a few taps, a way to take one back."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import log_meeting as action
from webapp.domain.access import Viewer
from webapp.domain.meetings import Fellowship, MeetingEntry, MeetingRefusal, Mode
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import meeting_log as own_log
from webapp.queries import meetings as query
from webapp.routes import guard, note_form, respond, words
from webapp.routes.dates import parse_day, read_wall_time

meeting_pages = Blueprint("meetings", __name__, url_prefix="/meetings")

Form = dict[str, str]


@meeting_pages.get("")
def show() -> Response:
    """This week against the quota, and the entries of the last weeks."""
    viewer = guard.participant()
    page = query.load(viewer, guard.now())
    return respond.page(
        "participant/meetings/show.html",
        viewer=viewer,
        page=page,
        own=own_log.own(viewer, _all(page), page.since, page.today, guard.now()),
        slip_form_key=respond.new_form_key(),
        saved=page.entry(request.args.get("saved", "")),
        removed="removed" in request.args,
        now=guard.now(),
    )


def _all(page: query.MeetingsPage) -> tuple[MeetingEntry, ...]:
    return (*page.this_week, *page.earlier)


@meeting_pages.get("/new")
def new() -> Response:
    """Pick one of the usual meetings, or say what, when and how."""
    viewer = guard.participant()
    form = {
        "day": "today",
        "starts": "",
        "mode": Mode.IN_PERSON.value,
        "fellowship": "",
        "name": "",
        "town": "",
        **dict.fromkeys(note_form.FIELDS, ""),
    }
    return _form(viewer, form)


@meeting_pages.post("/new")
def log() -> Response:
    """Save the entry, or say what is missing and keep what was typed."""
    viewer = guard.participant()
    form = {field: request.form.get(field, "").strip() for field in FIELDS}
    meeting = read(form, viewer, guard.now())
    if meeting is None:
        abort(404)
    if isinstance(meeting, MeetingRefusal):
        return _form(viewer, form, meeting, 422)
    return _save(viewer, meeting, form)


@meeting_pages.post("/<key>/take-back")
def take_back(key: str) -> Response:
    """An entry was a mistake: take it back."""
    viewer = guard.participant()
    if not action.take_back(viewer, key, guard.now()):
        abort(404)
    return respond.to(url_for("meetings.show", removed=""))


FIELDS = (
    "usual",
    "day",
    "other_day",
    "starts",
    "fellowship",
    "mode",
    "name",
    "town",
    "key",
    "beside",
    *note_form.FIELDS,
)


def read(form: Form, viewer: Viewer, now: Instant) -> action.NewMeeting | MeetingRefusal | None:
    """The meeting that a form of that instant means; None if it picks one that is not there."""
    found = _picked(form, viewer, now) if form["usual"] else _spelled(form, viewer, now)
    return note_form.with_note(found, form) if isinstance(found, action.NewMeeting) else found


def form_key(form: Form) -> str:
    """The key under which the form is saved: each of the usual ones has its own."""
    key = form["key"] or respond.new_form_key()
    return f"{key}-{form['usual']}" if form["usual"] else key


def _picked(form: Form, viewer: Viewer, now: Instant) -> action.NewMeeting | None:
    """One of the usual meetings: its facts are copied, its latest start is meant."""
    picked = query.usual(viewer, form["usual"], now)
    if picked is None:
        return None
    said = picked.entry
    return action.NewMeeting(
        said.fellowship, said.name, picked.day, said.starts, said.mode, said.town
    )


def _save(viewer: Viewer, meeting: action.NewMeeting, form: Form) -> Response:
    saved = action.log_meeting(
        viewer, meeting, form_key(form), guard.now(), beside=bool(form["beside"])
    )
    if isinstance(saved, MeetingRefusal):
        return _form(viewer, _spelled_out(form, meeting, viewer), saved, 422)
    if meeting.day < query.first_shown(viewer, guard.now()):
        return respond.to(url_for("week.show", day=meeting.day.isoformat(), saved=saved.key))
    return respond.to(url_for("meetings.show", saved=saved.key))


def _spelled_out(form: Form, meeting: action.NewMeeting, viewer: Viewer) -> Form:
    """The form with what a single tap meant written into its fields."""
    today = local_date(guard.now(), viewer.zone)
    near = {today: "today", today - timedelta(days=1): "yesterday"}
    return form | {
        "fellowship": meeting.fellowship,
        "name": meeting.name,
        "day": near.get(meeting.day, "other"),
        "other_day": meeting.day.isoformat(),
        "starts": str(meeting.starts),
        "mode": meeting.mode,
        "town": meeting.town,
    }


def _spelled(form: Form, viewer: Viewer, now: Instant) -> action.NewMeeting | MeetingRefusal:
    if form["fellowship"] not in set(Fellowship):
        return MeetingRefusal.NO_FELLOWSHIP
    today = local_date(now, viewer.zone)
    near = {"today": today, "yesterday": today - timedelta(days=1)}
    day = near.get(form["day"]) or parse_day(form["other_day"])
    if day is None:
        return MeetingRefusal.NO_DATE
    starts = read_wall_time(form["starts"])
    if starts is None:
        return MeetingRefusal.NO_TIME
    if form["mode"] not in set(Mode):
        return MeetingRefusal.NO_MODE
    return action.NewMeeting(
        Fellowship(form["fellowship"]), form["name"], day, starts, Mode(form["mode"]), form["town"]
    )


def _form(
    viewer: Viewer, form: Form, why: MeetingRefusal | None = None, status: int = 200
) -> Response:
    page = query.load(viewer, guard.now())
    return respond.page(
        "participant/meetings/new.html",
        status,
        viewer=viewer,
        page=page,
        form=form,
        error=words.MEETING_REFUSAL[why] if why else None,
        wrong=why,
        form_key=respond.new_form_key(),
        now=guard.now(),
        fellowships=list(Fellowship),
        modes=list(Mode),
    )
