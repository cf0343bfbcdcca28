"""Which phones are kept, for whom, and which are not."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.helpers.push_service import Handset
from tests.helpers.rows import count, rows
from tests.helpers.subscriptions import ENDPOINT, offer
from webapp.actions import sign_out
from webapp.actions.subscribe import NotSubscribed
from webapp.actions.unsubscribe import end, turn_off_here
from webapp.domain.subscription import MOST_PHONES, Ended, Target
from webapp.models.audit import AuditEvent
from webapp.models.base import db, transaction
from webapp.models.push import PushSubscription

TARGET = Handset().target(f"{ENDPOINT}one")
OTHER = Handset().target(f"{ENDPOINT}two")


def live(**where):
    return [row for row in rows(PushSubscription, **where) if row.removed_at is None]


def gone(target, now):
    with transaction() as session:
        end(session, Ended.GONE, now, PushSubscription.endpoint_hash == target.hash)


def test_a_tap_keeps_the_phone_for_its_person_and_this_sign_in(app, viewer, now):
    jordan = viewer("jordan")
    assert offer(jordan, TARGET, now) is None
    (row,) = rows(PushSubscription)
    assert (row.account_id, row.sign_in_id) == (jordan.account_id, jordan.sign_in_id)
    assert (row.endpoint.decode(), row.p256dh, row.auth) == (
        TARGET.endpoint, TARGET.p256dh, TARGET.auth,
    )  # fmt: skip
    assert (row.vapid_key_id, row.created_at, row.removed_at) == ("one", now, None)
    assert count(AuditEvent, action="reminders_on", actor_id=jordan.account_id) == 1


def test_the_same_phone_again_is_the_same_row(app, viewer, clock):
    jordan = viewer("jordan")
    offer(jordan, TARGET, clock.true_now())
    clock.forward(days=1)
    assert offer(jordan, TARGET, clock.true_now(), asked=False) is None
    (row,) = rows(PushSubscription)
    assert row.seen_at == clock.true_now() != row.created_at
    assert count(AuditEvent, action="reminders_on") == 1


def test_a_phone_that_is_not_ones_own_is_not_kept(app, viewer, now):
    shared = replace(viewer("jordan"), own_phone=False)
    assert offer(shared, TARGET, now) is NotSubscribed.SHARED_PHONE
    assert rows(PushSubscription) == []


@pytest.mark.parametrize(
    "target",
    [
        replace(TARGET, endpoint="https://evil.test/x"),
        replace(TARGET, endpoint="https://127.0.0.1/x"),
        replace(TARGET, auth=b"short"),
        replace(TARGET, p256dh=b"\4" + b"p" * 64),
        Target("", b"", b""),
    ],
)
def test_what_we_would_not_send_to_is_not_kept(app, viewer, now, target):
    assert offer(viewer("jordan"), target, now) is NotSubscribed.UNFIT
    assert rows(PushSubscription) == []


def test_on_a_phone_that_changed_hands_reminders_are_those_of_who_taps(app, viewer, now):
    offer(viewer("jordan"), TARGET, now)
    maria = viewer("maria")
    assert offer(maria, TARGET, now) is None
    (row,) = rows(PushSubscription)
    assert (row.account_id, row.sign_in_id) == (maria.account_id, maria.sign_in_id)


def test_on_a_phone_that_changed_hands_nobody_gets_any_until_somebody_asks(app, viewer, now):
    offer(viewer("jordan"), TARGET, now)
    assert offer(viewer("maria"), TARGET, now, asked=False) is NotSubscribed.NOT_ASKED
    (row,) = rows(PushSubscription)
    assert row.removed_why == Ended.MOVED
    assert offer(viewer("maria"), TARGET, now) is None


def test_nobody_takes_over_anothers_phone_with_keys_of_their_own(app, viewer, now):
    offer(viewer("jordan"), TARGET, now)
    forged = Handset().target(TARGET.endpoint)
    for asked in (True, False):
        assert offer(viewer("maria"), forged, now, asked=asked) is NotSubscribed.TAKEN
    (row,) = live()
    assert row.p256dh == TARGET.p256dh


def test_ones_own_phone_may_come_with_new_keys(app, viewer, now):
    offer(viewer("jordan"), TARGET, now)
    fresh = Handset().target(TARGET.endpoint)
    assert offer(viewer("jordan"), fresh, now, asked=False) is None
    (row,) = live()
    assert row.p256dh == fresh.p256dh


def test_a_sign_in_has_one_subscription_the_latest(app, viewer, now):
    jordan = viewer("jordan")
    offer(jordan, TARGET, now)
    assert offer(jordan, OTHER, now, asked=False) is None
    assert [row.endpoint_hash for row in live()] == [OTHER.hash]
    assert rows(PushSubscription, endpoint_hash=TARGET.hash)[0].removed_why == Ended.REPLACED


def test_what_nobody_asked_for_is_not_kept(app, viewer, now):
    assert offer(viewer("jordan"), TARGET, now, asked=False) is NotSubscribed.NOT_ASKED
    assert rows(PushSubscription) == []


def test_a_phone_that_was_turned_off_stays_off(app, viewer, now):
    jordan = viewer("jordan")
    offer(jordan, TARGET, now)
    assert turn_off_here(jordan, now)
    for target in (TARGET, OTHER):
        assert offer(jordan, target, now, asked=False) is NotSubscribed.NOT_ASKED
    assert live() == []
    assert offer(jordan, TARGET, now) is None


def test_what_its_service_called_ended_is_not_taken_again_but_a_new_one_is(app, viewer, now):
    jordan = viewer("jordan")
    offer(jordan, TARGET, now)
    gone(TARGET, now)
    assert offer(jordan, TARGET, now) is NotSubscribed.ENDED
    assert offer(jordan, TARGET, now, asked=False) is NotSubscribed.ENDED
    assert offer(jordan, OTHER, now, asked=False) is None


def test_ten_phones_are_enough(app, viewer, now):
    jordans = [viewer("jordan") for _ in range(MOST_PHONES + 1)]
    targets = [Handset().target(f"{ENDPOINT}{number}") for number in range(MOST_PHONES + 1)]
    got = [offer(*each, now) for each in zip(jordans, targets, strict=True)]
    assert got == [None] * MOST_PHONES + [NotSubscribed.TOO_MANY]
    assert offer(jordans[0], targets[0], now) is None
    sign_out.sign_out(jordans[0], now)
    assert offer(jordans[-1], targets[-1], now) is None


def test_offered_at_the_same_moment_it_is_kept_once(app, viewer, now):
    jordans = [viewer("jordan") for _ in range(4)]

    def at_once(jordan):
        with app.app_context():
            return offer(jordan, TARGET, now)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(at_once, jordans)) == [None] * 4
    assert len(rows(PushSubscription)) == 1
    db.session.rollback()
