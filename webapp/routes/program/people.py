"""People: enroll somebody, give them their one way in, end the sign-ins of a lost phone."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.actions import audit, end_enrollment, enroll, invite, sign_out, stop_for_participant
from webapp.domain.access import Viewer
from webapp.domain.appointment import AHEAD, Appointment
from webapp.domain.consent import Asked
from webapp.domain.daytime import Activity
from webapp.domain.enrollment import EndRefusal, Order, Show
from webapp.domain.figures import ROLLING
from webapp.domain.wall_clock import local_date
from webapp.queries import appointments, consent_for_staff, people_list, phases, slips
from webapp.queries import people as query
from webapp.routes import guard, respond
from webapp.routes.consent_words import ASKED
from webapp.routes.dates import parse_day
from webapp.routes.language import _, _l
from webapp.routes.person_form import PersonForm, typed
from webapp.routes.program import card

Word = TypeVar("Word", bound=StrEnum)

people_pages = Blueprint("people", __name__, url_prefix="/program/people")


@people_pages.get("")
def show() -> Response:
    """Everybody in the program, or some of them: what an address says of whom names nobody."""
    viewer = guard.office()
    chosen = _one_of(Show, request.args.get("show", ""))
    order = _one_of(Order, request.args.get("sort", ""))
    number = request.args.get("page", 1, type=int)
    page = people_list.load(viewer, chosen, order, number, guard.now(), guard.true_now())
    return _list(viewer, page, chosen, order)


@people_pages.post("")
def find() -> Response:
    """Those whose name, or name to sign in, holds what was typed. A form, not an address: no
    name shall stand in one."""
    viewer = guard.office()
    wanted = " ".join(request.form.get("name", "").split())
    if not wanted:
        return respond.to(url_for("people.show"))
    page = people_list.find(viewer, wanted, guard.now(), guard.true_now())
    return _list(viewer, page, Show.HERE, Order.NAME, wanted)


def _one_of(words: type[Word], text: str) -> Word:
    """The word that an address says, or else the first of them."""
    return next((word for word in words if word == text), next(iter(words)))


def _list(
    viewer: Viewer, page: people_list.ListPage, chosen: Show, order: Order, wanted: str = ""
) -> Response:
    shown = [each.person.participant_id for each in page.people]
    audit.record_views(viewer, shown, "people", guard.true_now())
    return respond.page(
        "program/people/show.html",
        viewer=viewer,
        page=page,
        show=chosen,
        order=order,
        wanted=wanted,
    )


@people_pages.get("/new")
def new() -> Response:
    """The form to enroll a participant."""
    viewer = guard.office()
    least, _most = query.program_weeks(viewer)
    form = MultiDict[str, str](
        [
            ("starts_on", local_date(guard.now(), viewer.zone).isoformat()),
            ("planned_weeks", str(least)),
            ("plan_starts", "08:30"),
            ("plan_ends", "17:30"),
            *(("plan_days", str(weekday)) for weekday in range(5)),
        ]
    )
    return _form(viewer, form, {})


@people_pages.post("/new")
def add() -> Response:
    """Enroll, or say what is missing and keep what was typed."""
    viewer = guard.office()
    assert viewer.program_id is not None
    form = typed(request.form)
    read = PersonForm(form, local_date(guard.now(), viewer.zone))
    new_participant = read.enrolled()
    if new_participant is not None:
        try:
            key = enroll.enroll(
                new_participant,
                program_id=viewer.program_id,
                by=viewer.account_id,
                now=guard.now(),
                true_now=guard.true_now(),
            )
            return respond.to(url_for("people.person", key=key))
        except (enroll.UsernameTaken, enroll.UsernameUnfit) as refused:
            read.username(refused)
    return _form(viewer, form, read.errors, 422)


@people_pages.get("/<key>")
def person(key: str) -> Response:
    """One participant: plan, invitation, sign-ins."""
    viewer = guard.office()
    return _person(viewer, key)


@people_pages.post("/<key>/invitation")
def give_invitation(key: str) -> Response:
    """Make an invitation and show it, once."""
    viewer = guard.office()
    found = query.find(viewer, key, guard.now()) or abort(404)
    made = invite.invite_participant(viewer, found.participant_id, guard.true_now())
    return respond.page(
        "program/people/invitation.html", viewer=viewer, person=found, **card.card(made)
    )


@people_pages.post("/<key>/end-sign-ins")
def end_sign_ins(key: str) -> Response:
    """A phone was lost: end every sign-in of this participant."""
    viewer = guard.office()
    found = query.find(viewer, key, guard.now()) or abort(404)
    sign_out.end_all_of_participant(viewer, found.participant_id, guard.true_now())
    return respond.to(url_for("people.person", key=key))


@people_pages.post("/<key>/sharing/<consent_key>/stop")
def stop_sharing(key: str, consent_key: str) -> Response:
    """They asked to stop what they share with their house: stop it, and write down how."""
    viewer = guard.office()
    found = query.find(viewer, key, guard.now()) or abort(404)
    asked = request.form.get("asked", "")
    if asked not in set(Asked):
        return _person(viewer, key, not_asked=True)
    when = {"now": guard.now(), "true_now": guard.true_now()}
    stop = stop_for_participant.stop
    if not stop(viewer, found.participant_id, consent_key, Asked(asked), **when):
        abort(404)
    return respond.to(url_for("people.person", key=key, _anchor="sharing"))


@people_pages.post("/<key>/end")
def end(key: str) -> Response:
    """Their last day in the program, or that they stay after all."""
    viewer = guard.office()
    when = {"now": guard.now(), "true_now": guard.true_now()}
    last_day = parse_day(request.form.get("last_day", ""))
    try:
        if "stays" in request.form:
            end_enrollment.stay(viewer, key, **when)
        elif last_day is None:
            return _person(viewer, key, not_ended=_("Enter the last day, like 2026-11-23."))
        else:
            why = end_enrollment.end(viewer, key, last_day, **when)
            if why is not None:
                return _person(viewer, key, not_ended=_NOT_ENDED[why])
    except end_enrollment.NoSuchParticipant:
        abort(404)
    return respond.to(url_for("people.person", key=key, _anchor="enrollment"))


_NOT_ENDED = {
    EndRefusal.BEFORE_START: _l("That is before their first day."),
    EndRefusal.TOO_FAR: _l("Choose a day from 45 days ago to a year ahead."),
    EndRefusal.WAS_HERE: _l("Something is on their record after that day. Choose a later one."),
}


def _person(viewer: Viewer, key: str, *, not_asked: bool = False, not_ended: str = "") -> Response:
    """`not_asked`: nobody said how the participant asked for it, so nothing was stopped.
    `not_ended`: why the enrollment was not ended."""
    page = query.load(viewer, key, guard.now(), guard.true_now()) or abort(404)
    audit.record_views(viewer, [page.person.participant_id], "person", guard.true_now())
    return respond.page(
        "program/people/person.html",
        422 if not_asked or not_ended else 200,
        viewer=viewer,
        page=page,
        phase=phases.of_person(viewer, page.person, guard.now()).now,
        appointments=_appointments(viewer, page.person),
        now=guard.now(),
        sharing=consent_for_staff.load(viewer, page.person.participant_id, guard.now()),
        asked_words=ASKED,
        not_asked=not_asked,
        not_ended=not_ended,
        meetings=slips.this_week(viewer, page.person, page.plans, guard.now()),
        today=local_date(guard.now(), viewer.zone),
        last_day=request.form.get("last_day", ""),
    )


def _appointments(viewer: Viewer, person: query.Person) -> tuple[Appointment, ...]:
    """Those of the last four weeks and all that are to come."""
    today = local_date(guard.now(), viewer.zone)
    return appointments.of_person(
        viewer, person.participant_id, today - ROLLING, today + AHEAD, guard.now()
    )


def _form(
    viewer: Viewer,
    form: MultiDict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    least, most = query.program_weeks(viewer)
    return respond.page(
        "program/people/new.html",
        status,
        viewer=viewer,
        form=form,
        errors=errors,
        activities=list(Activity),
        weeks=(least, most),
    )
