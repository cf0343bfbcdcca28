"""A table on paper: every letter of it can be read back."""

import logging

import pytest

from tests.helpers.clock import at
from tests.helpers.pdf import Pdf
from webapp.documents.sheet import NO_LETTER, Column, Sheet, pdf

NAMES = ("José Núñez", "Nguyễn Thị Hằng", "Łukasz Żółć", "Zoë O’Brien", "Ștefan", "Ελένη", "Иван")


def sheet(**more):
    usual = {
        "title": "Attendance slip",
        "language": "en",
        "made_at": at("2026-11-23 17:20"),
        "columns": (Column("Date", 10), Column("Group", 20)),
        "rows": (("Mon, Nov 23", "Harbor group"),),
    }
    return Sheet(**usual | more)


def test_it_says_everything_in_its_order():
    made = Pdf(pdf(sheet(lines=("Name: ____",), below="No more than that.")))
    said = ["Attendance slip", "Name: ____", "Date", "Group", "Mon, Nov 23", "Harbor group"]
    assert made.text.split("\n") == [*said, "No more than that."]


def test_title_and_language_are_in_it_and_nobody_who_made_it():
    made = Pdf(pdf(sheet(title="Lista de reuniones", language="es")))
    assert (made.about("Title"), made.about("Lang")) == ("Lista de reuniones", "es")
    assert made.about("CreationDate") == "D:20261123222000Z"
    assert b"/Author" not in made.data


@pytest.mark.parametrize("name", NAMES)
def test_names_lose_no_letter(name):
    assert name in Pdf(pdf(sheet(lines=(name,)))).text


def test_a_letter_made_of_two_signs_is_one():
    assert "José" in Pdf(pdf(sheet(lines=("Jose\u0301",)))).text


def test_a_sign_without_a_letter_is_neither_lost_nor_logged(caplog):
    caplog.set_level(logging.DEBUG)
    made = Pdf(pdf(sheet(rows=(("", "a漢字b"),))))
    assert f"a{NO_LETTER}{NO_LETTER}b" in made.text
    assert "漢" not in caplog.text


@pytest.mark.parametrize("picture", ["🌊", "❤️", "👍🏽", "👩‍🚒"])
def test_a_picture_without_a_letter_is_left_out(picture):
    assert "Noon|group" in Pdf(pdf(sheet(rows=(("", f"Noon|{picture}group"),)))).text


def test_what_was_typed_cannot_leave_its_cell():
    typed = r"a) Tj (b\) \( %PDF endstream **bold** <script>"
    assert typed in Pdf(pdf(sheet(rows=(("", typed),)))).text.replace("\n", " ")


def test_a_long_table_goes_on_under_its_head_and_the_pages_after_it_are_numbered():
    rows = tuple((str(number), "Harbor group") for number in range(200))
    made = Pdf(pdf(sheet(rows=rows)))
    assert len(made.pages) > 2
    assert all(
        page.startswith(("Attendance slip\nDate\nGroup", "Date\nGroup")) for page in made.pages
    )
    assert [page.splitlines()[-1] for page in made.pages][1:3] == ["2", "3"]


def test_a_word_longer_than_its_column_is_broken_not_cut():
    made = Pdf(pdf(sheet(rows=(("", "ñ" * 120),))))
    assert made.text.count("ñ") == 120


def test_the_same_sheet_is_the_same_file():
    assert pdf(sheet()) == pdf(sheet())


def test_a_letter_of_paper_stays_small():
    assert len(pdf(sheet(lines=NAMES))) < 25_000
