"""Two meetings at once: only what is certain is pointed out."""

import pytest

from tests.helpers.days import at
from webapp.domain.beside import Attended, Present, pointed_out
from webapp.domain.meetings import POINTED_OUT, MeetingRefusal

SEVEN = Attended(at("19:00"), 60, "harbor")


def said(new, *others, there=()):
    return pointed_out(new, others, others, there)


def test_nothing_beside_it_is_nothing_to_say():
    assert said(SEVEN) is None


def test_the_same_listed_meeting_twice_on_a_date_is_pointed_out_at_any_time():
    assert said(SEVEN, Attended(at("9:00"), None, "harbor")) is MeetingRefusal.SAME_MEETING


def test_two_typed_ones_are_not_the_same_for_having_no_key():
    assert said(Attended(at("19:00")), Attended(at("9:00"))) is None


@pytest.mark.parametrize(
    ("begins", "said_of_it", "why"),
    [
        ("19:00", ("na", "noon"), MeetingRefusal.SAME_MEETING),
        ("19:00", ("na", "other"), MeetingRefusal.SAME_START),
        ("9:00", ("na", "noon"), None),
    ],
)
def test_of_typed_ones_start_and_all_else_tell_the_very_same(begins, said_of_it, why):
    typed = Attended(at("19:00"), said=("na", "noon"))
    assert said(typed, Attended(at(begins), said=said_of_it)) is why
    assert said(typed, Attended(at(begins), listed_key="harbor", said=said_of_it)) is why


def test_two_listed_ones_are_told_apart_by_their_lines_alone():
    one, other = (Attended(at("19:00"), None, key, ("na", "noon")) for key in ("harbor", "dawn"))
    assert said(one, other) is MeetingRefusal.SAME_START


def test_the_same_start_is_pointed_out_whatever_their_lengths():
    assert said(SEVEN, Attended(at("19:00"))) is MeetingRefusal.SAME_START


@pytest.mark.parametrize(
    ("begins", "minutes", "why"),
    [
        ("19:59", None, MeetingRefusal.OVERLAPS),
        ("20:00", None, None),
        ("18:30", None, None),
        ("18:30", 31, MeetingRefusal.OVERLAPS),
        ("18:30", 30, None),
    ],
)
def test_an_overlap_is_one_only_as_far_as_the_lengths_are_known(begins, minutes, why):
    assert said(SEVEN, Attended(at(begins), minutes, "other")) is why


@pytest.mark.parametrize(
    ("came", "left", "why"),
    [
        ("18:00", "21:00", MeetingRefusal.IN_SESSION),
        ("19:00", "21:00", None),
        ("18:00", "19:00", None),
    ],
)
def test_a_session_counts_from_check_in_to_check_out(came, left, why):
    assert said(SEVEN, there=[Present(at(came), at(left))]) is why


def test_each_of_them_can_be_saved_all_the_same():
    assert len(POINTED_OUT) == 4
    assert MeetingRefusal.FUTURE not in POINTED_OUT
