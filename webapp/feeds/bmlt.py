"""One row of a BMLT server's search results, with the formats that the same answer explains."""

from __future__ import annotations

from typing import Any

from webapp.domain.directory import Listing, Venue
from webapp.domain.feed import About, Reason
from webapp.feeds.kinds import LANGUAGE_NAMES, WORLD_IDS, Kinds, kinds_in
from webapp.feeds.text import blank, items, name_of, note_of, one_line, plain, uid_of
from webapp.feeds.when import length_in, may_skip_weeks, when_of
from webapp.feeds.where import (
    Place,
    dialled_in,
    link_in,
    place_of,
    point_of,
    precision_of,
    venue_of,
)

Row = dict[str, Any]
IN_PERSON, VIRTUAL, HYBRID = "1", "2", "3"
SET_BY_THE_SERVER = frozenset({"VM", "TC"})
"""Letters that no server may change; they mean the same in the world."""


class Formats:
    """What the formats of one answer mean. Their letters are each server's own, so only their
    number, or a letter that just one format has, says which is meant."""

    def __init__(self, rows: Any) -> None:
        self._by_id: dict[str, tuple[str, str]] = {}
        self._by_letters: dict[str, set[tuple[str, str]]] = {}
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict):
                means = plain(row.get("world_id"), 20).upper(), plain(row.get("name_string"), 80)
                self._by_id[plain(row.get("id"), 20)] = means
                self._by_letters.setdefault(plain(row.get("key_string"), 20), set()).add(means)

    def kinds_of(self, row: Row) -> Kinds:
        """What the formats of a row add up to."""
        letters = _said(row.get("formats"))
        ids = _said(row.get("format_shared_id_list"))
        found = [self._by_id[each] for each in ids if each in self._by_id]
        if not ids:
            found = [means for each in letters for means in self._only(each)]
        worlds = [world for world, _ in found]
        worlds += SET_BY_THE_SERVER.intersection(letters)
        meant = [WORLD_IDS[each] for each in worlds if each in WORLD_IDS]
        names = [name.lower() for _, name in found]
        languages = [LANGUAGE_NAMES[each] for each in names if each in LANGUAGE_NAMES]
        return kinds_in(letters, meant, languages)

    def _only(self, letters: str) -> set[tuple[str, str]]:
        found = self._by_letters.get(letters, set())
        return found if len(found) == 1 else set()


def called(row: Row) -> tuple[str, str]:
    """What the feed and people call a row, as far as it says. On an aggregator the number alone
    is not enough: each server counts from 1."""
    number, server = uid_of(row.get("id_bigint")), uid_of(row.get("root_server_id"))
    name = name_of(row.get("meeting_name"), 200) or name_of(row.get("location_text"), 200)
    return uid_of(f"{server}:{number}") if server and number else number, name


def listings_in(row: Row, formats: Formats, about: About) -> tuple[Listing, ...] | Reason:
    """The row's one meeting, or why there is none."""
    uid, name = called(row)
    if not uid:
        return Reason.NO_UID
    if row.get("published") is False or plain(row.get("published"), 10).lower() in ("0", "false"):
        return Reason.UNPUBLISHED
    day = _day(row.get("weekday_tinyint"))
    when = when_of(day, row.get("start_time"), row.get("time_zone"), about.zone)
    if isinstance(when, Reason):
        return when
    if not name:
        return Reason.NO_NAME
    weekday = when.days[0] if when.days else None
    facts = _facts(row, formats)
    facts["duration"], facts["duration_said"] = length_in(row.get("duration_time"))
    facts |= {"zone": when.zone, "zone_said": when.zone_said}
    return (
        Listing(
            uid=uid,
            fellowship=about.fellowship,
            name=name,
            weekday=weekday,
            starts=when.starts,
            **facts,
        ),
    )


def _facts(row: Row, formats: Formats) -> Row:
    kinds, place = formats.kinds_of(row), _place(row)
    location = name_of(row.get("location_text"), 200)
    point = point_of(row.get("latitude"), row.get("longitude"))
    link = link_in(row.get("virtual_meeting_link"))
    phone = dialled_in(row.get("phone_meeting_number"))
    said = plain(row.get("venue_type"), 5)
    somewhere = bool(place.address_line or place.city or location or point)
    unsaid = somewhere and not kinds.online
    room = {IN_PERSON: True, VIRTUAL: False, HYBRID: True}.get(said, unsaid) and not kinds.no_room
    venue = venue_of(room, bool(link or phone) and not (room and said == IN_PERSON))
    # A meeting without a room stands at the centre of its server's map.
    point = None if venue is Venue.ONLINE else point
    notes = note_of([row.get("comments"), row.get("virtual_meeting_additional_info")], 2000)
    return {
        "venue": venue,
        "location_name": location,
        "address_line": place.address_line,
        "city": place.city,
        "state": place.state,
        "postal_code": place.postal_code,
        "location_hint": one_line(note_of([row.get("location_info")], 300)),
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "precision": precision_of(point, approximate=False),
        "openness": kinds.openness,
        "languages": kinds.languages,
        "tags": kinds.tags,
        "types_raw": kinds.raw,
        "online_url": link,
        "online_phone": phone,
        "notes": notes,
        "irregular": may_skip_weeks(plain(row.get("meeting_name"), 400), notes),
    }


def _place(row: Row) -> Place:
    towns = ("location_municipality", "location_city_subsection", "location_neighborhood")
    town = next((row.get(each) for each in towns if not blank(row.get(each))), "")
    code = row.get("location_postal_code_1")
    return place_of(row.get("location_street"), town, row.get("location_province"), code)


def _day(value: Any) -> Any:
    """A weekday that was counted from Sunday = 1, counted from 0; what is none stays none."""
    said = plain(value, 20)
    if said in tuple("1234567"):
        return int(said) - 1
    return value if blank(value) else "?"


def _said(value: Any) -> list[str]:
    return [code for code in (plain(each, 20) for each in items(value)) if code]
