"""Several people's work at the same moment, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

from flask import Flask

from webapp.models.base import db

PATIENCE = 0.5
"""Seconds until whoever waits for somebody who is kept out goes on alone."""


def at_once(app: Flask, *jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs in threads of their own that begin together; their answers in order."""
    db.session.remove()
    ready, answers = Barrier(len(jobs)), [None] * len(jobs)

    def run(number: int, job: Callable[[], Any]) -> None:
        with app.app_context():
            ready.wait()
            answers[number] = job()

    threads = [Thread(target=run, args=each) for each in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def meeting(barrier: Barrier, do: Callable[..., Any]) -> Callable[..., Any]:
    """The same, after which all who do it wait for each other, as far as they can be there at
    the same time."""

    def then_wait(*args: Any, **kwargs: Any) -> Any:
        done = do(*args, **kwargs)
        with suppress(BrokenBarrierError):
            barrier.wait(PATIENCE)
        return done

    return then_wait
