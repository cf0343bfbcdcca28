"""One reading of a list: asked for, read by the worker, looked at, brought in or put aside."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, request, url_for

from webapp.actions import ask_import, bring_in
from webapp.actions.bring_in import Settled
from webapp.domain.access import Viewer
from webapp.domain.cut import Cut
from webapp.domain.directory_change import Change
from webapp.queries import meeting_import as query
from webapp.queries import meeting_sources
from webapp.queries.meeting_import import Preview
from webapp.queries.meeting_sources import Source
from webapp.routes import guard, respond, source_form
from webapp.routes.language import _, _l
from webapp.routes.meeting_list_words import LONG

import_pages = Blueprint("meeting_import", __name__, url_prefix="/program/meetings")

SHOWN = {
    "vanishes": _l("Would be gone"),
    "new": _l("Would come in"),
    "changed": _l("Would change"),
    "back": _l("Would be back"),
    "refused": _l("Refused"),
}
"""The parts of a change, in the order in which somebody should look at them."""
DONE = {
    "vanishes": _l("Gone"),
    "new": _l("Came in"),
    "changed": _l("Changed"),
    "back": _l("Back"),
    "refused": _l("Refused"),
}
NOT_SETTLED = {
    Settled.NOT_WAITING: _l("Somebody was first, or a later reading took its place."),
    Settled.LIST_CHANGED: _l("The list changed since this was read: read it once more."),
}


@import_pages.post("/<key>/check")
def check(key: str) -> Response:
    """Ask for the list behind its address to be read now."""
    viewer, source = _source(key)
    if not source.facts.url:
        abort(404)
    asked = ask_import.ask(source.id, by=viewer.account_id, true_now=guard.true_now())
    return respond.to(url_for("meeting_import.show", key=asked))


@import_pages.get("/<key>/file")
def choose(key: str) -> Response:
    """The field for a file."""
    viewer, source = _source(key)
    return _choose(viewer, source)


@import_pages.post("/<key>/file")
def upload(key: str) -> Response:
    """Take a file with the list, and let it be read."""
    viewer, source = _source(key)
    body, wrong = source_form.file()
    if body is None:
        return _choose(viewer, source, wrong or _("Choose the file first."))
    who = viewer.account_id
    asked = ask_import.ask(source.id, by=who, true_now=guard.true_now(), body=body)
    return respond.to(url_for("meeting_import.show", key=asked))


@import_pages.get("/readings/<key>")
def show(key: str) -> Response:
    """What the reading would change, or changed; while it is under way, that it is."""
    viewer, found = _reading(key)
    if request.htmx:  # type: ignore[attr-defined]  # by htmx_flask
        # Asked again and again as long as the worker reads: then the page comes anew.
        is_over = not found.reading.is_under_way
        return make_response("", 200 if is_over else 204, {"HX-Refresh": "true"} if is_over else {})
    return _show(viewer, found)


@import_pages.post("/readings/<key>/bring-in")
def confirm(key: str) -> Response:
    """Bring it in as it was shown; the second of two people is told."""
    viewer, found = _reading(key)
    settled = bring_in.confirm(viewer.account_id, key, guard.true_now())
    if settled is not Settled.DONE:
        return _show(viewer, query.preview(viewer.program_id, key) or found, settled)
    return respond.to(url_for("meeting_sources.source", key=found.source_key))


@import_pages.post("/readings/<key>/put-aside")
def put_aside(key: str) -> Response:
    """Change nothing."""
    viewer, found = _reading(key)
    settled = bring_in.put_aside(viewer, key, guard.true_now())
    if settled is not Settled.DONE:
        return _show(viewer, query.preview(viewer.program_id, key) or found, settled)
    return respond.to(url_for("meeting_sources.source", key=found.source_key))


def _source(key: str) -> tuple[Viewer, Source]:
    viewer = guard.office()
    source = meeting_sources.find(viewer.program_id, key)
    return (viewer, source) if source is not None and not source.is_by_hand else abort(404)


def _reading(key: str) -> tuple[Viewer, Preview]:
    viewer = guard.office()
    return viewer, query.preview(viewer.program_id, key) or abort(404)


def _choose(viewer: Viewer, source: Source, wrong: str = "") -> Response:
    status = 422 if wrong else 200
    template = "program/meeting_import/file.html"
    return respond.page(template, status, viewer=viewer, source=source, wrong=wrong)


def _show(viewer: Viewer, found: Preview, settled: Settled = Settled.DONE) -> Response:
    reading, change = found.reading, found.change or Change()
    counts = {name: len(getattr(change, name)) for name in SHOWN}
    parts = [name for name, number in counts.items() if number]
    asked = request.args.get("show", "")
    part = asked if asked in parts else next(iter(parts), "")
    rows = getattr(change, part) if part else ()
    cut = Cut.nearest(request.args.get("page", 1, int), len(rows))
    return respond.page(
        "program/meeting_import/show.html",
        200 if settled is Settled.DONE else 409,
        viewer=viewer,
        found=found,
        reading=reading,
        change=change,
        names=SHOWN if reading.waits else DONE,
        counts=counts,
        parts=parts,
        part=part,
        cut=cut,
        rows=cut.of(rows),
        is_long=reading.is_under_way and guard.true_now() - reading.asked_at > LONG,
        wrong=NOT_SETTLED.get(settled, ""),
        true_now=guard.true_now(),
    )
