"""Every answer of a push service, and what becomes of it."""

import asyncio
import json
import logging
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest

from config import new_vapid_key
from tests.helpers.push_service import Handset, PushService
from tests.push.conftest import MESSAGE, NOW, TOPIC
from webapp.domain.subscription import decoded
from webapp.push.transport import (
    Gone,
    KeyMismatch,
    Refused,
    Retry,
    Sent,
    Transport,
    transport_from,
)
from webapp.push.vapid import public_key_of

SHORT = timedelta(seconds=0.3)


def test_a_strict_push_service_finds_nothing_wrong_and_the_phone_can_read_it(
    send, service, target, handset
):
    assert send(target) == [Sent(201)]
    (received,) = service.received
    assert received.problems == []
    assert received.headers["ttl"] == "3600"
    assert received.headers["topic"] == TOPIC
    assert received.headers["urgency"] == "high"
    assert received.claims["exp"] - NOW.timestamp() == 12 * 60 * 60
    plain = handset.read(received.body)
    assert len(plain) == 2048
    assert json.loads(plain)["notification"]["navigate"] == "https://day.example.org/today"


def test_it_says_no_more_about_the_sender_than_it_must(send, service, target):
    send(target)
    assert set(service.received[0].headers) == {
        "host", "accept", "authorization", "content-encoding", "content-length", "content-type",
        "topic", "ttl", "urgency",
    }  # fmt: skip


def test_every_body_has_the_same_length(send, service, target):
    for body in ("It works.", "Reminder: 5:45 PM", "x" * 100, "é" * 100):
        send(target, message=replace(MESSAGE, body=body))
    assert len({len(each.body) for each in service.received}) == 1


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Sent(200)),
        (201, Sent(201)),
        (202, Sent(202)),
        (204, Sent(204)),
        (400, Refused(400)),
        (401, Refused(401)),
        (403, Refused(403)),
        (404, Gone(404)),
        (408, Retry(408, None)),
        (410, Gone(410)),
        (413, Refused(413)),
        (425, Retry(425, None)),
        (429, Retry(429, None)),
        (500, Retry(500, None)),
        (503, Retry(503, None)),
    ],
)
def test_each_status_has_its_outcome(send, service, target, status, outcome):
    service.next(status)
    assert send(target) == [outcome]


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("30", timedelta(seconds=30)),
        ("0", timedelta(0)),
        (format_datetime(NOW + timedelta(minutes=2), usegmt=True), timedelta(minutes=2)),
        (format_datetime(NOW - timedelta(minutes=2), usegmt=True), timedelta(0)),
        ("soon", None),
        ("-5", None),
        ("9" * 30, None),
        ("", None),
    ],
)
def test_retry_after_may_be_seconds_or_a_date(send, service, target, said, after):
    service.next(429, headers={"Retry-After": said})
    assert send(target) == [Retry(429, after)]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, b'{"code":401,"errno":109,"message":"VAPID public key mismatch"}'),
        (400, b'{"reason":"VapidPkHashMismatch"}'),
        (
            403,
            b"the VAPID credentials in the authorization header do not correspond to the "
            b"credentials used to create the subscriptions.\n",
        ),
    ],
)
def test_another_key_is_told_apart_from_a_refusal(send, service, target, status, said):
    service.next(status, body=said)
    assert send(target) == [KeyMismatch(status)]


def test_a_bad_token_is_no_mismatch_for_everybody_would_have_to_subscribe_again(
    send, service, target
):
    service.next(403, body=b'{"reason":"BadJwtToken"}')
    assert send(target) == [Refused(403)]


def test_a_phone_that_subscribed_with_another_key_has_to_subscribe_again(send, service, handset):
    theirs = decoded(public_key_of(new_vapid_key()))
    assert send(handset.target(service.endpoint(theirs))) == [KeyMismatch(401)]


def test_a_redirect_is_never_followed(send, service, target):
    other = PushService(NOW.timestamp())
    try:
        for status in (301, 302, 303, 307, 308):
            service.next(status, headers={"Location": other.endpoint()})
            assert send(target) == [Refused(status)]
        assert other.received == []
    finally:
        other.close()


def test_silence_ends_after_our_patience(send, service, target):
    service.next(wait=2)
    assert send(target, patience=SHORT) == [Retry(0, None)]


def test_a_dropped_connection_is_tried_again_later(send, service, target):
    service.next(drop=True)
    assert send(target) == [Retry(0, None)]


