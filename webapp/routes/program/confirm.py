"""What waits for a person: confirm, excuse, look at what came later, answer a dispute."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import audit, decide, dispute, tick_out
from webapp.actions.check_in import NotRecorded
from webapp.actions.decide import NoSuchSession
from webapp.domain.access import Viewer
from webapp.domain.decisions import DecisionRefusal
from webapp.domain.record import Entry, SessionName
from webapp.queries import review as query
from webapp.queries.review import Why
from webapp.routes import guard, respond, words
from webapp.routes.dates import parse_day, read_wall_time
from webapp.routes.language import _, ngettext
from webapp.routes.record_words import decision_refusal

confirm_pages = Blueprint("confirm", __name__, url_prefix="/program/confirm")
AT_ONCE = frozenset({Entry.NO_SHOW, Entry.UNEXCUSED, Entry.UNKNOWN, Entry.REVIEWED})
"""What can be said about several people with one tap."""
ALONE = AT_ONCE | {Entry.EXCUSED, Entry.REOPENED, Entry.MAKE_UP, Entry.ANSWERED}


@confirm_pages.get("")
def show() -> Response:
    """Everything that waits, until it is nothing."""
    return _list(guard.office())


@confirm_pages.post("")
def confirm() -> Response:
    """The same word about all that are ticked. Who does not fit is named, the others are done."""
    viewer = guard.office()
    kind = request.form.get("decision", "")
    if kind not in AT_ONCE:
        abort(404)
    ticked = request.form.getlist("item")
    if not ticked:
        return _list(viewer, _("Tick at least one name. Nothing was changed yet."))
    named = {_item(each.key, each.where): each for each in query.load(viewer, guard.now()).waiting}
    refused = []
    for item in ticked:
        key, where = _read(item)
        why = _decide(viewer, key, where, Entry(kind), f"{request.form.get('key', '')}{item}")
        if why is not None and item in named:
            refused.append(f"{named[item].name}: {decision_refusal(why)}")
    if refused:
        return _list(viewer, " ".join(refused))
    return respond.to(url_for("confirm.show"))


@confirm_pages.post("/<day>/<session_name>/<participant_key>/left")
def left(day: str, session_name: str, participant_key: str) -> Response:
    """When they left, or that the check-out on record is wrong."""
    viewer, where = guard.office(), _where(day, session_name)
    times = {"now": guard.now(), "true_now": guard.true_now()}
    reason = request.form.get("reason")
    try:
        if reason is not None:
            kind = Entry.MAKE_UP if request.form.get("wrong") == Entry.MAKE_UP else Entry.CHECK_OUT
            why = tick_out.void_entry(viewer, participant_key, where, kind, reason, **times)
            said = decision_refusal(why) if why else ""
        else:
            key = request.form.get("key") or respond.new_form_key()
            time = read_wall_time(request.form.get("left", ""))
            done = tick_out.tick_out(viewer, participant_key, where, key, left=time, **times)
            said = ""
            if isinstance(done, NotRecorded):
                said = words.refusal(done.why, done.attendance, viewer.zone)[0]
    except NoSuchSession:
        abort(404)
    if said:
        return _one(viewer, participant_key, where, said)
    return respond.to(
        url_for("confirm.one", day=day, session_name=session_name, participant_key=participant_key)
    )


@confirm_pages.get("/<day>/<session_name>/<participant_key>")
def one(day: str, session_name: str, participant_key: str) -> Response:
    """One participant at one session: every row, and what can be decided."""
    return _one(guard.office(), participant_key, _where(day, session_name))


@confirm_pages.post("/<day>/<session_name>/<participant_key>")
def decide_one(day: str, session_name: str, participant_key: str) -> Response:
    """Decide about it, with a word for the participant."""
    viewer, where = guard.office(), _where(day, session_name)
    kind = request.form.get("decision", "")
    if kind not in ALONE:
        abort(404)
    key = request.form.get("key") or respond.new_form_key()
    refusal = _decide(viewer, participant_key, where, Entry(kind), key)
    if refusal is not None:
        return _one(viewer, participant_key, where, decision_refusal(refusal))
    return respond.to(url_for("confirm.show"))


def _decide(
    viewer: Viewer, participant_key: str, where: SessionName, kind: Entry, key: str
) -> DecisionRefusal | None:
    times = {"now": guard.now(), "true_now": guard.true_now()}
    typed = request.form.get("words", "")
    try:
        if kind is Entry.REVIEWED:
            return decide.review(viewer, participant_key, where, key, **times)
        if kind is Entry.ANSWERED:
            return dispute.answer(viewer, participant_key, where, typed, key, **times)
        if kind is Entry.MAKE_UP:
            day, _sep, name = request.form.get("missed", "").partition(" ")
            missed = _where(day, name)
            return decide.make_up(viewer, participant_key, where, missed, key, **times)
        emergency = "emergency" in request.form
        return decide.decide(
            viewer, participant_key, where, kind, key, words=typed, emergency=emergency, **times
        )
    except NoSuchSession:
        abort(404)


def _item(key: str, where: SessionName) -> str:
    return f"{key} {where.day.isoformat()} {where.name}"


def _read(item: str) -> tuple[str, SessionName]:
    key, _sep, rest = item.partition(" ")
    day, _sep, name = rest.partition(" ")
    return key, _where(day, name)


def _where(day: str, name: str) -> SessionName:
    on = parse_day(day)
    return SessionName(on, name) if on else abort(404)


def _list(viewer: Viewer, wrong: str = "") -> Response:
    page = query.load(viewer, guard.now())
    shown = {each.participant_id for each in page.waiting}
    shown |= {each.participant_id for each in page.appointments}
    audit.record_views(viewer, sorted(shown), "confirm", guard.true_now())
    return respond.page(
        "program/confirm/show.html",
        422 if wrong else 200,
        viewer=viewer,
        page=page,
        why=Why,
        item=_item,
        wrong=wrong,
        form_key=respond.new_form_key(),
        says=ngettext("%(num)d waits for you", "%(num)d wait for you", page.count),
    )


def _one(viewer: Viewer, key: str, where: SessionName, wrong: str = "") -> Response:
    page = query.one(viewer, key, where, guard.now()) or abort(404)
    audit.record_views(viewer, [page.participant_id], "confirm", guard.true_now())
    return respond.page(
        "program/confirm/one.html",
        422 if wrong else 200,
        viewer=viewer,
        page=page,
        attendance=page.attendance,
        wrong=wrong,
        typed=request.form.get("words", ""),
        form_key=respond.new_form_key(),
    )
