"""What is known about the phones of somebody."""

import pytest

from tests.helpers.push_service import Handset
from tests.helpers.subscriptions import ENDPOINT, subscribed
from webapp.actions.unsubscribe import end, turn_off_here
from webapp.domain.subscription import Ended
from webapp.models.base import transaction
from webapp.models.push import PushSubscription
from webapp.queries.phones import ThisPhone, phones, this_phone


def test_the_list_holds_ones_own_phones_this_one_marked(app, viewer, now):
    jordan, other, maria = viewer("jordan"), viewer("jordan"), viewer("maria")
    keys = [subscribed(each, now, f"n{n}") for n, each in enumerate((jordan, other, maria))]
    found = phones(jordan)
    assert [(each.key, each.is_this_one, each.browser) for each in found] == [
        (keys[1], False, "Test"),
        (keys[0], True, "Test"),
    ]


def test_a_phone_whose_sign_in_has_merely_grown_old_is_still_reminded(app, viewer, clock):
    jordan = viewer("jordan")
    subscribed(jordan, clock.true_now())
    clock.forward(days=31)
    assert len(phones(jordan)) == 1


def test_nothing_is_known_before_the_first_tap(app, viewer):
    assert this_phone(viewer("jordan")) == ThisPhone(wanted=False, known="")


def test_a_phone_with_reminders_on_is_known_by_a_hash(app, viewer, now):
    jordan = viewer("jordan")
    subscribed(jordan, now, "mine")
    wanted = Handset().target(f"{ENDPOINT}mine").hash
    assert this_phone(jordan) == ThisPhone(wanted=True, known=wanted)
    assert this_phone(viewer("jordan")) == ThisPhone(wanted=False, known="")


@pytest.mark.parametrize(
    ("why", "wanted"),
    [
        (Ended.GONE, True),
        (Ended.OTHER_KEY, True),
        (Ended.OFF, False),
        (Ended.MOVED, False),
        (Ended.SIGNED_OUT, False),
    ],
)
def test_what_ended_against_its_persons_wish_is_still_wanted(app, viewer, now, why, wanted):
    jordan = viewer("jordan")
    subscribed(jordan, now)
    with transaction() as session:
        end(session, why, now, PushSubscription.sign_in_id == jordan.sign_in_id)
    assert this_phone(jordan) == ThisPhone(wanted=wanted, known="")


def test_off_after_a_repair_is_off(app, viewer, clock):
    jordan = viewer("jordan")
    subscribed(jordan, clock.true_now(), "first")
    clock.forward(minutes=1)
    subscribed(jordan, clock.true_now(), "second")
    turn_off_here(jordan, clock.true_now())
    assert this_phone(jordan) == ThisPhone(wanted=False, known="")
