"""Each row of the edge cases of Meeting Guide lists, and what it becomes; and rows like them."""

from dataclasses import asdict

import pytest

from tests.feeds.lists import AA, one, raw, said, sample
from webapp.domain.directory import Openness, Precision, Venue
from webapp.domain.feed import About, FeedKind, Reason
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import WallTime

PATH = "edge/mg-edge-cases.json"
NEW_YORK = "America/New_York"
WORCESTER = {"city": "Worcester", "state": "MA"}
THERE = {"lat": 42.2626, "lon": -71.8023, "precision": Precision.EXACT}
NOWHERE = {"lat": None, "lon": None, "precision": Precision.NONE}


def week(days, starts, **more):
    """One listing for each day."""
    return [{"weekday": day, "starts": WallTime.parse(starts), **more} for day in days]


EXPECTED = {
    "array-int": week([1, 2, 3, 4, 5], "07:00", duration_said=True, zone_said=True, **THERE),
    "array-first": week([0, 6], "09:00"),
    "after-array": week([5], "12:00", uid="after-array", openness=Openness.CLOSED),
    "array-empty": Reason.NO_DAY,
    "array-dup": week([3], "18:30", uid="array-dup#3"),
    "day-string": week([0], "10:00"),
    "day-name": week([1], "18:00", tags=("wheelchair",), openness=Openness.OPEN),
    "day-seven": Reason.BAD_DAY,
    "appointment": [{"weekday": None, "starts": None, "venue": Venue.IN_PERSON, **WORCESTER}],
    "no-time": Reason.NO_TIME,
    "midnight-2359": week([6], "23:59"),
    "midnight-0000": week([6], "00:00"),
    "overnight": week([6], "23:30", duration=60, duration_said=True),
    "end-equals-start": week([1], "19:00", duration=60, duration_said=False),
    "spring-forward": week([0], "02:30", zone=NEW_YORK, zone_said=True),
    "tz-alias": week([1], "12:00", zone=NEW_YORK, zone_said=True),
    "tz-bad": week([1], "12:00", zone=NEW_YORK, zone_said=True),
    "tz-other": week(
        [0], "21:00", zone="America/Los_Angeles", zone_said=True, venue=Venue.ONLINE,
        online_url="https://zoom.us/j/1234567890", gives_proof=True, **NOWHERE,
    ),
    "types-object": week([2], "12:00", tags=("big_book", "wheelchair"), openness=Openness.OPEN),
    "types-odd": week(
        [2], "12:30", tags=("meditation", "wheelchair"), types_raw="X,11,ZZZ,O,C",
        openness=Openness.UNKNOWN,
    ),
    "tc-only": week([3], "12:00", venue=Venue.CLOSED),
    "tc-online": week([3], "12:00", venue=Venue.ONLINE, online_url="https://meet.google.com/abc-defg-hij"),
    "approx": week([3], "13:00", venue=Venue.CLOSED, address_line="", **WORCESTER, **NOWHERE),
    "approx-bool": week([3], "13:30", venue=Venue.IN_PERSON, **THERE),
    "null-island": week([4], "12:00", venue=Venue.IN_PERSON, **NOWHERE),
    "coords-string": week([4], "12:00", address_line="10 Example St", postal_code="01608", **THERE),
    "coords-box": week([4], "12:30", venue=Venue.CLOSED, lat=42.25, precision=Precision.APPROX),
    "html": week(
        [4], "18:00", name="Bread & Butter – Big Book", notes="Ring bell.\nSecond floor.",
    ),
    "script-url": week([4], "19:00", online_url="", venue=Venue.CLOSED),
    "dup": [
        *week([5], "12:00", uid="dup@5-1200", name="Same slug, first"),
        *week([5], "13:00", uid="dup@5-1300", name="Same slug, second"),
    ],
    "1234": week([5], "14:00", uid="1234"),
    "eyeopener%c2%92s-group": week([5], "06:30", uid="eyeopener%c2%92s-group"),
    "": Reason.NO_UID,
    "no-name": week([5], "16:00", name="Example Hall", location_name="Example Hall"),
    "seconds": week([6], "18:00"),
    "bad-time": Reason.BAD_TIME,
    "monthly": week([5], "20:00", irregular=True),
    "contacts": week([6], "08:00", notes="", online_phone=""),
}  # fmt: skip
"""What the feed calls a row: the reason against it, or what is said of each of its listings."""


