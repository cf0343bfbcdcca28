"""What the reminders page says about a phone, in words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from webapp.actions.subscribe import NotSubscribed
from webapp.domain.subscription import Tried
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries.phones import Phone
from webapp.routes import formats
from webapp.routes.language import _, _l, ngettext

ON = _l("Reminders are on for this phone. Try it below.")

NOT_SUBSCRIBED = {
    NotSubscribed.SHARED_PHONE: _l(
        "You said this phone isn’t yours, so reminders stay off: the next person would read them."
    ),
    NotSubscribed.UNFIT: _l(
        "This browser’s reminder service isn’t one that Dayline knows. Nothing was turned on. "
        "Try another browser, or ask staff."
    ),
    NotSubscribed.TAKEN: _l(
        "This phone is already known for somebody else. Turn its notifications for Dayline off "
        "and on again, then try once more."
    ),
    NotSubscribed.TOO_MANY: _l(
        "Reminders are on for 10 of your phones. Turn one of them off first."
    ),
    NotSubscribed.NOT_ASKED: _l("Reminders are off for this phone."),
    NotSubscribed.ENDED: _l("The link to this phone had ended. Tap once more for a new one."),
}

TRIED = {
    Tried.SENT: _l(
        "Sent. It should show within a minute. If it doesn’t, look at your phone’s settings: "
        "notifications, Do Not Disturb, battery saver."
    ),
    Tried.LATER: _l("Your phone’s reminder service didn’t answer. Try again in a minute."),
    Tried.GONE: _l("The link to this phone had ended, so it is off now. Turn it on again."),
    Tried.OTHER_KEY: _l("This phone has to be turned on anew. Turn it on again."),
    Tried.REFUSED: _l("Your phone’s reminder service refused it. Staff can help: tell them."),
}

LAST = {
    Tried.SENT: _l("The last one was given to the phone’s service %(when)s"),
    Tried.LATER: _l("Last tried %(when)s: the phone’s service didn’t answer"),
    Tried.REFUSED: _l("Last tried %(when)s: the phone’s service refused it"),
}


def nothing_on() -> str:
    """There is no phone to try."""
    return _("Reminders are off for this phone, so there is nothing to try. Turn them on first.")


def lead(minutes: int) -> str:
    """1 hour before, 30 min before."""
    hours, rest = divmod(minutes, 60)
    if hours and not rest:
        return ngettext("%(num)d hour before", "%(num)d hours before", hours)
    return ngettext("%(num)d min before", "%(num)d min before", minutes)


def last_sent(phone: Phone, zone: ZoneInfo, now: Instant) -> str:
    """How the last message to a phone went, or nothing where there was none."""
    if phone.tried_at is None or phone.outcome not in LAST:
        return ""
    day, time = local_date(phone.tried_at, zone), formats.clock(phone.tried_at, zone)
    if day == local_date(now, zone):
        when = _("at %(time)s", time=time)
    else:
        when = _("on %(day)s at %(time)s", day=formats.day(day), time=time)
    return str(LAST[Tried(phone.outcome)]) % {"when": when}
