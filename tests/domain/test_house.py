from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import MONDAY, NEW_YORK, TUESDAY, at, schedule
from webapp.domain.house import (
    Away,
    Leave,
    Reason,
    RollMark,
    RollWord,
    Stand,
    Standing,
    aways,
    is_open,
    night_of,
    stand,
    word_of,
)
from webapp.domain.schedule import Change, ScheduleException, expand
from webapp.domain.wall_clock import Instant, local

NIGHT = MONDAY - timedelta(days=1)


def roll(word: RollWord, time: str = "23:00", night: date = NIGHT) -> RollMark:
    return RollMark(night, word, at(time, night))


def leave(left: str, due: str | None = None, back: str | None = None) -> Leave:
    return Leave("k", Reason.OUT, at(left), at(due) if due else None, at(back) if back else None)


EVENING_AWAY = Away(at("17:20"), at("21:45"))


@pytest.mark.parametrize(
    ("marks", "leaves", "spans", "time", "standing"),
    [
        ([], [], [], "12:00", Standing.NO_WORD),
        ([roll(RollWord.IN)], [], [], "12:00", Standing.IN),
        ([roll(RollWord.NOT_SEEN)], [], [], "12:00", Standing.NOT_SEEN),
        ([roll(RollWord.WORK)], [], [], "12:00", Standing.OUT),
        ([roll(RollWord.IN), roll(RollWord.TAKEN_BACK)], [], [], "12:00", Standing.NO_WORD),
        ([roll(RollWord.NOT_SEEN), roll(RollWord.IN)], [], [], "12:00", Standing.IN),
        ([roll(RollWord.IN)], [leave("10:00")], [], "12:00", Standing.OUT),
        ([roll(RollWord.IN)], [leave("10:00", "11:45")], [], "12:00", Standing.OUT),
        ([roll(RollWord.IN)], [leave("10:00", "11:45")], [], "12:00:01", Standing.LATE),
        ([roll(RollWord.NOT_SEEN)], [leave("10:00", None, "11:00")], [], "12:00", Standing.IN),
        ([roll(RollWord.IN)], [], [EVENING_AWAY], "17:19", Standing.IN),
        ([roll(RollWord.IN)], [], [EVENING_AWAY], "17:20", Standing.AWAY),
        ([roll(RollWord.NOT_SEEN)], [], [EVENING_AWAY], "18:00", Standing.AWAY),
        ([], [leave("10:00", "11:00")], [EVENING_AWAY], "18:00", Standing.AWAY),
        ([], [leave("10:00", "19:00", "18:30")], [EVENING_AWAY], "19:00", Standing.IN),
        ([roll(RollWord.IN)], [], [EVENING_AWAY], "21:44", Standing.AWAY),
        ([roll(RollWord.IN)], [], [EVENING_AWAY], "21:45", Standing.NO_WORD),
        ([roll(RollWord.NOT_SEEN)], [], [EVENING_AWAY], "21:45", Standing.NOT_SEEN),
        ([], [leave("10:00", "21:00")], [EVENING_AWAY], "22:00", Standing.LATE),
    ],
)
def test_where_somebody_is(marks, leaves, spans, time, standing):
    assert stand(marks, leaves, spans, at(time)).standing is standing


def test_a_stand_says_since_when_until_when_and_why():
    found = stand([], [leave("10:00", "15:00")], [], at("12:00"))
    assert found == Stand(Standing.OUT, at("10:00"), at("15:00"), Reason.OUT)


def test_what_is_yet_to_come_is_not_known():
    assert stand([roll(RollWord.IN)], [], [], at("22:59", NIGHT)).standing is Standing.NO_WORD


@given(st.integers(0, 3 * 1440))
def test_without_consent_nothing_is_ever_away(minutes):
    now = Instant(at("0:00") + timedelta(minutes=minutes))
    found = stand([roll(RollWord.IN)], [leave("10:00", "11:00")], [], now)
    assert found.standing is not Standing.AWAY


@pytest.mark.parametrize(
    ("moved_in", "moved_out", "is_it"),
    [
        (MONDAY, None, True),
        (TUESDAY, None, False),
        (NIGHT, MONDAY, False),
        (NIGHT, TUESDAY, True),
        (MONDAY, MONDAY, False),
    ],
)
def test_the_day_of_moving_out_is_no_day_in_the_house(moved_in, moved_out, is_it):
    assert is_open(moved_in, moved_out, MONDAY) is is_it


@pytest.mark.parametrize(
    ("time", "night"), [("17:59", NIGHT), ("18:00", MONDAY), ("0:30", NIGHT), ("23:59", MONDAY)]
)
def test_from_six_in_the_evening_the_roll_call_is_tonights(time, night):
    assert night_of(at(time), NEW_YORK) == night


def test_the_last_word_of_a_night_counts_for_that_night_only():
    marks = [roll(RollWord.NOT_SEEN), roll(RollWord.IN), roll(RollWord.OUT, night=MONDAY)]
    assert word_of(marks, NIGHT) == marks[1]
    assert word_of(marks, TUESDAY) is None


def shown(away: Away) -> tuple[str, str]:
    return tuple(f"{local(each, NEW_YORK):%H:%M}" for each in (away.starts_at, away.ends_at))


def test_an_evening_keeps_somebody_away_from_the_way_there_to_the_way_back():
    (away,) = aways(expand(schedule(), MONDAY), 25)
    assert shown(away) == ("17:20", "21:45")


def test_a_cancelled_evening_keeps_nobody_away():
    off = ScheduleException(MONDAY, Change.CANCELLED, "Evening")
    assert aways(expand(schedule(exceptions=(off,)), MONDAY), 25) == ()


def test_a_day_without_a_session_keeps_nobody_away():
    assert aways(expand(schedule(), TUESDAY), 25) == ()
