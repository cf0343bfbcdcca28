"""Which push subscriptions are acceptable. Where they may lead: tests/push/test_hosts.py."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.push_service import Handset, base64url
from webapp.domain.subscription import Target, Unfit, decoded, is_on_curve, key_id, why_unfit

ENDPOINT = "https://web.push.apple.com/x"
HANDSET = Handset()


def test_a_browsers_own_keys_fit():
    assert why_unfit(HANDSET.target(ENDPOINT)) is None


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (HANDSET.target("https://evil.test/x"), Unfit.ENDPOINT),
        (Target(ENDPOINT, HANDSET.point, b"a" * 15), Unfit.KEYS),
        (Target(ENDPOINT, HANDSET.point, b"a" * 17), Unfit.KEYS),
        (Target(ENDPOINT, HANDSET.point[:-1], HANDSET.auth), Unfit.KEYS),
        (Target(ENDPOINT, HANDSET.point + b"\0", HANDSET.auth), Unfit.KEYS),
        (Target(ENDPOINT, b"\2" + HANDSET.point[1:], HANDSET.auth), Unfit.KEYS),
        (Target(ENDPOINT, b"\4" + b"\0" * 64, HANDSET.auth), Unfit.KEYS),
        (Target(ENDPOINT, b"\4" + b"\xff" * 64, HANDSET.auth), Unfit.KEYS),
        (Target(ENDPOINT, b"", b""), Unfit.KEYS),
    ],
)
def test_what_does_not_fit_says_why(target, why):
    assert why_unfit(target) is why


@given(st.binary(min_size=64, max_size=64))
def test_the_curve_is_the_one_that_cryptography_knows(coordinates):
    point = b"\4" + coordinates
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        known = True
    except ValueError:
        known = False
    assert is_on_curve(point) is known


def test_real_points_are_on_the_curve():
    assert all(is_on_curve(Handset().point) for _ in range(20))


@given(st.binary(max_size=80))
def test_what_browsers_write_is_read_back(raw):
    assert decoded(base64url(raw)) == raw


@pytest.mark.parametrize("text", ["ü", "\ud800", "a", "=", "a b"])
def test_what_is_no_base64_is_nothing(text):
    assert decoded(text) in (b"", b"i")


def test_an_endpoint_has_a_hash_whatever_is_in_it():
    assert len(Target("https://\ud800/", b"", b"").hash) == 64


def test_a_key_has_a_short_name_of_its_own():
    assert len(key_id("one")) == 16
    assert key_id("one") != key_id("two")
