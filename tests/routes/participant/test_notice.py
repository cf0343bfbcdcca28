"""The notice comes before the first page, once."""

import pytest

from tests.helpers.browser import Browser
from tests.helpers.cast import someone, token_for
from tests.helpers.rows import rows
from webapp.actions import enroll
from webapp.models.consent import NoticeSeen


@pytest.fixture
def newcomer(app, cast, now):
    """Somebody who has just set a passphrase."""
    new = enroll.NewParticipant("Ana B.", "ana", now.date(), 12)
    enroll.enroll(new, program_id=cast.jordan.program_id, by=None, now=now, true_now=now)
    return Browser(app, token_for(someone("ana"), now, reads_notice=False))


def test_it_stands_before_every_page_of_a_participant(newcomer):
    for path in ("/today", "/week", "/meetings", "/check-in", "/you", "/you/sharing"):
        assert newcomer.raw(path).location == "/you/notice", path
    answer = newcomer.raw("/today", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/you/notice"


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("/you/reminders/phone", {"key", "token", "wanted", "known"}),
        ("/waiting", {"token", "account"}),
    ],
)
def test_what_a_phone_asks_for_by_itself_is_no_page_and_never_waits_for_it(newcomer, asked, known):
    answer = newcomer.raw(asked, headers={"Sec-Fetch-Mode": "cors"})
    assert answer.status_code == 200
    assert set(answer.get_json()) == known


def test_help_and_the_way_out_are_never_behind_it(newcomer):
    newcomer.get("/help")
    assert newcomer.post("/sign-out").location == "/sign-in"


def test_it_is_read_once_and_stays_under_you(newcomer, clock):
    page = newcomer.get("/you/notice")
    assert "42 CFR part 2" in page.text()
    assert page.all(".tabs") == []
    assert newcomer.send("/you/notice").location == "/today"
    newcomer.get("/today")
    again = newcomer.get("/you/notice")
    assert "I have read this" not in again.text()
    assert 'href="/you/notice"' in newcomer.get("/you").html
    newcomer.post("/you/notice")
    seen = [row for row in rows(NoticeSeen) if row.participant_id == someone("ana").participant_id]
    assert [(row.version, row.language) for row in seen] == [("1", "en")]


def test_staff_and_managers_have_none(signed_in):
    signed_in("sam").get("/you/notice", status=404)
    signed_in("dana").get("/you/notice", status=404)
