"""What a participant keeps beside a meeting for themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.own_note import Note, note_of, without_last_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  Maria ", "Maria"),
        ("Maria L.", "Maria L."),
        ("Maria Lopez", "Maria L."),
        ("maria   lopez garcia", "maria l. g."),
        ("Maria L", "Maria L."),
        ("Anna Ng", "Anna N."),
        ("Wei Li", "Wei L."),
        ("WEI LI", "WEI L."),
        ("Anna LE", "Anna L."),
        ("J. R.", "J. R."),
        ("J.R.", "J. R."),
        ("JR", "JR"),
        ("J. Lopez", "J. L."),
        ("M.Lopez", "M. L."),
        ("M Đức", "M Đ."),
        ("Nguyễn Thị Mai", "Nguyễn T. M."),
        ("José Núñez", "José N."),
        ("María del Carmen Ibáñez", "María d. C. I."),
        ("Mary-Ann K.", "Mary-Ann K."),
        ("Mary-Ann O’Neil-Kern", "Mary-Ann O."),
        ("Lopez, Maria", "Maria L."),
        ("Lopez,Maria", "Maria L."),
        ("Ng, Anna", "Anna N."),
        ("Lopez Garcia, Mary-Ann", "Mary-Ann L. G."),
        ("Lopez, Maria, Jr.", "Maria J. L."),
        (", Maria", "Maria"),
        ("Maria,", "Maria"),
        ("Ana (Lopez)", "Ana L."),
        ("A\u0301lvaro N\u0303on\u0303o", "Álvaro Ñ."),
        ("🙂", "🙂"),
        ("Maria 🙂", "Maria 🙂"),
        ("🙂 Maria Lopez", "🙂 M. L."),
        ("王伟", "王伟"),
        ("Robert Smith Jones 617-555-1212", "Robert S. J."),
        ("Smith, Robert +1 (617) 555-1212", "Robert S."),
        ("6175551212", ""),
        ("J.R. 617.555.1212", "J. R."),
        ("Ana ٦١٧", "Ana"),
        ("a@b.com", ""),
        ("Ana a@b.com Lopez", "Ana L."),
        ("Ana, @ana", "Ana"),
    ],
)
def test_a_last_name_is_kept_as_its_first_letter(typed, kept):
    assert without_last_name(typed) == kept


@given(st.text(alphabet="aÄ Ng.,-’🙂\u03037@", max_size=20))
def test_what_is_kept_stays_as_it_is_and_no_later_word_is_a_name(typed):
    kept = without_last_name(typed)
    assert without_last_name(kept) == kept
    assert all(sum(map(str.isalpha, word)) <= 1 for word in kept.split()[1:])
    assert not any(sign.isdigit() or sign == "@" for sign in kept)


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
