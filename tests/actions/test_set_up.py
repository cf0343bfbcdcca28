"""The first code, the first program, the first owner: once, and whole or not at all."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest

from tests.helpers.days import template
from tests.helpers.empty import empty_database
from tests.helpers.rows import count, rows
from webapp.actions import passphrase, set_up
from webapp.actions.apply_program import Named, ProgramExists, apply_program
from webapp.actions.enroll import UsernameUnfit
from webapp.actions.set_up import SetUpAlready
from webapp.domain.access import Role
from webapp.domain.wall_clock import Instant
from webapp.models.audit import AuditEvent
from webapp.models.people import Account
from webapp.models.program import BlockRow, Program
from webapp.models.setup import SetupCode

FIRST = set_up.First(
    template("new_light"),
    Named("Harbor", "America/Chicago", "2nd floor", "617-555-0100"),
    date(2026, 12, 1),
    "Ana R.",
    "Ana",
    "amber river stone cloud",
)


@pytest.fixture
def code(app, now):
    empty_database()
    return set_up.make_code(now)


def go(code, now, first=FIRST):
    return set_up.set_up(code, first, browser="b", device="d", now=now, true_now=now)


def test_the_code_makes_a_program_and_its_owner_who_is_signed_in(code, now):
    assert go(code, now).role is Role.OWNER
    (program,) = rows(Program)
    assert (program.name, program.zone, program.place, program.phone) == (
        "Harbor",
        "America/Chicago",
        "2nd floor",
        "617-555-0100",
    )
    assert {b.effective_from for b in rows(BlockRow)} == {date(2026, 12, 1)}
    (owner,) = rows(Account)
    assert (owner.role, owner.username, owner.program_id) == (Role.OWNER, "ana", program.id)
    assert passphrase.matches(owner.passcode_hash, "amber river stone cloud")
    history = [row.action for row in rows(AuditEvent)]
    assert history == ["setup_code_made", "applied_program", "set_up", "signed_in"]


def test_the_code_is_kept_as_a_hash_and_used_once(code, now):
    (row,) = rows(SetupCode)
    assert code not in row.code_hash
    go(code, now)
    assert count(SetupCode) == 0
    assert go(code, now) is None
    assert count(Program) == 1


def test_a_new_code_ends_the_one_before(code, now):
    newer = set_up.make_code(now)
    assert set_up.is_good(code, "d", now) is False
    assert set_up.is_good(f" {newer[:5].lower()}-{newer[5:]} ", "d", now) is True


@pytest.mark.parametrize(("minutes", "good"), [(24 * 60 - 1, True), (24 * 60, False)])
def test_a_code_is_good_for_24_hours(code, now, minutes, good):
    then = Instant(now + timedelta(minutes=minutes))
    assert set_up.is_good(code, "d", then) is good
    assert (go(code, then) is not None) is good


def test_guessing_gets_slower(code, now):
    tries = [set_up.is_good("WRONG", "d", now) for _ in range(6)]
    assert tries[:5] == [False] * 5
    assert tries[5] > timedelta(0)
    assert set_up.is_good(code, "another", now) is True


@pytest.mark.usefixtures("app")
def test_where_somebody_has_an_account_no_code_is_made(now):
    with pytest.raises(SetUpAlready):
        set_up.make_code(now)


def test_a_name_that_does_not_fit_leaves_nothing_and_keeps_the_code(code, now):
    with pytest.raises(UsernameUnfit):
        go(code, now, replace(FIRST, username="Ana R."))
    assert (count(Program), count(Account), count(SetupCode)) == (0, 0, 1)


def test_a_program_that_a_command_made_before_is_left_alone(code, now):
    apply_program(template("blank"), now=now, effective_from=date(2026, 12, 1), name="Harbor")
    with pytest.raises(ProgramExists):
        go(code, now)
    assert (count(Program), count(Account), count(SetupCode)) == (1, 0, 1)


def test_of_many_at_once_one_sets_up(app, code, now):
    barrier, done = Barrier(8), []

    def attempt():
        with app.app_context():
            barrier.wait()
            try:
                done.append(go(code, now))
            except SetUpAlready:
                done.append(None)

    threads = [Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([each for each in done if each is not None]) == 1
    assert (count(Program), count(Account)) == (1, 1)
