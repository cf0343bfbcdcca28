"""Every row of every sample is accounted for; and what a whole body can be."""

import json
from collections import Counter
from zoneinfo import available_timezones

import pytest

from tests.feeds.lists import AA, NA, PLAIN, SAMPLES, raw, said, sample
from tests.helpers.central import as_meeting_guide, next_start
from webapp.domain.directory import FeedKind, Venue
from webapp.domain.feed import About, BodyTrouble, Reading, Reason
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import local_date, zone_named
from webapp.feeds.read import MOST_BYTES, MOST_LISTINGS, MOST_ZONES, kind_of, read

EDGES_AA = {"no_day": 1, "bad_day": 1, "no_time": 1, "no_uid": 1, "bad_time": 1}
EXPECTED = {
    "bmlt/derived-gny-2017-getsearchresults.json": (1513, 1513, 1513, {}),
    "bmlt/empty-list.json": (0, 0, 0, {}),
    "bmlt/empty-with-formats.json": (0, 0, 0, {}),
    "bmlt/getsearchresults-with-formats-day2.json": (53, 53, 53, {}),
    "bmlt/getsearchresults-with-formats-day3.json": (54, 54, 54, {}),
    "edge/bmlt-edge-cases.json": (10, 8, 8, {"bad_day": 1, "no_time": 1}),
    "edge/mg-edge-cases.json": (39, 34, 39, EDGES_AA),
    "meeting_guide/c4r-pdf-fixture.json": (25, 25, 25, {}),
    # Its days are counted otherwise; as a Meeting Guide list its 23 Sundays are no days.
    "meeting_guide/central-query-oiaa.json": (160, 137, 137, {"bad_day": 23}),
}
"""File: rows, rows taken, listings, refused and why."""
NO_LISTS = ("bmlt/getformats-en.json", "meeting_guide/spec-types-1.1.9.json")


@pytest.mark.parametrize(("path", "expected"), EXPECTED.items(), ids=list(EXPECTED))
def test_every_row_of_every_sample_is_accounted_for(path, expected):
    reading = sample(path, NA if "bmlt" in path else AA)
    why = dict(Counter(each.reason.value for each in reading.refused))
    assert (reading.rows, reading.taken, len(reading.listings), why) == expected
    assert reading.rows == reading.taken + len(reading.refused)
    assert len({each.uid for each in reading.listings}) == len(reading.listings)


def test_no_sample_was_forgotten():
    there = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*.json")}
    assert there == set(EXPECTED) | set(NO_LISTS)


@pytest.mark.parametrize("path", NO_LISTS)
def test_what_is_no_list_of_meetings_has_the_wrong_shape(path):
    for about in (AA, NA):
        assert sample(path, about) == Reading(trouble=BodyTrouble.WRONG_SHAPE)
    assert kind_of((SAMPLES / path).read_bytes()) is None


@pytest.mark.parametrize("path", EXPECTED)
def test_a_list_read_twice_says_the_same_twice(path):
    about = NA if "bmlt" in path else AA
    assert sample(path, about) == sample(path, about)


def test_the_kind_of_a_list_shows_in_its_shape():
    for path, (rows, *_) in EXPECTED.items():
        kind = FeedKind.BMLT if "bmlt" in path else FeedKind.MEETING_GUIDE
        assert kind_of((SAMPLES / path).read_bytes()) == (kind if rows else None)


def test_a_list_of_the_other_kind_is_said_to_be_so():
    assert said([PLAIN], NA).trouble is BodyTrouble.WRONG_SHAPE
    assert said([{"id_bigint": "1"}], AA).trouble is BodyTrouble.WRONG_SHAPE
    hand = About(FeedKind.HAND, Fellowship.AA, AA.zone)
    assert said([PLAIN], hand).trouble is BodyTrouble.WRONG_SHAPE


def test_our_days_and_zones_agree_with_a_list_that_knows_its_instants():
    """By appointment, around the clock or without a zone: those have no next start to compare."""
    known = [row for row in raw("meeting_guide/central-query-oiaa.json") if next_start(row)]
    reading = said([as_meeting_guide(row) for row in known])
    assert len(known) == len(reading.listings) == 149
    agreeing = 0
    for row, listing in zip(known, reading.listings, strict=True):
        begins = next_start(row)
        agreeing += listing.starts_at(local_date(begins, zone_named(listing.zone))) == begins
    assert agreeing == 149


