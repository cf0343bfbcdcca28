"""Who gets letters now, and what an answer means."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.helpers.days import at
from tests.helpers.push import FakeTransport
from tests.push.test_letter import CLAIM, EVENT, TARGET
from webapp.domain.wall_clock import Instant, later
from webapp.models.reminders import DeliveryState
from webapp.push.letter import Letter
from webapp.push.message import Message
from webapp.push.sending import IN_A_ROW, Hosts, Moment, count, judge, send
from webapp.push.transport import Gone, KeyMismatch, Refused, Retry, Sent, Target

LETTER = Letter(CLAIM, TARGET, Message("Dayline", "Reminder: 5:45 PM", "/today", "en", "t"), "o")
NOW = at("16:45")
HOUR = timedelta(hours=1)
FCM = "fcm.googleapis.com"


def many(number, host=FCM):
    target = Target(f"https://{host}/x", b"p" * 65, b"a" * 16)
    return [replace(LETTER, target=target)] * number


def sent_one(answer, moment=NOW):
    transport = FakeTransport(lambda *_: answer)
    result = asyncio.run(send(transport, LETTER, Hosts(), Moment(moment, moment), 0.0))
    return transport, result


def test_the_push_service_may_keep_it_until_the_event():
    transport, result = sent_one(Sent(201), Instant(EVENT - timedelta(seconds=61.9)))
    assert transport.took[0].ttl == 61
    assert (result.state, result.status, result.tried) == (DeliveryState.SENT, 201, True)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Sent(201), "sent"),
        (Gone(404), "gone"),
        (KeyMismatch(403), "subscribe_again"),
        (Refused(413), "refused"),
        (Retry(503, None), "waiting"),
        (Retry(429, HOUR), "dropped"),
    ],
)
def test_each_answer_means_one_thing(outcome, state):
    result = judge(LETTER, outcome, HOUR, 0.0)
    assert (result.state, result.status) == (state, outcome.status)


def test_an_error_of_ours_is_tried_again_and_again_but_never_given_up_before_the_event():
    _, first = sent_one(RuntimeError("canary"))
    assert (first.state, first.wait) == (DeliveryState.WAITING, timedelta(seconds=5))
    many_tries = replace(LETTER, claim=replace(CLAIM, attempts=30))
    transport = FakeTransport(lambda *_: RuntimeError("canary"))
    for moment, state in ((NOW, "waiting"), (later(EVENT, -0.05), "dropped")):
        at_that = Moment(moment, moment)
        result = asyncio.run(send(transport, many_tries, Hosts(), at_that, 0.0))
        assert result.state == state


def test_a_service_we_do_not_know_yet_gets_a_handful_first():
    hosts = Hosts()
    chosen, put_back = hosts.choose(many(IN_A_ROW + 3), NOW)
    assert (len(chosen), len(put_back)) == (IN_A_ROW, 3)
    assert {(each.wait, each.tried, each.state) for each in put_back} == {
        (timedelta(0), False, DeliveryState.WAITING)
    }
    hosts.note(FCM, Sent(201), NOW)
    assert len(hosts.choose(many(IN_A_ROW + 3), NOW)[0]) == IN_A_ROW + 3


@pytest.mark.parametrize(
    ("trouble", "rest"),
    [(Refused(403), timedelta(minutes=5)), (Retry(0, None), timedelta(seconds=30))],
)
def test_equal_troubles_in_a_row_mean_a_rest_for_that_service_only(trouble, rest):
    hosts = Hosts()
    for _ in range(IN_A_ROW - 1):
        hosts.note(FCM, trouble, NOW)
    assert hosts.choose(many(1), NOW)[1] == []
    hosts.note(FCM, trouble, NOW)
    (put_back,) = hosts.choose(many(1), NOW)[1]
    assert put_back.wait == rest
    assert len(hosts.choose(many(1, "web.push.apple.com"), NOW)[0]) == 1
    after = Instant(NOW + rest)
    assert len(hosts.choose(many(20), after)[0]) == IN_A_ROW
    hosts.note(FCM, trouble, after)
    assert hosts.choose(many(1), after)[0] == []


@pytest.mark.parametrize(
    "between", [Sent(201), Gone(410), KeyMismatch(403), Refused(400), Retry(503, None)]
)
def test_another_answer_in_between_begins_the_count_anew(between):
    hosts = Hosts()
    for _ in range(IN_A_ROW - 1):
        hosts.note(FCM, Refused(403), NOW)
    hosts.note(FCM, between, NOW)
    hosts.note(FCM, Refused(403), NOW)
    assert len(hosts.choose(many(1), later(NOW, 1))[0]) == 1


def test_the_log_counts_what_was_tried():
    sent, again = judge(LETTER, Sent(201), HOUR, 0.0), judge(LETTER, Retry(0, None), HOUR, 0.0)
    assert count([sent, sent, again, replace(sent, tried=False)]) == {"sent": 2, "waiting": 1}
