"""Bring somebody into a program."""

import re
from datetime import date

import pytest

from tests.helpers.rows import count, rows
from webapp.actions import enroll as enroll_module
from webapp.actions.enroll import (
    NewParticipant,
    UsernameTaken,
    UsernameUnfit,
    add_staff,
    enroll,
    username_from,
)
from webapp.domain.access import USERNAME, Role
from webapp.models.base import transaction
from webapp.models.people import Account, Enrollment, Participant

FIRST = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Ana Lía M.", "ana-lia-m"),
        ("Müller-Østergård", "muller-stergard"),
        ("...", "guest"),
        ("", "guest"),
        ("Đặng", "ang"),
        ("A" * 60, "a" * 36),
    ],
)
def test_a_name_to_sign_in_is_made_from_any_name(name, made):
    assert username_from(name) == made
    assert USERNAME.fullmatch(made)


@pytest.mark.parametrize("length", [35, 36, 37, 38])
def test_a_name_made_from_a_long_one_never_ends_in_a_hyphen(length):
    assert USERNAME.fullmatch(username_from("a" * length + " b"))


def test_a_made_name_has_random_digits_so_that_it_tells_nothing_about_others(cast, now):
    for _ in range(3):
        new = NewParticipant("Jordan", "", FIRST, 12)
        enroll(new, program_id=cast.sam.program_id, by=cast.sam.account_id, now=now, true_now=now)
    names = [row.username for row in rows(Account, name="Jordan")]
    assert all(re.fullmatch(r"jordan-[1-9]\d\d", name) for name in names)
    assert len(set(names)) == 3


@pytest.mark.parametrize(
    ("username", "error"),
    [
        ("maria", UsernameTaken),
        (" MARIA", UsernameTaken),
        ("mária", UsernameUnfit),
        ("-a", UsernameUnfit),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_made(cast, now, username, error):
    before = [count(table) for table in (Account, Participant, Enrollment)]
    with pytest.raises(error):
        enroll(
            NewParticipant("M", username, FIRST, 12),
            program_id=cast.sam.program_id,
            by=None,
            now=now,
            true_now=now,
        )
    assert [count(table) for table in (Account, Participant, Enrollment)] == before


def test_staff_have_an_account_and_no_enrollment(cast, now):
    before = count(Participant)
    made = add_staff(" Ada B. ", "Ada", Role.STAFF, program_id=cast.sam.program_id, now=now)
    (account,) = rows(Account, id=made)
    assert (account.username, account.name, account.role) == ("ada", "Ada B.", Role.STAFF)
    assert (account.passcode_hash, count(Participant)) == (None, before)


def test_everybody_gets_a_number_of_their_own(cast):
    numbers = [row.number for row in rows(Participant)]
    assert len(set(numbers)) == len(numbers) == 3
    assert all(re.fullmatch("[1-9][0-9]{5}", number) for number in numbers)


def test_a_number_that_somebody_has_is_not_given_again(cast, monkeypatch):
    taken = int(rows(Participant)[0].number) - 100_000
    drawn = iter((taken, taken, 5))
    monkeypatch.setattr(enroll_module.secrets, "randbelow", lambda _: next(drawn))
    with transaction() as session:
        assert enroll_module.free_number(session) == "100005"
