"""Meetings that no list has: staff add them by hand, change them, or say that they are no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import keep_meeting as action
from webapp.actions.keep_meeting import Kept
from webapp.domain.access import Viewer
from webapp.domain.directory import Listing
from webapp.domain.directory_change import content_hash
from webapp.domain.meetings import Fellowship
from webapp.queries import meeting_sources as query
from webapp.routes import by_hand_form, guard, respond
from webapp.routes.language import _
from webapp.routes.listing_words import OPENNESS
from webapp.routes.meeting_list_words import LANGUAGES

by_hand_pages = Blueprint("meeting_by_hand", __name__, url_prefix="/program/meetings/by-hand")


@by_hand_pages.get("/new")
def new() -> Response:
    """The form for another meeting."""
    return _form(guard.office(), by_hand_form.empty())


@by_hand_pages.post("/new")
def add() -> Response:
    """Add a meeting, on each of its days. The same form sent again adds nothing."""
    viewer = guard.office()
    said = by_hand_form.typed(viewer)
    key = request.form.get("key", "")
    if said.errors or not key:
        return _form(viewer, said.form, said.errors, key=key)
    action.add(viewer, said.days, key, guard.true_now())
    return respond.to(url_for("meeting_sources.source", key=query.hand_key(viewer.program_id)))


@by_hand_pages.get("/<key>")
def edit(key: str) -> Response:
    """The form about a meeting that is there."""
    viewer, listing = _found(key)
    return _form(viewer, by_hand_form.of(listing), listing=listing)


@by_hand_pages.post("/<key>")
def change(key: str) -> Response:
    """Say something else about it; the second of two people is told."""
    viewer, listing = _found(key)
    said = by_hand_form.typed(viewer)
    errors = dict(said.errors)
    if not errors and len(said.days) > 1:
        errors["weekday"] = _("Choose one day. For another day add it once more.")
    if errors:
        return _form(viewer, said.form, errors, listing=listing)
    seen = request.form.get("seen", "")
    kept = action.change(viewer, key, said.days[0], seen, guard.true_now())
    if kept is Kept.CHANGED_MEANWHILE:
        _viewer, now_there = _found(key)
        wrong = {"": _("Somebody changed it meanwhile: look, then save yours again.")}
        return _form(viewer, said.form, wrong, listing=now_there)
    return respond.to(url_for("meeting_sources.source", key=query.hand_key(viewer.program_id)))


@by_hand_pages.post("/<key>/retire")
def retire(key: str) -> Response:
    """It is listed no more. What was logged about it stays."""
    viewer = guard.office()
    if action.retire(viewer, key, guard.true_now()) is Kept.NOT_THERE:
        abort(404)
    return respond.to(url_for("meeting_sources.source", key=query.hand_key(viewer.program_id)))


def _found(key: str) -> tuple[Viewer, Listing]:
    viewer = guard.office()
    return viewer, query.by_hand(viewer.program_id, key) or abort(404)


def _form(
    viewer: Viewer,
    form: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
    *,
    listing: Listing | None = None,
    key: str = "",
) -> Response:
    return respond.page(
        "program/meeting_by_hand/form.html",
        422 if errors else 200,
        viewer=viewer,
        form=form,
        errors=errors or {},
        listing=listing,
        seen=content_hash(listing) if listing else "",
        key=key or respond.new_form_key(),
        fellowships=tuple(Fellowship),
        venues=by_hand_form.HOW,
        openness=tuple(OPENNESS),
        languages=LANGUAGES,
    )
