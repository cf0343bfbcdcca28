"""The words for what the rules decide. Short, second person, kind, exact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from webapp.domain.answers import Answer, Reason
from webapp.domain.attendance import NOT_SEEN, Attendance, Status
from webapp.domain.check_in import Refusal
from webapp.domain.daytime import Activity
from webapp.domain.directory import Venue
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, MeetingRefusal, Mode
from webapp.routes.formats import clock
from webapp.routes.language import _, _l, ngettext

STATUS: Mapping[Status, str] = {
    Status.CANCELLED: _l("Cancelled, doesn’t count"),
    Status.EXCUSED: _l("Excused, doesn’t count"),
    Status.NOT_EXPECTED: _l("You weren’t expected, doesn’t count"),
    Status.UPCOMING: _l("Coming up"),
    Status.OPEN: _l("Check-in is open"),
    Status.MADE_UP: _l("Made up for"),
    Status.PARTIAL: _l("There for part of it"),
    Status.LEFT_EARLY: _l("Left before the end"),
    Status.LATE: _l("Late"),
    Status.GRACE: _l("After arrival time, counts as fine"),
    Status.ON_TIME: _l("On time"),
    Status.WAITING: _l("Waiting for staff to look at it"),
    Status.UNEXCUSED: _l("Missed"),
    Status.UNKNOWN: _l("Dayline couldn’t know. This is not an absence"),
    Status.NO_SHOW: _l("Not seen. This is not an absence unless staff confirm it"),
}
CONFIRMED = _l("Missed, staff confirmed it")
STATUS_FOR_STAFF: Mapping[Status, str] = {
    **STATUS,
    Status.GRACE: _l("After arrival time"),
    Status.NO_SHOW: _l("Not heard from"),
    Status.NOT_EXPECTED: _l("Not expected"),
    Status.WAITING: _l("Not decided yet"),
    Status.UNKNOWN: _l("Dayline couldn’t know"),
    Status.UPCOMING: _l("Expected"),
    Status.OPEN: _l("Expected"),
}
FELLOWSHIP: Mapping[Fellowship, str] = {
    Fellowship.AA: _l("AA"),
    Fellowship.NA: _l("NA"),
    Fellowship.SMART: _l("SMART Recovery"),
    Fellowship.LIFERING: _l("LifeRing"),
    Fellowship.RECOVERY_DHARMA: _l("Recovery Dharma"),
    Fellowship.WOMEN_FOR_SOBRIETY: _l("Women for Sobriety"),
    Fellowship.CELEBRATE_RECOVERY: _l("Celebrate Recovery"),
    Fellowship.CA: _l("CA"),
    Fellowship.AL_ANON: _l("Al-Anon"),
    Fellowship.FAITH: _l("Faith group"),
    Fellowship.OTHER: _l("Another kind"),
}
MODE: Mapping[Mode, str] = {
    Mode.IN_PERSON: _l("In person"),
    Mode.ONLINE: _l("Online"),
    Mode.PHONE: _l("By phone"),
}
VENUE: Mapping[Venue, str] = {
    Venue.IN_PERSON: _l("In person"),
    Venue.ONLINE: _l("Online"),
    Venue.HYBRID: _l("In person or online"),
    Venue.CLOSED: _l("Not meeting now"),
}
ACTIVITY: Mapping[Activity, str] = {
    Activity.WORK: _l("Work"),
    Activity.JOB_SEARCH: _l("Job search"),
    Activity.SCHOOL: _l("School"),
    Activity.VOLUNTEERING: _l("Volunteering"),
}
TAP: Mapping[Mark, str] = {
    Mark.WAKE_UP: _l("I’m up"),
    Mark.DAYTIME: _l("Done"),
    Mark.LIGHTS_OUT: _l("Lights out"),
}
ANSWER: Mapping[Answer, str] = {
    Answer.ON_MY_WAY: _l("On my way"),
    Answer.RUNNING_LATE: _l("Running late"),
    Answer.CANNOT_COME: _l("Can’t come"),
}
REASON: Mapping[Reason, str] = {
    Reason.ILL: _l("I’m ill"),
    Reason.WORK: _l("Work"),
    Reason.FAMILY: _l("Family"),
    Reason.TRANSPORT: _l("No way to get there"),
    Reason.APPOINTMENT: _l("Another appointment"),
    Reason.OTHER: _l("Something else"),
}
MEETING_REFUSAL: Mapping[MeetingRefusal, str] = {
    MeetingRefusal.FUTURE: _l("That is still to come. Log it once it has begun."),
    MeetingRefusal.NO_DATE: _l("Enter the date of the meeting, like 2026-11-23."),
    MeetingRefusal.NO_TIME: _l("Enter the time it began, like 7:00 PM."),
    MeetingRefusal.LONG_AGO: _l("That is more than a year ago. Tell your program instead."),
    MeetingRefusal.NO_FELLOWSHIP: _l("Choose which kind of meeting it was."),
    MeetingRefusal.NO_MODE: _l("Choose whether it was in person, online or by phone."),
    MeetingRefusal.TOO_LONG: _l("Shorten the name or town to 120 letters."),
    MeetingRefusal.NOTE_TOO_LONG: _l("Shorten your note to 500 letters, the first name to 40."),
    MeetingRefusal.NOT_LISTED: _l("That meeting isn’t on your program’s lists. Type it in."),
    MeetingRefusal.SAME_START: _l("You have one at that time in your log already."),
    MeetingRefusal.SAME_MEETING: _l("You have this one on that day in your log already."),
    MeetingRefusal.OVERLAPS: _l("You have one in your log that was on at the same time."),
    MeetingRefusal.IN_SESSION: _l("You were checked in to a session at that time."),
}


def register(app: Flask) -> None:
    """Make the words available in templates."""
    app.jinja_env.globals.update(
        status_words=STATUS,
        staff_status_words=STATUS_FOR_STAFF,
        fellowship_words=FELLOWSHIP,
        mode_words=MODE,
        venue_words=VENUE,
        activity_words=ACTIVITY,
        tap_words=TAP,
        answer_words=ANSWER,
        reason_words=REASON,
        not_seen=NOT_SEEN,
    )


def refusal(
    why: Refusal, attendance: Attendance | None, zone: ZoneInfo, wait: timedelta = timedelta(0)
) -> tuple[str, str]:
    """Why a check-in was not recorded, and what to do, in two short sentences."""
    staff_can = _("Go to the front desk: staff can check you in.")
    nothing = _("Nothing was recorded yet.")
    if wait > timedelta(0) and why is not Refusal.TOO_MANY:
        # Said with the failure that causes it, not as a surprise to the next code.
        wait_for = _("Wait %(time)s before the next try.", time=waiting(wait))
        nothing = f"{nothing} {wait_for}"
    session = attendance.session if attendance else None
    zone = session.zone if session else zone
    opens = clock(session.opens_at, zone) if session else ""
    closes = clock(session.closes_at, zone) if session else ""
    came = attendance.check_in if attendance else None
    said: dict[Refusal, tuple[str, str]] = {
        Refusal.NO_SESSION: (
            _("You have no session today."),
            _("There is nothing to check in to."),
        ),
        Refusal.CANCELLED: (
            _("Today’s session is cancelled."),
            _("You don’t have to come. It doesn’t count against you."),
        ),
        Refusal.TOO_EARLY: (
            _("Check-in opens at %(time)s.", time=opens),
            _("You’re early. That’s good. This page opens by itself then."),
        ),
        Refusal.CLOSED: (
            _("Check-in on your phone closed at %(time)s.", time=closes),
            _("You can still come. %(staff)s", staff=staff_can),
        ),
        Refusal.NOT_IN: (
            _("You’re not checked in."),
            _("There is nothing to check out of."),
        ),
        Refusal.ALREADY_OUT: (
            _("You’re checked out already."),
            "",
        ),
        Refusal.TIME_TO_COME: (
            _("The time on this phone and the code don’t fit together."),
            _("Staff will look at it. Nothing counts against you for that."),
        ),
        Refusal.SENT_TOO_LATE: (
            _("This check-in came more than 12 hours later."),
            _("Staff will look at it. Nothing counts against you for that."),
        ),
        Refusal.OVER: (
            _("Today’s session is over."),
            _("Were you there? Tell staff: they can still write it down."),
        ),
        Refusal.TOO_LONG_AGO: (
            _("This session was too long ago to change here."),
            _("Nothing was changed."),
        ),
        Refusal.WHEN: (
            _(
                "Enter when they came: from %(opens)s to %(ends)s, and not later than now.",
                opens=opens,
                ends=clock(session.ends_at, zone) if session else "",
            ),
            _("Nothing was recorded yet."),
        ),
        Refusal.LEFT_WHEN: (
            _(
                "Enter when they left: after %(came)s, and not later than now.",
                came=clock(came.at, zone) if came else opens,
            ),
            _("Nothing was recorded yet."),
        ),
        Refusal.ALREADY_IN: (
            _("You’re checked in already."),
            _("Since %(time)s.", time=clock(came.at, zone)) if came else "",
        ),
        Refusal.CODE_MISSING: (
            _("Type the six digits on the front desk’s screen."),
            nothing,
        ),
        Refusal.CODE_EARLIER: (
            _("The code changed. Type the new one on the screen."),
            nothing,
        ),
        Refusal.CODE_AHEAD: (
            _("That code isn’t on the screen yet. Type the one that shows now."),
            f"{nothing} {staff_can}",
        ),
        Refusal.CODE_ELSEWHERE: (
            _("That code is from another place. Type the one at your program’s front desk."),
            nothing,
        ),
        Refusal.CODE_UNPAIRED: (
            _("That screen is not paired any more. Ask staff."),
            f"{nothing} {staff_can}",
        ),
        Refusal.CODE_WRONG: (
            _("That isn’t the code on the screen. Look again and type it once more."),
            nothing,
        ),
        Refusal.TOO_MANY: (
            _("That was several wrong codes. Wait %(time)s, then try again.", time=waiting(wait)),
            _("Staff at the front desk can check you in right now, and enter when you came."),
        ),
    }
    return said[why]


def waiting(wait: timedelta) -> str:
    """How long to wait, rounded up: 8 seconds, 2 minutes."""
    seconds = -int(-wait.total_seconds() // 1)
    if seconds < 60:
        return ngettext("%(num)d second", "%(num)d seconds", max(1, seconds))
    if seconds < 5400:
        return ngettext("%(num)d minute", "%(num)d minutes", -(-seconds // 60))
    return ngettext("%(num)d hour", "%(num)d hours", -(-seconds // 3600))
