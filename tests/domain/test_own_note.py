"""What a participant keeps beside a meeting for themselves."""

import pytest

from webapp.domain.own_note import Note, note_of, without_last_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  Maria ", "Maria"),
        ("Maria L.", "Maria L."),
        ("Maria Lopez", "Maria L."),
        ("maria   lopez garcia", "maria l. g."),
        ("J. R.", "J. R."),
        ("JR", "JR"),
        ("M Đức", "M Đ."),
        ("José Núñez", "José N."),
    ],
)
def test_a_last_name_is_kept_as_its_first_letter(typed, kept):
    assert without_last_name(typed) == kept


def test_lines_are_kept_as_they_were_typed_whatever_the_phone_sends():
    assert note_of("", " one\r\ntwo\rthree ").text == "one\ntwo\nthree"


def test_an_empty_note_is_none():
    assert not note_of("  ", " \r\n ")
    assert note_of("A", "")


@pytest.mark.parametrize(
    ("note", "fits"),
    [
        (Note("x" * 40, "ñ" * 500), True),
        (Note("x" * 41), False),
        (Note(text="ñ" * 501), False),
    ],
)
def test_how_long_it_can_be(note, fits):
    assert note.fits is fits
