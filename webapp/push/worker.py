"""The process that reminds: plan, claim, ask, send, write down; again and again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from webapp.actions.plan_reminders import plan_reminders
from webapp.actions.sweep import sweep
from webapp.domain.wall_clock import Instant
from webapp.push import outbox
from webapp.push.asking import ask
from webapp.push.outbox import Result
from webapp.push.sending import Hosts, Moment, count, send
from webapp.push.transport import Transport
from webapp.queries import reminders

log = logging.getLogger("dayline.worker")
TICK_SECONDS = 5.0
AT_ONCE = 64
"""Letters under way at the same time: each is asked about, then sent, without waiting."""
BEFORE_PLANNING_AGAIN = timedelta(seconds=10)
"""However much there is to send, changes of the schedule are looked for in between."""


class Clock(Protocol):
    """Where the worker's time comes from: read once for each step, then passed on."""

    def now(self) -> Instant:
        """What schedules are judged by."""

    def true_now(self) -> Instant:
        """The machine's own: for leases, waits and signs of life."""


@dataclass
class Worker:
    """One process that reminds. Several can run side by side.

    `context` opens the application's context (a database session lives in each); `name` is
    this process's own; `chance` gives numbers from 0 to 1; `pause` waits so many seconds,
    and is cut short by `stop`.
    """

    context: Callable[[], AbstractContextManager[Any]]
    transport: Transport
    clock: Clock
    name: str
    secret: bytes
    chance: Callable[[], float]
    pause: Callable[[float], Awaitable[None]] | None = None
    hosts: Hosts = field(default_factory=Hosts)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _unrecorded: list[Result] = field(default_factory=list)

    def stop(self) -> None:
        """Finish what is under way, then end. Safe to call from a signal's handler."""
        self._stopping.set()

    async def run(self) -> None:
        """Tick until stopped. Nothing that goes wrong in a tick ends the loop."""
        try:
            while not self._stopping.is_set():
                try:
                    is_more = await self.tick()
                except Exception:
                    log.exception("a tick went wrong; the next one tries again")
                    self._say_trouble()
                    is_more = False
                if not is_more:
                    await (self.pause or self._pause)(TICK_SECONDS)
        finally:
            await self._close()

    async def run_once(self) -> None:
        """Plan, send all that is due, and end."""
        try:
            while await self.tick():
                pass
        finally:
            await self._close()

    async def tick(self) -> bool:
        """Plan, then send what is due. True if there may be more to send at once."""
        began = self.clock.true_now()
        self._record()
        self._plan()
        while not self._stopping.is_set():
            if not await self._send_some():
                self._sweep()
                return False
            if self.clock.true_now() - began >= BEFORE_PLANNING_AGAIN:
                return True
        return False

    def _plan(self) -> None:
        now, true_now = self.clock.now(), self.clock.true_now()
        with self.context():
            program_ids = reminders.program_ids()
        for program_id in program_ids:
            try:
                with self.context():
                    plan_reminders(program_id, now=now, true_now=true_now)
            except Exception:
                log.exception("one program's reminders could not be planned")
                self._say_trouble()
        with self.context():
            outbox.prepare(now, true_now)

    async def _send_some(self) -> bool:
        """Claim a handful, send it, and write down each answer as it comes. False if there was
        nothing to claim."""
        self._record()
        with self.context():
            now, true_now = self.clock.now(), self.clock.true_now()
            claims = outbox.claim(self.name, AT_ONCE, now, true_now)
            if not claims:
                return False
            # Read anew: a busy database can have made the claim wait, past the event even.
            at = Moment(self.clock.now(), self.clock.true_now())
            asked = ask(claims, self.secret, at.now)
        if asked.troubled:
            self._say_trouble()
        letters, put_back = self.hosts.choose(asked.letters, at.true_now)
        self._unrecorded += [*asked.settled, *put_back]
        self._try_to_record()
        tasks = {
            asyncio.create_task(send(self.transport, each, self.hosts, at, self.chance()))
            for each in letters
        }
        done: set[asyncio.Task[Result]] = set()
        while tasks:
            some, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            self._unrecorded += [each.result() for each in some]
            self._try_to_record()
            done |= some
        if done:
            log.info("told phones", extra={"facts": count([each.result() for each in done])})
        return True

    def _sweep(self) -> None:
        """When nothing is left to send: once a day, what is over goes."""
        try:
            with self.context():
                gone = sweep(self.clock.now(), self.clock.true_now())
        except Exception:
            log.exception("what is over could not be taken away; the next tick tries again")
            return
        if gone:
            log.info("swept", extra={"facts": gone})

    def _say_trouble(self) -> None:
        """For whoever watches `/up`. Where not even that can be written, the sign of life
        stays away as well."""
        try:
            with self.context():
                outbox.trouble(self.clock.true_now())
        except Exception:
            log.exception("the trouble could not be written down")

    def _record(self) -> None:
        """Write down all answers so far. Until that has worked, nothing more is claimed: what
        was sent and is not written down would be sent again."""
        if self._unrecorded:
            with self.context():
                now, true_now = self.clock.now(), self.clock.true_now()
                outbox.record(self.name, self._unrecorded, now, true_now)
            self._unrecorded = []

    def _try_to_record(self) -> None:
        try:
            self._record()
        except Exception:
            log.exception("answers are not written down yet; trying again")

    async def _close(self) -> None:
        try:
            self._record()
        finally:
            await self.transport.close()

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
