"""The lock screen says when, and never what for."""

import json
import re
from dataclasses import replace
from unicodedata import combining, normalize

import pytest

from tests.helpers.clock import at
from webapp.domain import texts
from webapp.domain.wall_clock import zone_named
from webapp.push import message as words
from webapp.push.message import Message, MessageTooLong, payload

EVENT = at("2026-11-23 17:45")
NEW_YORK = zone_named("America/New_York")
ADDRESS = "https://day.example.org"
THEIRS = "Today"
NEVER = {
    "name", "facility", "aa", "na", "iop", "group", "recovery", "sober", "treatment", "test",
    "meeting", "clinic", "counselor", "new light", "baystate",
    "nombre", "centro", "grupo", "recuperación", "sobrio", "sobria", "tratamiento", "prueba",
    "examen", "reunión", "clínica", "consejero", "consejera", "terapia", "programa",
}  # fmt: skip


def every_message(app):
    with app.test_request_context():
        return [
            words.trial("en"),
            words.reminder(EVENT, NEW_YORK, "en", "one"),
            words.change(EVENT, NEW_YORK, "en", "one"),
            words.off(EVENT, NEW_YORK, "en", "one"),
            words.off(EVENT, NEW_YORK, "es", "one"),
            words.reminder(EVENT, NEW_YORK, "es", "one"),
            words.change(EVENT, NEW_YORK, "es", "one"),
            words.trial("es"),
            words.reminder(EVENT, NEW_YORK, "en", "one", word=THEIRS),
        ]


def test_a_reminder_says_when(app):
    trial, reminder, change, off, *_ = every_message(app)
    assert {each.title for each in every_message(app)} == {"Dayline"}
    assert (trial.body, trial.path) == ("It works.", "/you/reminders")
    assert (reminder.body, reminder.path) == ("Reminder: 5:45 PM", "/today")
    assert change.body == "Change: 5:45 PM"
    assert off.body == "Change: nothing at 5:45 PM"


def test_times_are_those_of_the_zone_and_of_the_language(app):
    with app.test_request_context():
        assert words.reminder(EVENT, zone_named("America/Chicago"), "en", "x").body.endswith(
            "4:45 PM"
        )
        assert words.reminder(EVENT, NEW_YORK, "en-GB", "x").body.endswith("17:45")


def test_no_word_on_the_lock_screen_says_what_it_is_about(app):
    for message in every_message(app):
        said = json.loads(payload(message, ADDRESS))["notification"]
        shown = f"{said['title']} {said['body']}".casefold()
        found = {word for word in NEVER if re.search(rf"\b{re.escape(word)}\b", shown)}
        assert found == set(), message


def test_a_program_may_have_a_word_of_its_own(app):
    with app.test_request_context():
        said = words.reminder(EVENT, NEW_YORK, "en", "one", word=THEIRS)
    assert said.body == "Today: 5:45 PM"


def test_the_words_that_no_program_may_choose_are_these_and_more():
    bare = {"".join(c for c in normalize("NFKD", word) if not combining(c)) for word in NEVER}
    assert bare - {"new light", "baystate"} <= texts.NEVER


def detailed_messages(app, program="New Light Medical"):
    with app.test_request_context():
        says = (words.reminder, words.change, words.off)
        return [each(EVENT, NEW_YORK, "en", "one", program) for each in says]


def test_whoever_asked_for_it_reads_what_and_where(app):
    assert [each.body for each in detailed_messages(app)] == [
        "Arrive for your session at 5:45 PM. New Light Medical",
        "Change: your session is at 5:45 PM. New Light Medical",
        "Change: no session at 5:45 PM. New Light Medical",
    ]
    assert {(each.title, each.path) for each in detailed_messages(app)} == {("Dayline", "/today")}


def test_a_long_name_is_cut_off_by_us_and_never_by_the_phone(app):
    for message in detailed_messages(app, "N" * 120):
        assert (len(message.body), message.body[-2:]) == (100, "N…")


def test_every_payload_has_one_shape_and_one_size(app):
    for message in [*every_message(app), *detailed_messages(app)]:
        written = payload(message, ADDRESS)
        assert len(written) == 2048
        read = json.loads(written)
        assert list(read) == ["web_push", "notification"]
        assert read["web_push"] == 8030
        assert list(read["notification"]) == ["title", "body", "navigate", "lang", "dir", "tag"]
        assert read["notification"]["navigate"] == f"{ADDRESS}{message.path}"
        assert (read["notification"]["lang"], read["notification"]["dir"]) == (message.lang, "ltr")


LONGEST = Message("t" * 35, "ü" * 100, "/" + "p" * 199, "en", "g" * 32)


def test_the_longest_words_fit(app):
    assert len(payload(LONGEST, ADDRESS)) == 2048


@pytest.mark.parametrize("field", ["title", "body", "path", "tag"])
def test_words_that_a_phone_would_cut_off_are_refused(field):
    with pytest.raises(MessageTooLong):
        replace(LONGEST, **{field: getattr(LONGEST, field) + "x"})


def test_an_address_too_long_for_the_size_is_refused():
    with pytest.raises(MessageTooLong):
        payload(LONGEST, "https://" + "a" * 2000)


@pytest.mark.parametrize("path", ["https://evil.test/", "//evil.test/", "today", ""])
def test_a_message_leads_nowhere_else(path):
    with pytest.raises(ValueError, match="page of this site"):
        Message("Dayline", "It works.", path, "en", "x")