def test_every_edge_row_has_its_outcome():
    assert {str(row.get("slug", "")) for row in raw(PATH)} == set(EXPECTED)


@pytest.mark.parametrize(("slug", "expected"), EXPECTED.items(), ids=list(EXPECTED))
def test_each_edge_row_becomes_what_it_should(slug, expected):
    reading = sample(PATH, AA)
    if isinstance(expected, Reason):
        assert [each.reason for each in reading.refused if each.uid == slug] == [expected]
        return
    made = [each for each in reading.listings if each.uid.split("#")[0].split("@")[0] == slug]
    assert len(made) == len(expected)
    for listing, facts in zip(made, expected, strict=True):
        assert {name: getattr(listing, name) for name in facts} == facts


def test_nothing_of_a_person_and_no_script_comes_in():
    told = " ".join(str(asdict(each)) for each in sample(PATH, AA).listings)
    for unwanted in ("NAME", "555-555", "group@example.org", "webservant", "alert(", "<b>"):
        assert unwanted not in told


def test_parents_of_alcoholics_give_no_proof_of_attendance():
    al_anon = About(FeedKind.MEETING_GUIDE, Fellowship.AL_ANON, NEW_YORK)
    assert one(types=["POA"]).gives_proof
    assert not one(al_anon, types=["POA"]).gives_proof


def test_a_blank_zone_takes_the_lists_and_an_unknown_one_refuses_the_row():
    chicago = About(FeedKind.MEETING_GUIDE, Fellowship.AA, "America/Chicago")
    for blank in ("", " ", None):
        made = one(chicago, timezone=blank)
        assert (made.zone, made.zone_said) == ("America/Chicago", False)
    for unknown in ("Mars/Olympus", "UTC-5", "somewhere", 5, ["America/New_York"]):
        assert one(chicago, timezone=unknown) is Reason.BAD_ZONE


def test_no_row_ever_falls_back_to_midnight():
    for time in ("25:99", "7", "soon", 0, 1900.5, [], {"a": 1}, False):
        assert one(time=time) is Reason.BAD_TIME
    for time in ("", None, "  "):
        assert one(time=time) is Reason.NO_TIME


def test_one_bad_day_among_good_ones_refuses_the_row():
    """Which day was meant nobody can know, and a line left out would be missed by nobody."""
    assert one(day=[1, 8]) is Reason.BAD_DAY
    assert [
        each.weekday
        for each in said(
            [{"slug": "a", "name": "A", "time": "07:00", "day": "1, 3", "city": "x"}]
        ).listings
    ] == [1, 3]


def test_online_is_no_place_even_where_a_town_is_named():
    nowhere = {"address": "Online", "city": "Memphis", "state": "TN", "types": ["O", "ONL"]}
    assert one(**nowhere).venue is Venue.CLOSED
    assert one(**nowhere, conference_url="zoom.us/j/1").venue is Venue.ONLINE
    assert (
        one(address="", location="Zoom", conference_phone="+1 646 555 0100").venue is Venue.ONLINE
    )


def test_a_room_and_a_link_are_a_hybrid_meeting():
    made = one(conference_url="https://zoom.us/j/1", latitude=42.1, longitude=-71.1)
    assert (made.venue, made.lat, made.precision) == (Venue.HYBRID, 42.1, Precision.EXACT)


def test_a_row_without_any_name_is_refused():
    assert one(name=None) is Reason.NO_NAME
    assert one(name="", group="Group").name == "Group"


def test_languages_come_from_codes_and_from_their_own_field():
    assert one(types=["S", "EN", "ASL"]).languages == ("ase", "en", "es")
    assert one(languages=["en-US", "fr", "??", 7]).languages == ("en", "fr")
