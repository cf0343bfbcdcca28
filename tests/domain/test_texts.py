from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.texts import MOST, NEVER, Text, Texts, WhyNot, fitting, is_discreet, why_not

PROGRAM = "New Light"


@pytest.mark.parametrize(
    "words", ["Reminder", "Today", "Hoy", "Be there", "Nota", "Grouper", "Retested", "", "Ping!"]
)
def test_words_that_any_app_could_use_may_stand_on_a_lock_screen(words: str) -> None:
    assert why_not(Text.REMINDER, words, PROGRAM) is None


@pytest.mark.parametrize(
    "words",
    [
        "Group",
        "GROUP!",
        "aa",
        "A.A.",
        "N. A.",
        "i o p",
        "reunión",
        "Reunion",
        "Clínica",
        "T\u200be\u200bst",
        "ｇｒｏｕｐ",
        "new light",
        "at New Light",
        "Treatments",
        "clinics",
        "Counselors",
        "programs",
        "Therapies",
        "Facilities",
        "clínicas",
        "Reuniones",
        "A_A",
        "N_A_",
        "my_group",
        "Therapy5",
        "2group2",
        "myGroup",
        "NewLight",
        "new_lights",
    ],
)
def test_words_that_tell_a_stranger_may_not(words: str) -> None:
    assert why_not(Text.REMINDER, words, PROGRAM) in (WhyNot.TELLS, WhyNot.UNREADABLE)


@pytest.mark.parametrize("word", sorted(NEVER))
def test_none_of_the_words_may_in_whatever_case(word: str) -> None:
    for written in (word, word.upper(), f"The {word}", f"{word}, soon", f"{word}:"):
        assert not is_discreet(written, PROGRAM)


@given(st.sampled_from(sorted(NEVER)), st.text(" .,!-", max_size=3), st.text(" .,!-", max_size=3))
def test_signs_around_a_word_do_not_hide_it(word: str, before: str, after: str) -> None:
    assert not is_discreet(f"{before}{word}{after}", PROGRAM)


@pytest.mark.parametrize(
    ("words", "program"),
    [
        ("New Light", "New Light Medical"),
        ("Light, Medical", "New Light Medical"),
        ("newlight", "New Light Medical"),
        ("Baystate", "Baystate Recovery"),
        ("At Horizon", "New Horizons"),
        ("ART", "A.R.T."),
        ("Day", "Day"),
        ("24/7", "24/7"),
    ],
)
def test_neither_may_two_words_of_a_programs_name_or_a_long_one(words: str, program: str) -> None:
    assert not is_discreet(words, program)


@pytest.mark.parametrize("words", ["New", "Day, all new", "Today", "On", "New and light"])
def test_a_short_word_of_a_programs_name_alone_may(words: str) -> None:
    assert is_discreet(words, "A New Day On Elm")


def test_the_other_texts_may_say_where_and_how() -> None:
    for text in (Text.PLACE, Text.DESK):
        assert why_not(text, "2nd floor, ring twice, group room", PROGRAM) is None


@pytest.mark.parametrize("text", list(Text))
def test_each_has_room_for_so_many_signs(text: Text) -> None:
    assert why_not(text, "x" * MOST[text], PROGRAM) is None
    assert why_not(text, "x" * (MOST[text] + 1), PROGRAM) is WhyNot.TOO_LONG
    assert why_not(text, "a\x07b", PROGRAM) is WhyNot.UNREADABLE


def test_for_stored_words_that_fit_no_more_the_usual_ones_stand() -> None:
    stored = {Text.REMINDER: "Group", Text.PLACE: "2nd floor", Text.DESK: "x" * 121}
    assert fitting(stored, PROGRAM) == Texts(place="2nd floor")
    assert fitting({Text.REMINDER: "Today"}, "Today") == Texts()
    assert fitting({Text.REMINDER: "Today"}, "Day") == Texts(reminder="Today")
