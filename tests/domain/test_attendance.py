from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import (
    MONDAY,
    SUNDAY,
    at,
    attended,
    check_in,
    evening,
    facts,
    one_group,
    recorded,
    shown,
)
from webapp.domain.answers import Answer, ArrivalAnswer, Reason
from webapp.domain.attendance import PRESENT, Attendance, Status, derive
from webapp.domain.record import NOTHING, Entry, Evidence, Facts, Recorded, SessionName, Void
from webapp.domain.wall_clock import Instant, later

EVENING = evening()
ORDER = (Status.ON_TIME, Status.GRACE, Status.LATE, Status.PARTIAL)
CANCELLED = evening(cancelled=True)
SPRING_EVE, AUTUMN_EVE = date(2026, 3, 7), date(2026, 10, 31)


@pytest.mark.parametrize(
    ("enrolled", "expected"), [("18:15:00", "no_show"), ("18:15:01", "not_expected")]
)
def test_whoever_was_enrolled_after_check_in_closed_was_not_expected(
    enrolled: str, expected: str
) -> None:
    found = derive(EVENING, NOTHING, at("22:00"), enrolled_at=at(enrolled))
    assert found.status == expected
    assert not found.is_present


def test_who_was_enrolled_too_late_and_came_all_the_same_is_there() -> None:
    found = derive(EVENING, facts(at("18:40")), at("22:00"), enrolled_at=at("18:30"))
    assert found.status is Status.PARTIAL


@pytest.mark.parametrize(
    ("now", "minutes"), [("17:50", 0), ("18:00", 0), ("19:30", 90), ("21:00", 180), ("23:00", 180)]
)
def test_minutes_so_far_grow_until_the_end_of_the_group(now: str, minutes: int) -> None:
    found = attended(EVENING, at("17:40"), at(now))
    assert found.minutes(at(now)) == minutes


def test_who_is_not_there_has_no_minutes() -> None:
    assert attended(EVENING, None, at("21:00")).minutes(at("21:00")) == 0


def test_a_cancelled_session_has_no_minutes_even_for_who_came() -> None:
    assert attended(CANCELLED, at("17:40"), at("21:00")).minutes(at("21:00")) == 0


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("00:00", Status.UPCOMING),
        ("17:14:59", Status.UPCOMING),
        ("17:15:00", Status.OPEN),
        ("17:45:01", Status.OPEN),
        ("18:15:00", Status.OPEN),
        ("18:15:01", Status.NO_SHOW),
        ("35:00", Status.NO_SHOW),
    ],
)
def test_without_a_check_in_the_clock_decides(now: str, status: Status) -> None:
    assert attended(EVENING, None, at(now)).status is status


@pytest.mark.parametrize(
    ("arrived", "status"),
    [
        ("17:15:00", Status.ON_TIME),
        ("17:45:00", Status.ON_TIME),
        ("17:45:01", Status.GRACE),
        ("18:00:00", Status.GRACE),
        ("18:00:01", Status.LATE),
        ("18:15:00", Status.LATE),
        ("18:15:01", Status.PARTIAL),
        ("20:59:59", Status.PARTIAL),
    ],
)
def test_with_a_check_in_the_arrival_decides(arrived: str, status: Status) -> None:
    assert attended(EVENING, at(arrived), at("22:00")).status is status


@pytest.mark.parametrize(
    ("arrived", "status"), [("18:12:00", Status.LATE), ("18:12:01", Status.PARTIAL)]
)
def test_under_four_fifths_of_the_minutes_is_partial(arrived: str, status: Status) -> None:
    short = one_group("18:00", "19:00", "17:45")
    assert attended(short, at(arrived), at("22:00")).status is status


@pytest.mark.parametrize(
    ("arrived", "status"), [("18:00:00", Status.GRACE), ("18:00:01", Status.PARTIAL)]
)
def test_a_program_can_ask_for_every_minute(arrived: str, status: Status) -> None:
    assert attended(evening(full_presence=100), at(arrived), at("22:00")).status is status


def test_a_no_show_is_provisional() -> None:
    assert attended(EVENING, None, at("18:15:01")).provisional


@pytest.mark.parametrize("now", ["12:00", "17:30", "18:10"])
def test_nothing_before_a_no_show_is_provisional(now: str) -> None:
    assert not attended(EVENING, None, at(now)).provisional


