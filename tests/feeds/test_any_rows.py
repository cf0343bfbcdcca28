"""Whatever a list holds, nothing raises, every row is accounted for, and no sign gets through
that a database or a page would choke on."""

import json
from dataclasses import fields

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import String

from tests.feeds.lists import AA, NA, PLAIN, PLAIN_BMLT
from webapp.domain.directory import Listing
from webapp.domain.feed import Reading
from webapp.domain.wall_clock import zone_named
from webapp.feeds.read import kind_of, read
from webapp.models.directory import ListedMeeting

FIELDS = (
    "slug", "name", "day", "time", "end_time", "timezone", "types", "languages", "address",
    "formatted_address", "city", "approximate", "latitude", "longitude", "coordinates", "notes",
    "conference_url", "conference_phone", "location", "id_bigint", "root_server_id",
    "weekday_tinyint", "start_time", "duration_time", "time_zone", "formats", "published",
    "format_shared_id_list", "venue_type", "meeting_name", "comments", "virtual_meeting_link",
)  # fmt: skip
ODD = st.sampled_from(
    [
        "", " ", "0", "1", "7", "12:00", "24:00", "Monday", "UTC", "US/../..", "a/b", "https://[",
        "\x00", "\ud800", "1,2", "-0", "1e400", "<![", "<a", "&#x110000;", "&#0;", "&#xd800;",
        "x" * 600, "<b>" * 300, "#@-@#", "²", "１", "nan", "https://a.b:0",
    ]
)  # fmt: skip
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | ODD
KEY = st.text(max_size=3)
VALUE = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3),
    max_leaves=6,
)
ROW = st.dictionaries(st.sampled_from(FIELDS), VALUE, max_size=12)
SOUND = st.sampled_from([PLAIN, PLAIN_BMLT])
NEARLY = st.builds(lambda sound, odd: sound | odd, SOUND, ROW)
FORMAT = st.sampled_from(["id", "world_id", "key_string", "name_string"])
FORMATS = st.lists(st.dictionaries(FORMAT, VALUE) | VALUE, max_size=3)
JSONISH = st.text(alphabet='[]{}":,\\u01e.-Nnultrfase<\ufeff').map(str.encode)


@settings(deadline=None, max_examples=150)
@given(rows=st.lists(NEARLY | ROW | VALUE, max_size=6), formats=FORMATS | VALUE)
def test_whatever_rows_hold_every_one_is_accounted_for(rows, formats):
    body = json.dumps({"meetings": rows, "formats": formats}).encode()
    for about in (AA, NA):
        reading = read(body, about)
        assert reading == read(body, about)
        if reading.trouble:
            assert reading == Reading(trouble=reading.trouble)
            continue
        assert reading.rows == len(rows) == reading.taken + len(reading.refused)
        assert len({each.uid for each in reading.listings}) == len(reading.listings)
        for each in reading.listings:
            assert_can_be_kept(each)


def assert_can_be_kept(listing: Listing) -> None:
    zone_named(listing.zone)
    assert listing.week_minute is None or 0 <= listing.week_minute < 7 * 24 * 60
    texts = [getattr(listing, field.name) for field in fields(listing)]
    texts += [*listing.tags, *listing.languages]
    for text in texts:
        if isinstance(text, str):
            assert "\x00" not in text
            text.encode()
    for column in ListedMeeting.__table__.columns:
        if isinstance(column.type, String) and column.type.length:
            assert len(str(getattr(listing, column.name, ""))) <= column.type.length, column.name


@settings(deadline=None)
@given(body=st.binary(max_size=200) | JSONISH)
@example(b'["\\ud800"]')
@example(b'[{"slug":"\\ud800","day":1e999}]')
def test_no_bytes_raise(body):
    for about in (AA, NA):
        reading = read(body, about)
        assert reading.rows == reading.taken + len(reading.refused)
    kind_of(body)
