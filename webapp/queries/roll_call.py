"""The roll call of one night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.consent import Scope
from webapp.domain.house import (
    OUT_WORDS,
    RollMark,
    RollWord,
    Stand,
    night_of,
    stand,
    word_of,
)
from webapp.domain.shared import Disclosed, Shared
from webapp.domain.wall_clock import Instant
from webapp.queries import consented, house_record, house_rules
from webapp.queries.board import masked
from webapp.queries.house_record import Person

SCOPES = frozenset({Scope.SCHEDULE, Scope.ENROLLMENT})


@dataclass(frozen=True, slots=True)
class RollRow:
    """One resident in the roll call: the word so far, the words to choose from, and by when they
    are in."""

    person: Person
    mark: RollMark | None
    stand: Stand
    shared: Shared
    words: tuple[RollWord, ...]
    curfew: Instant


@dataclass(frozen=True, slots=True)
class RollPage:
    """The roll call of a night, last night's until 6 PM."""

    house: ManagedHouse
    night: date
    now: Instant
    rows: tuple[RollRow, ...]
    disclosed: tuple[Disclosed, ...]
    version: str = ""

    @property
    def marked(self) -> int:
        return sum(row.mark is not None for row in self.rows)


def load(viewer: Viewer, house: ManagedHouse, now: Instant) -> RollPage:
    """The roll call of the viewer's own house. As many statements as the board."""
    people = house_record.residents(house, now)
    record = house_record.record(house, people, now)
    seen = consented.load(viewer, people, SCOPES, now)
    night = night_of(now, house.zone)
    nights_of = house_rules.nights(house, people)
    rows = []
    for person in people:
        shared, nights = seen.of(person), nights_of[person.residency_id]
        marks = record.marks_of(person)
        knows_program = Scope.ENROLLMENT in shared.scopes
        if not knows_program:
            marks = masked(marks)
        others = [mark for mark in marks if mark.night != night]
        rows.append(
            RollRow(
                person,
                word_of(marks, night),
                stand(others, record.leaves_of(person), shared.aways, now, nights),
                shared,
                (*OUT_WORDS, RollWord.PROGRAM) if knows_program else OUT_WORDS,
                nights.curfew(night),
            )
        )
    return RollPage(house, night, now, tuple(rows), seen.disclosed)


def choices(
    viewer: Viewer, house: ManagedHouse, key: str, now: Instant
) -> tuple[Person, tuple[RollWord, ...]] | None:
    """A resident who lives there now, and the words that may be said of them, or None."""
    person = house_record.find(house, key, now)
    if person is None or not person.is_open:
        return None
    shared = consented.load(viewer, [person], SCOPES, now).of(person)
    extra = (RollWord.PROGRAM,) if Scope.ENROLLMENT in shared.scopes else ()
    always = (RollWord.IN, RollWord.NOT_SEEN, RollWord.TAKEN_BACK)
    return person, (*always, *OUT_WORDS, *extra)
