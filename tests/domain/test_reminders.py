"""Which reminders a session needs, on both sides of each boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import MONDAY, at, evening, schedule, sessions, shown, wall
from webapp.domain.blocks import EVERY_DAY, Block, Kind
from webapp.domain.reminders import (
    FIRST_WAIT,
    LONGEST_WAIT,
    Choice,
    NotWanted,
    Reminder,
    ReminderKind,
    Standing,
    before,
    choose,
    leads,
    offered,
    plan,
    wait_before_retry,
    why_not,
)
from webapp.domain.schedule import Change, ScheduleException, expand
from webapp.domain.session import Session, sessions_in
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import later, zone_named

DEFAULTS = ProgramSettings()
EVENING = evening()
USUAL = Standing(EVENING, (60, 30))
FIRST, SECOND = before(EVENING, 60), before(EVENING, 30)
MOVED = replace(EVENING, arrive_by=at("18:30"))
OFF = replace(EVENING, cancelled=True)
DAY = 24 * 60


def change(session: Session, noticed: str, nth: int = 1) -> Reminder:
    event = session.arrive_by
    kind = ReminderKind.OFF if session.cancelled else ReminderKind.CHANGE
    return Reminder(MONDAY, "Evening", kind, 0, event, at(noticed), event, nth)


def planned(standing: Standing, now: str, ahead: int = DAY) -> list[tuple[str, str | None]]:
    """What is planned, as kind and wall time at which it is due."""
    return [(each.kind.value, shown(each.due_at)) for each in plan(standing, at(now), ahead)]


# Leads


def test_without_a_choice_the_programs_two_leads_count():
    assert leads(DEFAULTS, None) == (60, 30)
    assert leads(ProgramSettings(lead_first=90, lead_second=20), None) == (90, 20)


@pytest.mark.parametrize(
    ("chosen", "counts"),
    [([60], (60,)), ([10], (10,)), ([10, 60, 30], (60, 30, 10)), ([], ()), ([30, 45], (30,))],
)
def test_a_choice_counts_within_what_the_program_offers(chosen, counts):
    assert offered(DEFAULTS) == (60, 30, 10)
    assert leads(DEFAULTS, chosen) == counts


def test_a_choice_that_is_not_offered_any_more_never_silences_everything():
    assert leads(ProgramSettings(lead_first=45, lead_second=20), [60, 30]) == (45, 20)


def test_two_equal_leads_are_one():
    assert leads(ProgramSettings(lead_first=30, lead_second=30), None) == (30,)


# Choosing


def test_a_lead_that_was_in_force_is_wanted_since_ever():
    assert choose(DEFAULTS, None, [60], at("17:00")) == Choice((60,))
    assert choose(DEFAULTS, Choice((60,)), [60, 5], at("17:00")) == Choice((60,))


def test_a_lead_that_is_switched_on_is_wanted_from_then_on_through_later_choices():
    first = choose(DEFAULTS, Choice((30,)), [60, 30], at("17:00"))
    assert first == Choice((60, 30), {60: at("17:00")})
    second = choose(DEFAULTS, first, [60, 30, 10], at("17:01"))
    assert second == Choice((60, 30, 10), {60: at("17:00"), 10: at("17:01")})
    assert choose(DEFAULTS, second, [30], at("17:02")) == Choice((30,))


@pytest.mark.parametrize(
    ("switched_on", "due"),
    [("16:45:00", ["16:45", "17:15"]), ("16:45:01", ["17:15"]), ("17:00:00", ["17:15"])],
)
def test_a_lead_that_is_past_when_it_is_switched_on_is_not_sent_at_once(switched_on, due):
    standing = replace(USUAL, since={60: at(switched_on)})
    assert [each for _, each in planned(standing, "17:00")] == due
    assert [each for _, each in planned(standing, switched_on)] == due


def test_a_lead_that_is_past_when_it_is_switched_on_takes_no_other_ones_place():
    standing = replace(USUAL, since={30: at("17:20")})
    assert [each for _, each in planned(standing, "17:20")] == ["16:45"]


def test_a_choice_that_lies_ahead_since_the_clock_went_back_holds_nothing_up():
    standing = replace(USUAL, since={60: at("17:00")})
    assert [each for _, each in planned(standing, "16:45")] == ["16:45", "17:15"]


# Planning


def test_an_evening_has_two_reminders_an_hour_and_half_an_hour_ahead():
    assert planned(USUAL, "08:00") == [("before", "16:45"), ("before", "17:15")]
    assert FIRST.expires_at == FIRST.event_at == at("17:45")


def test_only_what_is_due_soon_is_planned():
    assert planned(USUAL, "14:44:59", ahead=120) == []
    assert planned(USUAL, "14:45:00", ahead=120) == [("before", "16:45")]


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("17:14:59", ["16:45", "17:15"]),
        ("17:15:00", ["17:15"]),
        ("17:44:59", ["17:15"]),
        ("17:45:00", []),
    ],
)
def test_a_reminder_gives_way_to_the_nearer_one_and_ends_at_the_arrival_time(now, left):
    assert [due for _, due in planned(USUAL, now)] == left


@pytest.mark.parametrize(
    "standing",
    [
        replace(USUAL, checked_in=True),
        replace(USUAL, excused=True),
        replace(USUAL, enrolled=False),
        replace(USUAL, leads=()),
        replace(USUAL, session=OFF),
        replace(USUAL, session=None),
    ],
    ids=["checked in", "excused", "not enrolled", "wants none", "cancelled", "no such session"],
)
def test_nothing_is_planned_for_whoever_needs_nothing(standing):
    assert planned(standing, "08:00") == []


def test_a_check_in_that_was_voided_before_the_event_makes_the_reminder_wanted_again():
    assert why_not(SECOND, replace(USUAL, checked_in=True), at("17:20")) is NotWanted.CHECKED_IN
    assert why_not(SECOND, USUAL, at("17:20")) is None


@pytest.mark.parametrize(
    ("standing", "now", "why"),
    [
        (USUAL, "17:45:00", NotWanted.OVER),
        (USUAL, "17:15:00", NotWanted.SUPERSEDED),
        (replace(USUAL, enrolled=False), "16:50", NotWanted.NOT_ENROLLED),
        (replace(USUAL, checked_in=True), "16:50", NotWanted.CHECKED_IN),
        (replace(USUAL, excused=True), "16:50", NotWanted.EXCUSED),
        (replace(USUAL, session=OFF), "16:50", NotWanted.CANCELLED),
        (replace(USUAL, session=None), "16:50", NotWanted.CANCELLED),
        (replace(USUAL, session=MOVED), "16:50", NotWanted.CHANGED),
        (replace(USUAL, leads=(30,)), "16:50", NotWanted.NOT_CHOSEN),
        (replace(USUAL, leads=()), "16:50", NotWanted.NOT_CHOSEN),
        (USUAL, "16:50", None),
    ],
)
def test_each_reason_not_to_send_has_its_word(standing, now, why):
    assert why_not(FIRST, standing, at(now)) is why


# Changes


def test_a_session_moved_before_anything_went_out_needs_no_change_message():
    assert planned(replace(USUAL, session=MOVED), "08:00") == [
        ("before", "17:30"),
        ("before", "18:00"),
    ]


def test_a_session_moved_after_the_first_reminder_is_announced_once_with_its_new_time():
    told = replace(USUAL, session=MOVED, told=FIRST)
    (new, *rest) = sorted(plan(told, at("16:50"), DAY), key=lambda each: each.due_at)
    assert (new.kind, new.event_at, new.due_at) == (ReminderKind.CHANGE, at("18:30"), at("16:50"))
    assert new.expires_at == at("18:30")
    assert [shown(each.due_at) for each in rest] == ["17:30", "18:00"]
    again = plan(replace(told, change=new), at("17:00"), DAY)
    assert [each for each in again if each.kind is ReminderKind.CHANGE] == [new]


def test_a_session_cancelled_after_the_first_reminder_is_called_off_until_the_old_time():
    told = replace(USUAL, session=OFF, told=FIRST)
    (off,) = plan(told, at("16:50"), DAY)
    assert (off.kind, off.event_at, off.expires_at) == (
        ReminderKind.OFF,
        at("17:45"),
        at("17:45"),
    )
    assert plan(told, at("17:44:59"), DAY) != ()
    assert plan(told, at("17:45:00"), DAY) == ()


def test_a_session_that_vanished_from_the_week_is_called_off_as_well():
    (off,) = plan(replace(USUAL, session=None, told=FIRST), at("16:50"), DAY)
    assert off.kind is ReminderKind.OFF


def test_a_session_cancelled_after_check_in_is_not_announced():
    here = replace(USUAL, session=OFF, told=FIRST, checked_in=True)
    assert plan(here, at("17:20"), DAY) == ()


def test_a_session_moved_past_the_time_that_was_told_is_still_announced():
    (new,) = plan(replace(USUAL, session=MOVED, told=FIRST), at("17:50"), 0)
    assert (new.kind, new.event_at) == (ReminderKind.CHANGE, at("18:30"))


def test_a_change_speaks_for_the_reminders_that_were_due_before_it():
    late = replace(USUAL, session=MOVED, told=FIRST, change=change(MOVED, "17:40"))
    assert planned(late, "17:40", 0) == [("change", "17:40")]
    assert planned(late, "17:40") == [("before", "18:00"), ("change", "17:40")]


def test_a_time_that_was_moved_and_moved_back_is_told_again():
    there = change(MOVED, "16:50")
    back = plan(replace(USUAL, told=there, change=there), at("16:55"), 0)
    assert [(each.kind, each.event_at, each.nth) for each in back] == [
        (ReminderKind.CHANGE, at("17:45"), 2)
    ]
    once_more = replace(USUAL, session=MOVED, told=back[0], change=back[0])
    (third,) = plan(once_more, at("16:58"), 0)
    assert (third.event_at, third.nth) == (at("18:30"), 3)
    assert third.name != there.name
    assert why_not(there, replace(once_more, change=third), at("17:00")) is NotWanted.SUPERSEDED


def test_a_change_that_nobody_was_told_is_taken_back_in_silence():
    unsent = change(MOVED, "16:50")
    back = replace(USUAL, told=FIRST, change=unsent)
    assert planned(back, "16:55", 0) == [("before", "16:45")]
    assert planned(replace(back, told=None), "16:55", 0) == [("before", "16:45")]
    assert why_not(unsent, back, at("16:55")) is NotWanted.CHANGED


def test_a_session_called_off_and_put_back_is_announced_with_its_time():
    off = change(OFF, "16:50")
    (new,) = plan(replace(USUAL, told=off, change=off), at("16:55"), 0)
    assert (new.kind, new.event_at, new.nth) == (ReminderKind.CHANGE, at("17:45"), 2)
    assert why_not(off, USUAL, at("16:55")) is NotWanted.CHANGED


# Odd clocks


def odd(day: date, zone: str, arrive: str) -> Session:
    """A session that is only arrived at, on any date of any zone."""
    block = Block(Kind.ARRIVE, "Arrive", EVERY_DAY, wall(arrive), None, "Group")
    made = replace(schedule(), zone=zone_named(zone), blocks=(block,))
    return sessions_in(expand(made, day), DEFAULTS)[0]


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_on_the_nights_when_clocks_change_a_lead_is_still_real_minutes(day):
    for arrive in ("02:30", "03:15", "17:45"):
        session = odd(day, "America/New_York", arrive)
        assert session.arrive_by - before(session, 60).due_at == timedelta(hours=1)


def test_a_session_just_after_midnight_is_reminded_of_on_the_evening_before():
    session = odd(MONDAY, "America/New_York", "24:15")
    assert shown(before(session, 30).due_at) == "23:45"
    assert before(session, 30).day == MONDAY


def test_a_program_far_from_the_server_is_reminded_by_its_own_clock():
    session = odd(MONDAY, "Pacific/Auckland", "17:45")
    assert shown(before(session, 60).due_at, zone_named("Pacific/Auckland")) == "16:45"


@given(
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.sampled_from(["America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Nuuk"]),
    st.integers(0, 2 * DAY - 1),
    st.sets(st.sampled_from([60, 30, 10]), min_size=1),
)
def test_every_session_has_each_of_its_reminders_once_and_all_before_it(day, zone, minute, chosen):
    session = odd(day, zone, f"{minute // 60}:{minute % 60:02d}")
    standing = Standing(session, leads(DEFAULTS, sorted(chosen)))
    found = plan(standing, later(session.arrive_by, -DAY), DAY)
    assert [each.lead for each in found] == sorted(chosen, reverse=True)
    assert all(each.due_at < each.expires_at == session.arrive_by for each in found)


schedules = st.lists(
    st.one_of(
        st.just([]),
        st.just([ScheduleException(MONDAY, Change.CANCELLED, "Evening")]),
        st.sampled_from(["16:30", "17:30", "18:30"]).map(
            lambda to: [ScheduleException(MONDAY, Change.MOVED, "Evening", wall(to))]
        ),
    ),
    min_size=1,
    max_size=8,
)


@given(schedules, st.booleans())
def test_whatever_happens_to_a_session_a_phone_is_never_left_with_what_is_not_so(changes, lossy):
    """Play an afternoon in steps of five minutes; every second message may be lost on the way."""
    standing = Standing(EVENING, (60, 30))
    sent: dict[tuple[object, ...], Reminder] = {}
    for step in range(36):
        now = later(at("15:45"), 5 * step)
        exceptions = changes[min(step // 4, len(changes) - 1)]
        standing = replace(standing, session=sessions(exceptions=tuple(exceptions))[0])
        for reminder in plan(standing, now, 0):
            if reminder.kind is not ReminderKind.BEFORE:
                standing = replace(standing, change=reminder)
            if reminder.name not in sent and not (lossy and step % 2):
                assert now < reminder.expires_at
                assert standing.is_true(reminder)
                sent[reminder.name] = reminder
                last = max(sent.values(), key=lambda each: (each.due_at, each.nth))
                standing = replace(standing, told=last)
        due_before_the_end = standing.told is not None and now < standing.told.event_at
        if due_before_the_end and not lossy and standing.session.arrive_by > now:
            assert standing.told is not None
            assert standing.is_true(standing.told)


# Trying again


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 5), (2, 10), (3, 20), (4, 40), (5, 80), (6, 120), (50, 120)]
)
def test_the_wait_doubles_up_to_two_minutes(tries, seconds):
    wait = wait_before_retry(tries, None, timedelta(hours=1), 0)
    assert wait == timedelta(seconds=seconds)


def test_chance_makes_our_own_wait_shorter_and_an_asked_one_longer():
    hour = timedelta(hours=1)
    assert wait_before_retry(4, None, hour, 1) == timedelta(seconds=20)
    assert wait_before_retry(4, timedelta(seconds=60), hour, 1) == timedelta(seconds=66)


def test_an_asked_wait_is_never_cut_short_and_past_the_event_there_is_none():
    asked = timedelta(minutes=20)
    assert wait_before_retry(1, asked, asked + timedelta(seconds=1), 0) == asked
    assert wait_before_retry(1, asked, asked, 0) is None
    assert wait_before_retry(1, timedelta(0), timedelta(hours=1), 0) == FIRST_WAIT


@given(st.integers(1, 100), st.floats(0, 1), st.floats(0, 5000))
def test_there_is_always_another_try_while_there_is_time_and_never_one_after(
    tries, chance, seconds
):
    remaining = timedelta(seconds=seconds)
    wait = wait_before_retry(tries, None, remaining, chance)
    assert (wait is None) == (remaining <= FIRST_WAIT)
    if wait is not None:
        assert FIRST_WAIT <= wait <= LONGEST_WAIT
        assert wait < remaining
