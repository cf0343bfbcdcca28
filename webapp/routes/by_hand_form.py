"""The form about a meeting that staff add by hand: what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from webapp.domain.access import Viewer
from webapp.domain.directory import USUAL_MINUTES, Listing, Openness, Venue
from webapp.domain.errors import InvalidTime
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import MINUTES_A_DAY, WallTime
from webapp.domain.web_address import is_web_address
from webapp.routes.language import _
from webapp.routes.meeting_list_words import LANGUAGES

TEXTS = {"name": 200, "location_name": 200, "address_line": 200, "city": 120, "online_phone": 80}
LONGEST_MINUTES = 12 * 60
HOW = (Venue.IN_PERSON, Venue.ONLINE, Venue.HYBRID)


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they were typed, what is wrong, and a line for each day if nothing is."""

    form: Mapping[str, Any]
    errors: Mapping[str, str]
    days: Sequence[Listing]


def empty() -> dict[str, Any]:
    """What the form begins with."""
    return {
        "fellowship": Fellowship.AA,
        "venue": Venue.IN_PERSON,
        "openness": Openness.UNKNOWN,
        "duration": str(USUAL_MINUTES),
        "weekdays": [],
        "languages": ["en"],
    }


def of(listing: Listing) -> dict[str, Any]:
    """The form of a meeting that is there."""
    form: dict[str, Any] = {name: getattr(listing, name) for name in TEXTS}
    starts = listing.starts
    return form | {
        "fellowship": listing.fellowship,
        "venue": listing.venue,
        "openness": listing.openness,
        "duration": str(listing.duration),
        "starts": f"{starts.minutes // 60:02d}:{starts.minutes % 60:02d}" if starts else "",
        "weekdays": [str(listing.weekday)],
        "languages": list(listing.languages),
        "online_url": listing.online_url,
    }


def typed(viewer: Viewer) -> Typed:
    """Read what was sent."""
    form: dict[str, Any] = {name: " ".join(request.form.get(name, "").split()) for name in TEXTS}
    for name in ("fellowship", "venue", "openness", "starts", "duration", "online_url"):
        form[name] = request.form.get(name, "").strip()
    form["weekdays"] = [n for n in map(str, range(7)) if n in request.form.getlist("weekday")]
    form["languages"] = [c for c in LANGUAGES if c in request.form.getlist("language")]
    errors = dict([*_wrong_texts(form), *_wrong_choices(form)])
    return Typed(form, errors, () if errors else _listings(form, viewer))


def _wrong_texts(form: Mapping[str, Any]) -> list[tuple[str, str]]:
    wrong = []
    if not form["name"]:
        wrong.append(("name", _("Enter the name of the meeting.")))
    wrong += [
        (name, _("Enter at most %(most)d signs.", most=most))
        for name, most in TEXTS.items()
        if len(form[name]) > most or not form[name].isprintable()
    ]
    if form["online_url"] and not is_web_address(form["online_url"]):
        wrong.append(("online_url", _("Enter an address that begins with https://.")))
    return wrong


def _wrong_choices(form: Mapping[str, Any]) -> list[tuple[str, str]]:
    wrong = []
    if form["fellowship"] not in tuple(Fellowship):
        wrong.append(("fellowship", _("Choose what kind of meeting it is.")))
    if not form["weekdays"]:
        wrong.append(("weekday", _("Choose at least one day.")))
    if _starts(form) is None:
        wrong.append(("starts", _("Enter when it begins, like 7:00 PM.")))
    if _minutes(form) is None:
        wrong.append(("duration", _("Enter its length in minutes, from 5 to 720.")))
    if form["venue"] not in HOW:
        wrong.append(("venue", _("Choose how people meet.")))
    if form["openness"] not in tuple(Openness):
        wrong.append(("openness", _("Choose for whom it is.")))
    is_somewhere = form["location_name"] or form["address_line"] or form["city"]
    if form["venue"] in (Venue.IN_PERSON, Venue.HYBRID) and not is_somewhere:
        wrong.append(("location_name", _("Enter where it is: the place, the address or the town.")))
    is_reached = form["online_url"] or form["online_phone"]
    if form["venue"] in (Venue.ONLINE, Venue.HYBRID) and not is_reached:
        wrong.append(("online_url", _("Enter its link or its phone number.")))
    return wrong


def _starts(form: Mapping[str, Any]) -> WallTime | None:
    try:
        found = WallTime.parse(form["starts"])
    except InvalidTime:
        return None
    return found if found.minutes < MINUTES_A_DAY else None


def _minutes(form: Mapping[str, Any]) -> int | None:
    said = form["duration"]
    is_number = said.isascii() and said.isdigit() and len(said) < 5
    return int(said) if is_number and 5 <= int(said) <= LONGEST_MINUTES else None


def _listings(form: Mapping[str, Any], viewer: Viewer) -> list[Listing]:
    one = Listing(
        uid="",
        fellowship=Fellowship(form["fellowship"]),
        zone=viewer.zone.key,
        starts=_starts(form),
        duration=_minutes(form) or USUAL_MINUTES,
        duration_said=True,
        venue=Venue(form["venue"]),
        openness=Openness(form["openness"]),
        languages=tuple(form["languages"]),
        online_url=form["online_url"],
        **{name: form[name] for name in TEXTS},
    )
    return [replace(one, weekday=int(day)) for day in form["weekdays"]]
