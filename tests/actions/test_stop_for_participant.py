"""Staff of the own program stop a consent on the participant's word. They can do no more."""

import pytest

from tests.helpers import houses
from tests.helpers.rows import rows
from webapp.actions import sign_consent, stop_for_participant
from webapp.domain.consent import Asked
from webapp.models.audit import AuditEvent
from webapp.models.consent import ConsentRevocation
from webapp.queries import sharing


@pytest.fixture
def key(viewer, now):
    return houses.sign(viewer("jordan"), "Jordan at Maple", now)


def stop(viewer, participant, key, now):
    when = {"now": now, "true_now": now}
    return stop_for_participant.stop(
        viewer, participant.participant_id, key, Asked.BY_PHONE, **when
    )


def test_it_ends_at_once_in_the_name_of_who_stopped_it(cast, viewer, now, key):
    assert stop(viewer("sam"), cast.jordan, key, now)
    (revocation,) = rows(ConsentRevocation)
    assert (revocation.revoked_at, revocation.revoked_by) == (now, cast.sam.account_id)
    assert not revocation.is_replaced
    home = sharing.home(viewer("jordan"), now)
    assert home.standing(now) is None
    assert sharing.signed(viewer("jordan"))[0].ended_by == "Sam K."


def test_who_how_and_for_whom_is_in_the_audit(cast, viewer, now, key):
    stop(viewer("sam"), cast.jordan, key, now)
    (event,) = rows(AuditEvent, action="revoked_consent")
    assert (event.actor_id, event.participant_id) == (
        cast.sam.account_id,
        cast.jordan.participant_id,
    )
    assert event.detail == "on the participant's word, by_phone"


def test_what_is_stopped_already_stays_as_it_was(cast, viewer, now, key):
    assert sign_consent.revoke(viewer("jordan"), key, now=now, true_now=now)
    assert stop(viewer("sam"), cast.jordan, key, now)
    assert [row.revoked_by for row in rows(ConsentRevocation)] == [cast.jordan.account_id]
    assert sharing.signed(viewer("jordan"))[0].ended_by == ""


@pytest.mark.parametrize(
    ("who", "of", "which"),
    [("kim", "jordan", None), ("sam", "maria", None), ("sam", "jordan", "nothing")],
)
def test_nothing_of_another_program_or_another_participant_is_stopped(
    cast, viewer, now, key, who, of, which
):
    assert not stop(viewer(who), cast.people[of], which or key, now)
    assert rows(ConsentRevocation) == []
