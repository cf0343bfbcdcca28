"""People: enroll somebody, give them their one way in, end the sign-ins of a lost phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import audit, end_enrollment, enroll, invite, sign_out, stop_for_participant
from webapp.domain.access import Viewer
from webapp.domain.appointment import AHEAD, Appointment
from webapp.domain.consent import Asked
from webapp.domain.daytime import Activity, DaytimePlan
from webapp.domain.enrollment import EndRefusal
from webapp.domain.figures import ROLLING
from webapp.domain.wall_clock import MINUTES_A_DAY, local_date
from webapp.queries import appointments, consent_for_staff
from webapp.queries import people as query
from webapp.routes import guard, respond
from webapp.routes.consent_words import ASKED
from webapp.routes.dates import FURTHEST, parse_day, read_wall_time
from webapp.routes.language import _, _l
from webapp.routes.program import card

people_pages = Blueprint("people", __name__, url_prefix="/program/people")


@people_pages.get("")
def show() -> Response:
    """Everybody in the program."""
    return _list(guard.office())


@people_pages.post("")
def find() -> Response:
    """Those whose name, or name to sign in, holds what was typed. A form, not an address: no
    name shall stand in one."""
    return _list(guard.office(), " ".join(request.form.get("name", "").split()))


def _list(viewer: Viewer, wanted: str = "") -> Response:
    everybody = tuple(p for p in query.everybody(viewer, guard.now()) if p.is_called(wanted))
    audit.record_views(viewer, [p.participant_id for p in everybody], "people", guard.true_now())
    today = local_date(guard.now(), viewer.zone)
    return respond.page(
        "program/people/show.html",
        viewer=viewer,
        people=everybody,
        today=today,
        here=sum(not person.is_over(today) for person in everybody),
        wanted=wanted,
    )


@people_pages.get("/new")
def new() -> Response:
    """The form to enroll a participant."""
    viewer = guard.office()
    least, _most = query.program_weeks(viewer)
    form = {
        "starts_on": local_date(guard.now(), viewer.zone).isoformat(),
        "planned_weeks": str(least),
        "plan_starts": "08:30",
        "plan_ends": "17:30",
        "plan_days": ["0", "1", "2", "3", "4"],
    }
    return _form(viewer, form, {})


@people_pages.post("/new")
def add() -> Response:
    """Enroll, or say what is missing and keep what was typed."""
    viewer = guard.office()
    assert viewer.program_id is not None
    form: dict[str, str | list[str]] = {k: v.strip() for k, v in request.form.items()}
    form["plan_days"] = request.form.getlist("plan_days")
    read = _Read(form, local_date(guard.now(), viewer.zone))
    new_participant = read.participant()
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
        except enroll.UsernameTaken:
            read.errors["username"] = _("Somebody has this name already. Choose another.")
        except enroll.UsernameUnfit:
            read.errors["username"] = _("Use letters a to z, digits, dots or hyphens, at most 40.")
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
        appointments=_appointments(viewer, page.person),
        now=guard.now(),
        sharing=consent_for_staff.load(viewer, page.person.participant_id, guard.now()),
        asked_words=ASKED,
        not_asked=not_asked,
        not_ended=not_ended,
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
    form: Mapping[str, object],
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


@dataclass
class _Read:
    """Reads the enrollment form, field by field, and collects what is wrong with each."""

    form: dict[str, str | list[str]]
    today: date
    errors: dict[str, str] = field(default_factory=dict)

    def participant(self) -> enroll.NewParticipant | None:
        name = self._text("name")
        if not 0 < len(name) <= 120 or not name.isprintable():
            self.errors["name"] = _("Enter the name that staff know this person by.")
        starts_on = parse_day(self._text("starts_on"))
        if starts_on is None or abs(starts_on - self.today) > FURTHEST:
            self.errors["starts_on"] = _(
                "Enter the first day, within a year of today, like 2026-11-23."
            )
        weeks = self._text("planned_weeks")
        if not (weeks.isascii() and weeks.isdigit() and len(weeks) <= 3 and 1 <= int(weeks) <= 104):
            self.errors["planned_weeks"] = _("Enter a number of weeks from 1 to 104.")
        plans = self._plans()
        if self.errors or starts_on is None:
            return None
        return enroll.NewParticipant(name, self._text("username"), starts_on, int(weeks), plans)

    def _plans(self) -> tuple[DaytimePlan, ...]:
        activity = self._text("activity")
        if activity not in set(Activity):
            return ()
        days = frozenset(int(d) for d in self.form["plan_days"] if d in set("0123456"))
        if not days:
            self.errors["plan_days"] = _("Choose at least one day.")
        starts = read_wall_time(self._text("plan_starts"))
        ends = read_wall_time(self._text("plan_ends"))
        if starts is None or ends is None or starts == ends:
            self.errors["plan_starts"] = _("Enter two different times, like 08:30 and 17:30.")
            return ()
        if ends < starts:
            # A night shift ends on the morning after.
            ends = ends.plus(MINUTES_A_DAY)
        place = self._text("plan_place")[:120]
        full_time = "full_time" in self.form
        return (DaytimePlan(Activity(activity), days, starts, ends, place, full_time),)

    def _text(self, name: str) -> str:
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""