@pytest.mark.parametrize("now", ["12:00", "17:30", "18:15:01", "23:00"])
@pytest.mark.parametrize("arrived", [None, "17:40", "18:30"])
def test_cancelled_comes_before_everything(arrived: str | None, now: str) -> None:
    found = attended(CANCELLED, at(arrived) if arrived else None, at(now))
    assert (found.status, found.is_present, found.provisional) == (Status.CANCELLED, False, False)


def test_a_staff_tick_weighs_as_much_as_a_code() -> None:
    by_code = check_in(at("17:50"))
    by_staff = replace(by_code, evidence=Evidence.STAFF, by="Sam")
    found = [derive(EVENING, Facts((each,)), at("22:00")) for each in (by_code, by_staff)]
    assert found[0].status is found[1].status is Status.GRACE
    assert found[0].minutes(at("22:00")) == found[1].minutes(at("22:00"))


@pytest.mark.parametrize("status", Status)
def test_present_is_who_came(status: Status) -> None:
    came = {*ORDER, Status.LEFT_EARLY}
    assert Attendance(EVENING, status).is_present is (status in came)


def test_a_fraction_of_a_second_makes_nobody_late() -> None:
    moment = Instant(at("17:45") + timedelta(milliseconds=900))
    assert attended(EVENING, moment, moment).status is Status.ON_TIME


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("22:59:59", Status.UPCOMING),
        ("23:00:00", Status.OPEN),
        ("24:00:00", Status.OPEN),
        ("24:00:01", Status.NO_SHOW),
    ],
)
def test_a_window_can_close_at_midnight_of_the_night_the_clocks_go_forward(
    now: str, status: Status
) -> None:
    late = one_group("23:45", "25:45", "23:30", SPRING_EVE)
    assert attended(late, None, at(now, SPRING_EVE)).status is status


def test_a_window_over_the_missing_hour_is_as_long_as_any() -> None:
    late = one_group("26:00", "29:00", "25:45", SPRING_EVE)
    assert shown(late.closes_at) == "03:15"
    assert late.closes_at - late.arrive_by == timedelta(minutes=30)


def test_the_second_showing_of_an_hour_is_an_hour_later() -> None:
    late = one_group("25:30", "28:00", "25:15", AUTUMN_EVE)
    first = at("25:20", AUTUMN_EVE)
    second = later(first, 60)
    assert shown(first) == shown(second) == "01:20"
    assert attended(late, None, first).status is Status.OPEN
    assert attended(late, None, second).status is Status.NO_SHOW


# Leaving


@pytest.mark.parametrize(
    ("left", "status"),
    [
        ("20:23:59", Status.PARTIAL),
        ("20:24:00", Status.LEFT_EARLY),
        ("20:49:59", Status.LEFT_EARLY),
        ("20:50:00", Status.ON_TIME),
        ("21:20:00", Status.ON_TIME),
    ],
)
def test_who_leaves_more_than_ten_minutes_before_the_end_left_early(
    left: str, status: Status
) -> None:
    assert derive(EVENING, facts(at("17:40"), at(left)), at("22:00")).status is status


def test_late_and_gone_early_reads_gone_early_and_keeps_both_times() -> None:
    found = derive(EVENING, facts(at("18:10"), at("20:40")), at("22:00"))
    assert (found.status, found.was_punctual) == (Status.LEFT_EARLY, False)
    assert found.check_out is not None
    assert shown(found.check_out.at) == "20:40"


@pytest.mark.parametrize(
    ("left", "now", "minutes"),
    [("19:00", "22:00", 60), ("19:00", "18:30", 30), ("21:20", "22:00", 180), (None, "22:00", 180)],
)
def test_minutes_end_with_the_check_out_or_with_the_session(
    left: str | None, now: str, minutes: int
) -> None:
    found = derive(EVENING, facts(at("17:40"), at(left) if left else None), at(now))
    assert found.minutes(at(now)) == minutes


@pytest.mark.parametrize(
    ("left", "now", "is_in", "open_end"),
    [
        (None, "20:59", True, False),
        (None, "21:00:01", False, True),
        ("19:00", "20:00", False, False),
        ("21:20", "22:00", False, False),
    ],
)
def test_an_end_is_open_only_where_nobody_wrote_it_down(
    left: str | None, now: str, is_in: bool, open_end: bool
) -> None:
    found = derive(EVENING, facts(at("17:40"), at(left) if left else None), at(now))
    assert (found.is_in(at(now)), found.has_open_end(at(now))) == (is_in, open_end)


