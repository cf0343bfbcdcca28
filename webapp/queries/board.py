"""The Now board: everybody who lives in a house, those who need something first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.consent import Scope
from webapp.domain.house import Leave, RollMark, RollWord, Stand, Standing, stand
from webapp.domain.shared import Disclosed, Shared
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import consented, house_record, house_rules
from webapp.queries.house_record import Person

SCOPES = frozenset({Scope.SCHEDULE, Scope.ATTENDANCE, Scope.DAY_MARKS, Scope.MEETING_COUNT})


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One resident now, and by when they are in tonight. `shared` is empty without consent, and
    then nothing tells why."""

    person: Person
    stand: Stand
    leaves: tuple[Leave, ...]
    shared: Shared
    curfew: Instant


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board of one house, and a version that changes when what is shown changes."""

    house: ManagedHouse
    day: date
    now: Instant
    rows: tuple[BoardRow, ...]
    disclosed: tuple[Disclosed, ...]

    def standing(self, *words: Standing) -> tuple[BoardRow, ...]:
        """The rows of these standings, in their order."""
        return tuple(row for row in self.rows if row.stand.standing in words)

    @property
    def version(self) -> str:
        """A short name for exactly what is on the board, the passing of time left out."""
        return sha256(repr((self.day, self.rows)).encode()).hexdigest()[:16]


def load(viewer: Viewer, house: ManagedHouse, now: Instant) -> BoardPage:
    """The board of the viewer's own house. Eight statements, and one for each program that
    consenting residents are in."""
    people = house_record.residents(house, now)
    record = house_record.record(house, people, now)
    seen = consented.load(viewer, people, SCOPES, now)
    nights_of = house_rules.nights(house, people)
    rows = []
    for person in people:
        shared, nights = seen.of(person), nights_of[person.residency_id]
        marks, leaves = masked(record.marks_of(person)), record.leaves_of(person)
        standing = stand(marks, leaves, shared.aways, now, nights)
        rows.append(BoardRow(person, standing, leaves, shared, nights.curfew(nights.of(now))))
    order = list(Standing)
    rows.sort(key=lambda row: order.index(row.stand.standing))
    return BoardPage(house, local_date(now, house.zone), now, tuple(rows), seen.disclosed)


def masked(marks: tuple[RollMark, ...]) -> tuple[RollMark, ...]:
    """Roll calls without the one word that names a program: it reads "out"."""
    return tuple(
        replace(mark, word=RollWord.OUT) if mark.word is RollWord.PROGRAM else mark
        for mark in marks
    )
