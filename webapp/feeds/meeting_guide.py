"""One row of a Meeting Guide list (also what TSML sites and BMLT's own `tsml` answer write)."""

from __future__ import annotations

from typing import Any

from webapp.domain.directory import Listing, Venue
from webapp.domain.feed import About, Reason
from webapp.feeds.kinds import Kinds, kinds_in, languages_of, meanings_of
from webapp.feeds.text import blank, items, name_of, note_of, one_line, plain, uid_of
from webapp.feeds.when import may_skip_weeks, until, when_of
from webapp.feeds.where import (
    Place,
    dialled_in,
    is_place,
    link_in,
    place_of,
    point_of,
    points_in,
    precision_of,
    venue_of,
)

Row = dict[str, Any]


def called(row: Row) -> tuple[str, str]:
    """What the feed and people call a row, as far as it says."""
    name = name_of(row.get("name"), 200) or name_of(row.get("location"), 200)
    return uid_of(row.get("slug")), name or name_of(row.get("group"), 200)


def listings_in(row: Row, about: About) -> tuple[Listing, ...] | Reason:
    """The row's meetings: one, or one a day where it lists its days. Or why there are none."""
    uid, name = called(row)
    if not uid:
        return Reason.NO_UID
    day = row.get("day")
    when = when_of(day, row.get("time"), row.get("timezone"), about.zone)
    if isinstance(when, Reason):
        return when
    if not name:
        return Reason.NO_NAME
    listed = isinstance(day, list | dict) or len(when.days) > 1
    facts = {"name": name, "fellowship": about.fellowship, **_facts(row, about)}
    facts |= {"zone": when.zone, "zone_said": when.zone_said, "starts": when.starts}
    facts["duration"], facts["duration_said"] = until(when.starts, row.get("end_time"))
    return tuple(
        Listing(uid=f"{uid}#{each}" if listed and each is not None else uid, weekday=each, **facts)
        for each in when.days or (None,)
    )


def _facts(row: Row, about: About) -> Row:
    """All that is the same on each of its days, but when and what it is called."""
    kinds, place = _kinds(row, about), _place(row)
    location = name_of(row.get("location"), 200)
    point, roughly = _point(row)
    link, phone = link_in(row.get("conference_url")), dialled_in(row.get("conference_phone"))
    somewhere = bool(place.address_line or is_place(location))
    if not kinds.online:
        somewhere = somewhere or bool(place.city or point)
    room = somewhere and not roughly and not kinds.no_room
    venue = venue_of(room, bool(link or phone))
    point = None if venue is Venue.ONLINE else point
    spoken = ("notes", "conference_url_notes", "conference_phone_notes")
    notes = note_of([row.get(each) for each in spoken], 2000)
    hint = one_line(note_of([row.get("location_notes")], 300))
    return {
        "venue": venue,
        "group_name": name_of(row.get("group"), 200),
        "location_name": location,
        "address_line": place.address_line,
        "city": place.city,
        "state": place.state,
        "postal_code": place.postal_code,
        "location_hint": hint,
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "precision": precision_of(point, roughly),
        "openness": kinds.openness,
        "languages": kinds.languages,
        "tags": kinds.tags,
        "types_raw": kinds.raw,
        "gives_proof": kinds.gives_proof,
        "online_url": link,
        "online_phone": phone,
        "notes": notes,
        "irregular": may_skip_weeks(plain(row.get("name"), 400), notes),
    }


def _kinds(row: Row, about: About) -> Kinds:
    codes = [code for code in (plain(each, 60) for each in items(row.get("types"))) if code]
    said = [plain(each, 20).lower().partition("-")[0] for each in items(row.get("languages"))]
    spoken = [each for each in said if each.isascii() and each.isalpha() and len(each) in (2, 3)]
    meant = meanings_of(about.fellowship, codes)
    return kinds_in(codes, meant, [*spoken, *languages_of(about.fellowship, codes)])


def _place(row: Row) -> Place:
    address = row.get("address")
    for line in (row.get("formatted_address"), address):
        found = place_of(line)
        if found.city:
            return found
    line = row.get("formatted_address") if blank(address) else address
    return place_of(line, row.get("city"), row.get("state"), row.get("postal_code"))


def _point(row: Row) -> tuple[tuple[float, float] | None, bool]:
    """The coordinates, and whether they (and the address) are only approximate."""
    flag = row.get("approximate")
    roughly = flag is True or plain(flag, 10).lower() in ("yes", "true", "1")
    point = point_of(row.get("latitude"), row.get("longitude"))
    if point:
        return point, roughly
    point, box = points_in(row.get("coordinates"))
    return point, roughly or box
