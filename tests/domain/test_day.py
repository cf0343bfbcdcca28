from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import (
    MONDAY,
    NEW_YORK,
    SUNDAY,
    TUESDAY,
    at,
    attended,
    meeting,
    plan,
    schedule,
    sessions,
    shown,
    wall,
)
from webapp.domain.attendance import Status
from webapp.domain.blocks import Block, Kind, Occurrence
from webapp.domain.day import Day, Row, RowState, build
from webapp.domain.directory import Venue
from webapp.domain.marks import DayMark, Mark, can_tap, mark_day
from webapp.domain.meetings import Fellowship, MeetingEntry
from webapp.domain.planned import PlannedMeeting
from webapp.domain.schedule import Change, ScheduleException, expand
from webapp.domain.wall_clock import Instant

K, S = Kind, RowState
WAKE_UP, DAYTIME, LIGHTS_OUT = Mark.WAKE_UP, Mark.DAYTIME, Mark.LIGHTS_OUT
SPRING_EVE, AUTUMN_EVE = date(2026, 3, 7), date(2026, 10, 31)


def tapped(mark: Mark, time: str, day: date = MONDAY) -> DayMark:
    return DayMark(str(mark), day, mark, at(time, day))


MORNING = (tapped(WAKE_UP, "7:05"), tapped(DAYTIME, "8:40"))


def line(
    now: str | Instant,
    arrived: str | None = None,
    marks: Sequence[DayMark] = (),
    meetings: Sequence[MeetingEntry] = (),
    day: date = MONDAY,
    **changes: Any,
) -> Day:
    """New Light's line of that date, seen at that time of it."""
    moment = at(now, day) if isinstance(now, str) else now
    made = schedule(**changes)
    arrived_at = at(arrived, day) if arrived else None
    attendances = [attended(s, arrived_at, moment) for s in sessions(day, **changes)]
    night_before = expand(made, day - timedelta(days=1))
    return build(
        day, NEW_YORK, moment, expand(made, day), attendances, marks, meetings, night_before
    )


def row(day: Day, kind: Kind) -> Row:
    (found,) = (r for r in day.rows if r.kind is kind)
    return found


def states(day: Day) -> dict[str, str]:
    """The line as it reads, without the now marker."""
    return {str(r.kind): str(r.state) for r in day.rows if r.kind}


def cancelled(change: Change = Change.CANCELLED) -> tuple[ScheduleException, ...]:
    return (ScheduleException(MONDAY, change, "Evening"),)


# Through a day


def test_before_wake_up_everything_is_ahead() -> None:
    assert set(states(line("3:00")).values()) == {"next", "later"}


def test_at_noon_what_has_begun_is_past_and_what_was_tapped_is_done() -> None:
    assert states(line("12:00", marks=MORNING)) == {
        "wake_up": "done",
        "daytime": "done",
        "meeting": "past",
        "arrive": "next",
        "treatment": "later",
        "leave": "later",
        "lights_out": "later",
    }


def test_an_untapped_wake_up_is_past() -> None:
    assert row(line("12:00"), K.WAKE_UP).state is S.PAST


def test_at_5_20_pm_the_check_in_is_open_and_next() -> None:
    found = row(line("17:20"), K.ARRIVE)
    assert found.state is S.NEXT
    assert found.attendance is not None
    assert found.attendance.status is Status.OPEN


def test_after_the_check_in_one_is_in_and_the_group_is_next() -> None:
    found = line("17:50", "17:40")
    assert (row(found, K.ARRIVE).state, row(found, K.TREATMENT).state) == (S.IN, S.NEXT)


def test_a_group_is_done_at_its_end_and_not_before() -> None:
    assert row(line("20:59:59", "17:40"), K.TREATMENT).state is S.UNDER_WAY
    assert row(line("21:00:00", "17:40"), K.TREATMENT).state is S.DONE


def test_a_group_one_was_not_at_is_past_and_never_done() -> None:
    assert row(line("22:00"), K.TREATMENT).state is S.PAST


def test_leaving_is_done_at_its_time_for_who_was_in() -> None:
    assert row(line("21:20", "17:40"), K.LEAVE).state is S.DONE


def test_after_lights_out_nothing_is_ahead() -> None:
    found = line("23:30", "17:40", marks=[*MORNING, tapped(LIGHTS_OUT, "23:01")])
    assert not {"next", "later"} & set(states(found).values())
    assert found.focus is None


def test_a_cancelled_session_is_crossed_out_at_any_time() -> None:
    for now in ("8:00", "17:30", "22:00"):
        found = states(line(now, exceptions=cancelled()))
        assert [found[k] for k in ("arrive", "treatment", "leave")] == ["cancelled"] * 3


