"""Names, first day and weeks of a participant are corrected."""

import pytest

from tests.helpers.page import lint
from tests.helpers.record import tick
from tests.helpers.rows import rows
from webapp.models.audit import AuditEvent
from webapp.queries import people


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


@pytest.fixture
def at(cast):
    return f"/program/people/{cast.jordan.key}/edit"


def test_the_form_brings_what_holds_and_saving_leads_back(sam, at, cast, viewer, now):
    page = sam.get(at)
    assert page.value("name") == "Jordan M."
    assert "Jordan" not in page.text("title")
    answer = sam.send(at, name=" Jordan Moss ", planned_weeks="15")
    assert (answer.status_code, answer.location) == (303, at.removesuffix("/edit"))
    text = sam.get(answer.location).text("main")
    assert "Jordan Moss" in text
    assert "15 weeks planned" in text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Enter the name that staff know this person by."),
        ("username", "maria", "Somebody has this name already."),
        ("username", "", "Use letters a to z"),
        ("starts_on", "soon", "Enter the first day"),
        ("planned_weeks", "0", "Enter a number of weeks from 1 to 104."),
    ],
)
def test_a_bad_field_is_named_and_everything_typed_is_kept(sam, at, field, value, said):
    answer = sam.send(at, **{"name": "Jay", field: value})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert page.value("name") == ("" if field == "name" else "Jay")


def test_the_second_of_two_is_told_what_holds_and_keeps_what_they_typed(
    sam, at, signed_in, cast, viewer, now
):
    rosa = signed_in("rosa")
    form = rosa.get(at).form(at)
    sam.send(at, name="Jordan Moss")
    answer = rosa.post(at, **{**form, "planned_weeks": "16"})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert "Somebody changed it meanwhile." in page.text(".notice")
    assert "Now: Jordan Moss." in page.text("main")
    assert (page.value("name"), page.value("planned_weeks")) == ("Jordan M.", "16")
    again = rosa.post(at, **{**page.form(at), "name": "Jordan Moss"})
    assert again.status_code == 303
    found = people.find(viewer("sam"), cast.jordan.key, now)
    assert (found.name, found.planned_weeks) == ("Jordan Moss", 16)


def test_a_first_day_that_would_hide_something_is_refused_in_words(sam, at, cast, viewer, now):
    tick(viewer("sam"), cast.jordan.key, now)
    answer = sam.send(at, starts_on="2026-11-25")
    assert answer.status_code == 422
    assert "Something is on their record before that day." in lint(answer.text).text("main")


def test_somebody_of_another_program_is_not_there(sam, cast):
    theirs = f"/program/people/{cast.priya.key}/edit"
    assert sam.raw(theirs).status_code == sam.post(theirs, name="X").status_code == 404


def test_whose_form_it_was_is_written_down(sam, at, cast):
    sam.get(at)
    (seen,) = rows(AuditEvent, action="viewed", detail="edit")
    assert seen.participant_id == cast.jordan.participant_id
