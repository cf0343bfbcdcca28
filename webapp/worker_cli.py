"""Commands that remind: one tick, or a process that goes on, and lets lists be read beside it."""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
import signal

import click
from flask import current_app
from flask.cli import with_appcontext

from webapp.actions import sign_of_life
from webapp.feeds.looking import look_again_and_again
from webapp.push.knock import knock
from webapp.push.worker import Worker

log = logging.getLogger("dayline.worker")


def _worker() -> Worker:
    """The worker of this application, under a name of its own."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's proxy
    return Worker(
        context=app.app_context,
        transport=app.extensions["dayline_transport"](),
        clock=app.extensions["dayline_clock"],
        name=secrets.token_hex(8),
        secret=app.config["SECRET_KEY"].encode(),
        chance=random.SystemRandom().random,
    )


@click.command("remind")
@with_appcontext
def remind() -> None:
    """Plan and send the reminders that are due now, then end."""
    asyncio.run(_worker().run_once())


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Plan and send reminders until stopped (SIGTERM or Ctrl-C), finishing what is under way.
    Meeting lists that are to be read get a process of their own."""
    asyncio.run(_until_stopped(_worker()))


async def _until_stopped(made: Worker) -> None:
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, made.stop)
    knocking = asyncio.create_task(_knock_again_and_again(current_app.config["DAYLINE_SERVER_URL"]))
    looking = asyncio.create_task(look_again_and_again(made.context, made.clock.true_now))
    try:
        await made.run()
    finally:
        knocking.cancel()
        looking.cancel()
        await asyncio.gather(knocking, looking, return_exceptions=True)


async def _knock_again_and_again(server_url: str) -> None:
    """While nobody asks for a page, this shows that one would be answered; or that none would."""
    answered = True
    while True:
        await asyncio.sleep(sign_of_life.OFTEN.total_seconds())
        before, answered = answered, await knock(server_url)
        if before and not answered:
            log.error("the web server does not answer at DAYLINE_SERVER_URL")
        elif answered and not before:
            log.warning("the web server answers again")
