"""Enroll many at once, from a spreadsheet: try it out, read what would happen, confirm."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import audit
from webapp.actions import import_people as action
from webapp.actions.enroll import UsernameTaken, UsernameUnfit
from webapp.domain.access import Viewer
from webapp.domain.people_file import (
    LARGEST,
    MOST_ROWS,
    NEEDED,
    OWN_NAME,
    PLAN,
    FileRefusal,
    decoded,
    read,
    template,
)
from webapp.queries import people_import as query
from webapp.routes import guard, import_form, respond
from webapp.routes.language import _l
from webapp.routes.program import card

import_pages = Blueprint("import_people", __name__, url_prefix="/program/people/import")

NOT_READ = {
    FileRefusal.EMPTY: _l("Nobody is in that file. Choose one with the header row and people."),
    FileRefusal.TOO_LARGE: _l("That file is larger than 1 MB. Save fewer people at once."),
    FileRefusal.NOT_TEXT: _l("That is no CSV file in UTF-8. Save the sheet as “CSV UTF-8”."),
    FileRefusal.NO_HEADER: _l(
        "The first row does not name the columns name, first_day and weeks. Begin with the empty"
        " file below."
    ),
    FileRefusal.TOO_MANY: _l("More than 500 people are in that file. Save fewer at once."),
}


@import_pages.get("")
def show() -> Response:
    """How it is done, the empty file, and the field for the filled one."""
    return _begin(guard.office())


@import_pages.get("/template.csv")
def empty_file() -> Response:
    """The header row."""
    guard.office()
    response = Response(template(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="people.csv"'
    return response


@import_pages.post("")
def try_out() -> Response:
    """Read the file and say who would come in and who would not. Nothing is changed."""
    viewer = guard.office()
    file = request.files.get("file")
    text = decoded(file.stream.read(LARGEST + 1)) if file else FileRefusal.EMPTY
    return _tried(viewer, text, respond.new_form_key())


@import_pages.post("/confirm")
def confirm() -> Response:
    """Enroll those who can come in: all of them, or nobody."""
    viewer = guard.office()
    text = request.form.get("text", "").replace("\r\n", "\n")
    key = request.form.get("key", "")
    rows = read(text)
    if isinstance(rows, FileRefusal) or not key:
        return _tried(viewer, text, key or respond.new_form_key())
    done = query.imported(viewer, key, guard.now())
    judged = [] if done else import_form.judge(viewer, rows, guard.now())
    incoming = list(_wanted(judged, set(request.form.getlist("anyway"))))
    if done or incoming:
        times = {"now": guard.now(), "true_now": guard.true_now()}
        try:
            action.enroll_all(viewer, key, incoming, **times)
            return respond.to(url_for("import_people.done", key=key))
        except (UsernameTaken, UsernameUnfit):
            # Somebody took a name between the two taps: say it as the first reading would.
            pass
    return _tried(viewer, text, key, nobody=not incoming)


@import_pages.get("/<key>")
def done(key: str) -> Response:
    """Who came in with that file."""
    viewer = guard.office()
    people = query.imported(viewer, key, guard.now()) or abort(404)
    audit.record_views(viewer, [each.participant_id for each in people], "import", guard.true_now())
    waiting = sum(not each.has_passphrase for each in people)
    return respond.page(
        "program/import_people/done.html", viewer=viewer, people=people, key=key, waiting=waiting
    )


@import_pages.post("/<key>/cards")
def cards(key: str) -> Response:
    """One sheet with an invitation for each who has not used theirs, shown this once."""
    viewer = guard.office()
    people = query.imported(viewer, key, guard.now()) or abort(404)
    made = action.invite_all(viewer, people, guard.true_now())
    return respond.page(
        "program/import_people/cards.html",
        viewer=viewer,
        key=key,
        cards=[(person, card.card(invited)) for person, invited in made],
    )


def _wanted(judged: Iterable[import_form.Judged], anyway: set[str]) -> Iterable[action.Incoming]:
    for each in judged:
        if each.new is not None and (not each.is_here or str(each.line) in anyway):
            yield action.Incoming(each.line, each.new)


def _begin(viewer: Viewer, wrong: str = "") -> Response:
    return respond.page(
        "program/import_people/show.html",
        422 if wrong else 200,
        viewer=viewer,
        wrong=wrong,
        most=MOST_ROWS,
        needed=NEEDED,
        own_name=OWN_NAME,
        plan=PLAN,
    )


def _tried(viewer: Viewer, text: str | FileRefusal, key: str, *, nobody: bool = False) -> Response:
    rows = text if isinstance(text, FileRefusal) else read(text)
    if isinstance(rows, FileRefusal):
        return _begin(viewer, NOT_READ[rows])
    judged = import_form.judge(viewer, rows, guard.now())
    ready = [each for each in judged if each.new is not None]
    return respond.page(
        "program/import_people/tried.html",
        422 if nobody else 200,
        viewer=viewer,
        ready=ready,
        refused=[each for each in judged if each.new is None],
        text=text,
        key=key,
        anyway=request.form.getlist("anyway"),
        nobody=nobody,
        sure=sum(not each.is_here for each in ready),
    )
