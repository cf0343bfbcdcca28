"""Places, coordinates and links as lists write them."""

import pytest

from webapp.feeds.where import Place, dialled_in, link_in, place_of, point_of, points_in


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (
            "1 Example St, Worcester, MA 01608, USA",
            Place("1 Example St", "Worcester", "MA", "01608"),
        ),
        ("1 Example St, Rear, Worcester, MA", Place("1 Example St, Rear", "Worcester", "MA")),
        ("Worcester, MA, USA", Place("", "Worcester", "MA")),
        ("1 Main St, Toronto, ON M5V 2T6, Canada", Place("1 Main St", "Toronto", "ON", "M5V 2T6")),
        ("10 Rue Exemple, 75001 Paris, France", Place("10 Rue Exemple, 75001 Paris, France")),
        ("California, USA", Place("California, USA")),
        ("Online", Place()),
        ("", Place()),
    ],
)
def test_an_address_in_one_line(line, place):
    assert place_of(line) == place


def test_parts_that_are_given_are_taken_as_given():
    given = Place("Rear, 1 Example St", "Worcester", "MA", "01608")
    assert place_of("Rear, 1 Example St", "Worcester", "MA", "01608") == given


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        ("42.2626000000000", -71.8, (42.2626, -71.8)), (0, 0, None), ("0", "0.0", None),
        (0, -71.8, (0.0, -71.8)), (91, 0, None), (1, 181, None), ("nan", 1, None),
        (float("inf"), 1, None), (None, 1, None), ("", "", None), (True, 1, None), ([], {}, None),
        (10**400, 1, None),
    ],
)  # fmt: skip
def test_coordinates(lat, lon, point):
    assert point_of(lat, lon) == point


def test_coordinates_in_one_text_may_be_a_box():
    assert points_in("42.2,-71.8") == ((42.2, -71.8), False)
    point, roughly = points_in("42,-72,43,-71")
    assert (point, roughly) == ((42.5, -71.5), True)
    assert points_in("1,2,3") == points_in("a,b") == points_in("0,0,1,1") == (None, False)


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("https://zoom.us/j/1?pwd=a", "https://zoom.us/j/1?pwd=a"),
        ("zoom.us/j/1", "https://zoom.us/j/1"),
        ("HTTP://zoom.us/j/1", "HTTP://zoom.us/j/1"),
        ("Zoom: https://zoom.us/j/1 from 7 PM", "https://zoom.us/j/1"),
        ("https://zoom.us/j/1?a=b&amp;c=d", "https://zoom.us/j/1?a=b&c=d"),
        ("javascript:alert(1)", ""), ("data:text/html,x", ""), ("ftp://a.example.org/", ""),
        ("https://user:pass@example.org/", ""), ("https://", ""), ("https://[", ""),
        ("https://localhost/", ""), ("https://a.b:99999/", ""), ('https://a.b/"onclick=x', ""),
        ("https://a.b/" + "x" * 500, ""), ("123 456 789", ""), ("bob@example.org", ""),
        ("Meeting ID 12", ""), (None, ""), (5, ""),
    ],
)  # fmt: skip
def test_only_links_that_can_be_opened_are_kept(said, link):
    assert link_in(said) == link


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("+1 (646) 555-0100,,123456789#", "+1 (646) 555-0100,,123456789#"),
        ("Dial 555-555-0100", "555-555-0100"), ("12345", ""), ("none", ""), (None, ""),
        (5555550100, "5555550100"), ("1" * 200, ""),
    ],
)  # fmt: skip
def test_a_number_to_join_by(said, number):
    assert dialled_in(said) == number
