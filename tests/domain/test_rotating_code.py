from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.rotating_code import (
    REMEMBERED_STEPS,
    STEP_SECONDS,
    Verdict,
    cleaned,
    code_for,
    judge,
    judge_any,
    next_step_at,
    seconds_left,
    step_of,
)
from webapp.domain.wall_clock import Instant

# The secrets of RFC 6238, appendix B: the same ten digits, as long as each digest's output.
SECRETS = {"sha1": b"1234567890" * 2, "sha256": (b"1234567890" * 4)[:32]}
SECRETS["sha512"] = (b"1234567890" * 7)[:64]
SECRET = SECRETS["sha1"]
RFC_6238 = [
    (59, "94287082", "46119246", "90693936"),
    (1111111109, "07081804", "68084774", "25091201"),
    (1111111111, "14050471", "67062674", "99943326"),
    (1234567890, "89005924", "91819424", "93441116"),
    (2000000000, "69279037", "90698825", "38618901"),
    (20000000000, "65353130", "77737706", "47863826"),
]
RFC_4226 = [
    "755224",
    "287082",
    "359152",
    "969429",
    "338314",
    "254676",
    "287922",
    "162583",
    "399871",
    "520489",
]


def at_second(seconds: float) -> Instant:
    return Instant(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


NOW = at_second(1_772_000_010)
STEP = step_of(NOW)


@pytest.mark.parametrize(("seconds", "sha1", "sha256", "sha512"), RFC_6238)
def test_codes_are_those_of_rfc_6238(seconds: int, sha1: str, sha256: str, sha512: str) -> None:
    step = step_of(at_second(seconds))
    for digest, expected in (("sha1", sha1), ("sha256", sha256), ("sha512", sha512)):
        assert code_for(SECRETS[digest], step, digits=8, digest=digest) == expected


@pytest.mark.parametrize(("counter", "expected"), list(enumerate(RFC_4226)))
def test_six_digit_codes_are_those_of_rfc_4226(counter: int, expected: str) -> None:
    assert code_for(SECRET, counter) == expected


@pytest.mark.parametrize(
    ("distance", "verdict"),
    [
        (-REMEMBERED_STEPS - 1, Verdict.WRONG),
        (-REMEMBERED_STEPS, Verdict.EARLIER),
        (-2, Verdict.EARLIER),
        (-1, Verdict.CURRENT),
        (0, Verdict.CURRENT),
        (1, Verdict.CURRENT),
        (2, Verdict.AHEAD),
        (REMEMBERED_STEPS, Verdict.AHEAD),
        (REMEMBERED_STEPS + 1, Verdict.WRONG),
    ],
)
def test_a_code_is_judged_by_its_distance_in_steps(distance: int, verdict: Verdict) -> None:
    assert judge(SECRET, code_for(SECRET, STEP + distance), NOW) is verdict


def test_a_code_of_the_step_before_holds_to_the_last_second_of_this_one() -> None:
    code = code_for(SECRET, STEP - 1)
    last_second = next_step_at(NOW) - timedelta(microseconds=1)
    assert judge(SECRET, code, Instant(last_second)) is Verdict.CURRENT
    assert judge(SECRET, code, next_step_at(NOW)) is Verdict.EARLIER


@pytest.mark.parametrize("typed", ["", "0", "0000000", "abcdef"])
def test_what_no_step_shows_is_wrong(typed: str) -> None:
    assert judge(SECRET, typed, NOW) is Verdict.WRONG


def test_the_code_of_another_door_is_wrong() -> None:
    assert judge(b"another program's secret", code_for(SECRET, STEP), NOW) is Verdict.WRONG


@pytest.mark.parametrize(
    "typed", ["012345", "012 345", "012-345", " 0 1 2 3 4 5\n", "012\u00a0345"]
)
def test_blanks_and_hyphens_are_forgiven(typed: str) -> None:
    assert cleaned(typed) == "012345"


@pytest.mark.parametrize(
    "typed",
    ["", "     ", "12345", "1234567", "12345a", "12345O", "12345.", "+12345", "12345\u00b2"],
)
def test_what_is_not_six_digits_is_no_code(typed: str) -> None:
    assert cleaned(typed) is None


@pytest.mark.parametrize("zero", ["\N{ARABIC-INDIC DIGIT ZERO}", "\N{FULLWIDTH DIGIT ZERO}"])
def test_digits_of_another_script_are_no_code(zero: str) -> None:
    assert cleaned("".join(chr(ord(zero) + n) for n in range(6))) is None


@pytest.mark.parametrize(
    ("second", "left"), [(0, 30), (0.001, 30), (1, 29), (29, 1), (29.999, 1), (30, 30), (31, 29)]
)
def test_seconds_left_on_both_sides_of_a_change(second: float, left: int) -> None:
    assert seconds_left(at_second(1_772_000_010 + second)) == left


def test_the_code_changes_at_the_boundary_and_not_before() -> None:
    change = next_step_at(NOW)
    assert step_of(change) == STEP + 1
    assert step_of(Instant(change - timedelta(microseconds=1))) == STEP


@given(st.floats(0, 4e9).map(at_second))
def test_the_next_change_is_at_most_thirty_seconds_away(moment: Instant) -> None:
    away = next_step_at(moment) - moment
    assert timedelta(0) < away <= timedelta(seconds=STEP_SECONDS)
    assert timedelta(0) <= timedelta(seconds=seconds_left(moment)) - away < timedelta(seconds=1)


@given(st.integers(REMEMBERED_STEPS, 10**9), st.binary(min_size=20, max_size=20))
def test_every_code_has_six_digits_and_is_current_in_its_step(step: int, secret: bytes) -> None:
    code = code_for(secret, step + 1)
    assert cleaned(code) == code
    assert judge(secret, code, at_second((step + 1) * STEP_SECONDS)) is Verdict.CURRENT


def test_of_several_screens_the_best_that_a_code_is_counts() -> None:
    secrets = [bytes([n]) * 20 for n in range(3)]
    earlier, current = code_for(secrets[0], STEP - 4), code_for(secrets[2], STEP)
    assert judge_any(secrets, current, NOW) is Verdict.CURRENT
    assert judge_any(secrets, earlier, NOW) is Verdict.EARLIER
    assert judge_any(secrets[1:], earlier, NOW) is Verdict.WRONG
    assert judge_any([], current, NOW) is Verdict.WRONG
