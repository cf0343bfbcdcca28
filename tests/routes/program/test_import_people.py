"""Enroll many at once: read what would happen, then confirm."""

from io import BytesIO

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.domain.people_file import read
from webapp.models.audit import AuditEvent
from webapp.models.people import Account, Enrollment, Invitation, Participant

HERE = "/program/people/import"
CONFIRM = f"{HERE}/confirm"
HEAD = "name,sign_in_name,first_day,weeks\n"
FILE = HEAD + "Ana Lía,ana,2026-11-30,12\nJordan M.,j2,2026-10-26,14\nBen,jordan,2026-11-30,12\n"


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


def try_out(browser, text=FILE, name="people.csv"):
    content = text.encode() if isinstance(text, str) else text
    return browser.post(HERE, file=(BytesIO(content), name))


def test_the_empty_file_is_one_that_is_read(sam):
    answer = sam.raw(f"{HERE}/template.csv")
    assert answer.mimetype == "text/csv"
    assert read(answer.text + "Ana,2026-11-30,12\n")[0].cell("weeks") == "12"


def test_trying_it_out_names_lines_and_reasons_and_changes_nothing(sam):
    before = [count(table) for table in (Account, Participant, Enrollment)]
    answer = try_out(sam)
    assert answer.status_code == 200
    page = lint(answer.text)
    assert "2 people can come in, 1 line cannot." in page.text("main")
    assert page.text("#refused li") == "Line 4: Ben Name to sign in: somebody has it already."
    assert "Looks like somebody who is here" in page.text("main")
    assert "Enroll 1, and those ticked" in page.text("main")
    assert [count(table) for table in (Account, Participant, Enrollment)] == before


def test_confirming_enrolls_the_good_lines_and_says_how_many(sam):
    form = lint(try_out(sam).text).form(CONFIRM)
    answer = sam.post(CONFIRM, **form)
    assert answer.location == f"{HERE}/{form['key']}"
    page = sam.get(answer.location)
    assert page.text("h1") == "1 person enrolled"
    assert "Ana Lía" in page.text("main")
    assert count(Account, username="ana") == 1
    assert count(Account, username="j2") == 0
    assert sam.post(CONFIRM, **form).location == answer.location
    assert count(Account, username="ana") == 1


def test_who_looks_like_somebody_here_comes_in_if_that_is_ticked(sam):
    form = lint(try_out(sam).text).form(CONFIRM)
    answer = sam.post(CONFIRM, **form, anyway="3")
    assert sam.get(answer.location).text("h1") == "2 people enrolled"


def test_a_name_that_was_taken_between_the_two_taps_is_said_and_nobody_comes_in(sam, signed_in):
    form = lint(try_out(sam, HEAD + "Ana,ana,2026-11-30,12\nBen,,2026-11-30,12\n").text)
    fields = {"name": "Other", "username": "ana", "starts_on": "2026-11-30", "planned_weeks": "9"}
    signed_in("rosa").post("/program/people/new", **fields)
    before = count(Account)
    sam.post(CONFIRM, **{**form.form(CONFIRM), "text": HEAD + "Ana,ana,2026-11-30,12\n"})
    assert count(Account) == before


def test_the_cards_of_all_are_shown_once_and_work(sam, anybody):
    text = HEAD + "Ana,ana,2026-11-30,12\nBen,ben,2026-11-30,12\n"
    done = sam.post(CONFIRM, **lint(try_out(sam, text).text).form(CONFIRM)).location
    answer = sam.send(done, f"{done}/cards")
    page = lint(answer.text)
    codes = [node.to_text().strip() for node in page.all(".card__code")]
    assert len(codes) == count(Invitation) == 2
    assert "anybody" not in answer.text
    anybody.post("/invite", code=codes[1], passcode="four calm words here")
    assert "Make 1 card" in sam.get(done).text("main")
    assert codes[0] not in sam.get(done).html


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Nobody is in that file."),
        (HEAD, "Nobody is in that file."),
        ("Ana Lía".encode("latin-1"), "That is no CSV file in UTF-8."),
        ("Ana,2026-11-30,12", "The first row does not name the columns"),
        (HEAD + "Ana,,2026-11-30,12\n" * 501, "More than 500 people are in that file."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(sam, content, said):
    answer = try_out(sam, content)
    assert answer.status_code == 422
    assert said in lint(answer.text).text("main")


def test_without_a_file_nothing_happens(sam):
    assert sam.post(HERE).status_code == 422
    assert sam.post(CONFIRM, text="", key="k").status_code == 422
    assert sam.post(CONFIRM, text=HEAD + "Ana,,2026-11-30,12", key="").status_code == 200
    assert count(Enrollment) == 3


def test_markup_and_formulas_are_only_text(sam):
    text = HEAD + '"=1+1<script>alert(1)</script>",,2026-11-30,12\n'
    page = lint(try_out(sam, text).text)
    assert "=1+1<script>alert(1)</script>" in page.text("main")
    sam.post(CONFIRM, **page.form(CONFIRM))
    assert rows(Account)[-1].name == "=1+1<script>alert(1)</script>"


def test_who_came_in_is_looked_at_with_a_row_and_only_in_their_program(sam, signed_in):
    done = sam.post(CONFIRM, **lint(try_out(sam).text).form(CONFIRM)).location
    sam.get(done)
    assert count(AuditEvent, action="viewed", detail="import") == 1
    kim = signed_in("kim")
    assert kim.raw(done).status_code == kim.post(f"{done}/cards").status_code == 404
