"""Whom no reminder has reached, on both sides of each boundary."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.helpers.days import at, evening
from webapp.domain.reached import (
    FINE,
    Fate,
    Reach,
    Reached,
    Sending,
    is_time_to_call,
    reached,
)
from webapp.domain.reminders import ReminderKind, before
from webapp.domain.subscription import Ended

EVENING = evening()
FIRST, SECOND = before(EVENING, 60), before(EVENING, 30)
ON = Reach(has_phone=True)
NOW = at("17:20")


def sending(fate, reminder=FIRST):
    return Sending(reminder, fate)


@pytest.mark.parametrize(
    ("now", "holds"),
    [("17:14:59", False), ("17:15", True), ("18:15", True), ("18:15:01", False)],
)
def test_staff_call_from_half_an_hour_before_until_check_in_closes(now, holds):
    assert is_time_to_call(EVENING, at(now)) is holds


def test_nobody_is_called_about_what_is_called_off():
    assert not is_time_to_call(replace(EVENING, cancelled=True), NOW)


@pytest.mark.parametrize(
    ("reach", "fates", "word"),
    [
        (ON, [Fate.SENT], Reached.SENT),
        (ON, [Fate.REFUSED, Fate.SENT], Reached.SENT),
        (Reach(), [Fate.SENT], Reached.SENT),
        (Reach(wants=False, has_phone=True), [], Reached.SWITCHED_OFF),
        (Reach(), [Fate.OTHER], Reached.NO_PHONE),
        (Reach(ended=Ended.OFF), [Fate.OTHER], Reached.SWITCHED_OFF),
        (Reach(ended=Ended.SIGNED_OUT), [Fate.OTHER], Reached.SIGNED_OUT),
        (Reach(ended=Ended.MOVED), [Fate.OTHER], Reached.NO_PHONE),
        (Reach(ended=Ended.GONE), [Fate.OTHER], Reached.ENDED),
        (Reach(ended=Ended.OTHER_KEY), [Fate.OTHER], Reached.ENDED),
        (Reach(ended=Ended.REPLACED), [Fate.OTHER], Reached.ENDED),
        (ON, [Fate.REFUSED, Fate.OTHER], Reached.REFUSED),
        (ON, [Fate.OTHER], Reached.NOT_IN_TIME),
        (ON, [], Reached.NOT_IN_TIME),
    ],
)
def test_each_reason_has_its_word(reach, fates, word):
    assert reached(EVENING, reach, [sending(each) for each in fates], NOW) is word


@pytest.mark.parametrize("ended", Ended)
def test_every_end_of_a_subscription_is_a_reason_to_call(ended):
    assert reached(EVENING, Reach(ended=ended), [], NOW) not in FINE


@pytest.mark.parametrize(
    ("now", "word"), [("17:16:59", Reached.NOT_DUE), ("17:17:00", Reached.NOT_IN_TIME)]
)
def test_a_reminder_that_has_just_become_due_may_be_on_its_way(now, word):
    assert reached(EVENING, ON, [sending(Fate.OTHER, SECOND)], at(now)) is word


def test_a_message_that_named_another_time_reached_nobody():
    moved = replace(EVENING, arrive_by=at("18:00"))
    assert reached(moved, ON, [sending(Fate.SENT)], NOW) is Reached.NOT_IN_TIME
    change = replace(FIRST, kind=ReminderKind.CHANGE, event_at=at("18:00"))
    assert reached(moved, ON, [sending(Fate.SENT, change)], NOW) is Reached.SENT


def test_that_it_was_called_off_is_no_reminder_of_it():
    off = replace(FIRST, kind=ReminderKind.OFF)
    assert reached(EVENING, ON, [sending(Fate.SENT, off)], NOW) is Reached.NOT_IN_TIME
