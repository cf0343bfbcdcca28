"""Check-ins made without signal: judged by when they were made, kept where a person may have
been there, and never counted twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.helpers.clock import at
from tests.helpers.desk import code, wrong_code
from tests.helpers.record import EVENING, attendance, decide, tick
from tests.helpers.rows import count, rows
from webapp.actions import change_schedule, check_in, void_check_in
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.actions.send_later import MOST_KEPT, Kept, Waited, send_later
from webapp.domain.attendance import Status
from webapp.domain.check_in import Refusal
from webapp.domain.decisions import waits_for_staff
from webapp.domain.record import Entry, Evidence
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.attendance import CheckInRow
from webapp.models.people import Throttle
from webapp.models.record import RecordRow

MONDAY = "2026-11-23"
DAY_LATER = "2026-11-24"


@pytest.fixture
def send(cast, viewer, clock):
    """send("17:41", "21:30"): made at the one time without signal, sent at the other."""

    def at_times(made, sent, *, error=0, typed=None, key="key-on-the-phone", who="jordan"):
        clock.set(sent if " " in sent else f"{MONDAY} {sent}")
        was = at(made if " " in made else f"{MONDAY} {made}")
        off = timedelta(minutes=error)
        shown = code(cast.people[who], was) if typed is None else typed
        waited = Waited(shown, key, Instant(was + off), Instant(clock.now() + off))
        times = {"now": clock.now(), "true_now": clock.now()}
        return send_later(viewer(who), waited, lambda why, fits: f"{why} {fits}", **times)

    return at_times


@pytest.fixture
def standing(cast, viewer, clock):
    """What staff see of Jordan's Monday evening now."""
    return lambda: attendance(viewer("sam"), cast.jordan.key, EVENING, clock.now())


@pytest.mark.parametrize(
    ("made", "status"),
    [
        ("17:15", Status.ON_TIME),
        ("17:45", Status.ON_TIME),
        ("17:45:01", Status.GRACE),
        ("18:00:01", Status.LATE),
        ("18:15", Status.LATE),
    ],
)
def test_the_time_at_the_door_decides_and_not_when_it_came(send, standing, made, status):
    assert send(made, "23:10") == Recorded(at(f"{MONDAY} {made}"))
    assert standing().status is status
    assert waits_for_staff(standing())


@pytest.mark.parametrize("error", [0, -3, 47, 300, -300, 60 * 24 * 400])
def test_a_phone_whose_clock_is_wrong_is_put_right_and_both_clocks_are_kept(send, error):
    assert send("17:41", "21:30", error=error) == Recorded(at(f"{MONDAY} 17:41"))
    (row,) = rows(CheckInRow)
    off = timedelta(minutes=error)
    assert (row.at, row.recorded_at) == (at(f"{MONDAY} 17:41"), at(f"{MONDAY} 21:30"))
    assert row.claimed_at == at(f"{MONDAY} 17:41") + off
    assert row.sent_at == at(f"{MONDAY} 21:30") + off
    assert row.evidence is Evidence.SENT_LATER


@pytest.mark.parametrize(
    ("sent", "outcome"), [(f"{DAY_LATER} 05:41", Recorded), (f"{DAY_LATER} 05:41:01", Kept)]
)
def test_it_has_twelve_hours_to_arrive(send, sent, outcome):
    assert type(send("17:41", sent)) is outcome


@pytest.mark.parametrize("seconds", [-45, 45])
def test_the_code_is_good_for_its_own_half_minute_and_the_ones_beside_it(
    cast, send, clock, seconds
):
    there = at(f"{MONDAY} 17:41")
    near = code(cast.jordan, Instant(there + timedelta(seconds=30 if seconds > 0 else -30)))
    far = code(cast.jordan, Instant(there + timedelta(seconds=2 * seconds)))
    assert isinstance(send("17:41", "21:30", typed=far, key="far-away-code"), Kept)
    assert isinstance(send("17:41", "21:30", typed=near), Recorded)


KEPT = [
    ("a code of another program", "17:41", "21:30", "elsewhere", Refusal.CODE_ELSEWHERE, False),
    ("a code that no screen showed", "17:41", "21:30", "wrong", Refusal.CODE_WRONG, False),
    ("a code of a later time", "17:41", "21:30", "later", Refusal.CODE_WRONG, False),
    ("a code of a time before", "17:41", "21:30", "earlier", Refusal.CODE_WRONG, False),
    ("no six digits", "17:41", "21:30", "12", Refusal.CODE_MISSING, False),
    ("after check-in closed", "18:15:01", "21:30", None, Refusal.CLOSED, True),
    ("in the last second", "21:00", "21:30", None, Refusal.CLOSED, True),
    ("thirteen hours later", "17:41", f"{DAY_LATER} 06:41", None, Refusal.SENT_TOO_LATE, True),
    ("a week later", "17:41", "2026-11-30 17:41", None, Refusal.SENT_TOO_LATE, True),
    ("a clock put back in between", "22:00", "18:10", "wrong", Refusal.CODE_WRONG, False),
]


