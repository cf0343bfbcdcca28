from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.directory import listing
from webapp.domain.directory import Listing, Openness, Precision, Venue
from webapp.domain.directory_change import (
    Change,
    Changed,
    content_hash,
    packed,
    plan,
    unpacked,
)
from webapp.domain.feed import Reason, Refused
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import WallTime

HARBOR, NOON, DAWN = (listing(uid, key=f"k-{uid}") for uid in ("harbor", "noon", "dawn"))


def lines(number):
    return [listing(f"m{n}", key=f"k{n}") for n in range(number)]


def test_what_was_never_listed_is_new():
    assert plan([], [], [HARBOR]).new == (replace(HARBOR, key=""),)


def test_what_is_as_it_was_stays():
    change = plan([HARBOR, NOON], [], [replace(HARBOR, key=""), NOON])
    assert change == Change(stays=2)
    assert change.is_nothing


def test_a_change_keeps_our_key_and_says_what_differs():
    moved = replace(HARBOR, starts=WallTime.parse("19:30"), city="Quincy")
    (changed,) = plan([HARBOR], [], [replace(moved, key="")]).changed
    assert changed == Changed(HARBOR, moved)
    assert set(changed.what) == {"starts", "city"}


def test_what_is_listed_no_more_vanishes_and_comes_back_under_its_key():
    assert plan([HARBOR, NOON], [], [NOON]).vanishes == (HARBOR,)
    again = replace(HARBOR, name="Harbor again", key="")
    assert plan([NOON], [HARBOR], [NOON, again]).back == (replace(again, key=HARBOR.key),)


def test_what_is_gone_and_stays_gone_is_no_change():
    assert plan([NOON], [HARBOR], [NOON]).is_nothing


def test_of_two_rows_with_one_name_the_first_counts():
    second = replace(HARBOR, city="Quincy")
    assert plan([], [], [HARBOR, second]).new == (replace(HARBOR, key=""),)


@pytest.mark.parametrize(("left", "is_held"), [(7, False), (6, True), (0, True), (10, False)])
def test_a_list_of_ten_may_lose_three_before_a_person_has_to_look(left, is_held):
    assert plan(lines(10), [], lines(left)).is_held is is_held


def test_a_list_that_shrinks_and_grows_at_once_is_held_all_the_same():
    others = [listing(f"other{n}") for n in range(50)]
    assert plan(lines(10), [], [*lines(5), *others]).is_held


def test_the_first_time_nothing_is_held():
    assert not plan([], [], lines(3)).is_held
    assert not plan([], [], []).is_held
    assert not plan([], lines(3), []).is_held


@pytest.mark.parametrize(
    ("before", "then", "is_held"),
    [
        (200, 50_000, True),
        (200, 401, True),
        (200, 400, False),
        (10, 209, False),
        (10, 210, True),
        (0, 20_000, False),
    ],
)
def test_a_list_that_grows_far_beyond_itself_waits_for_a_person(before, then, is_held):
    assert plan(lines(before), [], lines(then)).is_held is is_held


MONDAY = listing("a", 1, "19:00", key="k-a")
AND_WEDNESDAY = [listing("a@1-1900", 1, "19:00"), listing("a@3-1900", 3, "19:00")]
AS_AN_ARRAY = [listing("a#1", 1, "19:00")]


@pytest.mark.parametrize("read", [AND_WEDNESDAY, AND_WEDNESDAY[::-1], AS_AN_ARRAY])
def test_a_meeting_that_its_feed_only_calls_otherwise_keeps_its_key(read):
    change = plan([MONDAY], [], read)
    (same,) = change.changed
    assert (same.before, same.after.key, same.what) == (MONDAY, MONDAY.key, ("uid",))
    assert len(change.new) == len(read) - 1
    assert change.vanishes == ()
    here, gone = applied([MONDAY], [], change)
    assert plan(here, gone, read) == Change(stays=len(read))
    back = plan(here, gone, [replace(MONDAY, key="")])
    assert (back.changed[0].after, len(back.vanishes)) == (MONDAY, len(read) - 1)


