"""A file of people, as spreadsheets save it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.people_file import (
    LARGEST,
    MOST_ROWS,
    FileRefusal,
    decoded,
    iso_day,
    read,
    read_days,
    read_yes,
    template,
)

HEAD = "name,first_day,weeks\n"


@pytest.mark.parametrize("content", ["Ana Lía".encode(), "\ufeffAna Lía".encode()])
def test_utf_8_is_read_with_and_without_its_mark(content: bytes) -> None:
    assert decoded(content) == "Ana Lía"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Ana Lía".encode("latin-1"), FileRefusal.NOT_TEXT),
        ("Ana".encode("utf-16"), FileRefusal.NOT_TEXT),
        (b"a\0b", FileRefusal.NOT_TEXT),
        (b"a" * (LARGEST + 1), FileRefusal.TOO_LARGE),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, why: FileRefusal) -> None:
    assert decoded(content) is why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", FileRefusal.EMPTY),
        (" \n,,\n", FileRefusal.EMPTY),
        (HEAD, FileRefusal.EMPTY),
        (HEAD + "\n,,\n", FileRefusal.EMPTY),
        ("Ana,2026-11-30,12\n", FileRefusal.NO_HEADER),
        ("name,weeks\nAna,12\n", FileRefusal.NO_HEADER),
        (HEAD + "Ana,2026-11-30,12\n" * (MOST_ROWS + 1), FileRefusal.TOO_MANY),
        (template(), FileRefusal.EMPTY),
    ],
)
def test_a_file_without_people_or_columns_or_with_too_many_is_refused(
    text: str, why: FileRefusal
) -> None:
    assert read(text) is why


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_columns_are_found_by_name_and_lines_are_counted_as_a_spreadsheet_does(
    delimiter: str, end: str
) -> None:
    lines = [
        ["Weeks", " First Day ", "NAME", "their dog"],
        ["12", "2026-11-30", '" Ana,  Lía "', "Rex"],
        ["", "", "", ""],
        ["8", "2026-12-07", "Ben"],
    ]
    rows = read(end.join(delimiter.join(line) for line in lines))
    assert isinstance(rows, tuple)
    assert [(row.number, row.cell("name"), row.cell("weeks")) for row in rows] == [
        (2, "Ana, Lía", "12"),
        (4, "Ben", "8"),
    ]
    assert rows[0].cell("their_dog") == rows[0].cell("place") == ""


def test_five_hundred_people_are_not_too_many() -> None:
    assert len(read(HEAD + "Ana,2026-11-30,12\n" * MOST_ROWS)) == MOST_ROWS


def test_a_formula_is_only_text() -> None:
    rows = read(HEAD + '"=HYPERLINK(""http://x"",""y"")",2026-11-30,12\n')
    assert isinstance(rows, tuple)
    assert rows[0].cell("name") == '=HYPERLINK("http://x","y")'


@given(st.text(max_size=300))
def test_whatever_the_text_is_it_is_read_or_refused(text: str) -> None:
    assert read(HEAD + text) is not None
    assert read(text) is not None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-30", "2026-11-30"),
        ("11/30/2026", "2026-11-30"),
        ("1/5/2027", "2027-01-05"),
        ("30/11/2026", "30/11/2026"),
        ("11/30/26", "11/30/26"),
        ("", ""),
    ],
)
def test_dates_of_spreadsheets(text: str, iso: str) -> None:
    assert iso_day(text) == iso


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon-Fri", {0, 1, 2, 3, 4}),
        ("monday – wednesday", {0, 1, 2}),
        ("Mon, Wed Fri", {0, 2, 4}),
        ("Sat-Mon", {5, 6, 0}),
        ("Sun", {6}),
        ("", None),
        ("daily", None),
        ("Mon-", None),
        ("Mon-Wed-Fri", None),
    ],
)
def test_days_as_people_write_them(text: str, days: set[int] | None) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("text", "yes"), [("Yes", True), ("x", True), ("", False), ("NO", False), ("maybe", None)]
)
def test_yes_and_no(text: str, yes: bool | None) -> None:
    assert read_yes(text) is yes
