from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import MONDAY, NEW_YORK, TUESDAY, at, schedule
from webapp.domain.curfew import Curfew, HouseRules, Nights
from webapp.domain.house import (
    Away,
    Leave,
    Reason,
    RollMark,
    RollWord,
    Stand,
    Standing,
    aways,
    is_after_curfew,
    is_open,
    night_of,
    stand,
    word_of,
)
from webapp.domain.schedule import Change, ScheduleException, expand
from webapp.domain.wall_clock import Instant, WallTime, local

NIGHT = MONDAY - timedelta(days=1)


def roll(word: RollWord, time: str = "23:00", night: date = NIGHT) -> RollMark:
    return RollMark(night, word, at(time, night))


def leave(left: str, due: str | None = None, back: str | None = None) -> Leave:
    return Leave("k", Reason.OUT, at(left), at(due) if due else None, at(back) if back else None)


NIGHTS = Nights(NEW_YORK, MONDAY - timedelta(days=60), 1)
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
    assert stand(marks, leaves, spans, at(time), NIGHTS).standing is standing


def test_a_stand_says_since_when_until_when_and_why():
    found = stand([], [leave("10:00", "15:00")], [], at("12:00"), NIGHTS)
    assert found == Stand(Standing.OUT, at("10:00"), at("15:00"), Reason.OUT)


def test_what_is_yet_to_come_is_not_known():
    found = stand([roll(RollWord.IN)], [], [], at("22:59", NIGHT), NIGHTS)
    assert found.standing is Standing.NO_WORD


@given(st.integers(0, 3 * 1440))
def test_without_consent_nothing_is_ever_away(minutes):
    now = Instant(at("0:00") + timedelta(minutes=minutes))
    found = stand([roll(RollWord.IN)], [leave("10:00", "11:00")], [], now, NIGHTS)
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


def test_a_session_to_make_up_keeps_nobody_away_for_nobody_is_expected():
    added = ScheduleException(TUESDAY, Change.MAKE_UP, "Evening")
    assert aways(expand(schedule(exceptions=(added,)), TUESDAY), 25) == ()


def test_a_day_without_a_session_keeps_nobody_away():
    assert aways(expand(schedule(), TUESDAY), 25) == ()


@pytest.mark.parametrize(
    ("left", "time", "standing"),
    [
        ("15:00", "22:59", Standing.OUT),
        ("15:00", "23:15", Standing.OUT),
        ("15:00", "23:15:01", Standing.LATE),
        ("23:05", "23:20", Standing.OUT),
        ("23:05", "23:20:01", Standing.LATE),
    ],
)
def test_whoever_left_without_saying_until_when_is_late_from_curfew_and_grace_on(
    left, time, standing
):
    assert stand([], [leave(left)], [], at(time), NIGHTS).standing is standing


def test_whoever_left_in_the_small_hours_is_due_at_the_curfew_that_is_over():
    early = Leave("k", Reason.OUT, at("1:00"), None, None)
    assert stand([], [early], [], at("1:10"), NIGHTS).until == at("23:00", NIGHT)
    assert stand([], [early], [], at("1:16"), NIGHTS).standing is Standing.LATE


def test_a_time_that_the_resident_gave_counts_in_place_of_the_curfew():
    assert stand([], [leave("15:00", "23:50")], [], at("23:40"), NIGHTS).standing is Standing.OUT


def test_nobody_with_a_pass_is_late_at_curfew():
    away = Leave("k", Reason.PASS, at("15:00"), None, None)
    assert stand([], [away], [], at("23:59"), NIGHTS).standing is Standing.OUT


SIX = Nights(
    NEW_YORK,
    NIGHTS.moved_in,
    1,
    ((NIGHTS.moved_in, HouseRules(levels=(Curfew(WallTime(18 * 60)),) * 4)),),
)


def test_a_curfew_in_the_middle_of_a_shared_evening_waits_for_its_end():
    out = [leave("15:00")]
    assert stand([], out, [EVENING_AWAY], at("21:40"), SIX).standing is Standing.AWAY
    assert stand([], out, [EVENING_AWAY], at("22:00"), SIX).standing is Standing.OUT
    assert stand([], out, [EVENING_AWAY], at("22:01"), SIX).standing is Standing.LATE


def test_without_consent_the_same_curfew_counts():
    assert stand([], [leave("15:00")], [], at("18:16"), SIX).standing is Standing.LATE


def test_a_houses_own_grace_counts_for_a_time_that_was_given_too():
    strict = Nights(NEW_YORK, NIGHTS.moved_in, 1, ((NIGHTS.moved_in, HouseRules(grace=0)),))
    out = [leave("10:00", "11:45")]
    assert stand([], out, [], at("11:46"), strict).standing is Standing.LATE
    assert stand([], out, [], at("11:46"), NIGHTS).standing is Standing.OUT


@pytest.mark.parametrize(
    ("time", "standing"),
    [("22:45", Standing.NO_WORD), ("23:15", Standing.NO_WORD), ("23:16", Standing.NOT_SEEN)],
)
def test_the_roll_call_decides_after_grace(time, standing):
    called = [roll(RollWord.NOT_SEEN, "22:40", MONDAY)]
    assert stand(called, [], [], at(time), NIGHTS).standing is standing


@pytest.mark.parametrize(
    ("reason", "left", "due", "spans", "is_it"),
    [
        (Reason.OUT, "15:00", "23:00", [], False),
        (Reason.OUT, "15:00", "23:01", [], True),
        (Reason.OUT, "15:00", "14:00 tomorrow", [], True),
        (Reason.WORK, "1:00", "8:00", [], True),
        (Reason.WORK, "4:00", "8:00", [], False),
        (Reason.PASS, "15:00", "14:00 tomorrow", [], False),
        (Reason.OUT, "15:00", None, [], False),
        (Reason.OUT, "15:00", "23:30", [Away(at("22:00"), at("23:30"))], False),
        (Reason.OUT, "15:00", "23:31", [Away(at("22:00"), at("23:30"))], True),
    ],
)
def test_a_time_after_curfew_is_a_conflict_unless_a_shared_evening_covers_it(
    reason, left, due, spans, is_it
):
    time, _blank, when = (due or "").partition(" ")
    due_at = at(time, TUESDAY if when else MONDAY) if due else None
    planned = Leave("k", reason, at(left), due_at, None)
    assert is_after_curfew(planned, spans, NIGHTS) is is_it
