"""Words for a line of the meeting directory, and for what somebody looks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from flask import Flask

from webapp.domain.directory import Listing, Openness
from webapp.domain.free_time import Room, Span
from webapp.domain.meetings import Fellowship, MeetingRules, Mode
from webapp.queries.find_meeting import FinderPage, Wanted
from webapp.routes import words
from webapp.routes.formats import clock, weekday
from webapp.routes.language import _, _l, language, ngettext

OPENNESS: Mapping[Openness, str] = {
    Openness.OPEN: _l("Open to everybody"),
    Openness.CLOSED: _l("For members"),
    Openness.UNKNOWN: _l("Not said"),
}


def register(app: Flask) -> None:
    """Make these available in templates."""
    app.jinja_env.globals.update(openness_words=OPENNESS)
    app.template_global("listing_said")(listing_said)
    app.template_global("miles_said")(miles_said)
    app.template_global("spans_said")(spans_said)
    app.template_global("room_said")(room_said)
    app.template_global("counted_said")(counted_said)
    app.template_global("look_for_words")(look_for_words)
    app.template_filter("language_said")(language_said)


def listing_said(listing: Listing) -> str:
    """AA · In person · Open to everybody · Spanish."""
    said = [str(words.FELLOWSHIP[listing.fellowship]), str(words.VENUE[listing.venue])]
    if listing.openness is not Openness.UNKNOWN:
        said.append(str(OPENNESS[listing.openness]))
    said += [language_said(code) for code in listing.languages if code != "en"]
    return " · ".join(said)


def miles_said(miles: float) -> str:
    """2.3 mi; from ten miles on without the tenths."""
    shown = f"{miles:.0f}" if miles >= 10 else f"{miles:.1f}"
    return _("%(miles)s\u00a0mi", miles=shown)


def spans_said(spans: Iterable[Span], zone: ZoneInfo) -> str:
    """7:00 AM to 5:45 PM, 9:20 PM to 11:00 PM."""
    return ", ".join(
        _(
            "%(start)s to %(until)s",
            start=clock(each.starts_at, zone),
            until=clock(each.ends_at, zone),
        )
        for each in spans
    )


def room_said(room: Room) -> str:
    """Where the meetings that are left of the week still fit; empty where that is no question."""
    if not room.to_go or len(room.days) > 2 * room.to_go:
        return ""
    days = ", ".join(weekday(day) for day in room.days)
    if not room.days:
        return _("Your week has no room left for more. That is nobody’s fault: talk with staff.")
    if room.is_short:
        return _("Your week has room for one on %(days)s. Two on one day count as two.", days=days)
    if room.evenings:
        free = ngettext("%(num)d evening free", "%(num)d evenings free", len(room.days))
    else:
        free = ngettext("%(num)d day with room", "%(num)d days with room", len(room.days))
    left = ngettext("%(num)d left", "%(num)d left", room.to_go)
    return _("%(left)s, %(free)s: %(days)s.", left=left, free=free, days=days)


def counted_said(rules: MeetingRules) -> str:
    """Which meetings add up towards the week's number."""
    left_out = [str(words.FELLOWSHIP[each]) for each in Fellowship if each in rules.kinds_left_out]
    left_out += [str(words.MODE[each]) for each in Mode if each in rules.modes_left_out]
    if not left_out:
        return _("AA, NA and every other kind count the same.")
    return _("Your program doesn’t add these up: %(kinds)s.", kinds=", ".join(left_out))


def language_said(code: str) -> str:
    """Spanish, for es; the code itself where nobody knows it."""
    try:
        return Locale.parse(code).get_language_name(language().name) or code
    except (ValueError, UnknownLocaleError):
        return code


def look_for_words(wanted: Wanted, page: FinderPage) -> str:
    """What is looked for, in a few words; empty for anything anywhere."""
    said = [page.town] if page.knows_town else []
    if wanted.fellowship:
        said.append(str(words.FELLOWSHIP[wanted.fellowship]))
    if wanted.venue:
        said.append(str(words.VENUE[wanted.venue]))
    if wanted.openness:
        said.append(str(OPENNESS[wanted.openness]))
    if wanted.language:
        said.append(language_said(wanted.language))
    if wanted.any_time:
        said.append(_("any time"))
    return ", ".join(said)
