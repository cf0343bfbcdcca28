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


def entry(starts, day=SATURDAY, *, kind=Fellowship.AA, name="", fits_list=False):
    said = (kind, name, day, WallTime.parse(starts), Mode.IN_PERSON, "", THEN)
    return MeetingEntry(f"{day} {starts} {kind} {name}", *said, fits_list=fits_list)


def slip(starts, day=SATURDAY, *, kind=None, name="", void=None):
    said = (day, WallTime.parse(starts), kind, name, THEN, "Sam K.", void)
    return Slip(f"slip {day} {starts} {kind} {name}", *said)


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


@pytest.mark.parametrize(
    ("kind", "is_about"),
    [(Fellowship.AA, True), (None, True), (Fellowship.NA, False), (Fellowship.OTHER, False)],
)
def test_near_is_not_enough_when_the_kinds_differ(kind, is_about):
    logged = entry("19:20")
    ladder = climb([logged], [slip("19:00", kind=kind)])
    assert (ladder.rung(logged) is Rung.SLIP_SEEN) == is_about
    assert bool(ladder.left) != is_about


def test_the_same_start_is_the_same_meeting_whatever_its_kind():
    """Nobody is at two at once; were it offered to be added, one meeting would count twice."""
    logged = entry("19:00")
    ladder = climb([logged], [slip("19:00", kind=Fellowship.NA)])
    assert (ladder.rung(logged), ladder.left) == (Rung.SLIP_SEEN, ())


def test_a_near_entry_of_its_kind_comes_before_one_of_another_kind_at_its_start():
    other, own = entry("19:00"), entry("19:20", kind=Fellowship.NA)
    ladder = climb([other, own], [slip("19:00", kind=Fellowship.NA)])
    assert list(ladder.of_entry) == [own.id]


def test_two_entries_at_one_start_are_told_apart_by_their_kind():
    first, second = entry("19:00"), entry("19:00", kind=Fellowship.NA)
    ladder = climb([first, second], [slip("19:00", kind=Fellowship.NA)])
    assert list(ladder.of_entry) == [second.id]


@pytest.mark.parametrize("kind", [Fellowship.AA, None, Fellowship.NA])
def test_two_entries_at_one_start_are_told_apart_by_their_name(kind):
    first, second = entry("19:00", name="Dawn"), entry("19:00", name="Harbor group")
    ladder = climb([first, second], [slip("19:00", kind=kind, name="harbor group")])
    assert list(ladder.of_entry) == [second.id]


def test_a_slip_that_says_its_kind_comes_before_one_that_says_none():
    logged = entry("18:45")
    unsaid, said = slip("19:00"), slip("19:10", kind=Fellowship.AA)
    ladder = climb([logged], [unsaid, said])
    assert ladder.of_entry == {logged.id: said}


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


KINDS = st.sampled_from([Fellowship.AA, Fellowship.NA, Fellowship.OTHER])
NAMES = st.sampled_from(["", "Dawn"])
"""Few kinds, names and minutes, so that many are near each other."""
TIMES = st.integers(1100, 1180).map(WallTime)
ENTRIES = st.lists(
    st.builds(
        lambda starts, kind, name: entry(str(starts), kind=kind, name=name), TIMES, KINDS, NAMES
    ),
    unique_by=lambda each: each.id,
    max_size=6,
)
SLIPS = st.lists(
    st.builds(
        lambda starts, kind, name: slip(str(starts), kind=kind, name=name),
        *(TIMES, st.none() | KINDS, NAMES),
    ),
    unique_by=lambda each: each.id,
    max_size=6,
)


def is_about(logged, of_it):
    """What may be paired, said without regard to which pair comes first."""
    apart = abs(logged.starts.minutes - of_it.starts.minutes)
    return apart == 0 or (apart <= APART and of_it.fellowship in (None, logged.fellowship))


@given(ENTRIES, SLIPS)
def test_each_standing_slip_is_in_exactly_one_place(logged, seen):
    ladder = climb(logged, seen)
    placed = [*ladder.of_entry.values(), *ladder.left]
    assert sorted(each.id for each in placed) == sorted(each.id for each in seen)
    by_id = {each.id: each for each in logged}
    for entry_id, of_it in ladder.of_entry.items():
        assert is_about(by_id[entry_id], of_it)
    free = [each for each in logged if each.id not in ladder.of_entry]
    for left in ladder.left:
        assert not any(is_about(each, left) for each in free)


@given(ENTRIES, SLIPS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_read_changes_nothing(logged, seen, chance):
    shuffled = [chance.sample(each, len(each)) for each in (logged, seen)]
    assert climb(*shuffled) == climb(logged, seen)


@given(ENTRIES, SLIPS)
def test_what_is_left_and_added_is_not_left_any_more(logged, seen):
    """The added entry is the slip's, and no other slip loses its own."""
    before = climb(logged, seen)
    for left in before.left:
        kind = left.fellowship or Fellowship.OTHER
        added = entry(str(left.starts), kind=kind, name=left.name)
        if added in logged:
            continue
        after = climb([*logged, added], seen)
        assert {each.id for each in after.left} == {each.id for each in before.left} - {left.id}