@pytest.mark.parametrize(
    "other",
    [
        {"uid": "b#1"},
        {"uid": "a#1", "name": "Another group"},
        {"uid": "a#2", "weekday": 2},
        {"uid": "a@1-2000", "starts": "20:00"},
    ],
)
def test_another_name_day_or_start_is_another_meeting(other):
    change = plan([MONDAY], [], [listing(**{"uid": "a", "weekday": 1, "starts": "19:00"} | other)])
    assert (len(change.new), len(change.changed), change.vanishes) == (1, 0, (MONDAY,))


ENDS = ("", "#1", "@1-0000", "@-")
uids = st.sampled_from([f"m{n}{end}" for n in range(3) for end in ENDS])
listings = st.builds(
    Listing,
    uid=uids,
    fellowship=st.sampled_from(Fellowship),
    name=st.text(max_size=8),
    zone=st.just("America/New_York"),
    weekday=st.none() | st.integers(0, 6),
    starts=st.none() | st.builds(WallTime, st.integers(0, 1439)),
    venue=st.sampled_from(Venue),
    openness=st.sampled_from(Openness),
    precision=st.sampled_from(Precision),
    lat=st.none() | st.integers(-900, 900).map(lambda n: n / 10),
    languages=st.lists(st.sampled_from(("en", "es")), max_size=2).map(tuple),
    tags=st.lists(st.text(max_size=4), max_size=2).map(tuple),
    irregular=st.booleans(),
)
distinct = st.lists(listings, max_size=8, unique_by=lambda each: each.uid)


def stored(each, number):
    return replace(each, key=each.key or f"new{number}")


def applied(here, gone, change):
    """The list after the change: here and gone, as the database would have them."""
    after = {each.uid: each for each in here}
    out = {each.uid: each for each in gone}
    for number, each in enumerate((*change.new, *change.back)):
        after[each.uid] = stored(each, number)
        out.pop(each.uid, None)
    for each in change.changed:
        after.pop(each.before.uid)
        after[each.after.uid] = each.after
    for each in change.vanishes:
        out[each.uid] = after.pop(each.uid)
    return list(after.values()), list(out.values())


@given(distinct, distinct, st.lists(listings, max_size=10))
def test_planning_again_after_it_was_applied_finds_nothing(first, second, read):
    here, gone = applied([], [], plan([], [], first))
    here, gone = applied(here, gone, plan(here, gone, second))
    change = plan(here, gone, read)
    assert change.here == len(here)
    here, gone = applied(here, gone, change)
    again = plan(here, gone, read)
    assert again == Change(stays=len(here))
    assert {each.uid for each in here} == {each.uid for each in read}


@given(distinct, distinct, st.lists(listings, max_size=10))
def test_every_row_of_the_list_is_accounted_for_once(here, gone, read):
    gone = [each for each in gone if each.uid not in {one.uid for one in here}]
    change = plan(here, gone, read)
    kept = (len(change.new), len(change.changed), len(change.back), change.stays)
    assert sum(kept) == len({each.uid for each in read})
    assert change.here == len(here)


@given(distinct, distinct, st.lists(listings, max_size=10))
def test_a_change_that_was_kept_is_the_same_change(here, gone, read):
    gone = [each for each in gone if each.uid not in {one.uid for one in here}]
    change = plan(here, gone, read, [Refused(3, "noon", "Noon", Reason.NO_TIME)])
    assert unpacked(packed(change)) == change


@given(listings, listings)
def test_two_meetings_have_one_hash_only_if_all_is_the_same(one, other):
    assert content_hash(one) == content_hash(replace(one, key="k"))
    same = replace(one, key="") == replace(other, key="")
    assert (content_hash(one) == content_hash(other)) is same
