"""What a file of people is held against, and who came in with one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from webapp.domain.access import Viewer, normalized_username
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.people import Account
from webapp.models.people_import import ImportedRow
from webapp.queries import people
from webapp.queries.people import Person, folded


def taken(usernames: Collection[str]) -> frozenset[str]:
    """Those of these names to sign in that somebody has already. One statement."""
    wanted = {normalized_username(name) for name in usernames}
    found = db.session.execute(select(Account.username).where(Account.username.in_(wanted)))
    return frozenset(found.scalars())


@dataclass(frozen=True, slots=True)
class Here:
    """Who is in the program, by name and first day."""

    known: frozenset[tuple[str, date]]

    def looks_like(self, name: str, starts_on: date) -> bool:
        """Whether somebody of that name began on that day."""
        return (folded(name), starts_on) in self.known


def here(viewer: Viewer, now: Instant) -> Here:
    """Everybody that the viewer may see, ended or not. One statement."""
    everybody = people.everybody(viewer, now)
    return Here(frozenset((folded(each.name), each.starts_on) for each in everybody))


def imported(viewer: Viewer, key: str, now: Instant) -> tuple[Person, ...]:
    """Those whom the viewer's program enrolled with that form, in the order of the file. Two
    statements; none of them are there for another program."""
    rows = db.session.execute(
        select(ImportedRow.participant_id, ImportedRow.line).where(*_of(viewer, key))
    )
    lines = {row.participant_id: row.line for row in rows}
    found = [each for each in people.everybody(viewer, now) if each.participant_id in lines]
    return tuple(sorted(found, key=lambda each: lines[each.participant_id]))


def _of(viewer: Viewer, key: str) -> tuple[ColumnElement[bool], ...]:
    return ImportedRow.program_id == viewer.program_id, ImportedRow.key == key