def test_a_holiday_crosses_out_the_session_alone() -> None:
    found = states(line("8:00", exceptions=(ScheduleException(MONDAY, Change.HOLIDAY),)))
    assert [kind for kind, state in found.items() if state == "cancelled"] == [
        "arrive",
        "treatment",
        "leave",
    ]


def test_a_moved_session_is_marked_on_its_rows() -> None:
    move = ScheduleException(MONDAY, Change.MOVED, "Evening", wall("18:30"))
    found = line("12:00", exceptions=(move,))
    assert [r.kind for r in found.rows if r.instead_of] == [K.ARRIVE, K.TREATMENT, K.LEAVE]


def test_only_what_lasts_over_two_hours_is_long() -> None:
    found = line("12:00")
    assert [r.kind for r in found.rows if r.is_long] == [K.DAYTIME, K.MEETING, K.TREATMENT]


def test_only_the_arrival_carries_the_attendance() -> None:
    assert [r.kind for r in line("17:20").rows if r.attendance] == [K.ARRIVE]


# The now marker


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("6:59:59", None),
        ("7:00:00", K.WAKE_UP),
        ("17:20", K.MEETING),
        ("17:45", K.ARRIVE),
        ("23:00", K.LIGHTS_OUT),
    ],
)
def test_the_now_marker_stands_after_the_last_row_that_has_begun(
    now: str, before: Kind | None
) -> None:
    rows = line(now).rows
    (here,) = (n for n, r in enumerate(rows) if r.is_now_marker)
    assert (rows[here - 1].kind if here else None) is before


@pytest.mark.parametrize("now", [at("12:00", SUNDAY - timedelta(days=7)), at("12:00", TUESDAY)])
def test_another_date_has_no_now_marker_and_no_focus(now: Instant) -> None:
    found = line(now)
    assert not found.is_today
    assert found.focus is None
    assert not any(r.is_now_marker for r in found.rows)
    assert "next" not in states(found).values()


def test_today_ends_at_midnight_of_the_zone() -> None:
    assert line("23:59:59").is_today
    assert not line("24:00").is_today


def test_a_date_knows_its_neighbours() -> None:
    found = line("12:00")
    assert (found.date_before, found.date_after) == (MONDAY - timedelta(days=1), TUESDAY)


# The focus


@pytest.mark.parametrize(
    ("now", "focus"),
    [
        ("3:59", K.WAKE_UP),
        ("4:00", K.WAKE_UP),
        ("8:30:00", K.WAKE_UP),
        ("8:30:01", K.ARRIVE),
        ("17:14:59", K.ARRIVE),
        ("18:15:00", K.ARRIVE),
        ("18:15:01", K.TREATMENT),
        ("20:59:59", K.TREATMENT),
        ("21:00:00", K.LIGHTS_OUT),
        ("23:59:59", K.LIGHTS_OUT),
    ],
)
def test_the_focus_moves_through_the_day(now: str, focus: Kind) -> None:
    found = line(now)
    assert found.focus is not None
    assert found.focus.kind is focus
    assert found.focus in found.rows
    assert found.focus.state is (S.UNDER_WAY if focus is K.TREATMENT else S.NEXT)


@pytest.mark.parametrize(
    ("now", "focus"),
    [("7:30", K.DAYTIME), ("17:40", K.TREATMENT), ("18:00", K.TREATMENT), ("21:00", K.LEAVE)],
)
def test_what_is_done_gives_up_the_focus(now: str, focus: Kind) -> None:
    found = line(now, "17:16", marks=MORNING[:1]).focus
    assert found is not None
    assert found.kind is focus


def test_who_is_not_there_is_never_told_to_leave() -> None:
    kinds = {line(now).focus.kind for now in ("18:16", "20:30", "21:00", "21:19")}  # type: ignore[union-attr]
    assert K.LEAVE not in kinds


def test_a_lunch_within_the_session_is_under_way_too() -> None:
    found = line("12:15", "8:55", name="baystate")
    assert found.focus is not None
    assert (found.focus.kind, found.focus.state) == (K.MEAL, S.UNDER_WAY)


def test_an_open_check_in_comes_before_a_tap_that_is_due() -> None:
    move = ScheduleException(MONDAY, Change.MOVED, "Evening", wall("22:45"))
    found = line("22:40", exceptions=(move,)).focus
    assert found is not None
    assert found.kind is K.ARRIVE


