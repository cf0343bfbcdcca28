"""The program's lists of meetings for the phone: small, the same for everybody, kept there."""

from __future__ import annotations

import gzip
import json
from collections.abc import Hashable, Iterable

from flask import Blueprint, Response, make_response, request

from webapp.domain.directory import Listing
from webapp.domain.nearby import point_of
from webapp.queries import directory as query
from webapp.queries import meeting_picker
from webapp.routes import guard
from webapp.routes.participant.today import store_name
from webapp.version import VERSION

directory_pages = Blueprint("directory", __name__, url_prefix="/meetings")

DEGREES = 10_000
"""Places are given to a ten thousandth of a degree: eleven metres."""


@directory_pages.get("/directory.json")
def show() -> Response:
    """Every line of the lists, by appointment too. Sent only when something in it changed;
    a header says in any case when the lists were last looked at."""
    viewer = guard.participant()
    assert viewer.program_id is not None
    # Asked before the lists are read: what changes in between is fetched the next time.
    version = f"{query.version(viewer.program_id)}-{VERSION}"
    is_known = request.if_none_match.contains(version)
    response = make_response(b"" if is_known else compact(query.load(viewer.program_id)))
    response.mimetype = "application/json"
    response.headers["Dayline-Store"] = store_name(viewer)
    updated_at = query.oldest(query.lists_in_use(viewer.program_id))
    response.headers["Dayline-Updated"] = updated_at.isoformat() if updated_at else ""
    # By it a phone without signal tells how far its own clock is out.
    response.headers["Dayline-Now"] = str(int(guard.now().timestamp() * 1000))
    response.set_etag(version)
    response.vary.add("Accept-Encoding")
    # By what is in it alone: lists that were looked at again and say the same are not sent again.
    if is_known:
        response.status_code = 304
    elif request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data(), mtime=0))
        response.content_encoding = "gzip"
    return response


class Table:
    """Different values in the order in which they came, each known by its number."""

    def __init__(self) -> None:
        self.numbers: dict[Hashable, int] = {}

    def number(self, value: Hashable) -> int:
        """The number of the value; a new one if it is new."""
        return self.numbers.setdefault(value, len(self.numbers))


def compact(listings: Iterable[Listing]) -> bytes:
    """The lists as columns of small numbers, and tables of what the numbers stand for.

    A place is its name, its street, its town, and where it is: latitude and longitude, or
    nothing. `week` is minutes since Sunday's midnight in the zone, null by appointment.
    """
    names, places, kinds, venues, zones = (Table() for _ in range(5))
    columns: dict[str, list[int | str | None]] = {name: [] for name in COLUMNS}
    for each in listings:
        row = (
            each.key[: meeting_picker.SHORT_KEY],
            names.number(each.name),
            places.number(_place(each)),
            each.week_minute,
            each.duration,
            kinds.number(each.fellowship),
            venues.number(each.venue),
            zones.number(each.zone),
            int(each.irregular),
        )
        for name, value in zip(COLUMNS, row, strict=True):
            columns[name].append(value)
    tables = {"names": names, "places": places, "kinds": kinds, "venues": venues, "zones": zones}
    made = columns | {name: list(table.numbers) for name, table in tables.items()}
    return json.dumps(made, separators=(",", ":"), ensure_ascii=False).encode()


COLUMNS = ("key", "name", "place", "week", "minutes", "kind", "venue", "zone", "irregular")


def _place(listing: Listing) -> tuple[str | int, ...]:
    said = (listing.location_name, listing.address_line, listing.city)
    point = point_of(listing)
    if point is None:
        return said
    return (*said, round(point.lat * DEGREES), round(point.lon * DEGREES))
