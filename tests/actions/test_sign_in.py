"""Signing in under the surface: what is counted, and what a row remembers."""

from datetime import timedelta

import pytest

from tests.helpers.cast import PASSPHRASE
from tests.helpers.rows import count, rows
from webapp.actions import sign_in
from webapp.actions.sign_in import NotSignedIn, SignedIn
from webapp.models.base import transaction
from webapp.models.people import Account, KnownDevice, SignIn, Throttle


@pytest.fixture
def attempt(app, clock):
    def make(username="jordan", typed=PASSPHRASE, device="one", **more):
        how = {"own_phone": True, "browser": "", "device": device} | more
        return sign_in.sign_in(username, typed, now=clock.true_now(), **how)

    return make


def test_the_right_words_give_a_token_and_a_role(attempt):
    outcome = attempt()
    assert isinstance(outcome, SignedIn)
    assert (len(outcome.token) >= 40, outcome.role) == (True, "participant")


def test_a_try_is_counted_before_the_words_are_compared(attempt, monkeypatch):
    def crash(*_args):
        raise RuntimeError

    monkeypatch.setattr(sign_in.passphrase, "matches", crash)
    with pytest.raises(RuntimeError):
        attempt()
    assert [row.failures for row in rows(Throttle)] == [1]


def test_the_words_are_compared_for_names_that_do_not_exist_too(attempt, monkeypatch):
    compared = []
    monkeypatch.setattr(sign_in.passphrase, "matches", lambda kept, _: bool(compared.append(kept)))
    attempt("nobody")
    attempt("jordan")
    assert (compared[0], compared[1] is not None) == (None, True)


def test_during_a_wait_nothing_is_compared_and_nothing_counted(attempt, monkeypatch):
    for _ in range(5):
        attempt(typed="x")
    monkeypatch.setattr(sign_in.passphrase, "matches", lambda *_: pytest.fail("compared"))
    assert attempt() == NotSignedIn(timedelta(seconds=2))
    assert [row.failures for row in rows(Throttle)] == [5]


def test_the_hundredth_failure_closes_the_door_for_a_day(attempt, clock, now):
    name = "jordan elsewhere"
    with transaction() as session:
        for _ in range(100):
            sign_in.throttle.count_failure(session, sign_in.KIND, name, now)
    assert attempt() == NotSignedIn(timedelta(hours=24))
    clock.forward(hours=24)
    assert isinstance(attempt(), SignedIn)


def test_a_closed_account_is_like_none(attempt, cast, now):
    with transaction() as session:
        session.get_one(Account, cast.jordan.account_id).closed_at = now
    assert isinstance(attempt(), NotSignedIn)


def test_a_device_is_known_once_and_only_as_a_hash(attempt):
    attempt(device="my phone")
    attempt(device="my phone")
    assert [len(row.device_hash) for row in rows(KnownDevice)] == [64]


def test_a_very_long_browser_name_is_cut(attempt):
    attempt(browser="x" * 500)
    assert len(rows(SignIn)[0].browser) == 80


def test_use_is_written_down(attempt, clock):
    attempt()
    clock.forward(minutes=9)
    sign_in.touch(rows(SignIn)[0].id, clock.true_now())
    assert rows(SignIn)[0].last_used_at == clock.true_now()
    assert count(SignIn) == 1
