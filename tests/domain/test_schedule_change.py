from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import MONDAY, TUESDAY, blocks, wall
from webapp.domain.blocks import SESSION_KINDS, Block, Kind
from webapp.domain.schedule import Change
from webapp.domain.schedule_change import (
    Difference,
    Planned,
    affected,
    by_weekday,
    differences,
    transition,
    undated,
)

NEW_LIGHT, BAYSTATE, BLANK = (blocks(name) for name in ("new_light", "baystate", "blank"))
GROUP = next(b for b in NEW_LIGHT if b.kind is Kind.TREATMENT)
OTHERS = tuple(b for b in NEW_LIGHT if b is not GROUP)
LONG_AGO = MONDAY - timedelta(days=400)


def said(found: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    """Each difference as "before → after" in its kind and times."""
    lines = []
    for each in found:
        block = each.after or each.before
        assert block is not None
        lines.append((str(block.kind), shown(each.before), shown(each.after)))
    return lines


def shown(block: Block | None) -> str:
    return "" if block is None else f"{block.starts} {block.title}"


# What a page says


@pytest.mark.parametrize("week", [NEW_LIGHT, BAYSTATE, BLANK])
def test_a_week_is_no_different_from_itself_whatever_its_order_and_dates(week) -> None:
    dated = [replace(b, effective_from=LONG_AGO, effective_until=TUESDAY) for b in reversed(week)]
    assert differences(dated, week) == ()


def test_a_block_that_moves_is_one_line_with_both_its_times() -> None:
    (found,) = differences(NEW_LIGHT, (*OTHERS, replace(GROUP, starts=wall("18:30"))))
    assert (found.is_moved, found.is_on_other_days, found.is_renamed) == (True, False, False)
    assert (found.ends, found.begins) == (False, False)


def test_an_end_alone_that_moves_is_a_move() -> None:
    (found,) = differences([GROUP], [replace(GROUP, ends=wall("21:30"))])
    assert found.is_moved


def test_other_weekdays_are_one_line() -> None:
    (found,) = differences([GROUP], [replace(GROUP, weekdays=frozenset({1, 3}))])
    assert (found.is_moved, found.is_on_other_days) == (False, True)


def test_other_words_are_one_line() -> None:
    (found,) = differences([GROUP], [replace(GROUP, title="Evening group")])
    assert (found.is_renamed, found.is_moved) == (True, False)


def test_what_has_no_counterpart_ends_or_begins() -> None:
    (gone,) = differences(NEW_LIGHT, OTHERS)
    (new,) = differences(OTHERS, NEW_LIGHT)
    assert (gone.ends, gone.begins, gone.is_moved) == (True, False, False)
    assert (new.ends, new.begins, new.is_moved) == (False, True, False)


def test_of_two_groups_the_one_with_the_same_words_is_the_counterpart() -> None:
    first, second = replace(GROUP, title="First"), replace(GROUP, title="Second", ends=None)
    later = replace(second, starts=wall("20:00"))
    assert differences([first, second], [later, first]) == (Difference(second, later),)


def test_the_same_group_twice_is_counted_twice() -> None:
    assert differences([GROUP, GROUP], [GROUP]) == (Difference(undated(GROUP), None),)


def test_from_evenings_to_days_the_evening_ends_and_the_day_begins_in_the_order_of_the_day() -> (
    None
):
    assert said(differences(NEW_LIGHT, BAYSTATE)) == [
        ("daytime", "08:30 Work, school, job search or volunteering", ""),
        ("meeting", "08:30 A meeting", ""),
        ("arrive", "", "09:00 Arrive, check in"),
        ("treatment", "", "09:15 Activity or class"),
        ("meal", "", "12:00 Lunch"),
        ("treatment", "", "12:30 Process group"),
        ("leave", "", "13:45 Leave, go home"),
        ("arrive", "17:45 Arrive", ""),
        ("treatment", "18:00 Group", ""),
        ("leave", "21:20 Leave, go home", ""),
    ]


# What has to be written


def test_a_week_that_is_there_already_needs_nothing_written() -> None:
    found = transition(dict(enumerate(NEW_LIGHT)), BAYSTATE[:0] + NEW_LIGHT, TUESDAY)
    assert (dict(found.until), found.begin) == ({}, ())


def test_what_ends_gets_its_last_date_and_what_begins_its_first() -> None:
    moved = replace(GROUP, starts=wall("18:30"))
    found = transition({1: GROUP, 2: OTHERS[0]}, [moved, OTHERS[0]], TUESDAY)
    assert dict(found.until) == {1: TUESDAY}
    assert found.begin == (replace(moved, effective_from=TUESDAY),)


def test_a_block_that_was_planned_for_later_never_begins() -> None:
    friday = TUESDAY + timedelta(days=3)
    found = transition({1: replace(GROUP, effective_from=friday)}, [], TUESDAY)
    assert dict(found.until) == {1: friday}


def test_an_end_that_was_planned_for_later_falls_away_if_the_block_goes_on() -> None:
    ending = replace(GROUP, effective_until=TUESDAY + timedelta(days=3))
    found = transition({1: ending}, [GROUP], TUESDAY)
    assert (dict(found.until), found.begin) == ({1: None}, ())


def test_what_ended_before_is_left_alone() -> None:
    assert transition({1: replace(GROUP, effective_until=TUESDAY)}, [], TUESDAY).until == {}


# Whatever the weeks are

DAYS = st.integers(0, 40).map(lambda n: MONDAY + timedelta(days=n))
PIECES = st.sampled_from((*NEW_LIGHT, *BAYSTATE, *BLANK))


@st.composite
def dated(draw: st.DrawFn) -> Block:
    first = draw(DAYS)
    last = draw(st.none() | st.integers(0, 30).map(lambda n: first + timedelta(days=n)))
    return replace(draw(PIECES), effective_from=first, effective_until=last)


def running(week: list[Block], day: date) -> list[Block]:
    return sorted((undated(b) for b in week if b.is_effective(day)), key=repr)


@given(st.lists(dated(), max_size=8), st.lists(PIECES, max_size=6), DAYS)
def test_days_before_keep_what_they_had_and_days_after_have_the_new_week(held, wanted, day) -> None:
    found = transition(dict(enumerate(held)), wanted, day)
    after = [
        replace(b, effective_until=found.until.get(n, b.effective_until))
        for n, b in enumerate(held)
    ]
    after += found.begin
    for offset in range(-5, 80):
        looked_at = MONDAY + timedelta(days=offset)
        if looked_at < day:
            assert running(after, looked_at) == running(held, looked_at)
        else:
            assert running(after, looked_at) == sorted(map(undated, wanted), key=repr)
    assert transition(dict(enumerate(after)), wanted, day).begin == ()


@given(st.lists(PIECES, max_size=8), st.lists(PIECES, max_size=8))
def test_the_differences_lead_from_the_one_week_to_the_other(before, after) -> None:
    found = differences(before, after)
    week = [undated(b) for b in before]
    for each in found:
        if each.before is not None:
            week.remove(each.before)
        if each.after is not None:
            week.append(each.after)
    assert sorted(week, key=repr) == sorted(map(undated, after), key=repr)
    assert all(each.before != each.after for each in found)


def test_the_pieces_hold_sessions_and_the_rest_of_the_day() -> None:
    assert {b.kind in SESSION_KINDS for b in (*NEW_LIGHT, *BLANK)} == {True, False}


# What else a new week touches


def planned(day: date, **more) -> Planned:
    return Planned(day, more.pop("session", "Evening"), **more)


def idle(*said: Planned, after=BAYSTATE) -> tuple[Planned, ...]:
    return affected(NEW_LIGHT, after, 3, said).idle


def test_a_session_that_no_longer_takes_place_is_named_with_its_days() -> None:
    found = affected(NEW_LIGHT, BAYSTATE, 3, ())
    assert (found.gone, found.enrolled) == ((("Evening", frozenset({0, 2, 4})),), 3)
    assert affected(NEW_LIGHT, NEW_LIGHT, 3, ()).gone == ()


def test_a_session_on_fewer_days_is_named_with_those_it_loses() -> None:
    fewer = [replace(b, weekdays=b.weekdays - {4}) for b in NEW_LIGHT]
    assert affected(NEW_LIGHT, fewer, 3, ()).gone == (("Evening", frozenset({4})),)


def test_what_was_said_about_a_session_that_falls_away_is_idle_in_the_order_of_the_days() -> None:
    later, sooner = (
        planned(TUESDAY + timedelta(days=1), topic="Grief"),
        planned(MONDAY, topic="Art"),
    )
    assert idle(later, sooner) == (sooner, later)
    assert idle(later, sooner, after=NEW_LIGHT) == ()


def test_a_holiday_stays_a_holiday() -> None:
    assert idle(planned(MONDAY, session=None, change=Change.HOLIDAY)) == ()


def test_the_latest_word_on_a_date_counts() -> None:
    moved, stands = (planned(MONDAY, change=c) for c in (Change.MOVED, Change.STANDS))
    assert idle(moved, stands) == (stands,)


def test_an_extra_session_and_its_topic_stand_while_the_week_has_one_of_that_name() -> None:
    extra, topic = planned(TUESDAY, change=Change.EXTRA), planned(TUESDAY, topic="Art")
    assert idle(extra, topic, after=NEW_LIGHT) == ()
    assert set(idle(extra, topic)) == {extra, topic}


def test_a_week_is_shown_day_by_day_in_the_order_of_the_line() -> None:
    monday, tuesday, *_rest = by_weekday(reversed(NEW_LIGHT))
    assert [str(b.starts) for b in monday] == [
        "07:00", "08:30", "08:30", "17:45", "18:00", "21:20", "23:00",
    ]  # fmt: skip
    assert [b.kind for b in tuesday][1:3] == [Kind.DAYTIME, Kind.MEETING]
    assert len(by_weekday(())) == 7