# Decided by a person


def after(*rows: Recorded, said: ArrivalAnswer | None = None, now: str = "22:00") -> Attendance:
    """Absent, with these rows on the record."""
    return derive(EVENING, Facts((), rows, said), at(now))


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (Entry.EXCUSED, Status.EXCUSED),
        (Entry.UNEXCUSED, Status.UNEXCUSED),
        (Entry.NO_SHOW, Status.NO_SHOW),
        (Entry.UNKNOWN, Status.UNKNOWN),
        (Entry.REOPENED, Status.NO_SHOW),
    ],
)
def test_the_word_of_staff_decides_about_who_did_not_come(kind: Entry, status: Status) -> None:
    found = after(recorded(kind, at("21:30")))
    assert found.status is status
    assert found.is_decided is (kind in (Entry.UNEXCUSED, Entry.NO_SHOW))


def test_the_last_word_counts_and_one_found_wrong_does_not() -> None:
    excused, missed = recorded(Entry.EXCUSED, at("20:00")), recorded(Entry.UNEXCUSED, at("21:00"))
    wrong = replace(missed, void=Void("Rosa", at("21:30"), "another evening was meant"))
    assert after(excused, missed).status is Status.UNEXCUSED
    assert after(excused, wrong).status is Status.EXCUSED


@pytest.mark.parametrize("now", ["12:00", "17:30", "22:00"])
def test_excused_is_known_ahead_and_counts_for_nothing(now: str) -> None:
    found = after(recorded(Entry.EXCUSED, at("9:00")), now=now)
    assert found.status is Status.EXCUSED
    assert not found.is_decided


@pytest.mark.parametrize("now", ["12:00", "17:30"])
def test_declined_before_the_session_they_are_still_expected(now: str) -> None:
    found = after(recorded(Entry.UNEXCUSED, at("9:00")), said=CANNOT_COME, now=now)
    assert found.status in (Status.UPCOMING, Status.OPEN)


def test_who_came_is_present_whatever_was_decided_about_an_absence() -> None:
    for kind in (Entry.UNEXCUSED, Entry.NO_SHOW, Entry.UNKNOWN, Entry.REOPENED):
        found = derive(EVENING, facts(at("17:40"), None, recorded(kind, at("19:00"))), at("22:00"))
        assert found.status is Status.ON_TIME


CANNOT_COME = ArrivalAnswer(MONDAY, "Evening", Answer.CANNOT_COME, Reason.WORK, at("8:00"))


def test_a_request_waits_until_somebody_decides_about_it() -> None:
    earlier = recorded(Entry.UNEXCUSED, at("7:59"))
    assert after(said=CANNOT_COME).status is Status.WAITING
    assert after(earlier, said=CANNOT_COME).status is Status.WAITING
    assert after(recorded(Entry.UNEXCUSED, at("9:00")), said=CANNOT_COME).status is Status.UNEXCUSED


@pytest.mark.parametrize("answer", [Answer.ON_MY_WAY, Answer.RUNNING_LATE])
def test_other_answers_ask_for_nothing(answer: Answer) -> None:
    said = replace(CANNOT_COME, answer=answer, reason=None)
    assert after(said=said).status is Status.NO_SHOW


def test_a_dispute_waits_for_its_answer_and_no_decision_ends_it() -> None:
    missed, dispute = recorded(Entry.NO_SHOW, at("21:00")), recorded(Entry.DISPUTE, at("21:30"))
    answered = recorded(Entry.ANSWERED, at("21:45"))
    assert after(missed, dispute).status is Status.WAITING
    assert after(dispute, missed).status is Status.WAITING
    assert after(missed, dispute, answered).status is Status.NO_SHOW
    assert after(missed, dispute, answered, dispute).status is Status.WAITING


@pytest.mark.parametrize("settled_by", [Entry.REVIEWED, Entry.NO_SHOW, Entry.EXCUSED])
def test_what_came_later_and_did_not_count_waits_for_staff(settled_by: Entry) -> None:
    claim = recorded(Entry.CLAIM, at("17:41"))
    assert after(claim).status is Status.WAITING
    assert after(claim, recorded(settled_by, at("21:00"))).status is not Status.WAITING


