"""The page to enroll somebody again."""

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import rows
from webapp.models.audit import AuditEvent
from webapp.queries import people


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


@pytest.fixture
def at(sam, cast):
    """Jordan's page; their last day was Friday."""
    address = f"/program/people/{cast.jordan.key}"
    sam.send(address, f"{address}/end", last_day="2026-11-20")
    return address


def test_somebody_comes_back_and_the_time_before_is_shown(sam, at, cast, viewer, now):
    assert f"{at}/again" in sam.get(at).html
    answer = sam.send(f"{at}/again", starts_on="2026-11-30", planned_weeks="8")
    assert answer.location == f"{at}#enrollment"
    page = sam.get(at)
    assert "Since Mon, Nov 30 · 8 weeks planned" in page.text("main")
    assert "Here before Monday, October 26, 2026 until Friday, November 20, 2026" in page.text(
        "#enrollment"
    )
    assert not people.find(viewer("sam"), cast.jordan.key, now).is_over(now.date())
    assert sam.raw(f"{at}/again").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("starts_on", "", "Enter the first day"),
        ("starts_on", "2026-11-22", "Choose a day from today on"),
        ("planned_weeks", "0", "Enter a number of weeks from 1 to 104."),
    ],
)
def test_what_cannot_be_is_said_and_kept(sam, at, field, value, said):
    form = {"starts_on": "2026-11-30", "planned_weeks": "8", field: value}
    answer = sam.send(f"{at}/again", **form)
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert page.value(field) == value


def test_for_who_is_here_or_of_another_program_there_is_no_such_page(sam, cast):
    for person, status in ((cast.maria, 422), (cast.priya, 404)):
        address = f"/program/people/{person.key}/again"
        assert sam.raw(address).status_code == 404
        form = {"starts_on": "2026-11-30", "planned_weeks": "8"}
        assert sam.post(address, **form).status_code == status


def test_whose_form_it_was_is_written_down(sam, at, cast):
    sam.get(f"{at}/again")
    (seen,) = rows(AuditEvent, action="viewed", detail="enroll_again")
    assert seen.participant_id == cast.jordan.participant_id
