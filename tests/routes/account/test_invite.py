"""Redeem an invitation: once, within 72 hours, with a passphrase of one's own."""

from threading import Barrier, Thread

import pytest

from tests.helpers.browser import Browser
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.actions import invite, passphrase
from webapp.models.audit import AuditEvent
from webapp.models.base import db
from webapp.models.people import Account, Invitation, SignIn

WORDS = "amber river stone cloud"
NOT_GOOD = "This code isn’t good, or not any more."


@pytest.fixture
def made(cast, clock):
    """An invitation for Jordan, as it is printed on the card."""
    return invite.invite(cast.jordan.account_id, by=cast.sam.account_id, now=clock.true_now())


def redeem(browser, code, passcode=WORDS, **more):
    return browser.post("/invite", code=code, passcode=passcode, **more)


def said(answer):
    return lint(answer.text).text("main")


def test_the_link_asks_for_a_passphrase_and_suggests_one(anybody, made):
    answer = anybody.send("/invite", code=made.token)
    assert answer.status_code == 200
    assert "Jordan M." in said(answer)
    assert lint(answer.text).value("username") == "jordan"
    assert passphrase.is_acceptable(lint(answer.text).value("passcode"))
    assert lint(answer.text).value("code") == made.token


@pytest.mark.parametrize("written", ["{}", " {} ", "{0[0]}{0[1]}-{0[2]}"])
def test_the_short_code_is_good_however_it_is_typed(anybody, made, written):
    parts = (made.code[:2], made.code[2:5], made.code[5:])
    typed = written.format(made.code) if written != "{0[0]}{0[1]}-{0[2]}" else written.format(parts)
    assert anybody.send("/invite", code=typed.lower()).status_code == 200


def test_opening_the_link_burns_nothing(anybody, made):
    for _ in range(3):
        anybody.get("/invite")
        anybody.raw(f"/invite?code={made.token}")
        assert anybody.post("/invite", code=made.token).status_code == 200
    assert rows(Invitation)[0].redeemed_at is None
    assert redeem(anybody, made.token).status_code == 303


def test_the_passphrase_chosen_is_the_one_that_signs_in(app, anybody, made):
    answer = redeem(anybody, made.code)
    assert (answer.status_code, answer.location) == (303, "/today")
    anybody.get("/today")
    other = Browser(app)
    assert other.post("/sign-in", username="jordan", passcode=WORDS).status_code == 303
    assert WORDS not in rows(Account, username="jordan")[0].passcode_hash


def test_redeeming_leaves_an_audit_row(anybody, made, cast):
    redeem(anybody, made.code)
    assert count(AuditEvent, action="redeemed_invitation", actor_id=cast.jordan.account_id) == 1


def test_an_invitation_works_once(app, anybody, made):
    redeem(anybody, made.code)
    for used in (made.code, made.token):
        answer = redeem(Browser(app), used)
        assert answer.status_code == 422
        assert NOT_GOOD in said(answer)
    assert count(SignIn) == 1


def test_redeeming_ends_every_sign_in_from_before_and_the_old_passphrase(
    app, anybody, made, signed_in
):
    from tests.helpers.cast import PASSPHRASE

    old, maria = signed_in("jordan"), signed_in("maria")
    redeem(anybody, made.code)
    assert old.raw("/today").location == "/sign-in"
    maria.get("/today")
    stale = Browser(app).post("/sign-in", username="jordan", passcode=PASSPHRASE)
    assert stale.status_code == 422


def test_it_is_good_for_72_hours_and_not_a_second_longer(app, anybody, made, clock):
    clock.forward(hours=72, seconds=-1)
    assert anybody.post("/invite", code=made.code).status_code == 200
    clock.forward(seconds=1)
    for attempt in (Browser(app).post("/invite", code=made.code), redeem(anybody, made.token)):
        assert attempt.status_code == 422
        assert NOT_GOOD in said(attempt)


def test_the_demos_time_does_not_move_the_72_hours(anybody, made, clock):
    clock.pretend("2027-11-23 17:20")
    assert redeem(anybody, made.code).status_code == 303


@pytest.mark.parametrize("chosen", ["", "short", "four teen char", "x" * 201])
def test_a_passphrase_too_short_or_too_long_is_refused_and_kept_on_the_page(anybody, made, chosen):
    answer = redeem(anybody, made.code, chosen)
    assert answer.status_code == 422
    assert "Use at least 15 letters. Four words are easiest." in said(answer)
    assert rows(Invitation)[0].redeemed_at is None


def test_wrong_codes_get_slower_for_that_browser_only(app, anybody, made, clock):
    anybody.post("/invite", code="0000000000")
    for _ in range(5):
        anybody.post("/invite", code="0000000000")
    assert "Wait 2 seconds" in said(anybody.post("/invite", code=made.code))
    assert Browser(app).post("/invite", code=made.code).status_code == 200
    clock.forward(seconds=2)
    assert anybody.post("/invite", code=made.code).status_code == 200


def test_of_many_redemptions_at_once_exactly_one_wins(app, made, clock):
    db.session.remove()
    ready, won = Barrier(8), []

    def run(number):
        with app.app_context():
            ready.wait()
            phrase = f"amber river stone {number:04d}"
            device = {"own_phone": True, "browser": "", "device": str(number)}
            if invite.redeem(made.code, phrase, now=clock.true_now(), **device):
                won.append(phrase)

    threads = [Thread(target=run, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), count(SignIn)) == (1, 1)
    assert passphrase.matches(rows(Account, username="jordan")[0].passcode_hash, won[0])


def test_a_shared_phone_can_be_named_at_once(anybody, made):
    redeem(anybody, made.code, shared_phone="1")
    assert [row.own_phone for row in rows(SignIn)] == [False]
