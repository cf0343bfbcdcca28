"""Sample lists for the tests of their readers, and what one row becomes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.helpers.days import ROOT
from webapp.domain.directory import FeedKind, Listing
from webapp.domain.feed import About, Reading, Reason
from webapp.domain.meetings import Fellowship
from webapp.feeds.read import read

SAMPLES = ROOT / "tests" / "data" / "meetings"
ZONE = "America/New_York"
AA = About(FeedKind.MEETING_GUIDE, Fellowship.AA, ZONE)
NA = About(FeedKind.BMLT, Fellowship.NA, ZONE)
PLAIN = {"slug": "a", "name": "A", "day": 1, "time": "19:00", "address": "1 Example St"}
PLAIN_BMLT = {
    "id_bigint": "1", "meeting_name": "A", "weekday_tinyint": "2", "start_time": "19:00:00",
    "location_street": "1 Example St",
}  # fmt: skip


def sample(path: str, about: About) -> Reading:
    """A sample as it is read."""
    return read((SAMPLES / path).read_bytes(), about)


def said(rows: Any, about: About = AA) -> Reading:
    """A body with those rows, as it is read."""
    return read(json.dumps(rows).encode(), about)


def one(about: About = AA, **fields: Any) -> Listing | Reason:
    """What becomes of one good row with those fields changed."""
    plain = PLAIN_BMLT if about.kind is FeedKind.BMLT else PLAIN
    reading = said([plain | fields], about)
    return reading.refused[0].reason if reading.refused else reading.listings[0]


def raw(path: str) -> Any:
    """A sample's own rows."""
    return json.loads(Path(SAMPLES / path).read_text(encoding="utf-8"))