def test_where_dayline_could_not_know_nobody_is_absent_until_a_person_says_so() -> None:
    away = Facts(could_not_know=True)
    assert derive(EVENING, away, at("22:00")).status is Status.UNKNOWN
    assert derive(EVENING, away, at("18:00")).status is Status.OPEN
    said = replace(away, rows=(recorded(Entry.NO_SHOW, at("21:30")),))
    assert derive(EVENING, said, at("22:00")).status is Status.NO_SHOW


# Made up for

MADE_UP = Facts(made_up_at=SessionName(MONDAY + timedelta(days=5), "Evening"))


def test_a_missed_session_that_was_made_up_for_counts_as_attended() -> None:
    found = derive(EVENING, MADE_UP, at("22:00"))
    assert (found.status, found.is_attended, found.minutes(at("22:00"))) == (
        Status.MADE_UP,
        True,
        0,
    )


def test_the_session_that_makes_up_is_not_counted_a_second_time() -> None:
    link = replace(recorded(Entry.MAKE_UP, at("17:40")), about=SessionName(SUNDAY, "Evening"))
    found = derive(EVENING, facts(at("17:40"), None, link), at("22:00"))
    assert found.status is Status.ON_TIME
    assert (found.is_attended, found.is_decided) == (False, False)
    assert found.minutes(at("22:00")) == 180


@pytest.mark.parametrize("now", ["12:00", "17:30", "22:00"])
def test_nobody_misses_a_session_that_is_there_to_make_up(now: str) -> None:
    make_up = evening(is_make_up=True)
    assert derive(make_up, NOTHING, at(now)).status is Status.NOT_EXPECTED
    assert derive(make_up, facts(at("17:40")), at("22:00")).status is Status.ON_TIME


# The first that fits, for each two that stand beside each other in the table

SAID_EXCUSED = recorded(Entry.EXCUSED, at("12:00"))
SAID_MISSED = recorded(Entry.UNEXCUSED, at("21:30"))
DISPUTED = recorded(Entry.DISPUTE, at("21:40"))
INSTEAD = SessionName(MONDAY + timedelta(days=5), "Evening")
CAME_LATE, LEFT_EARLY = at("18:10"), at("20:40")


@pytest.mark.parametrize(
    ("found", "first"),
    [
        (Facts(rows=(SAID_EXCUSED,), made_up_at=INSTEAD), Status.EXCUSED),
        (Facts(rows=(SAID_MISSED,), made_up_at=INSTEAD), Status.MADE_UP),
        (Facts(rows=(DISPUTED,), made_up_at=INSTEAD), Status.MADE_UP),
        (Facts((check_in(at("18:16")),), made_up_at=INSTEAD), Status.PARTIAL),
        (facts(at("18:15:01"), LEFT_EARLY), Status.PARTIAL),
        (facts(CAME_LATE, at("20:30")), Status.PARTIAL),
        (facts(CAME_LATE, LEFT_EARLY), Status.LEFT_EARLY),
        (facts(CAME_LATE, None, DISPUTED), Status.LATE),
        (facts(at("17:45:01"), None, SAID_MISSED), Status.GRACE),
        (Facts(rows=(SAID_MISSED, DISPUTED), could_not_know=True), Status.WAITING),
        (Facts(rows=(SAID_MISSED,), could_not_know=True), Status.UNEXCUSED),
        (Facts(could_not_know=True), Status.UNKNOWN),
        (NOTHING, Status.NO_SHOW),
    ],
)
def test_the_first_that_fits_is_the_status(found: Facts, first: Status) -> None:
    assert derive(EVENING, found, at("22:00")).status is first
    assert derive(CANCELLED, found, at("22:00")).status is Status.CANCELLED


@pytest.mark.parametrize(
    ("now", "first"),
    [("17:14:59", Status.UPCOMING), ("18:15:00", Status.OPEN), ("18:15:01", Status.WAITING)],
)
def test_what_waits_for_a_decision_does_so_once_their_check_in_has_closed(
    now: str, first: Status
) -> None:
    assert after(said=CANNOT_COME, now=now).status is first


