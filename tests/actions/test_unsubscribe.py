"""When a phone is not sent to any more, and what is left of it then."""

from contextlib import suppress

import pytest
from sqlalchemy import text

from tests.helpers.rows import count, rows
from tests.helpers.subscriptions import subscribed
from webapp.actions import invite, sign_out
from webapp.actions.unsubscribe import end, turn_off, turn_off_here
from webapp.domain.subscription import Ended
from webapp.models.audit import AuditEvent
from webapp.models.base import db, transaction
from webapp.models.people import SignIn
from webapp.models.push import PushSubscription
from webapp.queries.phones import this_phone


def why(key):
    return rows(PushSubscription, key=key)[0].removed_why


@pytest.fixture
def two_phones(app, viewer, now):
    """Jordan on two phones, and Maria's."""
    jordan, other, maria = viewer("jordan"), viewer("jordan"), viewer("maria")
    keys = [subscribed(each, now, f"n{n}") for n, each in enumerate((jordan, other, maria))]
    return jordan, keys


def test_turning_one_phone_off_leaves_the_others_on(two_phones, now):
    jordan, keys = two_phones
    assert turn_off(jordan, keys[1], now)
    assert [why(key) for key in keys] == ["", Ended.OFF, ""]
    assert turn_off_here(jordan, now)
    assert [why(key) for key in keys] == [Ended.OFF, Ended.OFF, ""]
    assert count(AuditEvent, action="reminders_off", actor_id=jordan.account_id) == 2


def test_somebody_elses_phone_cannot_be_turned_off_nor_one_twice(two_phones, now):
    jordan, keys = two_phones
    assert not turn_off(jordan, keys[2], now)
    assert turn_off_here(jordan, now)
    assert not turn_off_here(jordan, now)
    assert count(AuditEvent, action="reminders_off") == 1


def test_address_and_keys_are_forgotten_in_the_file_too(two_phones, now):
    jordan, keys = two_phones
    turn_off(jordan, keys[0], now)
    (row,) = rows(PushSubscription, key=keys[0])
    assert (row.endpoint, row.p256dh, row.auth, row.removed_at) == (b"", b"", b"", now)
    raw = "SELECT p256dh FROM push_subscription WHERE removed_at IS NOT NULL"
    assert bytes(db.session.execute(text(raw)).scalar_one()) == b""


def test_signing_out_ends_this_phone(two_phones, now):
    jordan, keys = two_phones
    sign_out.sign_out(jordan, now)
    assert [why(key) for key in keys] == [Ended.SIGNED_OUT, "", ""]


def test_signing_out_another_phone_ends_that_one(two_phones, now):
    jordan, keys = two_phones
    other = rows(PushSubscription, key=keys[1])[0].sign_in_id
    assert sign_out.end_device(jordan, rows(SignIn, id=other)[0].key, now)
    assert [why(key) for key in keys] == ["", Ended.SIGNED_OUT, ""]


def test_a_lost_phone_is_silent_at_once(two_phones, viewer, cast, now):
    _jordan, keys = two_phones
    sign_out.end_all_of_participant(viewer("sam"), cast.jordan.participant_id, now)
    assert [why(key) for key in keys] == [Ended.SIGNED_OUT, Ended.SIGNED_OUT, ""]


def test_a_new_invitation_silences_the_old_phones_when_it_is_used(two_phones, viewer, cast, now):
    _jordan, keys = two_phones
    invited = invite.invite(cast.jordan.account_id, by=None, now=now)
    assert [why(key) for key in keys] == ["", "", ""]
    invite.redeem(
        invited.token, "violet canoe garden lamp", own_phone=True, browser="", device="d", now=now
    )
    assert [why(key) for key in keys] == [Ended.SIGNED_OUT, Ended.SIGNED_OUT, ""]


def test_if_the_sign_out_is_not_saved_neither_is_the_end_of_the_phone(two_phones, now):
    jordan, keys = two_phones
    with suppress(RuntimeError), transaction() as session:
        sign_out.end_all_of(session, jordan.account_id, now)
        raise RuntimeError
    assert [why(key) for key in keys] == ["", "", ""]


def test_a_phone_that_its_push_service_ended_first_is_not_wanted_back_once_it_is_turned_off(
    app, viewer, now
):
    jordan = viewer("jordan")
    subscribed(jordan, now)
    with transaction() as session:
        end(session, Ended.GONE, now, PushSubscription.removed_at.is_(None))
    assert this_phone(jordan).wanted
    turn_off_here(jordan, now)
    assert not this_phone(jordan).wanted