def test_what_a_real_list_holds_is_understood():
    served = sample("bmlt/getsearchresults-with-formats-day2.json", NA).listings
    tags = Counter(tag for each in served for tag in each.tags)
    assert tags["discussion"] == 16
    assert tags["wheelchair"] == 12
    assert Counter(each.openness for each in served) == {"open": 24, "unknown": 29}
    assert all(each.venue is Venue.IN_PERSON and each.city for each in served)
    york = sample("bmlt/derived-gny-2017-getsearchresults.json", NA).listings
    assert Counter(each.duration for each in york)[90] == 1216
    assert {each.zone_said for each in york} == {False}


GOOD = json.dumps(
    [PLAIN, PLAIN | {"slug": "é–\U0001f64f", "name": 'a "b" \\u', "x": [1.5, True, None]}]
)


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", BodyTrouble.EMPTY),
        (b" \r\n\t", BodyTrouble.EMPTY),
        (b"\xef\xbb\xbf", BodyTrouble.EMPTY),
        (b"<!DOCTYPE html><html>Checking your browser", BodyTrouble.HTML_PAGE),
        (b"<br />\n<b>Warning</b>: in x.php\n[]", BodyTrouble.HTML_PAGE),
        (b"Unauthorized", BodyTrouble.NOT_JSON),
        (b"slug,name,day\r\na,A,1", BodyTrouble.NOT_JSON),
        (b"[{'slug': 'a'}]                 ", BodyTrouble.NOT_JSON),
        (b"[] []", BodyTrouble.NOT_JSON),
        (b"\xff\xfe\x00\x01\x02", BodyTrouble.NOT_JSON),
        (b"{", BodyTrouble.CUT),
        (b"[" * 100_000, BodyTrouble.TOO_DEEP),
        (b"[" * 100_000 + b"]" * 100_000, BodyTrouble.TOO_DEEP),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, BodyTrouble.TOO_DEEP),
        (b" " * (MOST_BYTES + 1), BodyTrouble.TOO_LARGE),
        (b"[" + b"1," * MOST_LISTINGS + b"1]", BodyTrouble.TOO_MANY),
        (b'{"error":"HTTP/1.1 401 Unauthorized"}', BodyTrouble.WRONG_SHAPE),
        (b'{"meetings":{"slug":"a"}}', BodyTrouble.WRONG_SHAPE),
        (b"null", BodyTrouble.WRONG_SHAPE),
        (b"1e999", BodyTrouble.WRONG_SHAPE),
        (b"9" * 10_000, BodyTrouble.WRONG_SHAPE),
        (b'"[]"', BodyTrouble.WRONG_SHAPE),
        (b"[1, null, [], NaN, {}]", BodyTrouble.WRONG_SHAPE),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_used_says_why(body, trouble):
    for about in (AA, NA):
        assert read(body, about) == Reading(trouble=trouble)
    assert kind_of(body) is None


@pytest.mark.parametrize(
    "body",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("utf-16"),
        GOOD.replace(", ", ",\r").encode(),
        b'{"meetings": ' + GOOD.encode() + b"}",
        GOOD.encode() + b"\x00\n",
    ],
)
def test_a_list_is_read_however_it_was_saved(body):
    reading = read(body, AA)
    assert (reading.taken, reading.rows, reading.trouble) == (2, 2, None)


def test_a_list_from_an_old_program_keeps_its_accents():
    body = json.dumps([PLAIN | {"name": "Café"}], ensure_ascii=False).encode("cp1252")
    assert read(body, AA).listings[0].name == "Café"


@pytest.mark.parametrize("end", range(1, len(GOOD)))
def test_a_list_that_breaks_off_anywhere_is_cut(end):
    assert read(GOOD[:end].encode(), AA).trouble is BodyTrouble.CUT


def test_an_empty_list_is_no_trouble():
    assert said([]) == said({"meetings": []}) == Reading()


