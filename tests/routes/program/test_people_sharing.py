"""The card "Shared with the house" on a person's page: staff know that it is, and can stop it."""

import pytest

from tests.helpers import houses
from tests.helpers.page import lint
from tests.helpers.rows import count
from webapp.domain.consent import Asked, Scope
from webapp.models.consent import ConsentRevocation
from webapp.routes.consent_words import ASKED


@pytest.fixture
def key(viewer, now):
    scopes = frozenset({Scope.SCHEDULE, Scope.ATTENDANCE})
    return houses.sign(viewer("jordan"), "Jordan at Maple", now, scopes)


@pytest.fixture
def page(cast):
    return f"/program/people/{cast.jordan.key}"


@pytest.fixture
def stop(page, key):
    return f"{page}/sharing/{key}/stop"


def test_without_a_consent_nothing_is_shared_and_nothing_is_asked(signed_in, viewer, page, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    text = signed_in("sam").get(page).text()
    assert "Nothing is shared with a house through Dayline." in text
    assert "Maple" not in text


def test_what_is_shared_is_named_with_its_house_and_its_end(signed_in, page, key):
    shown = signed_in("sam").get(page).text(".consent")
    assert shown.startswith("Maple House away times attendance")
    assert "Signed Monday, November 23, 2026. Ends Wednesday, March 3, 2027, or sooner." in shown
    assert "Only Jordan M. can share or change it." in shown
    assert "at Maple" not in shown


def test_stopping_takes_how_it_was_asked_and_works_at_once(signed_in, page, stop):
    sam, dana = signed_in("sam"), signed_in("dana")
    assert "Away" in dana.get("/house/board").text()
    answer = sam.send(page, stop, asked="by_phone")
    assert answer.location == f"{page}#sharing"
    assert "Stopped on Monday, November 23, 2026, 5:20 PM, by Sam K." in sam.get(page).text()
    assert "Away" not in dana.get("/house/board").text()


@pytest.mark.parametrize("asked", ["", "by mail"])
def test_without_how_it_was_asked_nothing_is_stopped(signed_in, page, stop, asked):
    answer = signed_in("sam").send(page, stop, asked=asked)
    assert answer.status_code == 422
    assert "Choose how they said it. Nothing was stopped yet." in lint(answer.text).text()
    assert count(ConsentRevocation) == 0


def test_there_are_words_for_each_way_of_asking():
    assert set(ASKED) == set(Asked)


def test_somebody_elses_consent_is_not_there(signed_in, cast, stop, key):
    for who, path in (
        ("kim", stop),
        ("sam", f"/program/people/{cast.maria.key}/sharing/{key}/stop"),
        ("sam", f"/program/people/{cast.jordan.key}/sharing/none/stop"),
    ):
        assert signed_in(who).post(path, asked="in_person").status_code == 404
    assert count(ConsentRevocation) == 0


def test_the_participant_reads_who_stopped_it(signed_in, page, stop, key):
    signed_in("sam").send(page, stop, asked="in_writing")
    jordan = signed_in("jordan")
    text = jordan.get("/you/sharing").text()
    assert (
        "Stopped on Monday, November 23, 2026, 5:20 PM, by Sam K. at the program, as you asked."
        in text
    )
    assert "stopped Mon, Nov 23 by Sam K." in text
    assert "by Sam K. at the program, as you asked." in jordan.get(f"/you/sharing/{key}").text()


def test_after_signing_again_the_notice_is_gone(signed_in, viewer, now, page, stop):
    signed_in("sam").send(page, stop, asked="in_person")
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    assert "as you asked" not in signed_in("jordan").get("/you/sharing").text()
    assert "away times" in signed_in("sam").get(page).text()
