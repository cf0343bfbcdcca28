"""A house's residents, and the page of one of them."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain import house as rules
from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.consent import OFFERED, Scope
from webapp.domain.curfew import Nights
from webapp.domain.house import Leave, Stand, stand
from webapp.domain.shared import Disclosed, Shared
from webapp.domain.wall_clock import Instant
from webapp.queries import consented, house_record, house_rules
from webapp.queries.board import masked
from webapp.queries.house_record import Person, Stay


@dataclass(frozen=True, slots=True)
class ResidentPage:
    """One resident: the house's own record, by when they are in, and what they share."""

    person: Person
    stand: Stand
    out: Leave | None
    shared: Shared
    disclosed: tuple[Disclosed, ...]
    stays: tuple[Stay, ...]
    nights: Nights
    version: str = ""


def load(viewer: Viewer, house: ManagedHouse, person: Person, now: Instant) -> ResidentPage:
    """The page of a resident of the viewer's own house."""
    record = house_record.record(house, [person], now)
    seen = consented.load(viewer, [person], frozenset(OFFERED), now)
    shared = seen.of(person)
    leaves = record.leaves_of(person)
    nights = house_rules.nights(house, [person])[person.residency_id]
    return ResidentPage(
        person=person,
        stand=stand(masked(record.marks_of(person)), leaves, shared.aways, now, nights),
        out=next((leave for leave in leaves if leave.returned_at is None), None),
        shared=shared,
        disclosed=seen.disclosed,
        stays=house_record.stays(house, person),
        nights=nights,
    )


def is_after_curfew(
    viewer: Viewer, house: ManagedHouse, person: Person, leave: Leave, now: Instant
) -> bool:
    """Whether a resident means to be back after curfew, and no time away that they share with
    the house covers it."""
    shared = consented.load(viewer, [person], frozenset({Scope.SCHEDULE}), now).of(person)
    nights = house_rules.nights(house, [person])[person.residency_id]
    return rules.is_after_curfew(leave, shared.aways, nights)
