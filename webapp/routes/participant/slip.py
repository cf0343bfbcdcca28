"""A slip to print: rows to fill in by hand, or this week's meetings with room to sign."""

from __future__ import annotations

from flask import Blueprint, Response, request

from webapp.documents import sheet
from webapp.documents.sheet import Column, Sheet
from webapp.domain.access import Viewer
from webapp.domain.meetings import MeetingEntry, Mode
from webapp.queries import meetings as query
from webapp.routes import guard, respond, words
from webapp.routes.formats import day, page_language, wall
from webapp.routes.language import _
from webapp.routes.participant.meeting_log import file

slip_pages = Blueprint("slip", __name__, url_prefix="/meetings")
ROWS = 12
"""As many as a page has room for."""
ROW_HEIGHT = 14
"""Millimetres: a stamp fits."""


@slip_pages.get("/slip")
def show() -> Response:
    """The slip, as it will be printed, and what to put on it."""
    viewer = guard.participant()
    return respond.page(
        "participant/slip/show.html",
        viewer=viewer,
        sheet=_sheet(viewer),
        chosen={name: name in request.args for name in ("week", "name", "program")},
        now=guard.now(),
    )


@slip_pages.get("/slip.pdf")
def on_paper() -> Response:
    """The same as a PDF."""
    return file(sheet.pdf(_sheet(guard.participant())), "slip.pdf")


def _sheet(viewer: Viewer) -> Sheet:
    """It names neither the participant nor the program, unless they ticked that."""
    name = viewer.name if "name" in request.args else "_" * 32
    lines = [_("Name: %(name)s", name=name)]
    if "program" in request.args:
        lines.append(_("For: %(program)s", program=viewer.program_name))
    entries = query.load(viewer, guard.now()).this_week if "week" in request.args else ()
    filled = [_row(entry) for entry in reversed(entries)]
    return Sheet(
        title=_("Attendance slip"),
        language=page_language(),
        made_at=guard.now(),
        lines=tuple(lines),
        columns=(
            Column(_("Date"), 14),
            Column(_("Time"), 11),
            Column(_("Group"), 22),
            Column(_("Place"), 20),
            Column(_("Fellowship"), 14),
            Column(_("First name, initials or stamp"), 20),
        ),
        rows=(*filled, *[("",) * 6] * max(0, ROWS - len(filled))),
        below=_(
            "A first name, initials or a stamp says that somebody saw you there, and no more; any"
            " group may choose not to sign."
        ),
        row_height=ROW_HEIGHT,
    )


def _row(entry: MeetingEntry) -> tuple[str, ...]:
    place = ", ".join(filter(None, (entry.place, entry.town)))
    if entry.mode is not Mode.IN_PERSON:
        place = str(words.MODE[entry.mode])
    kind = str(words.FELLOWSHIP[entry.fellowship])
    return (day(entry.day), wall(entry.starts), entry.name, place, kind, "")