@pytest.mark.parametrize(("now", "focus"), [("22:29:59", K.LEAVE), ("22:30", K.LIGHTS_OUT)])
def test_lights_out_is_due_half_an_hour_ahead(now: str, focus: Kind) -> None:
    move = ScheduleException(MONDAY, Change.MOVED, "Evening", wall("19:10"))
    found = line(now, "19:00", exceptions=(move,)).focus
    assert found is not None
    assert found.kind is focus


def test_a_cancelled_evening_never_has_the_focus() -> None:
    found = line("17:30", exceptions=cancelled()).focus
    assert found is not None
    assert found.kind is K.LIGHTS_OUT


@given(
    st.integers(0, 24 * 3600 - 1),
    st.none() | st.integers(1035, 1259),
    st.sets(st.sampled_from(list(Mark))),
)
def test_at_most_one_row_is_next_and_it_is_the_focus(
    second: int, arrived: int | None, marks: set[Mark]
) -> None:
    now = Instant(at("0:00") + timedelta(seconds=second))
    arrival = f"{arrived // 60}:{arrived % 60:02}" if arrived else None
    found = line(now, arrival, marks=[tapped(mark, "12:00") for mark in marks])
    next_ones = [r for r in found.rows if r.state is S.NEXT]
    is_on = found.focus is not None and found.focus.state is S.UNDER_WAY
    assert next_ones == ([found.focus] if found.focus and not is_on else [])
    assert found.focus is None or found.focus in found.rows
    assert sum(r.is_now_marker for r in found.rows) == 1
    assert [r.starts_at for r in found.rows] == sorted(r.starts_at for r in found.rows)


# Night shifts


def night_shift(now: str, day: date = TUESDAY) -> Day:
    shift = plan(starts=wall("22:00"), ends=wall("30:00"), weekdays=frozenset({0}))
    return line(now, day=day, plans=(shift,))


def test_a_night_shift_is_on_both_of_its_dates() -> None:
    evening = row(night_shift("23:00", MONDAY), K.DAYTIME)
    morning = row(night_shift("1:00"), K.DAYTIME)
    assert (shown(evening.starts_at), evening.goes_on) == ("22:00", True)
    assert (shown(morning.starts_at), shown(morning.ends_at)) == ("00:00", "06:00")


@pytest.mark.parametrize(("now", "day"), [("23:30", MONDAY), ("2:00", TUESDAY)])
def test_a_night_shift_that_is_running_is_now(now: str, day: date) -> None:
    found = night_shift(now, day).focus
    assert found is not None
    assert (found.kind, found.state) == (K.DAYTIME, S.UNDER_WAY)


def test_a_night_shift_is_done_only_when_it_is_over() -> None:
    assert not row(night_shift("23:59", MONDAY), K.DAYTIME).can_tap
    assert not row(night_shift("5:59:59"), K.DAYTIME).can_tap
    assert row(night_shift("6:00:00"), K.DAYTIME).can_tap
    assert not row(night_shift("6:00:00", MONDAY), K.DAYTIME).can_tap


def test_nobody_is_asked_to_put_the_lights_out_in_the_middle_of_a_shift() -> None:
    kinds = {r.kind for r in night_shift("23:00", MONDAY).rows}
    assert K.LIGHTS_OUT not in kinds
    kinds = {r.kind for r in night_shift("7:30").rows}
    assert K.LIGHTS_OUT in kinds
    assert K.WAKE_UP not in kinds, "asleep after the shift"


def test_a_shift_into_the_morning_takes_the_place_of_the_wake_up() -> None:
    shift = plan(starts=wall("23:30"), ends=wall("31:30"), weekdays=frozenset({0}))
    kinds = [r.kind for r in line("3:00", day=TUESDAY, plans=(shift,)).rows]
    assert K.WAKE_UP not in kinds


# Taps


@pytest.mark.parametrize(
    ("mark", "now", "may"),
    [
        (WAKE_UP, "3:59:59", False),
        (WAKE_UP, "4:00:00", True),
        (WAKE_UP, "23:59:59", True),
        (WAKE_UP, "24:00:00", False),
        (DAYTIME, "8:29:59", False),
        (DAYTIME, "8:30:00", True),
        (DAYTIME, "23:59:59", True),
        (DAYTIME, "24:00:00", False),
        (LIGHTS_OUT, "3:00:00", False),
        (LIGHTS_OUT, "20:59:59", False),
        (LIGHTS_OUT, "21:00:00", True),
        (LIGHTS_OUT, "24:30:00", True),
        (LIGHTS_OUT, "27:59:59", True),
        (LIGHTS_OUT, "28:00:00", False),
    ],
)
def test_a_tap_can_be_made_in_its_time(mark: Mark, now: str, may: bool) -> None:
    (found,) = (o for o in expand(schedule(), MONDAY) if o.kind == mark)
    assert can_tap(mark, found, at(now), NEW_YORK) is may


