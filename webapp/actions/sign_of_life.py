"""Dayline notes that it is there, and afterwards in which time it was not."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from webapp.domain.outage import since
from webapp.domain.wall_clock import Instant
from webapp.models.base import insert_new, transaction
from webapp.models.record import Outage
from webapp.models.reminders import Heartbeat

APPLICATION = "application"
OFTEN = timedelta(seconds=30)
"""Often enough that five minutes of silence mean something."""


def beat(now: Instant, true_now: Instant) -> None:
    """Note a sign of life. If the last one is too long ago, what lies between is an outage.

    Silence is measured by the machine's time; the outage is kept in the time by which
    sessions are judged.
    """
    with transaction() as session:
        session.execute(insert_new(Heartbeat), [{"name": APPLICATION, "at": true_now}])
        mine = Heartbeat.name == APPLICATION
        last = session.execute(select(Heartbeat.at).where(mine).with_for_update()).scalar_one()
        found = since(last, true_now)
        if found is not None:
            silence = found.ended_at - found.began_at
            session.add(Outage(began_at=Instant(now - silence), ended_at=now))
        if true_now > last:
            session.execute(update(Heartbeat).where(mine).values(at=true_now))
