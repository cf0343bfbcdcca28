"""The lists of meetings that a program takes: staff add one, say where it is, or let it go."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import ask_import
from webapp.actions import keep_meeting_list as action
from webapp.domain.access import Viewer
from webapp.domain.meetings import Fellowship
from webapp.queries import meeting_sources as query
from webapp.queries.meeting_sources import Source
from webapp.routes import guard, respond, source_form, zones
from webapp.routes.language import _
from webapp.routes.meeting_list_words import KIND

source_pages = Blueprint("meeting_sources", __name__, url_prefix="/program/meetings")


@source_pages.get("")
def show() -> Response:
    """Every list and how it stands."""
    viewer = guard.office()
    return respond.page(
        "program/meetings/show.html",
        viewer=viewer,
        sources=query.load(viewer.program_id),
        true_now=guard.true_now(),
    )


@source_pages.get("/new")
def new() -> Response:
    """The form for another list."""
    viewer = guard.office()
    return _form(viewer, source_form.empty(viewer), {})


@source_pages.post("/new")
def add() -> Response:
    """Take another list, and let it be read at once."""
    viewer = guard.office()
    said = source_form.typed()
    body, wrong = source_form.file()
    errors = {**said.errors, **({"file": wrong} if wrong else {})}
    if not errors and body is None and not said.form["url"]:
        errors["url"] = _("Enter where the list is, or choose a file of it.")
    if errors or said.facts is None:
        return _form(viewer, said.form, errors)
    key = action.add(viewer, said.facts, guard.true_now())
    source = query.find(viewer.program_id, key) or abort(404)
    reading = ask_import.ask(source.id, by=viewer.account_id, true_now=guard.true_now(), body=body)
    return respond.to(url_for("meeting_import.show", key=reading))


@source_pages.get("/<key>")
def source(key: str) -> Response:
    """One list: how it stands, what is on it, and what one can do."""
    viewer, found = _found(key)
    cut, listings = query.page(found.id, request.args.get("page", 1, int), found.listed)
    return respond.page(
        "program/meetings/source.html",
        viewer=viewer,
        source=found,
        listings=listings,
        cut=cut,
        true_now=guard.true_now(),
    )


@source_pages.get("/<key>/edit")
def edit(key: str) -> Response:
    """The form about a list that is there."""
    viewer, found = _read(key)
    return _form(viewer, source_form.of(found.facts), {}, found)


@source_pages.post("/<key>/edit")
def change(key: str) -> Response:
    """Say something else about a list; the second of two people is told."""
    viewer, found = _read(key)
    said = source_form.typed(found.facts)
    if said.facts is None:
        return _form(viewer, said.form, said.errors, found)
    seen = request.form.get("seen", "")
    if not action.change(viewer, found.id, said.facts, seen, guard.true_now()):
        _viewer, now_there = _read(key)
        errors = {"": _("Somebody changed it meanwhile: look, then save yours again.")}
        return _form(viewer, said.form, errors, now_there)
    return respond.to(url_for("meeting_sources.source", key=key))


@source_pages.post("/<key>/remove")
def remove(key: str) -> Response:
    """Take the list no longer. What was logged from it stays."""
    viewer, found = _read(key)
    action.remove(viewer, found.id, guard.true_now())
    return respond.to(url_for("meeting_sources.show"))


def _found(key: str) -> tuple[Viewer, Source]:
    viewer = guard.office()
    return viewer, query.find(viewer.program_id, key) or abort(404)


def _read(key: str) -> tuple[Viewer, Source]:
    """One that others keep: the list by hand has neither an address nor an end."""
    viewer, found = _found(key)
    return (viewer, found) if not found.is_by_hand else abort(404)


def _form(
    viewer: Viewer,
    form: Mapping[str, str],
    errors: Mapping[str, str],
    source: Source | None = None,
) -> Response:
    return respond.page(
        "program/meetings/form.html",
        422 if errors else 200,
        viewer=viewer,
        source=source,
        form=form,
        errors=errors,
        fellowships=tuple(Fellowship),
        kinds=tuple(KIND.items()),
        near=zones.UNITED_STATES,
        others=zones.others(),
    )