@pytest.mark.parametrize(
    ("mark", "now", "day"),
    [
        (LIGHTS_OUT, "23:59:59", MONDAY),
        (LIGHTS_OUT, "24:00:00", MONDAY),
        (LIGHTS_OUT, "27:59:59", MONDAY),
        (LIGHTS_OUT, "28:00:00", TUESDAY),
        (WAKE_UP, "27:59:59", TUESDAY),
        (DAYTIME, "24:00:00", TUESDAY),
    ],
)
def test_until_four_a_tap_on_lights_out_belongs_to_the_night_before(
    mark: Mark, now: str, day: date
) -> None:
    assert mark_day(mark, at(now), NEW_YORK) == day


@pytest.mark.parametrize("eve", [SPRING_EVE, AUTUMN_EVE])
def test_the_night_ends_at_four_on_the_wall_when_the_clocks_change(eve: date) -> None:
    assert mark_day(LIGHTS_OUT, at("27:59:59", eve), NEW_YORK) == eve
    assert mark_day(LIGHTS_OUT, at("28:00", eve), NEW_YORK) == eve + timedelta(days=1)


def test_a_tap_made_once_is_not_offered_again() -> None:
    assert row(line("7:30"), K.WAKE_UP).can_tap
    found = row(line("7:30", marks=MORNING), K.WAKE_UP)
    assert (found.can_tap, found.marked, found.state) == (False, MORNING[0], S.DONE)


def test_a_tap_of_another_date_does_not_count_today() -> None:
    yesterday = [tapped(WAKE_UP, "7:05", MONDAY - timedelta(days=1))]
    assert row(line("7:30", marks=yesterday), K.WAKE_UP).can_tap


def test_a_session_is_never_tapped() -> None:
    assert not any(r.can_tap for r in line("18:00").rows if r.attendance or not r.mark)


# The night


def test_after_midnight_the_lights_out_of_last_night_is_still_asked() -> None:
    last_night = line(at("24:30"), day=TUESDAY).last_night
    assert last_night is not None
    assert (last_night.day, shown(last_night.starts_at), last_night.marked) == (
        MONDAY,
        "23:00",
        None,
    )


def test_lights_out_tapped_after_midnight_stands_with_last_night() -> None:
    mark = tapped(LIGHTS_OUT, "24:20")
    last_night = line(at("24:30"), day=TUESDAY, marks=[mark]).last_night
    assert last_night is not None
    assert last_night.marked == mark


def test_lights_out_of_last_night_is_not_todays() -> None:
    found = line(at("24:30"), day=TUESDAY, marks=[tapped(LIGHTS_OUT, "24:20")])
    assert row(found, K.LIGHTS_OUT).state is S.LATER


@pytest.mark.parametrize(("now", "is_asked"), [("3:59:59", True), ("4:00:00", False)])
def test_last_night_is_over_at_four(now: str, is_asked: bool) -> None:
    assert (line(now).last_night is not None) is is_asked


@pytest.mark.parametrize("now", [at("3:00", TUESDAY), at("3:00", MONDAY - timedelta(days=1))])
def test_a_date_that_is_not_today_has_no_last_night(now: Instant) -> None:
    assert line(now).last_night is None


def test_only_the_night_before_is_last_night() -> None:
    tonight = expand(schedule(), MONDAY)
    found = build(MONDAY, NEW_YORK, at("1:00"), tonight, (), (), (), night_before=tonight)
    assert found.last_night is None


def test_without_lights_out_there_is_no_last_night() -> None:
    wake_up = Block(K.WAKE_UP, "", frozenset(range(7)), wall("7:00"))
    assert line("1:00", blocks=(wake_up,)).last_night is None


# Folding


def test_three_past_rows_are_not_worth_folding() -> None:
    found = line("12:00", marks=MORNING)
    assert [r.kind for r in found.rows if r.state in (S.DONE, S.PAST)] == [
        K.WAKE_UP,
        K.DAYTIME,
        K.MEETING,
    ]
    assert found.earlier == ()


def test_more_than_three_past_rows_fold_away() -> None:
    found = line("18:30", "17:40", marks=MORNING)
    kinds = [r.kind for r in found.earlier]
    assert kinds == [K.WAKE_UP, K.DAYTIME, K.MEETING, K.ARRIVE]


def test_a_tap_that_can_still_be_made_is_never_folded_away() -> None:
    found = line("22:00", "17:40")
    assert {r.kind for r in found.rows if r.can_tap} == {K.WAKE_UP, K.DAYTIME, K.LIGHTS_OUT}
    assert not any(r.can_tap for r in found.earlier)
    assert len(found.earlier) == 4


