"""What somebody types to find a meeting."""

import pytest

from tests.helpers.days import wall
from tests.helpers.directory import listing
from webapp.domain.meeting_search import place_of, read, weekday


@pytest.mark.parametrize(
    ("typed", "words", "starts"),
    [
        ("", (), ()),
        ("Grace  church, QUINCY", ("grace", "church", "quincy"), ()),
        ("7 pm", (), ("19:00",)),
        ("7pm quincy", ("quincy",), ("19:00",)),
        ("7:30 a.m.", (), ("7:30",)),
        ("12 am", (), ("0:00",)),
        ("12 pm", (), ("12:00",)),
        ("7:30", (), ("7:30", "19:30")),
        ("19:30", (), ("19:30",)),
        ("12:15", (), ("12:15",)),
        ("13 pm", (), ()),
        ("7:75", (), ()),
        ("7", (), ("7:00", "19:00")),
        (" 12 ", (), ("12:00",)),
        ("19", (), ("19:00",)),
        ("24", ("24",), ()),
        ("02", ("02",), ()),
        ("12 Elm St", ("12", "elm", "st"), ()),
        ("noon", ("noon",), ()),
    ],
)
def test_words_and_times_are_told_apart(typed, words, starts):
    asked = read(typed)
    assert (asked.words, asked.starts) == (words, frozenset(map(wall, starts)))
    assert bool(asked) is bool(words or starts)


def test_no_more_words_are_looked_for_than_somebody_types():
    assert len(read("a " * 500).words) == 8


@pytest.mark.parametrize(
    ("word", "number"),
    [("sunday", 0), ("thu", 4), ("thurs.", 4), ("sat", 6), ("mo", None), ("monster", None)],
)
def test_a_weekday_is_known_by_its_first_letters(word, number):
    assert weekday(word) == number


def test_a_place_is_its_name_and_street():
    assert place_of(listing(location_name="Grace", address_line="12 Elm St")) == "Grace, 12 Elm St"
    assert place_of(listing()) == ""
