"""How a meeting is known: which slip is about which entry."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.clock import at
from webapp.domain.meetings import Fellowship, MeetingEntry, MeetingRules, Mode, count
from webapp.domain.record import Void
from webapp.domain.slips import APART, Rung, Slip, climb
from webapp.domain.wall_clock import WallTime

SATURDAY = date(2026, 11, 21)
THEN = at("2026-11-22 12:00")


def entry(starts, day=SATURDAY, *, fits_list=False):
    name = f"{day} {starts}"
    said = (Fellowship.AA, "", day, WallTime.parse(starts), Mode.IN_PERSON, "", THEN)
    return MeetingEntry(name, *said, fits_list=fits_list)


def slip(starts, day=SATURDAY, *, void=None):
    said = (day, WallTime.parse(starts), None, "", THEN, "Sam K.", void)
    return Slip(f"slip {day} {starts}", *said)


def test_the_three_rungs():
    own, listed, seen = entry("10:00"), entry("12:00", fits_list=True), entry("19:00")
    ladder = climb([own, listed, seen], [slip("19:00")])
    rungs = [ladder.rung(each) for each in (own, listed, seen)]
    assert rungs == [Rung.OWN_WORD, Rung.ON_LIST, Rung.SLIP_SEEN]


def test_every_rung_counts_the_same():
    entries = [entry("10:00"), entry("12:00", fits_list=True), entry("19:00")]
    climb(entries, [slip("19:00")])
    assert count(entries, SATURDAY, MeetingRules(5)).done == 3


@pytest.mark.parametrize(
    ("starts", "is_about"),
    [("18:29", False), ("18:30", True), ("19:30", True), ("19:31", False)],
)
def test_a_slip_is_about_an_entry_within_half_an_hour(starts, is_about):
    logged = entry("19:00")
    ladder = climb([logged], [slip(starts)])
    assert (ladder.rung(logged) is Rung.SLIP_SEEN) == is_about
    assert bool(ladder.left) != is_about


def test_a_slip_of_another_date_is_about_another_meeting():
    ladder = climb([entry("19:00")], [slip("19:00", date(2026, 11, 20))])
    assert [each.day.day for each in ladder.left] == [20]


def test_the_same_start_comes_before_one_that_is_near():
    early, late = entry("18:45"), entry("19:00")
    ladder = climb([early, late], [slip("19:00")])
    assert list(ladder.of_entry) == [late.id]


def test_two_slips_are_never_about_one_entry():
    ladder = climb([entry("19:00")], [slip("19:00"), slip("19:15")])
    assert len(ladder.of_entry) == 1
    assert [str(each.starts) for each in ladder.left] == ["19:15"]


def test_the_most_entries_have_their_slip():
    """The nearest first would leave 18:40 without one."""
    ladder = climb([entry("18:40"), entry("19:05")], [slip("19:00"), slip("19:25")])
    assert len(ladder.of_entry) == 2


def test_a_slip_that_was_taken_back_is_about_nothing_and_is_told():
    void = Void("Sam K.", THEN, "somebody else's")
    logged = entry("19:00")
    ladder = climb([logged], [slip("19:00", void=void)])
    assert ladder.rung(logged) is Rung.OWN_WORD
    assert (ladder.left, [each.void for each in ladder.taken_back]) == ((), [void])


TIMES = st.lists(st.integers(0, 1439), unique=True, max_size=6)


@given(TIMES, TIMES)
def test_each_standing_slip_is_in_exactly_one_place(entries, slips):
    logged = [entry(str(WallTime(minute))) for minute in entries]
    seen = [slip(str(WallTime(minute))) for minute in slips]
    ladder = climb(logged, seen)
    placed = [*ladder.of_entry.values(), *ladder.left]
    assert sorted(each.id for each in placed) == sorted(each.id for each in seen)
    by_id = {each.id: each for each in logged}
    for entry_id, of_it in ladder.of_entry.items():
        assert abs(by_id[entry_id].starts.minutes - of_it.starts.minutes) <= APART
    free = [each for each in logged if each.id not in ladder.of_entry]
    for left in ladder.left:
        assert all(abs(each.starts.minutes - left.starts.minutes) > APART for each in free)
