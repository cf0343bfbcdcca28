"""Hand letters to the push services, and judge what they answer."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from webapp.domain.reminders import wait_before_retry
from webapp.domain.wall_clock import Instant
from webapp.models.reminders import DeliveryState
from webapp.push.letter import Letter
from webapp.push.outbox import Result
from webapp.push.transport import (
    Gone,
    KeyMismatch,
    Outcome,
    Refused,
    Retry,
    Sent,
    Transport,
)

log = logging.getLogger("dayline.worker")
SEND_LIMIT = 15.0
"""Seconds after which we stop waiting, whatever the transport promises."""
IN_A_ROW = 5
"""So many equal troubles in a row, and a push service is left alone for a while."""
REST = {Refused: timedelta(minutes=5), Retry: timedelta(seconds=30)}


class Hosts:
    """How the push services have been answering, as far as this process knows.

    A service that takes nothing gets a handful of letters at a time, then none for a while:
    whatever is wrong, with it or with us, does not eat up the reminders of a whole evening,
    nor the time of the phones of other services.
    """

    def __init__(self) -> None:
        self._well: set[str] = set()
        self._trouble: dict[str, tuple[tuple[type, int], int]] = {}
        self._rests_until: dict[str, Instant] = {}

    def choose(
        self, letters: Iterable[Letter], true_now: Instant
    ) -> tuple[list[Letter], list[Result]]:
        """Which letters to send now, and the others, put back for later."""
        chosen: list[Letter] = []
        put_back: list[Result] = []
        tried: Counter[str] = Counter()
        for each in letters:
            rest = self._rests_until.get(each.host, true_now) - true_now
            tried[each.host] += 1
            if rest > timedelta(0):
                put_back.append(_put_back(each, rest))
            elif each.host in self._well or tried[each.host] <= IN_A_ROW:
                chosen.append(each)
            else:
                put_back.append(_put_back(each, timedelta(0)))
        return chosen, put_back

    def note(self, host: str, outcome: Outcome, true_now: Instant) -> None:
        """Remember an answer. One that is right for its letter clears all troubles before it."""
        if not isinstance(outcome, Refused | Retry):
            self._well.add(host)
            self._trouble.pop(host, None)
            return
        kind = (type(outcome), outcome.status if isinstance(outcome, Refused) else 0)
        before, times = self._trouble.get(host, (kind, 0))
        times = times + 1 if before == kind else 1
        self._trouble[host] = (kind, times)
        if times >= IN_A_ROW and self._rests_until.get(host, true_now) <= true_now:
            self._well.discard(host)
            self._rests_until[host] = Instant(true_now + REST[type(outcome)])
            facts = {"host": host, "outcome": type(outcome).__name__, "status": outcome.status}
            log.error("a push service takes nothing", extra={"facts": facts})


def _put_back(letter: Letter, wait: timedelta) -> Result:
    return Result(letter.claim, DeliveryState.WAITING, wait=wait, tried=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a handful of letters goes out: by the schedule, and by the machine's clock."""

    now: Instant
    true_now: Instant


async def send(
    transport: Transport, letter: Letter, hosts: Hosts, at: Moment, chance: float
) -> Result:
    """Send one letter. Whatever happens to it, there is a result, and never an exception.

    It is worth nothing from the event on, so the push service may keep it until then. One
    that breaks something here is put aside like one without an answer: for longer each time,
    but not for good, since what is broken may be mended before the event.
    """
    remaining = letter.claim.reminder.expires_at - at.now
    try:
        async with asyncio.timeout(SEND_LIMIT):
            outcome = await transport.send(
                letter.target,
                letter.message,
                ttl=int(remaining.total_seconds()),
                topic=letter.topic,
                true_now=at.true_now,
            )
    except TimeoutError:
        outcome = Retry(0, None)
    except Exception:
        log.exception("a reminder could not be sent")
        return _again(letter, Retry(0, None), remaining, chance)
    hosts.note(letter.host, outcome, at.true_now)
    return judge(letter, outcome, remaining, chance)


def judge(letter: Letter, outcome: Outcome, remaining: timedelta, chance: float) -> Result:
    """What an answer means for the delivery, with so much time left until the event."""
    if isinstance(outcome, Retry):
        return _again(letter, outcome, remaining, chance)
    return Result(letter.claim, FINAL[type(outcome)], outcome.status)


FINAL = {
    Sent: DeliveryState.SENT,
    Gone: DeliveryState.GONE,
    KeyMismatch: DeliveryState.SUBSCRIBE_AGAIN,
    Refused: DeliveryState.REFUSED,
}


def _again(letter: Letter, outcome: Retry, remaining: timedelta, chance: float) -> Result:
    wait = wait_before_retry(letter.claim.attempts, outcome.after, remaining, chance)
    if wait is None:
        return Result(letter.claim, DeliveryState.DROPPED, outcome.status)
    return Result(letter.claim, DeliveryState.WAITING, outcome.status, wait)


def count(results: Sequence[Result]) -> dict[str, object]:
    """How many of each, for the log."""
    return dict(Counter(each.state.value for each in results if each.tried))
