"""The demo's meeting lists: invented, read like any other, and one with a reading that waits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from webapp.actions import ask_import, bring_in
from webapp.actions.change_schedule import program_named
from webapp.domain.directory import FeedKind
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import Instant
from webapp.feeds import run
from webapp.models.base import db, transaction
from webapp.models.directory import MeetingSource

PROGRAM = "New Light"
FOLDER = Path(__file__).with_name("demo_lists")
LISTS = (
    (Fellowship.AA, "Sample AA list"),
    (Fellowship.NA, "Sample NA list"),
    (Fellowship.SMART, "Sample SMART list"),
    (Fellowship.RECOVERY_DHARMA, "Sample Recovery Dharma list"),
)
WAITS = Fellowship.AA
"""Whose next reading waits for somebody to look at it."""


def seed(true_now: Instant) -> None:
    """Make the lists and bring them in, if the program has none."""
    program_id, zone = program_named(PROGRAM)
    taken = select(MeetingSource.id).where(MeetingSource.program_id == program_id)
    if db.session.execute(taken).first() is not None:
        return
    for fellowship, name in LISTS:
        with transaction() as session:
            source = MeetingSource(
                program_id=program_id,
                kind=FeedKind.MEETING_GUIDE,
                fellowship=fellowship,
                name=name,
                attribution="Sample list",
                zone=zone,
                created_at=true_now,
            )
            session.add(source)
            session.flush()
            source_id = source.id
        rows = json.loads((FOLDER / f"{fellowship}.json").read_text(encoding="utf-8"))
        bring_in.confirm(None, _read(source_id, rows, true_now), true_now)
        if fellowship is WAITS:
            _read(source_id, _next(rows), true_now)


def _read(source_id: int, rows: list[dict[str, Any]], true_now: Instant) -> str:
    body = json.dumps(rows).encode()
    key = ask_import.ask(source_id, by=None, true_now=true_now, body=body)
    run.run_one(lambda: true_now, key)
    return key


def _next(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same list some weeks later: one meeting is new, one moved, two are gone, and one was
    written down in a hurry."""
    moved, _gone, stays, _gone_too, *others = rows[2:]
    new = {**moved, "slug": "harbor-lights-sunday", "name": "Harbor Lights, Sunday", "day": 0}
    hurried = {**moved, "slug": "after-work", "name": "After Work", "time": "half past five"}
    return [
        *rows[:2],
        {**moved, "time": "20:00", "end_time": "21:00"},
        stays,
        *others,
        new,
        hurried,
    ]