@pytest.mark.parametrize(
    ("enrolled", "first"), [("18:15:00", "waiting"), ("18:15:01", "not_expected")]
)
def test_who_was_not_expected_has_nothing_to_wait_for(enrolled: str, first: str) -> None:
    found = Facts(said=CANNOT_COME)
    assert derive(EVENING, found, at("22:00"), enrolled_at=at(enrolled)).status == first


# One second to each side, where only the minutes or the arrival tell


@pytest.mark.parametrize(("arrived", "punctual"), [("18:00:00", True), ("18:00:01", False)])
def test_punctual_is_by_the_last_second_of_grace(arrived: str, punctual: bool) -> None:
    assert attended(EVENING, at(arrived), at("22:00")).was_punctual is punctual


@pytest.mark.parametrize(
    ("arrived", "left", "minutes"),
    [
        ("18:00:00", "21:00:00", 180),
        ("18:00:01", "21:00:00", 179),
        ("17:59:59", "20:59:59", 179),
        ("17:59:59", "21:00:01", 180),
        ("18:40:00", "18:39:59", 0),
    ],
)
def test_only_whole_minutes_count_and_never_more_than_there_were(
    arrived: str, left: str, minutes: int
) -> None:
    found = derive(EVENING, facts(at(arrived), at(left)), at("22:00"))
    assert found.minutes(at("22:00")) == minutes


@pytest.mark.parametrize(("now", "is_in"), [("21:00:00", True), ("21:00:01", False)])
def test_who_is_in_is_in_through_the_last_second(now: str, is_in: bool) -> None:
    found = attended(EVENING, at("17:40"), at(now))
    assert (found.is_in(at(now)), found.has_open_end(at(now))) == (is_in, not is_in)


# Whatever is on record

KINDS = st.sampled_from([k for k in Entry if k is not Entry.CHECK_OUT])
ROWS = st.lists(KINDS.map(lambda kind: recorded(kind, at("20:00"))), max_size=6).map(tuple)


@given(ROWS, st.none() | st.just(CANNOT_COME), st.booleans())
def test_an_absence_never_arises_without_a_person(
    rows: tuple[Recorded, ...], said: ArrivalAnswer | None, could_not_know: bool
) -> None:
    found = derive(EVENING, Facts((), rows, said, None, could_not_know), at("22:00"))
    by_a_person = {row.kind for row in rows} & {Entry.UNEXCUSED, Entry.NO_SHOW}
    assert not found.is_decided or by_a_person


SECONDS = st.integers(-6 * 3600, 30 * 3600)
MOMENTS = SECONDS.map(lambda s: Instant(EVENING.arrive_by + timedelta(seconds=s)))
NEAR = st.integers(-2400, 2400).map(lambda s: Instant(EVENING.arrive_by + timedelta(seconds=s)))


@given(st.none() | MOMENTS | NEAR, MOMENTS | NEAR)
def test_a_check_in_means_present_and_none_means_absent_or_not_yet(
    arrived: Instant | None, now: Instant
) -> None:
    status = attended(EVENING, arrived, now).status
    assert (status in PRESENT) is (arrived is not None)
    assert status is not Status.CANCELLED


@given(st.none() | MOMENTS | NEAR, MOMENTS | NEAR)
def test_a_no_show_needs_a_closed_window_and_no_check_in(
    arrived: Instant | None, now: Instant
) -> None:
    is_no_show = attended(EVENING, arrived, now).status is Status.NO_SHOW
    assert is_no_show is (arrived is None and now > EVENING.closes_at)


@given(MOMENTS | NEAR, MOMENTS | NEAR, st.integers(1, 100), st.sampled_from(["19:00", "21:00"]))
def test_arriving_earlier_is_never_worse(
    one: Instant, other: Instant, full_presence: int, ends: str
) -> None:
    session = replace(one_group("18:00", ends, "17:45"), full_presence=full_presence)
    first, second = sorted((one, other))
    now = at("30:00")
    found = [ORDER.index(attended(session, moment, now).status) for moment in (first, second)]
    assert found == sorted(found)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_a_status_does_not_change_after_the_check_in(
    arrived: Instant, now: Instant, later_on: Instant
) -> None:
    found = {attended(EVENING, arrived, moment).status for moment in (now, later_on)}
    assert len(found) == 1
