"""After the last day in a program: what one reads, and how sign-in ends."""

import re
from datetime import date

import pytest
from sqlalchemy import update

from tests.helpers import houses
from tests.helpers.cast import PASSPHRASE
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction
from webapp.models.people import Enrollment, SignIn

ENDED = "Your time to sign in has ended."


@pytest.fixture
def last_day(cast):
    def made(day):
        with transaction() as session:
            session.execute(
                update(Enrollment)
                .where(Enrollment.participant_id == cast.jordan.participant_id)
                .values(starts_on=date(2026, 9, 1), ended_on=day)
            )

    return made


@pytest.mark.parametrize("path", ["/today", "/you"])
def test_one_reads_until_when_one_can_sign_in(signed_in, last_day, path):
    jordan = signed_in("jordan")
    assert "You can sign in until" not in jordan.get(path).text("main")
    last_day(date(2026, 10, 24))
    text = jordan.get(path).text("main")
    assert "Your time at New Light ended on Saturday, October 24, 2026." in text
    assert "You can sign in until Monday, November 23, 2026." in text


def test_the_day_after_open_sign_ins_end_and_the_page_says_so_once(signed_in, cast, last_day):
    jordan, other_phone = signed_in("jordan"), signed_in("jordan")
    last_day(date(2026, 10, 23))
    assert jordan.raw("/today").location == "/sign-in"
    text = jordan.get("/sign-in").text("main")
    assert ENDED in text
    assert "Ask staff for your record" in text
    assert ENDED not in jordan.get("/sign-in").text("main")
    assert all(row.ended_at for row in rows(SignIn, account_id=cast.jordan.account_id))
    assert other_phone.raw("/record").location == "/sign-in"
    assert count(AuditEvent, action="closed_after_end") == 1


def test_neither_the_page_nor_its_cookie_tells_who_it_was_or_where(signed_in, last_day):
    jordan = signed_in("jordan")
    last_day(date(2026, 10, 23))
    jordan.raw("/today")
    with jordan.client.session_transaction() as session:
        kept = repr(dict(session))
    page = jordan.get("/sign-in")
    assert ENDED in page.text("main")
    for said in (kept, page.html):
        assert not re.search(r"new light|october|2026-10|jordan", said, re.IGNORECASE)


def test_signing_in_anew_is_refused_in_the_same_words_and_only_to_who_knows_the_passphrase(
    anybody, last_day
):
    last_day(date(2026, 10, 23))
    wrong = anybody.send("/sign-in", username="jordan", passcode="some other words")
    assert wrong.status_code == 422
    assert ENDED not in wrong.text
    anybody.send("/sign-in", username="jordan", passcode=PASSPHRASE)
    assert anybody.raw("/today").location == "/sign-in"
    assert ENDED in anybody.get("/sign-in").text("main")


def test_who_lives_in_a_house_keeps_today(signed_in, viewer, now, last_day):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    jordan = signed_in("jordan")
    last_day(date(2026, 9, 30))
    text = jordan.get("/today").text("main")
    assert "You can go on signing in while you live in your house." in text
    jordan.get("/meetings")


def test_staff_read_until_when_before_and_after_they_end_it(signed_in, cast):
    sam, at = signed_in("sam"), f"/program/people/{cast.jordan.key}"
    assert "For 30 more days they can sign in" in sam.get(at).text("#enrollment")
    sam.send(at, f"{at}/end", last_day="2026-11-23")
    text = sam.get(at).text("#enrollment")
    assert "Until Wednesday, December 23, 2026 they can sign in" in text


def test_an_end_that_is_taken_back_opens_the_door_again(signed_in, cast, last_day, anybody):
    last_day(date(2026, 10, 23))
    at = f"/program/people/{cast.jordan.key}"
    signed_in("sam").send(at, f"{at}/end", stays="1")
    anybody.send("/sign-in", username="jordan", passcode=PASSPHRASE)
    assert lint(anybody.raw("/today").text).text("title").startswith("Today")