@pytest.mark.parametrize(
    ("made", "sent", "typed", "why", "fits"), [each[1:] for each in KEPT], ids=[k[0] for k in KEPT]
)
def test_where_a_person_may_have_been_there_staff_get_to_see_it(
    cast, send, clock, standing, made, sent, typed, why, fits
):
    there = at(f"{MONDAY} {made}")
    made_up = {
        "elsewhere": code(cast.kim, there),
        "wrong": wrong_code(cast.jordan, there),
        "later": code(cast.jordan, there, steps=4),
        "earlier": code(cast.jordan, there, steps=-4),
    }
    outcome = send(made, sent, typed=made_up.get(typed, typed))
    assert outcome == Kept(min(there, clock.now()))
    assert count(CheckInRow) == 0
    (row,) = rows(RecordRow)
    assert (row.kind, row.at, row.words) == (Entry.CLAIM, outcome.at, f"{why} {fits}")
    assert (row.day.isoformat(), row.session) == (MONDAY, "Evening")
    clock.forward(hours=12)
    assert standing().status is Status.WAITING
    assert waits_for_staff(standing())


REFUSED = [
    ("before check-in opened", "17:14:59", "21:30", Refusal.TOO_EARLY),
    ("after the session", "21:00:01", "21:30", Refusal.OVER),
    ("on a day without session", f"{DAY_LATER} 17:41", f"{DAY_LATER} 21:30", Refusal.NO_SESSION),
    ("before they were enrolled", "2026-10-19 17:41", "21:30", Refusal.NO_SESSION),
    ("in the year the clocks begin", "1970-01-01 00:00", "21:30", Refusal.NO_SESSION),
]


@pytest.mark.parametrize(
    ("made", "sent", "why"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED]
)
def test_where_nobody_can_have_been_there_nothing_is_kept(send, made, sent, why):
    outcome = send(made, sent, typed="123456")
    assert isinstance(outcome, NotRecorded)
    assert outcome.why is why
    assert (count(CheckInRow), count(RecordRow), count(Throttle)) == (0, 0, 0)


def test_a_cancelled_session_takes_nothing_and_keeps_nothing(cast, send, now):
    cancelled = ScheduleException(date(2026, 11, 23), Change.CANCELLED)
    change_schedule.add_exception(cast.jordan.program_id, cancelled, now)
    assert send("17:41", "21:30").why is Refusal.CANCELLED
    assert (count(CheckInRow), count(RecordRow)) == (0, 0)


@pytest.mark.parametrize(
    ("day", "made", "sent"),
    [
        (date(2026, 11, 24), "2026-11-24 23:50", "2026-11-25 01:00"),
        (date(2026, 11, 24), "2026-11-25 00:10", "2026-11-25 11:00"),
        (date(2026, 10, 31), "2026-11-01 00:05", "2026-11-01 08:00"),
        (date(2027, 3, 13), "2027-03-14 00:05", "2027-03-14 09:00"),
    ],
    ids=["before midnight", "after midnight", "the night gains an hour", "the night loses one"],
)
def test_a_session_over_midnight_takes_what_was_made_in_its_window(
    cast, send, viewer, clock, day, made, sent
):
    night = ScheduleException(day, Change.EXTRA, "Evening", WallTime.parse("23:55"))
    change_schedule.add_exception(cast.jordan.program_id, night, at("2026-10-27 12:00"))
    assert send(made, sent) == Recorded(at(made))
    (row,) = rows(CheckInRow)
    assert row.day == day


def test_in_the_repeated_hour_each_half_minute_is_its_own(cast, send):
    """1:20 AM came twice that night; the codes of the two are told apart."""
    night = ScheduleException(
        date(2026, 11, 1), Change.EXTRA, "Evening", WallTime.parse("01:00"), ""
    )
    change_schedule.add_exception(cast.jordan.program_id, night, at("2026-10-27 12:00"))
    first = at("2026-11-01 01:20")
    second = Instant(first + timedelta(hours=1))
    assert isinstance(send("2026-11-01 01:20", "2026-11-01 08:00"), Recorded)
    kept = send(
        "2026-11-01 01:20", "2026-11-01 08:00", typed=code(cast.jordan, second), key="another-key"
    )
    assert kept.why is Refusal.ALREADY_IN
    assert [row.at for row in rows(CheckInRow)] == [first]


def test_sent_again_it_gets_the_same_answer_and_nothing_counts_twice(send):
    first = send("17:41", "18:00")
    assert [send("17:41", "21:30"), send("17:41", f"{DAY_LATER} 12:00")] == [first, first]
    assert count(CheckInRow) == 1


