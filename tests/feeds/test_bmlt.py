"""Each row of the edge cases of BMLT answers, and what it becomes; and rows like them."""

import pytest

from tests.feeds.lists import NA, PLAIN_BMLT, one, raw, said, sample
from webapp.domain.directory import Openness, Precision, Venue
from webapp.domain.feed import Reason
from webapp.domain.wall_clock import WallTime

PATH = "edge/bmlt-edge-cases.json"
THERE = {"lat": 42.2626, "lon": -71.8023, "precision": Precision.EXACT}
NOWHERE = {"lat": None, "lon": None, "precision": Precision.NONE}


def at(weekday, starts, minutes, **more):
    started = {"weekday": weekday, "starts": WallTime.parse(starts), "duration": minutes}
    return started | {"duration_said": True} | more


EXPECTED = {
    "1": at(
        0, "17:30", 60, zone="America/New_York", zone_said=False, openness=Openness.OPEN,
        venue=Venue.IN_PERSON, address_line="1 Example St", city="Worcester", state="MA", **THERE,
    ),
    "2": at(6, "23:30", 120, zone_said=True, openness=Openness.CLOSED),
    "3": at(
        1, "20:00", 60, zone="UTC", zone_said=True, venue=Venue.ONLINE,
        online_url="https://zoom.us/j/1234567890", notes="Passcode REDACTED", **NOWHERE,
    ),
    "4": at(1, "20:00", 60, venue=Venue.ONLINE, online_phone="555-555-0100", **NOWHERE),
    # It names no place at all: a meeting to read about, but not one to go to.
    "5": at(2, "19:00", 60, duration_said=False, venue=Venue.CLOSED, types_raw="", **NOWHERE),
    "6": at(2, "19:00", 1440, notes="untrimmed", openness=Openness.OPEN),
    "121:7": at(3, "12:00", 60, openness=Openness.UNKNOWN, tags=("children_welcome",)),
    "8": Reason.BAD_DAY,
    "9": Reason.NO_TIME,
    "10": at(4, "18:30", 90, venue=Venue.HYBRID, openness=Openness.OPEN, zone_said=True, **THERE),
}  # fmt: skip


def test_every_edge_row_has_its_outcome():
    assert len(raw(PATH)["meetings"]) == len(EXPECTED)


@pytest.mark.parametrize(("uid", "expected"), EXPECTED.items(), ids=list(EXPECTED))
def test_each_edge_row_becomes_what_it_should(uid, expected):
    reading = sample(PATH, NA)
    if isinstance(expected, Reason):
        assert [each.reason for each in reading.refused if each.uid == uid] == [expected]
        return
    (listing,) = [each for each in reading.listings if each.uid == uid]
    assert {name: getattr(listing, name) for name in expected} == expected


def test_nothing_of_a_person_comes_in():
    told = repr(sample(PATH, NA))
    assert "NAME" not in told
    assert "group@example.org" not in told


@pytest.mark.parametrize("published", ["0", 0, False, "false"])
def test_what_its_own_list_hides_stays_hidden(published):
    assert one(NA, published=published) is Reason.UNPUBLISHED


@pytest.mark.parametrize("day", ["0", "8", "Monday", 1.5, True, [2]])
def test_days_are_counted_from_one_and_nothing_else_is_a_day(day):
    assert one(NA, weekday_tinyint=day) is Reason.BAD_DAY
    assert [one(NA, weekday_tinyint=day).weekday for day in ("1", 7)] == [0, 6]


@pytest.mark.parametrize(
    ("said_length", "minutes"), [("00:00:00", 60), ("25:00", 60), (90, 60), ("01:15:00", 75)]
)
def test_a_length_that_cannot_be_is_not_said(said_length, minutes):
    made = one(NA, duration_time=said_length)
    assert (made.duration, made.duration_said) == (minutes, minutes == 75)


FORMATS = [
    {"id": "1", "key_string": "C", "world_id": "CLOSED", "name_string": "Closed"},
    {"id": "2", "key_string": "C", "world_id": "CW", "name_string": "Children welcome"},
    {"id": "3", "key_string": "ES", "world_id": "LANG", "name_string": "Español"},
    {"id": "4", "key_string": "WC", "world_id": "wchr", "name_string": "Wheelchair"},
]


def with_formats(**row):
    return said({"meetings": [PLAIN_BMLT | row], "formats": FORMATS}, NA).listings[0]


def test_a_letter_counts_only_where_one_format_has_it():
    assert with_formats(formats="C,WC").openness is Openness.UNKNOWN
    assert with_formats(formats="C,WC").tags == ("wheelchair",)
    assert with_formats(formats="C", format_shared_id_list="1").openness is Openness.CLOSED
    assert with_formats(formats="C", format_shared_id_list="2").tags == ("children_welcome",)
    assert with_formats(formats="ES").languages == ("es",)


def test_letters_that_nobody_explains_stay_letters():
    made = one(NA, formats="O,C,W,WC")
    assert (made.openness, made.tags, made.types_raw) == (Openness.UNKNOWN, (), "O,C,W,WC")


def test_an_old_server_says_by_its_letters_that_a_meeting_is_not_in_its_room():
    link = "https://zoom.us/j/1"
    assert one(NA).venue is Venue.IN_PERSON
    assert one(NA, virtual_meeting_link=link).venue is Venue.HYBRID
    assert one(NA, virtual_meeting_link=link, formats="VM").venue is Venue.ONLINE
    assert one(NA, virtual_meeting_link=link, formats="TC").venue is Venue.ONLINE
    assert one(NA, formats="TC").venue is Venue.CLOSED


def test_the_kind_of_venue_that_a_row_says_counts():
    link = "https://zoom.us/j/1"
    assert one(NA, venue_type="1", virtual_meeting_link=link).venue is Venue.IN_PERSON
    assert one(NA, venue_type=2, virtual_meeting_link=link).venue is Venue.ONLINE
    assert one(NA, venue_type="2").venue is Venue.CLOSED
    assert one(NA, venue_type="1", formats="TC", virtual_meeting_link=link).venue is Venue.ONLINE


def test_labels_before_a_text_are_taken_off():
    made = one(NA, comments="Comments#@-@# Ring twice ", location_info="Info#@-@#@ 5th St")
    assert (made.notes, made.location_hint) == ("Ring twice", "@ 5th St")


def test_servers_of_an_aggregator_do_not_share_their_numbers():
    rows = [PLAIN_BMLT | {"root_server_id": server} for server in ("1", 2)]
    assert [each.uid for each in said({"meetings": rows}, NA).listings] == ["1:1", "2:1"]
    long = {"root_server_id": "1" * 150, "id_bigint": "2" * 150}
    assert len(one(NA, **long).uid) <= 200
