"""A slip to print: in the field's order, naming nobody unless that is ticked."""

import pytest

from tests.helpers.pdf import Pdf
from tests.helpers.slips import logged

COLUMNS = ["Date", "Time", "Group", "Place", "Fellowship", "First name, initials or stamp"]


@pytest.fixture
def jordan(signed_in, viewer, now):
    logged(viewer("jordan"), now, now.date(), "12:00", place="St. John’s, 2nd floor")
    logged(viewer("jordan"), now, name="Last week")
    return signed_in("jordan")


def paper(browser, query=""):
    return browser.get(f"/meetings/slip{query}").text(".slip__paper")


def pdf(browser, query=""):
    answer = browser.raw(f"/meetings/slip.pdf{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="slip.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    return Pdf(answer.data)


def test_its_columns_are_the_fields_and_twelve_rows_are_blank(jordan):
    page = jordan.get("/meetings/slip")
    assert [head.to_text() for head in page.all("thead th")] == COLUMNS
    cells = [cell.to_text().strip() for cell in page.all("tbody td")]
    assert cells == [""] * 72
    said = pdf(jordan).text.replace("\n", " ")
    assert said.startswith("Attendance slip Name: ____")
    assert all(head in said for head in COLUMNS)


def test_it_says_what_a_signature_means_and_no_more(jordan):
    said = "A first name, initials or a stamp says that somebody saw you there, and no more;"
    assert said in paper(jordan)
    assert said in pdf(jordan).text.replace("\n", " ")


@pytest.mark.parametrize("query", ["", "?week=1"])
def test_neither_person_nor_program_is_named_unless_ticked(jordan, query):
    for said in (paper(jordan, query), pdf(jordan, query).text):
        for word in ("Jordan", "New Light", "Dayline", "treatment", "recovery", "program"):
            assert word not in said


def test_what_is_ticked_is_on_it(jordan):
    for said in (paper(jordan, "?name=1&program=1"), pdf(jordan, "?name=1&program=1").text):
        assert "Name: Jordan M." in said
        assert "For: New Light" in said


def test_this_weeks_meetings_can_be_filled_in_with_room_to_sign(jordan):
    page = jordan.get("/meetings/slip?week=1")
    cells = [cell.to_text().strip() for cell in page.all("tbody td")]
    row = ["Mon, Nov 23", "12:00 PM", "Harbor group", "St. John’s, 2nd floor", "AA", ""]
    assert cells == [*row, *[""] * 66]
    assert "Last week" not in page.text()
    assert "St. John’s" in pdf(jordan, "?week=1").text
    assert [box.attrs["name"] for box in page.all("input[checked]")] == ["week"]


def test_the_title_is_neutral(jordan):
    assert jordan.get("/meetings/slip?name=1").text("title") == "Attendance slip · Dayline"
    assert pdf(jordan, "?name=1").about("Title") == "Attendance slip"


def test_one_form_shows_it_and_makes_the_file_without_a_script(jordan):
    page = jordan.get("/meetings/slip")
    assert page.all("form[action='/meetings/slip']")[0].attrs["method"] == "get"
    assert page.all("button.button--main")[0].attrs["formaction"] == "/meetings/slip.pdf"
