"""A signature holds the text that was read, and stops at once."""

import pytest

from tests.helpers import houses
from tests.helpers.rows import count, rows
from webapp.actions import sign_consent
from webapp.domain import consent_text
from webapp.domain.consent import ConsentRefusal, Scope
from webapp.models.audit import AuditEvent
from webapp.models.consent import ConsentRevocation, ConsentRow
from webapp.queries import sharing

SCOPES = frozenset({Scope.SCHEDULE})


def sign(viewer, now, read):
    return sign_consent.sign(viewer, SCOPES, 25, "Jordan", read, now=now, true_now=now)


def test_without_a_house_there_is_nothing_to_sign(viewer, now):
    assert sign(viewer("jordan"), now, "") is ConsentRefusal.NO_HOUSE


def test_what_is_kept_is_what_was_read(viewer, now):
    jordan = viewer("jordan")
    houses.join(jordan, "Jordan at Maple", now)
    signing = sharing.home(jordan, now).signing(SCOPES, 25, now)
    text = consent_text.render(signing)
    assert sign(jordan, now, "something else") is ConsentRefusal.CHANGED
    assert sign(jordan, now, consent_text.digest(text)) is None
    (kept,) = rows(ConsentRow)
    assert (kept.text, kept.sha256) == (text, consent_text.digest(text))
    assert kept.expires_on == signing.expires_on
    assert count(AuditEvent, action="signed_consent") == 1


def test_what_is_long_over_cannot_be_signed(viewer, clock, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    clock.set("2027-03-04 12:00")
    later = viewer("jordan")
    assert sign(later, clock.now(), "") is ConsentRefusal.OVER


def test_revoking_twice_is_once(viewer, now):
    jordan = viewer("jordan")
    key = houses.sign(jordan, "Jordan at Maple", now)
    times = {"now": now, "true_now": now}
    assert sign_consent.revoke(jordan, key, **times)
    assert sign_consent.revoke(jordan, key, **times)
    assert not sign_consent.revoke(viewer("maria"), key, **times)
    assert [row.is_replaced for row in rows(ConsentRevocation)] == [False]
    assert count(AuditEvent, action="revoked_consent") == 1


@pytest.mark.parametrize(
    ("scopes", "said"),
    [
        ({Scope.SCHEDULE}, "expect"),
        ({Scope.ATTENDANCE}, "support"),
        ({Scope.ATTENDANCE, Scope.SCHEDULE}, "expect support"),
    ],
)
def test_each_purpose_is_named(scopes, said):
    assert sign_consent.purposes_of(frozenset(scopes)) == said