def test_nobody_there_is_tried_again_later(send, service, target):
    service.close()
    assert send(target) == [Retry(0, None)]


def test_no_more_than_2_kb_of_an_answer_is_read(send, service, target):
    service.next(400, body=b" " * 2048 + b"VAPID public key mismatch")
    assert send(target) == [Refused(400)]


def test_an_answer_that_stops_half_way_still_counts(send, service, target):
    service.next(201, headers={"Content-Length": "5000"}, body=b"{")
    assert send(target, patience=SHORT) == [Sent(201)]


def test_connections_are_kept(send, service, target):
    service.next(201, body=b'{"message-id": "x"}', times=10)
    assert send(*[target] * 10) == [Sent(201)] * 10
    assert service.connections == 1


def test_one_token_serves_an_origin_for_an_hour(service, vapid, target):
    async def send_at_each(*moments):
        transport = Transport(vapid, "https://day.example.org", frozenset({service.origin}))
        for moment in moments:
            await transport.send(target, MESSAGE, ttl=60, topic=TOPIC, true_now=moment)
        await transport.close()

    later = NOW + timedelta(minutes=59), NOW + timedelta(hours=1)
    asyncio.run(send_at_each(NOW, NOW, *later))
    tokens = [each.headers["authorization"] for each in service.received]
    assert tokens[0] == tokens[1] == tokens[2] != tokens[3]


def test_many_at_once_keep_their_own_headers_and_their_own_words(service, vapid):
    handsets = [Handset() for _ in range(200)]
    key = decoded(vapid.application_server_key)
    targets = [handset.target(service.endpoint(key)) for handset in handsets]

    async def all_at_once():
        transport = Transport(vapid, "https://day.example.org", frozenset({service.origin}))
        sent = await asyncio.gather(
            *(
                transport.send(
                    target,
                    replace(MESSAGE, body=f"Reminder: {number}"),
                    ttl=number + 1,
                    topic=f"{number:032}",
                    true_now=NOW,
                )
                for number, target in enumerate(targets)
            )
        )
        await transport.close()
        return sent

    assert set(asyncio.run(all_at_once())) == {Sent(201)}
    by_path = {each.path: each for each in service.received}
    for number, (handset, target) in enumerate(zip(handsets, targets, strict=True)):
        received = by_path[target.endpoint.removeprefix(service.origin)]
        assert received.headers["ttl"] == str(number + 1)
        assert received.headers["topic"] == f"{number:032}"
        shown = json.loads(handset.read(received.body))["notification"]
        assert shown["body"] == f"Reminder: {number}"


@pytest.mark.parametrize(
    "mistake", [{"ttl": 0}, {"ttl": -1}, {"topic": "short"}, {"topic": "ü" * 32}]
)
def test_no_time_left_or_no_topic_is_a_mistake_of_ours(send, service, target, mistake):
    with pytest.raises(ValueError, match="topic of 32 signs"):
        send(target, **mistake)
    assert service.received == []


def test_keys_that_nobody_could_read_are_refused_before_anything_is_sent(send, service, target):
    for changed in ({"auth": b"a" * 15}, {"p256dh": b"\4" + b"p" * 64}, {"p256dh": b""}):
        assert send(replace(target, **changed)) == [Refused(0)]
    assert service.received == []


class Kept(logging.Handler):
    """A log that keeps its lines."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record)


def test_the_log_names_the_host_and_a_hash_and_never_the_endpoint(send, service, target):
    log, kept = logging.getLogger("dayline.push"), Kept()
    log.addHandler(kept)
    service.next(403)
    send(target)
    log.removeHandler(kept)
    (line,) = kept.lines
    assert line.facts == {
        "host": "127.0.0.1", "phone": target.hash[:12], "outcome": "Refused", "status": 403,
    }  # fmt: skip
    assert target.endpoint.rpartition("/")[2] not in str(vars(line))


def test_the_deployments_own_transport_signs_with_its_key(config, service, handset):
    ours = replace(config, extra_push_origins=frozenset({service.origin}))
    key = decoded(public_key_of(ours.vapid_private_key))
    target = handset.target(service.endpoint(key))

    async def send_one():
        transport = transport_from(ours)
        sent = await transport.send(target, MESSAGE, ttl=60, topic=TOPIC, true_now=NOW)
        await transport.close()
        return sent

    assert asyncio.run(send_one()) == Sent(201)