def test_a_meeting_of_ones_own_stays_in_sight_until_an_hour_after_its_end() -> None:
    mine = PlannedMeeting(
        "p", "listed", Fellowship.AA, "Harbor", MONDAY, wall("17:00"), 60, Venue.IN_PERSON
    )
    for time, is_folded in [("17:15", False), ("18:30", False), ("19:00", False), ("19:01", True)]:
        rows, now = expand(schedule(), MONDAY), at(time)
        here = [attended(s, None, now) for s in sessions(MONDAY)]
        found = build(MONDAY, NEW_YORK, now, rows, here, MORNING, (), planned=(mine,))
        assert any(row.planned for row in found.rows)
        assert any(row.planned for row in found.earlier) is is_folded


def test_another_date_is_shown_whole() -> None:
    assert line(at("12:00", TUESDAY)).earlier == ()


def test_a_cancelled_evening_is_not_folded_away_before_its_time() -> None:
    found = line("12:00", marks=MORNING, exceptions=cancelled())
    assert not any(r.starts_at > found.now for r in found.earlier)


def test_lights_out_tapped_ahead_of_its_time_is_not_folded_away() -> None:
    found = line("22:00", "17:40", marks=[*MORNING, tapped(LIGHTS_OUT, "21:45")])
    assert K.LIGHTS_OUT not in {r.kind for r in found.earlier}


# Meetings on the line


def test_a_logged_meeting_stands_on_the_line_at_its_time() -> None:
    rows = line("14:00", meetings=[meeting(starts="12:00")]).rows
    (place,) = (n for n, r in enumerate(rows) if r.meeting)
    assert (rows[place].state, rows[place].kind) == (S.IN, None)
    assert [r.kind for r in rows[place - 1 : place + 3]] == [K.MEETING, None, None, K.ARRIVE]
    assert rows[place + 1].is_now_marker


def test_any_meeting_of_the_date_does_the_meeting_of_the_day() -> None:
    for starts in ("6:00", "12:00", "21:30"):
        found = line("22:00", meetings=[meeting(starts=starts)])
        assert row(found, K.MEETING).state is S.DONE


def test_a_meeting_of_another_date_changes_nothing() -> None:
    other = [meeting(MONDAY - timedelta(days=1))]
    assert line("14:00", meetings=other).rows == line("14:00").rows


# Where one is


@pytest.mark.parametrize(
    ("now", "arrived", "is_in"),
    [
        ("17:50", "17:40", True),
        ("21:00:00", "17:40", True),
        ("21:00:01", "17:40", False),
        ("17:50", None, False),
    ],
)
def test_one_is_checked_in_until_the_end(now: str, arrived: str | None, is_in: bool) -> None:
    assert (line(now, arrived).checked_in is not None) is is_in


def test_on_another_date_one_is_not_checked_in() -> None:
    yesterday = line(at("12:00", MONDAY - timedelta(days=1)), "17:40")
    assert yesterday.attendances[0].is_present
    assert yesterday.checked_in is None


def test_an_empty_day_is_a_now_marker_and_nothing_else() -> None:
    none: tuple[Occurrence, ...] = ()
    found = build(MONDAY, NEW_YORK, at("12:00"), none, (), (), ())
    assert [r.state for r in found.rows] == [S.NOW]
    assert found.focus is None


def test_who_is_not_in_when_check_in_closes_is_still_welcome() -> None:
    assert line("18:15").still_welcome is None
    assert line("18:15:01").still_welcome is not None
    assert line("21:00").still_welcome is not None
    assert line("21:00:01").still_welcome is None


def test_who_is_in_is_not_told_to_come() -> None:
    assert line("18:30", "17:40").still_welcome is None


def test_the_missed_arrival_stays_in_view_while_one_can_still_come() -> None:
    day = line("18:30")
    assert row(day, Kind.ARRIVE) not in day.earlier


def test_a_tap_can_be_taken_back_for_a_quarter_of_an_hour() -> None:
    marks = (tapped(Mark.WAKE_UP, "07:04"),)
    assert row(line("07:19", marks=marks), Kind.WAKE_UP).can_take_back
    assert not row(line("07:19:01", marks=marks), Kind.WAKE_UP).can_take_back


def test_a_day_whose_session_is_cancelled_says_so_at_its_head() -> None:
    assert line("12:00", exceptions=cancelled()).called_off is not None
    assert line("12:00").called_off is None
    assert line("12:00", day=TUESDAY).called_off is None
