"""What a list says, row by row. Nothing in it is trusted, and nothing in it raises."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from webapp.domain.directory import FeedKind, Listing
from webapp.domain.feed import About, BodyTrouble, Reading, Reason, Refused
from webapp.feeds import bmlt, meeting_guide

MOST_BYTES = 10 * 1024 * 1024
MOST_LISTINGS = 20_000
"""Of one list; a row may make one for each day of the week. It bounds rows too."""
MOST_ZONES = 30
"""Of one list: each is asked for by itself when somebody looks for what is near."""
LONGEST_NUMBER = 18
CUT_WITHIN = 6
"""How many signs before its end a body is at fault that breaks off inside `false` or an escape."""

Row = dict[str, Any]
Reader = Callable[[Row], tuple[Listing, ...] | Reason]


def read(body: bytes, about: About) -> Reading:
    """Every row of a body: listings, or a reason why not. Never raises for what a body holds."""
    found = _rows(body)
    if isinstance(found, BodyTrouble):
        return Reading(trouble=found)
    rows, formats = found
    if about.kind is FeedKind.HAND or (rows and _shape(rows) is not about.kind):
        return Reading(trouble=BodyTrouble.WRONG_SHAPE)
    if about.kind is FeedKind.BMLT:
        explained = bmlt.Formats(formats)
        return _reading(rows, bmlt.called, lambda row: bmlt.listings_in(row, explained, about))
    called, listings_in = meeting_guide.called, meeting_guide.listings_in
    return _reading(rows, called, lambda row: listings_in(row, about))


def kind_of(body: bytes) -> FeedKind | None:
    """How a list is written, by its shape; None if it is neither kind, or empty."""
    found = _rows(body)
    return None if isinstance(found, BodyTrouble) else _shape(found[0])


def _shape(rows: list[Any]) -> FeedKind | None:
    objects = [row for row in rows if isinstance(row, dict)]
    if any("id_bigint" in row or "weekday_tinyint" in row for row in objects):
        return FeedKind.BMLT
    return FeedKind.MEETING_GUIDE if any("slug" in row for row in objects) else None


def _rows(body: bytes) -> tuple[list[Any], Any] | BodyTrouble:
    """The rows of a body and, beside them, what explains their formats."""
    if len(body) > MOST_BYTES:
        return BodyTrouble.TOO_LARGE
    text = _decoded(body).strip("\ufeff\x00 \t\r\n")
    if not text:
        return BodyTrouble.EMPTY
    if text.startswith("<"):
        return BodyTrouble.HTML_PAGE
    try:
        said = json.loads(text, parse_int=_number)
    except json.JSONDecodeError as error:
        return BodyTrouble.CUT if _ends_early(text, error) else BodyTrouble.NOT_JSON
    except RecursionError:
        return BodyTrouble.TOO_DEEP
    formats = None
    if isinstance(said, dict):
        formats, said = said.get("formats"), said.get("meetings")
    if not isinstance(said, list):
        return BodyTrouble.WRONG_SHAPE
    return BodyTrouble.TOO_MANY if len(said) > MOST_LISTINGS else (said, formats)


def _decoded(body: bytes) -> str:
    """The text, also of a file that an old program on Windows saved."""
    try:
        return body.decode(json.detect_encoding(body))
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _number(digits: str) -> int | str:
    """Whole numbers have an end; what is longer than any is text, and costs nothing."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _ends_early(text: str, error: json.JSONDecodeError) -> bool:
    if text[0] not in "[{" or error.msg.startswith("Extra data"):
        return False
    return error.pos >= len(text) - CUT_WITHIN or error.msg.startswith("Unterminated string")


@dataclass(frozen=True, slots=True)
class _Made:
    """A row that made listings."""

    nth: int
    uid: str
    name: str
    listings: tuple[Listing, ...]


def _reading(rows: list[Any], called: Callable[[Row], tuple[str, str]], reader: Reader) -> Reading:
    made, refused = [], []
    for nth, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            refused.append(Refused(nth, "", "", Reason.NOT_A_ROW))
            continue
        found = reader(row)
        if isinstance(found, Reason):
            refused.append(Refused(nth, *called(row), found))
        else:
            made.append(_Made(nth, *called(row), found))
    near, far = _in_zones(made)
    listings, repeated = _told_apart(near)
    if len(listings) > MOST_LISTINGS:
        return Reading(trouble=BodyTrouble.TOO_MANY)
    refused = sorted([*refused, *far, *repeated], key=lambda each: each.nth)
    taken = len(near) - len(repeated)
    return Reading(tuple(listings), tuple(refused), rows=len(rows), taken=taken)


def _in_zones(made: list[_Made]) -> tuple[list[_Made], list[Refused]]:
    """Rows in the zones that most rows are in, whatever their order, and the others."""
    counted = Counter(row.listings[0].zone for row in made)
    most = frozenset(sorted(counted, key=lambda zone: (-counted[zone], zone))[:MOST_ZONES])
    near = [row for row in made if row.listings[0].zone in most]
    far = [row for row in made if row.listings[0].zone not in most]
    return near, [Refused(row.nth, row.uid, row.name, Reason.FAR_ZONE) for row in far]


def _told_apart(made: list[_Made]) -> tuple[list[Listing], list[Refused]]:
    """Listings with a uid of their own, and the rows that only say once more what is there.

    A feed that uses one name for meetings at several times means several meetings. Then each of
    them carries its time in its uid, and not only the later ones: the uid of a meeting must not
    depend on the order of the rows, nor pass to another one when a row leaves.
    """
    times: dict[str, set[int | None]] = defaultdict(set)
    for row in made:
        for each in row.listings:
            times[each.uid].add(each.week_minute)
    kept: dict[str, Listing] = {}
    repeated = []
    for row in made:
        before = len(kept)
        for each in row.listings:
            uid = each.uid if len(times[each.uid]) == 1 else f"{each.uid}@{_time_of(each)}"
            kept.setdefault(uid, replace(each, uid=uid))
        if len(kept) == before:
            repeated.append(Refused(row.nth, row.uid, row.name, Reason.REPEATED))
    return list(kept.values()), repeated


def _time_of(listing: Listing) -> str:
    if listing.weekday is None or listing.starts is None:
        return "-"
    return f"{listing.weekday}-{str(listing.starts).replace(':', '')}"
