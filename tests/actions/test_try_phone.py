"""A trial message: where it goes, how often, and how it went."""

from datetime import timedelta

import pytest

from tests.helpers.rows import rows
from tests.helpers.subscriptions import ENDPOINT, subscribed
from webapp.actions.try_phone import Due, begin, finish
from webapp.actions.unsubscribe import turn_off_here
from webapp.domain.access import FREE_TRIES
from webapp.domain.subscription import Ended, Tried
from webapp.models.push import PushSubscription


def test_it_goes_to_the_phone_that_asks(app, viewer, now):
    jordan, other = viewer("jordan"), viewer("jordan")
    subscribed(jordan, now, "mine")
    subscribed(other, now, "other")
    due = begin(jordan, now)
    assert isinstance(due, Due)
    assert due.target.endpoint == f"{ENDPOINT}mine"


def test_with_nothing_on_there_is_nothing_to_try(app, viewer, clock):
    jordan = viewer("jordan")
    assert begin(jordan, clock.true_now()) is None
    subscribed(jordan, clock.true_now())
    assert turn_off_here(jordan, clock.true_now())
    assert begin(jordan, clock.true_now()) is None


def test_a_lot_of_trying_has_to_wait(app, viewer, clock):
    jordan = viewer("jordan")
    subscribed(jordan, clock.true_now())
    for _ in range(FREE_TRIES):
        assert isinstance(begin(jordan, clock.true_now()), Due)
    wait = begin(jordan, clock.true_now())
    assert isinstance(wait, timedelta)
    assert wait > timedelta(0)
    clock.forward(seconds=wait.total_seconds())
    assert isinstance(begin(jordan, clock.true_now()), Due)


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        (Tried.SENT, ""),
        (Tried.LATER, ""),
        (Tried.REFUSED, ""),
        (Tried.GONE, Ended.GONE),
        (Tried.OTHER_KEY, Ended.OTHER_KEY),
    ],
)
def test_only_what_its_service_calls_ended_ends(app, viewer, now, outcome, why):
    jordan = viewer("jordan")
    subscribed(jordan, now)
    due = begin(jordan, now)
    finish(due, outcome, now, now)
    (row,) = rows(PushSubscription)
    assert (row.tried_at, row.try_outcome, row.removed_why) == (now, outcome, why)
