"""The lists of meetings in words: how each stands, what a reading would change, what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from webapp.domain.directory import FeedKind, Listing
from webapp.domain.directory_change import MOST_VANISHING, Changed
from webapp.domain.directory_import import Counts, Import, ImportState
from webapp.domain.feed import Reason
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries.meeting_sources import Source
from webapp.routes.formats import clock, hours, relative_day, wall, weekday_said
from webapp.routes.language import _, _l, ngettext
from webapp.routes.words import FELLOWSHIP, VENUE

KIND: Mapping[FeedKind | None, str] = {
    None: _l("Find out"),
    FeedKind.MEETING_GUIDE: _l("Meeting Guide or TSML (AA and many others)"),
    FeedKind.BMLT: _l("BMLT (NA)"),
}
LANGUAGES = ("en", "es", "pt", "fr", "ht")
"""Those to choose from where a meeting is added by hand."""
REASON: Mapping[Reason, str] = {
    Reason.NOT_A_ROW: _l("It is no meeting at all."),
    Reason.NO_UID: _l("It has no name of its own (slug or id) to know it by."),
    Reason.NO_NAME: _l("It has no name."),
    Reason.NO_DAY: _l("It has a time, but no day."),
    Reason.BAD_DAY: _l("Its day cannot be understood."),
    Reason.NO_TIME: _l("It has a day, but no time."),
    Reason.BAD_TIME: _l("Its time cannot be understood."),
    Reason.BAD_ZONE: _l("It names a time zone that nobody knows."),
    Reason.REPEATED: _l("It is in the list twice."),
    Reason.UNPUBLISHED: _l("Its own list hides it."),
    Reason.FAR_ZONE: _l("The list has more than 30 time zones, and few meetings in this one."),
}
TROUBLE: Mapping[str, tuple[str, str]] = {
    "forbidden": (
        _l("The site asks for a key, or for another one."),
        _l("Ask the intergroup for one, and put it in under “Change”."),
    ),
    "not_found": (
        _l("There is no list at that address any more."),
        _l("Look on the intergroup’s site for the new one."),
    ),
    "busy": (_l("The site was too busy to answer."), _l("It is tried again next night.")),
    "too_large": (
        _l("The list is larger than 10 MB."),
        _l("Ask the intergroup for one of your area only."),
    ),
    "too_many": (
        _l("The list has more than 20,000 meetings."),
        _l("Ask the intergroup for one of your area only."),
    ),
    "too_slow": (_l("The site took more than half a minute."), _l("It is tried again next night.")),
    "too_many_redirects": (
        _l("The address leads on and on, and to no list."),
        _l("Open it in your browser, and copy the address where it ends."),
    ),
    "private_address": (
        _l("The address does not lead to the open internet."),
        _l("Use the public one of the intergroup’s site."),
    ),
    "not_http": (
        _l("That is no address of the web."),
        _l("It begins with https:// and names nobody."),
    ),
    "unreachable": (
        _l("Nobody answers at that address."),
        _l("Open it in your browser. If it opens there, wait for the next night."),
    ),
    "tls": (
        _l("The site cannot prove that it is the one it says."),
        _l("Its certificate may have run out: tell the intergroup."),
    ),
    "broken": (_l("The site’s answer breaks off."), _l("It is tried again next night.")),
    "empty": (_l("There is nothing in it."), _l("Save the list once more, or ask who keeps it.")),
    "html_page": (
        _l("That is a page for people, not the list behind it."),
        _l("Ask the intergroup for the address of its feed, or for a key."),
    ),
    "not_json": (
        _l("That is no JSON file."),
        _l("Ask for the list as Meeting Guide or BMLT JSON."),
    ),
    "cut": (_l("The list breaks off in the middle."), _l("Save it once more.")),
    "too_deep": (
        _l("That is no list of meetings."),
        _l("Ask for the list as Meeting Guide or BMLT JSON."),
    ),
    "wrong_shape": (
        _l("That is JSON, but no list of meetings of this kind."),
        _l("Look at its kind under “Change”, or ask for Meeting Guide or BMLT JSON."),
    ),
    "gave_up": (
        _l("It was begun three times and never ended."),
        _l("Tell whoever runs Dayline; the list may be too much for the machine."),
    ),
}
UNEXPECTED = (_l("Something broke here while it was read."), _l("Tell whoever runs Dayline."))
FIELD: Mapping[str, str] = {
    "fellowship": _l("kind"),
    "name": _l("name"),
    "zone": _l("time zone"),
    "weekday": _l("day"),
    "starts": _l("time"),
    "duration": _l("length"),
    "venue": _l("how to meet"),
    "group_name": _l("group"),
    "location_name": _l("place"),
    "address_line": _l("address"),
    "city": _l("town"),
    "state": _l("state"),
    "postal_code": _l("postal code"),
    "location_hint": _l("how to find it"),
    "openness": _l("for whom"),
    "languages": _l("language"),
    "gives_proof": _l("proof of attendance"),
    "online_url": _l("link"),
    "online_phone": _l("phone"),
    "notes": _l("notes"),
    "irregular": _l("not every week"),
}
POSITION = _l("coordinates")
LABELS = _l("labels")
OTHER_FIELD = {"lat": POSITION, "lon": POSITION, "precision": POSITION}
LONG = timedelta(minutes=1)
"""A reading that nobody began by then: the worker may not be running."""


def register(app: Flask) -> None:
    """Make these available in templates."""
    app.jinja_env.globals.update(list_kinds=KIND, list_reasons=REASON)
    app.template_global("list_stands")(stands)
    app.template_global("counts_said")(counts_said)
    app.template_global("trouble_said")(trouble_said)
    app.template_global("when_said")(when_said)
    app.template_global("moment_said")(moment_said)
    app.template_global("where_said")(where_said)
    app.template_global("differs_said")(differs_said)


def stands(source: Source, zone: ZoneInfo, now: Instant) -> tuple[str, str, str]:
    """How a list stands: an icon, the status it is drawn as, and one sentence."""
    if source.under_way:
        return "clock", "", _("Being read.")
    if source.waiting:
        return "alert", "late", waiting_said(source.waiting)
    if source.last and source.last.state is ImportState.TROUBLED:
        when = moment_said(source.last.finished_at or source.last.asked_at, zone, now)
        return "alert", "late", _("Not read %(when)s. The list stays as it was.", when=when)
    if source.updated_at is None:
        return "unknown", "unknown", _("Never read.")
    when = moment_said(source.updated_at, zone, now)
    if source.last is None:
        return "done", "done", _("Updated %(when)s.", when=when)
    return "done", "done", _("Updated %(when)s: %(what)s.", when=when, what=_news(source.last))


def _news(last: Import) -> str:
    return counts_said(last.counts) or _("nothing new")


def waiting_said(waiting: Import) -> str:
    """What waits for a person, and why."""
    counts = waiting.counts
    what = counts_said(counts) or _("nothing new")
    here = counts.stays + counts.changed + counts.vanishes
    if here and waiting.state is ImportState.HELD:
        if counts.vanishes * 100 <= here * MOST_VANISHING:
            return _(
                "Held: it would grow from %(here)d meetings to %(more)d. Nothing is changed until"
                " somebody looks.",
                here=here,
                more=here + counts.new + counts.back - counts.vanishes,
            )
        return _(
            "Held: %(gone)d of %(here)d meetings would be gone. Nothing is changed until"
            " somebody looks.",
            gone=counts.vanishes,
            here=here,
        )
    return _("Waits for your yes: %(what)s.", what=what)


def counts_said(counts: Counts) -> str:
    """2 new, 1 changed, 1 back, 1 gone; empty if nothing changes."""
    said = [
        ngettext("%(num)d new", "%(num)d new", counts.new) if counts.new else "",
        ngettext("%(num)d changed", "%(num)d changed", counts.changed) if counts.changed else "",
        ngettext("%(num)d back", "%(num)d back", counts.back) if counts.back else "",
        ngettext("%(num)d gone", "%(num)d gone", counts.vanishes) if counts.vanishes else "",
    ]
    return ", ".join(each for each in said if each)


def trouble_said(word: str) -> tuple[str, str]:
    """What was in the way, and what to do."""
    return TROUBLE.get(word, UNEXPECTED)


def moment_said(moment: Instant, zone: ZoneInfo, now: Instant) -> str:
    """today 3:12 AM, Mon, Nov 23 3:12 AM."""
    day = local_date(moment, zone)
    near = relative_day(day, local_date(now, zone), inside=True)
    said = near if (local_date(now, zone) - day).days != 1 else _("yesterday")
    return f"{said} {clock(moment, zone)}"


def when_said(listing: Listing) -> str:
    """Mon 7:00 PM · 1 h; the zone too where the list says another."""
    if listing.weekday is None or listing.starts is None:
        return _("By appointment")
    said = f"{weekday_said((listing.weekday - 1) % 7)} {wall(listing.starts)}"
    return f"{said} · {hours(listing.duration)}"


def where_said(listing: Listing) -> str:
    """AA · In person · Town hall, 1 Main St, Quincy."""
    place = ", ".join(
        each for each in (listing.location_name, listing.address_line, listing.city) if each
    )
    said = (str(FELLOWSHIP[listing.fellowship]), str(VENUE[listing.venue]), place)
    return " · ".join(each for each in said if each)


def differs_said(changed: Changed) -> str:
    """time, town: what the list says otherwise now, each once."""
    said = [str(FIELD.get(name) or OTHER_FIELD.get(name, LABELS)) for name in changed.what]
    return ", ".join(dict.fromkeys(said))