def test_what_was_kept_gets_the_same_answer_and_is_kept_once(send):
    first = send("17:41", "18:00", typed="")
    assert [send("17:41", "21:30", typed=""), send("17:41", f"{DAY_LATER} 12:00")] == [first] * 2
    assert (count(CheckInRow), count(RecordRow)) == (0, 1)


def test_one_that_arrived_although_the_phone_did_not_hear_so_is_the_same_one(
    cast, viewer, send, clock
):
    clock.set(f"{MONDAY} 17:41")
    times = {"now": clock.now(), "true_now": clock.now()}
    shown = code(cast.jordan, clock.now())
    first = check_in.check_in(viewer("jordan"), shown, "key-on-the-phone", **times)
    assert send("17:40:58", "21:30", typed=shown) == first
    assert (count(CheckInRow), count(RecordRow)) == (1, 0)


def test_whoever_is_in_already_stays_in_from_the_earlier_time(send):
    send("17:41", "18:00")
    again = send("17:44", "21:30", key="another-key")
    assert (again.why, again.attendance.check_in.at) == (
        Refusal.ALREADY_IN, at(f"{MONDAY} 17:41"),
    )  # fmt: skip
    assert (count(CheckInRow), count(RecordRow)) == (1, 0)


def test_an_earlier_time_than_the_one_that_staff_wrote_down_is_for_staff_to_see(
    cast, viewer, send, clock, standing
):
    clock.set(f"{MONDAY} 18:10")
    tick(viewer("sam"), cast.jordan.key, clock.now())
    assert send("17:41", "21:30") == Kept(at(f"{MONDAY} 17:41"))
    assert (standing().status, count(CheckInRow)) == (Status.LATE, 1)
    assert waits_for_staff(standing())


def test_a_wrong_code_says_nothing_against_whoever_is_in(cast, viewer, send, clock):
    clock.set(f"{MONDAY} 18:10")
    tick(viewer("sam"), cast.jordan.key, clock.now())
    assert send("17:41", "21:30", typed="").why is Refusal.ALREADY_IN
    assert count(RecordRow) == 0


def test_out_of_order_each_is_judged_by_its_own_time(send):
    wednesday = "2026-11-25 17:41"
    assert send(wednesday, "2026-11-25 23:00", key="the-second-one") == Recorded(at(wednesday))
    kept = send("17:41", "2026-11-25 23:01", key="the-first-one")
    assert kept == Kept(at(f"{MONDAY} 17:41"))
    assert [row.day.day for row in rows(CheckInRow)] == [25]


def test_who_was_excused_and_came_was_there(cast, viewer, send, clock, standing):
    clock.set(f"{MONDAY} 12:00")
    decide(viewer("sam"), cast.jordan.key, Entry.EXCUSED, clock.now(), emergency=True)
    assert standing().status is Status.EXCUSED
    assert send("17:41", "21:30") == Recorded(at(f"{MONDAY} 17:41"))
    assert standing().status is Status.ON_TIME


@pytest.mark.parametrize("kind", [Entry.NO_SHOW, Entry.UNEXCUSED, Entry.UNKNOWN])
def test_what_staff_decided_in_between_gives_way_to_the_check_in(
    cast, viewer, send, clock, standing, kind
):
    clock.set(f"{MONDAY} 20:00")
    decide(viewer("sam"), cast.jordan.key, kind, clock.now())
    assert not standing().is_present
    send("17:41", "21:30")
    assert (standing().status, standing().is_attended) == (Status.ON_TIME, True)


def test_after_a_void_the_same_entry_changes_nothing(cast, viewer, send, standing, clock):
    send("17:41", "18:30")
    times = {"now": clock.now(), "true_now": clock.now()}
    void_check_in.void_check_in(viewer("sam"), rows(CheckInRow)[0].public_key, "wrong", **times)
    assert send("17:41", "21:30") == Recorded(at(f"{MONDAY} 17:41"))
    assert (count(CheckInRow), standing().check_in) == (1, None)


def test_two_people_can_have_made_the_same_key(send):
    for who in ("jordan", "maria"):
        assert isinstance(send("17:41", "21:30", who=who), Recorded)
    assert count(CheckInRow) == 2


def test_guessing_is_slowed_but_what_was_claimed_is_still_kept(cast, send):
    wrong = wrong_code(cast.jordan, at(f"{MONDAY} 17:41"))
    for number in range(5):
        send("17:41", "21:30", typed=wrong, key=f"guess-number-{number}")
    assert isinstance(send("17:41", "21:30", key="the-right-one"), Kept)
    assert rows(RecordRow)[-1].words == f"{Refusal.TOO_MANY} False"
    assert count(CheckInRow) == 0
    assert isinstance(send("17:41", "21:31", key="a-minute-later"), Recorded)


def test_nobody_can_flood_the_record(send):
    for number in range(MOST_KEPT + 3):
        assert isinstance(send("17:41", "21:30", typed="", key=f"flood-{number}"), Kept)
    assert count(RecordRow) == MOST_KEPT
