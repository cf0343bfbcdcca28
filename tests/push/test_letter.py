"""What a reminder says, and under which names it travels."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.helpers.days import MONDAY, at
from webapp.domain.reminders import Reminder, ReminderKind
from webapp.domain.wall_clock import zone_named
from webapp.push.letter import letter, tag, topic
from webapp.push.outbox import Claim
from webapp.push.transport import Target

EVENT = at("17:45")
REMINDER = Reminder(MONDAY, "Evening", ReminderKind.BEFORE, 60, EVENT, at("16:45"), EVENT)
CLAIM = Claim(1, 2, 3, 4, 1, REMINDER)
TARGET = Target("https://fcm.googleapis.com/wp/canary", b"p" * 65, b"a" * 16)
NEW_YORK = zone_named("America/New_York")
SECRET = b"secret"
TELLING = re.compile(
    r"\b(aa|na|iop|group|recovery|sober|treatment|test|meeting|clinic|counselor|evening|session)\b",
    re.IGNORECASE,
)


def of(kind):
    return replace(CLAIM, reminder=replace(REMINDER, kind=kind))


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (ReminderKind.BEFORE, "Reminder: 5:45 PM"),
        (ReminderKind.CHANGE, "Change: 5:45 PM"),
        (ReminderKind.OFF, "Change: nothing at 5:45 PM"),
    ],
)
def test_every_kind_has_its_words_and_none_of_them_tells_a_stranger_anything(kind, body):
    made = letter(of(kind), TARGET, NEW_YORK, SECRET).message
    assert (made.title, made.body, made.path, made.lang) == ("Dayline", body, "/today", "en")
    assert TELLING.search(f"{made.title} {made.body} {made.path}") is None


@pytest.mark.usefixtures("app")
def test_the_time_is_the_one_on_the_programs_wall():
    made = letter(CLAIM, TARGET, zone_named("America/Los_Angeles"), SECRET)
    assert made.message.body == "Reminder: 2:45 PM"


@pytest.mark.usefixtures("app")
def test_a_letter_is_named_by_its_push_service_alone():
    assert letter(CLAIM, TARGET, NEW_YORK, SECRET).host == "fcm.googleapis.com"


def test_names_are_opaque_and_have_32_signs_of_an_address():
    for name in (tag(SECRET, CLAIM), topic(SECRET, CLAIM)):
        assert re.fullmatch(r"[A-Za-z0-9_-]{32}", name)
    assert topic(SECRET, CLAIM) != topic(b"another", CLAIM)


def test_a_session_has_one_topic_for_each_person_and_a_reminder_one_tag():
    second = replace(CLAIM, reminder=replace(REMINDER, lead=30))
    elsewhere = replace(CLAIM, participant_id=5)
    tomorrow = replace(CLAIM, reminder=replace(REMINDER, day=MONDAY.replace(day=3)))
    assert topic(SECRET, CLAIM) == topic(SECRET, second)
    assert len({topic(SECRET, each) for each in (CLAIM, elsewhere, tomorrow)}) == 3
    assert len({tag(SECRET, each) for each in (CLAIM, second, elsewhere, tomorrow)}) == 4
    again = replace(CLAIM, delivery_id=9, subscription_id=8, attempts=3)
    assert tag(SECRET, again) == tag(SECRET, CLAIM)
