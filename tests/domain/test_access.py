from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import NEW_YORK, at
from webapp.domain.access import (
    CODE_ALPHABET,
    CODE_LENGTH,
    LONGEST_WAIT,
    LONGEST_WAIT_AT_THE_DOOR,
    OFFICE_LIFE,
    OWN_PHONE,
    SHARED_PHONE,
    USERNAME,
    Role,
    SignInLife,
    Viewer,
    grouped_invitation,
    is_live,
    life_of,
    normalized_invitation,
    normalized_passphrase,
    normalized_username,
    wait_after,
)
from webapp.domain.wall_clock import Instant

START = at("9:00")
SECOND = timedelta(seconds=1)


def live_after(life: SignInLife, since_start: timedelta, since_use: timedelta) -> bool:
    now = Instant(START + since_start)
    return is_live(life, START, Instant(now - since_use), now)


@pytest.mark.parametrize(
    ("role", "own_phone", "life"),
    [
        (Role.PARTICIPANT, True, OWN_PHONE),
        (Role.PARTICIPANT, False, SHARED_PHONE),
        (Role.STAFF, True, OFFICE_LIFE),
        (Role.STAFF, False, OFFICE_LIFE),
        (Role.OWNER, True, OFFICE_LIFE),
        (Role.OWNER, False, OFFICE_LIFE),
    ],
)
def test_how_long_a_sign_in_lasts_depends_on_role_and_phone(
    role: Role, own_phone: bool, life: SignInLife
) -> None:
    assert life_of(role, own_phone) == life


@pytest.mark.parametrize(
    ("life", "overall"),
    [
        (OWN_PHONE, timedelta(days=30)),
        (SHARED_PHONE, timedelta(hours=12)),
        (OFFICE_LIFE, timedelta(hours=12)),
    ],
)
def test_a_sign_in_ends_when_its_time_is_up_however_busy(
    life: SignInLife, overall: timedelta
) -> None:
    assert live_after(life, overall - SECOND, timedelta(0))
    assert not live_after(life, overall, timedelta(0))


@pytest.mark.parametrize(
    ("life", "idle"),
    [(SHARED_PHONE, timedelta(minutes=5)), (OFFICE_LIFE, timedelta(minutes=15))],
)
def test_an_idle_sign_in_ends_where_others_may_pick_it_up(
    life: SignInLife, idle: timedelta
) -> None:
    assert live_after(life, timedelta(hours=1), idle - SECOND)
    assert not live_after(life, timedelta(hours=1), idle)


def test_ones_own_phone_may_lie_idle() -> None:
    assert live_after(OWN_PHONE, timedelta(days=29), timedelta(days=29))


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (0, 0),
        (4, 0),
        (5, 2),
        (6, 4),
        (7, 8),
        (10, 64),
        (13, 512),
        (14, 900),
        (15, 900),
        (99, 900),
        (100, 24 * 3600),
        (5000, 24 * 3600),
    ],
)
def test_guessing_is_slowed_by_doubling_and_stopped_at_a_hundred(
    failures: int, seconds: int
) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds)


@given(st.integers(0, 300))
def test_one_more_failure_never_shortens_the_wait(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1)
    assert wait_after(min(failures, 99)) <= LONGEST_WAIT
    assert wait_after(failures, LONGEST_WAIT_AT_THE_DOOR) <= LONGEST_WAIT_AT_THE_DOOR


@pytest.mark.parametrize(
    "typed",
    [
        "correct horse battery",
        "  Correct  Horse\tBattery\n",
        "CORRECT HORSE BATTERY",
        "correct\u00a0horse battery",
    ],
)
def test_case_and_blanks_of_a_passphrase_do_not_matter(typed: str) -> None:
    assert normalized_passphrase(typed) == "correct horse battery"


@pytest.mark.parametrize(
    "typed", ["correcthorse battery", "correct horse", "correct-horse battery"]
)
def test_the_words_of_a_passphrase_do_matter(typed: str) -> None:
    assert normalized_passphrase(typed) != "correct horse battery"


def test_a_username_is_compared_in_lower_case_without_blanks_around() -> None:
    assert normalized_username("  Maria.Lopez ") == "maria.lopez"


@pytest.mark.parametrize("name", ["a", "m7", "maria.lopez", "jo-ann", "0" * 40])
def test_a_username_is_made_of_letters_digits_dots_and_hyphens(name: str) -> None:
    assert USERNAME.fullmatch(name)


@pytest.mark.parametrize(
    "name", ["", ".", "-a", "a-", "a.", "Maria", "maría", "a b", "a_b", "a@b", "a\n", "0" * 41]
)
def test_anything_else_is_no_username(name: str) -> None:
    assert not USERNAME.fullmatch(name)


@pytest.mark.parametrize(
    "typed",
    ["01ABC-XYZ10", "01abc-xyz10", " 01abc xyz10\n", "olabc-xyzio", "OIABC-XYZLO", "0-1-ABCXYZ10"],
)
def test_an_invitation_is_read_however_it_was_copied(typed: str) -> None:
    assert normalized_invitation(typed) == "01ABCXYZ10"


@given(st.text(CODE_ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH), st.booleans())
def test_a_printed_invitation_reads_back_as_its_code(code: str, small: bool) -> None:
    printed = grouped_invitation(code)
    assert len(printed) == CODE_LENGTH + 1
    assert printed[5] == "-"
    assert normalized_invitation(printed.lower() if small else printed) == code


def test_the_alphabet_of_invitations_has_no_look_alikes() -> None:
    assert len(set(CODE_ALPHABET)) == 32
    assert not set("ILOU") & set(CODE_ALPHABET)


@pytest.mark.parametrize(
    ("role", "is_office"), [(Role.PARTICIPANT, False), (Role.STAFF, True), (Role.OWNER, True)]
)
def test_the_office_is_staff_and_owners(role: Role, is_office: bool) -> None:
    someone = Viewer(1, "k1", 1, Role.PARTICIPANT, "Maria", 1, "New Light", NEW_YORK, True)
    assert replace(someone, role=role).is_office is is_office
