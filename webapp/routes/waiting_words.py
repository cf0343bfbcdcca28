"""What a phone hears about an entry that waited on it, and what staff read about a check-in."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from webapp.actions.send_later import Waited
from webapp.domain.attendance import Attendance
from webapp.domain.check_in import Refusal
from webapp.domain.meetings import MeetingRefusal
from webapp.domain.wall_clock import Instant, WallTime, local_date
from webapp.routes import words
from webapp.routes.formats import clock, day, wall
from webapp.routes.language import _


def titled(what: str, at: Instant, zone: ZoneInfo, why: str) -> str:
    """Check-in, Mon, Nov 23, 5:41 PM. What became of it."""
    when = _when(at, zone)
    return _("%(what)s, %(when)s. %(why)s", what=what, when=when, why=why)


def of_meeting(name: str, on: date | None, starts: WallTime | None, why: str) -> str:
    """Harbor group, Mon, Nov 23, 7:00 PM. What became of it."""
    when = ", ".join([*([day(on)] if on else []), *([wall(starts)] if starts else [])])
    what = name or _("Meeting")
    if not when:
        return _("%(what)s. %(why)s", what=what, why=why)
    return _("%(what)s, %(when)s. %(why)s", what=what, when=when, why=why)


def unreadable() -> str:
    """Something came that no page of ours sends."""
    return _("An entry couldn’t be read, so nothing was recorded. Enter it again, or tell staff.")


def oversized() -> str:
    """More came at once than is read."""
    return _("That was too much at once. Nothing was recorded, and nothing is lost.")


def signed_out() -> str:
    """Nobody is signed in, so nothing can be recorded for anybody."""
    return _("Sign in first. What waits on this phone is kept.")


def someone_else() -> str:
    """What waits belongs to another account."""
    return _("Somebody else is signed in. What waits on this phone is kept.")


def kept() -> str:
    """The check-in is on record for staff."""
    return _("It doesn’t count by itself. Staff will look at it. Nothing counts against you.")


def checked_in(at: Instant, zone: ZoneInfo) -> str:
    """It counts, from that time on."""
    return _("You’re checked in at %(time)s.", time=clock(at, zone))


def check_in_refused(why: Refusal, attendance: Attendance | None, zone: ZoneInfo) -> str:
    """Why a check-in did not count and is not kept either: nobody can have been there then."""
    there = _("Were you there? Tell staff: they can still write it down.")
    opens = clock(attendance.session.opens_at, zone) if attendance else ""
    said = {
        Refusal.NO_SESSION: _("You had no session then."),
        Refusal.CANCELLED: _("That session is cancelled. It doesn’t count against you."),
        Refusal.TOO_EARLY: _("Check-in opens at %(time)s. Nothing was recorded yet.", time=opens),
        Refusal.OVER: _("The session was over by then."),
    }
    known = said.get(why) or _("It couldn’t be recorded.")
    return known if why in (Refusal.CANCELLED, Refusal.TOO_EARLY) else f"{known} {there}"


def check_out_refused(why: Refusal, attendance: Attendance | None, zone: ZoneInfo) -> str:
    """Why leaving was not written down."""
    if why is Refusal.OVER:
        return _("That was long after the end, so your session counts to its end.")
    if why is Refusal.TIME_TO_COME:
        return _("That was before you checked in. Nothing was recorded.")
    return " ".join(words.refusal(why, attendance, zone)).strip()


def out_of_time(why: Refusal, days: int = 0) -> str:
    """It came too late, or its time cannot be told."""
    if why is Refusal.TIME_TO_COME:
        return _(
            "This phone’s clock was changed in between, so nobody can tell when it was. "
            "Nothing was recorded: enter it again, or tell staff."
        )
    if days:
        return _("It came more than %(n)d days later. Log it again, with its date.", n=days)
    return _("It came more than 12 hours later, so it wasn’t recorded.")


def not_then() -> str:
    """Each tap and answer has its own hours."""
    return _("That wasn’t open at that time. Nothing was recorded.")


def meeting_refused(why: MeetingRefusal | None) -> str:
    """Why a meeting was not saved."""
    said = str(words.MEETING_REFUSAL[why]) if why else _("That meeting isn’t in your log any more.")
    return _("%(why)s Nothing was saved.", why=said)


def meeting_beside(why: MeetingRefusal) -> str:
    """It was saved, and stands beside something else."""
    said = str(words.MEETING_REFUSAL[why])
    return _("%(why)s This one is saved too. If that’s wrong, remove it from your log.", why=said)


def for_staff(why: Refusal, fits: bool, waited: Waited, now: Instant, zone: ZoneInfo) -> str:
    """What was claimed without signal, why it does not count by itself, and both clocks."""
    said = {
        Refusal.CODE_MISSING: _("No six digits were typed."),
        Refusal.CODE_WRONG: _("The code typed wasn’t on the screen at that time."),
        Refusal.CODE_ELSEWHERE: _("The code typed was that of another place."),
        Refusal.CODE_UNPAIRED: _("The code typed was that of a screen no longer paired then."),
        Refusal.TOO_MANY: _(
            "Several codes that didn’t fit came before it; this one wasn’t compared."
        ),
        Refusal.CLOSED: _("Check-in on the phone had closed."),
        Refusal.SENT_TOO_LATE: _("It came more than 12 hours later."),
        Refusal.TIME_TO_COME: _("The phone’s clock was changed in between."),
        Refusal.ALREADY_IN: _("They are checked in from a later time."),
    }
    told = [_("A check-in sent later."), said.get(why, "")]
    if fits:
        told.append(_("Its code fits its time."))
    told.append(
        _(
            "The phone showed %(claimed)s at the door and %(sent)s when it sent; it came at "
            "%(came)s.",
            claimed=_when(waited.claimed_at, zone),
            sent=_when(waited.sent_at, zone),
            came=_when(now, zone),
        )
    )
    return " ".join(each for each in told if each)


def _when(at: Instant, zone: ZoneInfo) -> str:
    return f"{day(local_date(at, zone))}, {clock(at, zone)}"
