"""Appointments in words, the same for the participant and for staff."""

from __future__ import annotations

from flask import Flask

from webapp.domain.appointment import (
    LONGEST,
    MOST_WEEKS,
    SHORTEST,
    Appointment,
    AppointmentKind,
    AppointmentRefusal,
    AppointmentStatus,
)
from webapp.routes.language import _, _l
from webapp.routes.record_words import RecordLine, written_lines

KIND = {AppointmentKind.VISIT: _l("Visit"), AppointmentKind.TEST: _l("Test")}
STATUS = {
    AppointmentStatus.COMING: _l("Coming up"),
    AppointmentStatus.NOT_NOTED: _l("Not noted yet"),
    AppointmentStatus.WAITING: _l("Waiting"),
    AppointmentStatus.DONE: _l("Done"),
    AppointmentStatus.MISSED: _l("Missed"),
    AppointmentStatus.EXCUSED: _l("Excused"),
    AppointmentStatus.CANCELLED: _l("Cancelled"),
}
LOOK = {
    AppointmentStatus.DONE: ("status--done", "done"),
    AppointmentStatus.MISSED: ("status--unknown", "unknown"),
    AppointmentStatus.NOT_NOTED: ("status--unknown", "unknown"),
    AppointmentStatus.WAITING: ("status--unknown", "unknown"),
}
"""The colour and the icon of a status; all others are plain, with a clock."""


def register(app: Flask) -> None:
    """Offer these words to all templates."""
    app.jinja_env.globals.update(
        appointment_title=title,
        appointment_status=status,
        appointment_look=look,
        appointment_lines=lines,
        appointment_kind_words=KIND,
    )


def title(appointment: Appointment) -> str:
    """What it is: Visit, physician assistant."""
    kind = str(KIND[appointment.kind])
    if not appointment.with_whom:
        return kind
    return _("%(kind)s, %(who)s", kind=kind, who=appointment.with_whom)


def status(found: AppointmentStatus, appointment: Appointment) -> str:
    """Its status in a word or two."""
    return _("Moved") if appointment.moved_to is not None else str(STATUS[found])


def look(found: AppointmentStatus) -> tuple[str, str]:
    """The class and the icon that its status is drawn with."""
    return LOOK.get(found, ("", "clock"))


def lines(appointment: Appointment) -> list[RecordLine]:
    """Everything that is on record about it, in the order it was written down."""
    return written_lines(appointment.facts.rows, appointment.zone, appointment.day)


def refusal(why: AppointmentRefusal) -> str:
    """Why nothing was written down, and what to do."""
    return {
        AppointmentRefusal.WHEN: _("Enter a date from 45 days ago to a year ahead."),
        AppointmentRefusal.MINUTES: _(
            "Enter how long it takes: %(least)d to %(most)d minutes.", least=SHORTEST, most=LONGEST
        ),
        AppointmentRefusal.WEEKS: _("Enter a number of weeks from 1 to %(most)d.", most=MOST_WEEKS),
        AppointmentRefusal.TWICE: _("There is one at that time already."),
        AppointmentRefusal.ENDED: _("Their last day in the program is before that."),
        AppointmentRefusal.TOO_EARLY: _("It hasn’t begun yet. Note it when it has."),
        AppointmentRefusal.TOO_LATE: _("It was over 45 days ago. It can’t be changed any more."),
        AppointmentRefusal.ALREADY: _("That is noted already."),
        AppointmentRefusal.WORDS: _("Say why it changes. The participant reads it."),
    }[why]