def test_rows_that_are_none_do_not_take_the_others_with_them():
    reading = said([None, PLAIN, "x", 5, [PLAIN], {}])
    assert [each.uid for each in reading.listings] == ["a"]
    assert [(each.nth, each.reason) for each in reading.refused] == [
        (1, Reason.NOT_A_ROW),
        (3, Reason.NOT_A_ROW),
        (4, Reason.NOT_A_ROW),
        (5, Reason.NOT_A_ROW),
        (6, Reason.NO_UID),
    ]


def test_a_refused_row_is_called_as_its_list_calls_it():
    (refused,) = said([PLAIN | {"slug": "hall", "name": "Hall <b>Two</b>", "day": 9}]).refused
    assert (refused.nth, refused.uid, refused.name) == (1, "hall", "Hall Two")


def uids(*rows):
    return {each.uid: each.name for each in said([PLAIN | row for row in rows]).listings}


def test_one_name_at_two_times_is_two_meetings_whatever_their_order():
    noon, one = {"time": "12:00", "name": "noon"}, {"time": "13:00", "name": "one"}
    expected = {"a@1-1200": "noon", "a@1-1300": "one"}
    assert uids(noon, one) == uids(one, noon) == expected


def test_one_name_at_one_time_is_one_meeting_and_the_second_row_says_so():
    reading = said([PLAIN, PLAIN | {"name": "B"}])
    assert [each.name for each in reading.listings] == ["A"]
    (refused,) = reading.refused
    assert (refused.nth, refused.name, refused.reason) == (2, "B", Reason.REPEATED)


def test_a_name_of_several_days_is_told_apart_by_day_and_then_by_time():
    days = {"day": [1, 2], "name": "days"}
    assert uids(days) == {"a#1": "days", "a#2": "days"}
    later = {"day": [2, 3], "time": "20:00", "name": "later"}
    expected = {"a#1": "days", "a#2@2-1900": "days", "a#2@2-2000": "later", "a#3": "later"}
    assert uids(days, later) == expected
    again = said([PLAIN | days, PLAIN | {"day": [2, 3]}])
    assert [each.uid for each in again.listings] == ["a#1", "a#2", "a#3"]
    assert (again.taken, again.refused) == (2, ())


def test_a_uid_that_looks_like_ours_overwrites_nothing():
    rows = [{"time": "12:00"}, {"time": "13:00"}, {"slug": "a@1-1200", "time": "09:00"}]
    reading = said([PLAIN | row for row in rows])
    assert [each.uid for each in reading.listings] == ["a@1-1200", "a@1-1300"]
    assert [each.reason for each in reading.refused] == [Reason.REPEATED]


def test_a_very_long_name_in_the_feed_still_tells_rows_apart():
    rows = [{"slug": "x" * 10_000 + end, "day": [1], "name": end} for end in "ab"]
    found = uids(*rows, {"slug": "x" * 10_000 + "a", "day": [1], "time": "08:00", "name": "c"})
    assert len(found) == 3
    assert all(len(uid) <= 200 for uid in found)


def test_the_meetings_of_a_list_are_counted_and_not_its_rows():
    every_day = PLAIN | {"day": list(range(7))}
    most = [every_day | {"slug": f"m{n}"} for n in range(MOST_LISTINGS // 7)]
    assert len(said(most).listings) == len(most) * 7
    assert said([*most, every_day]) == Reading(trouble=BodyTrouble.TOO_MANY)


def test_of_a_list_of_half_the_world_the_rarest_zones_are_refused_whatever_the_order():
    zones = sorted(each for each in available_timezones() if each.startswith("America/"))
    rows = [
        PLAIN | {"slug": f"{zone}{n}", "timezone": zone}
        for number, zone in enumerate(zones[: MOST_ZONES + 2])
        for n in range(1 if number < 2 else 2)
    ]
    for each in (rows, rows[::-1]):
        reading = said(each)
        assert len({listing.zone for listing in reading.listings}) == MOST_ZONES
        assert {row.reason for row in reading.refused} == {Reason.FAR_ZONE}
        assert {row.uid for row in reading.refused} == {f"{zone}0" for zone in zones[:2]}
        assert reading.taken + len(reading.refused) == reading.rows
