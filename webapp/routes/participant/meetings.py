"""The meeting log: this week's count, a way to add one in a few taps, a way to take one back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import log_meeting as action
from webapp.domain import meeting_search, nearby
from webapp.domain.access import Viewer
from webapp.domain.meetings import POINTED_OUT, Fellowship, MeetingRefusal, Mode
from webapp.queries import directory, own_days
from webapp.queries import meeting_log as own_log
from webapp.queries import meeting_picker as picker
from webapp.queries import meetings as query
from webapp.routes import guard, respond, words
from webapp.routes.participant import meeting_form
from webapp.routes.participant.meeting_form import Form

meeting_pages = Blueprint("meetings", __name__, url_prefix="/meetings")


@meeting_pages.get("")
def show() -> Response:
    """This week against the quota, and the entries of the last weeks."""
    viewer = guard.participant()
    page = query.load(viewer, guard.now())
    return respond.page(
        "participant/meetings/show.html",
        viewer=viewer,
        page=page,
        own=own_days.load(viewer, guard.now()),
        beside=own_log.own(viewer, page.entries, page.since, page.today, guard.now()),
        saved=page.entry(request.args.get("saved", "")),
        removed="removed" in request.args,
        now=guard.now(),
    )


@meeting_pages.get("/new")
def new() -> Response:
    """Pick one that was just now or a usual one, or say what, when and how."""
    return _form(guard.participant(), dict(meeting_form.EMPTY))


@meeting_pages.post("/new/search")
def search() -> Response:
    """What the program's lists have under some words. They come in a form, not in an address:
    addresses stay behind in browsers and in logs."""
    viewer = guard.participant()
    asked = request.form.get("q", "").strip()
    return _form(viewer, dict(meeting_form.EMPTY), asked=asked[: meeting_form.LONGEST_PLACE])


@meeting_pages.post("/new")
def log() -> Response:
    """Save the entry, or say what is missing and keep what was typed."""
    viewer = guard.participant()
    form = meeting_form.sent(request.form)
    meeting = meeting_form.read(form, viewer, guard.now())
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


def values() -> dict[str, Any]:
    """What the form needs beside a person's own, with signal or without."""
    return {
        "form": dict(meeting_form.EMPTY),
        "form_key": respond.new_form_key(),
        "fellowships": list(Fellowship),
        "modes": list(Mode),
        "now": guard.now(),
        "place_of": meeting_search.place_of,
        "point_of": nearby.point_of,
    }


def _save(viewer: Viewer, meeting: action.NewMeeting, form: Form) -> Response:
    key, now = meeting_form.form_key(form), guard.now()
    saved = action.log_meeting(viewer, meeting, key, now, beside=bool(form["beside"]))
    if isinstance(saved, MeetingRefusal):
        return _form(viewer, form, saved, 422)
    if meeting.day < query.first_shown(viewer, now):
        return respond.to(url_for("week.show", day=meeting.day.isoformat(), saved=saved.key))
    return respond.to(url_for("meetings.show", saved=saved.key))


def _found(viewer: Viewer, asked: str) -> tuple[picker.Pick, ...]:
    kinds = {kind: str(said) for kind, said in words.FELLOWSHIP.items()}
    return picker.search(viewer, meeting_search.read(asked), guard.now(), kinds)


def _form(
    viewer: Viewer,
    form: Form,
    why: MeetingRefusal | None = None,
    status: int = 200,
    *,
    asked: str = "",
) -> Response:
    """The form. After a refusal what was meant is offered alone, as it was; else what was looked
    for, else what was just now."""
    now = guard.now()
    assert viewer.program_id is not None
    lists = directory.lists_in_use(viewer.program_id)
    page = query.load(viewer, now)
    chosen = meeting_form.chosen(form, viewer, now) if why else None
    if why and chosen is None:
        form |= {"pick": meeting_form.TYPED}
    alone = bool(why or asked)
    lately = picker.JustNow() if alone else picker.just_now(viewer, page.entries, now)
    return respond.page(
        "participant/meetings/new.html",
        status,
        **values() | {"form": form},
        viewer=viewer,
        today=page.today,
        error=words.MEETING_REFUSAL[why] if why else None,
        wrong=why,
        is_pointed_out=why in POINTED_OUT,
        chosen=chosen,
        asked=asked,
        found=_found(viewer, asked) if asked else (),
        lately=lately.picks,
        near_town=lately.town,
        usual=()
        if alone
        else [u for u in page.usual if not any(p.is_of(u.entry) for p in lately.picks)],
        has_lists=bool(lists),
        updated_at=directory.oldest(lists),
    )
