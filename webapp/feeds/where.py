"""Places, coordinates and links as lists write them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from webapp.domain.directory import Precision, Venue
from webapp.feeds.text import cut, plain

COUNTRIES = frozenset({"usa", "us", "united states", "united states of america", "canada"})
STATE = re.compile(r"([A-Z]{2})(?:\s+(\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d))?")
NO_PLACES = frozenset({"online", "virtual", "zoom", "phone", "telephone", "online meeting"})
"""What stands where an address should."""

LINK = re.compile(r"https?://\S+", re.IGNORECASE)
BARE = re.compile(r"(?:[a-z0-9-]{1,63}\.)++[a-z]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
NOT_IN_A_LINK = re.compile(r"[\s<>\"'`{}|\\^]")
DIALLED = re.compile(r"\+?[\d(][\d\s().,*#;+-]{5,78}[\d#]")
LONGEST_LINK = 500
MOST_DIGITS = 40
"""A number to dial with the meeting's own and its code."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting is, by its column lengths."""

    address_line: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""


def is_place(name: str) -> bool:
    """Whether a name can be a place, and is not the word for none."""
    return name != "" and name.lower() not in NO_PLACES


def place_of(line: Any, city: Any = "", state: Any = "", postal_code: Any = "") -> Place:
    """The parts of an address: as given, or taken from one line as North America writes it."""
    said = plain(line, 1000)
    said = said if is_place(said) else ""
    given = Place(cut(said, 200), plain(city, 120), plain(state, 60), plain(postal_code, 20))
    return given if given.city else _in_one_line(said) or given


def _in_one_line(said: str) -> Place | None:
    parts = [part.strip() for part in said.split(",")]
    if len(parts) > 1 and parts[-1].lower() in COUNTRIES:
        parts.pop()
    found = STATE.fullmatch(parts[-1])
    if not found or len(parts) < 2:
        return None
    *street, city = parts[:-1]
    return Place(cut(", ".join(street), 200), cut(city, 120), found[1], found[2] or "")


def point_of(lat: Any, lon: Any) -> tuple[float, float] | None:
    """The coordinates, or None. 0/0 lies in the sea and means that nobody looked."""
    north, east = _degrees(lat, 90), _degrees(lon, 180)
    if north is None or east is None or (north == 0 and east == 0):
        return None
    return north, east


def points_in(value: Any) -> tuple[tuple[float, float] | None, bool]:
    """Coordinates in one text, "lat,lon", or the corners of a box, whose middle is meant only
    about. Returns the point and whether it is approximate."""
    said = plain(value, 200).split(",")
    if len(said) == 2:
        return point_of(*said), False
    corners = [point_of(*said[:2]), point_of(*said[2:])] if len(said) == 4 else []
    if not corners or None in corners:
        return None, False
    (south, west), (north, east) = (corner for corner in corners if corner)
    return point_of((south + north) / 2, (west + east) / 2), True


def _degrees(value: Any, most: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        degrees = float(value)
    except (ValueError, OverflowError):
        return None
    return degrees if math.isfinite(degrees) and abs(degrees) <= most else None


def precision_of(point: tuple[float, float] | None, approximate: bool) -> Precision:
    """How far those coordinates can be trusted."""
    if point is None:
        return Precision.NONE
    return Precision.APPROX if approximate else Precision.EXACT


def venue_of(room: bool, afar: bool) -> Venue:
    """Where it is held, from whether there is a room and a way to join from afar."""
    if room:
        return Venue.HYBRID if afar else Venue.IN_PERSON
    return Venue.ONLINE if afar else Venue.CLOSED


def link_in(value: Any) -> str:
    """An http or https address that can be opened, or "". One without its beginning gets it."""
    said = plain(value, 2000)
    found = LINK.search(said)
    link = found[0] if found else f"https://{said}" if BARE.fullmatch(said) else ""
    if not link or len(link) > LONGEST_LINK or NOT_IN_A_LINK.search(link):
        return ""
    try:
        parts = urlsplit(link)
        usable = parts.hostname and parts.username is None and parts.port != 0
    except ValueError:
        return ""
    return link if usable and "." in (parts.hostname or "") else ""


def dialled_in(value: Any) -> str:
    """A number to join by phone, or ""."""
    found = DIALLED.search(plain(value, 200))
    said = found[0].strip() if found else ""
    digits = sum(sign.isdigit() for sign in said)
    return said if len(said) <= 80 and 7 <= digits <= MOST_DIGITS else ""
