"""Lists of meetings that are read: a source, a file for it, a feed that a test answers for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tests.helpers import directory
from tests.helpers.rows import rows
from webapp.actions import ask_import, keep_meeting
from webapp.domain.access import Viewer
from webapp.domain.directory_import import Import
from webapp.domain.feed import Fetched
from webapp.domain.wall_clock import Instant
from webapp.feeds import run
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.queries import meeting_sources


def row(slug: str, name: str = "Harbor group", day: int = 1, time: str = "19:00", **more: Any):
    """One meeting as Meeting Guide writes it (Sunday = 0)."""
    said = {"slug": slug, "name": name, "day": day, "time": time, "types": ["O"]}
    where = {"location": "Town hall", "formatted_address": "1 Main St, Quincy, MA 02169, USA"}
    return said | where | more


def body(*meetings: dict[str, Any]) -> bytes:
    """A list of them."""
    return json.dumps(meetings).encode()


def many(numbers: Iterable[int]) -> bytes:
    """A list of so many meetings."""
    return body(*(row(f"m{n}", f"Group {n}", n % 7, f"{6 + n % 16:02d}:00") for n in numbers))


def asked(source_id: int, content: bytes | None, now: Instant, by: int | None = None) -> str:
    """Ask for a file to be read, or the list behind the address. The reading's key."""
    return ask_import.ask(source_id, by=by, true_now=now, body=content)


def read(source_id: int, content: bytes, now: Instant, by: int | None = None) -> str:
    """Ask for a file to be read, and read it. The reading's key."""
    key = asked(source_id, content, now, by)
    assert run.run_one(lambda: now, key)
    return key


def by_hand(viewer: Viewer, now: Instant) -> str:
    """A meeting that staff added by hand. Its key."""
    added = directory.listing(name="Alumni night", location_name="2nd floor")
    keep_meeting.add(viewer, [added], "form", now)
    return rows(ListedMeeting, uid="form#1")[0].key


class Feed:
    """A feed that answers what it is told to, and remembers how it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def __call__(self, url: str, kind: Any, **how: Any) -> Any:
        self.asked.append((url, how | {"kind": kind}))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Fetched(answer) if isinstance(answer, bytes) else answer


def by_feed(program_id: int, now: Instant, **more: Any) -> int:
    """A list with an address, due now. Its row's id."""
    usual = {"url": "https://lists.example.org/feed.json", "due_at": now}
    return directory.source(program_id, now, **usual | more)


def how_it_stands(source_id: int) -> tuple[list[str], list[str]]:
    """The names on a list now, and those that are gone, each sorted."""
    found = rows(ListedMeeting, source_id=source_id)
    here = sorted(each.uid for each in found if each.gone_at is None)
    return here, sorted(each.uid for each in found if each.gone_at is not None)


def source_of(source_id: int) -> meeting_sources.Source:
    """The list as its page shows it."""
    (found,) = rows(MeetingSource, id=source_id)
    shown = meeting_sources.find(found.program_id, found.key)
    assert shown is not None
    return shown


def last(source_id: int) -> Import | None:
    """Its last reading that came to an end."""
    return source_of(source_id).last
