"""A house's residents, and the page of one of them."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.consent import OFFERED
from webapp.domain.house import Leave, Stand, stand
from webapp.domain.shared import Disclosed, Shared
from webapp.domain.wall_clock import Instant
from webapp.queries import consented, house_record
from webapp.queries.board import masked
from webapp.queries.house_record import Person, Stay


@dataclass(frozen=True, slots=True)
class ResidentPage:
    """One resident: the house's own record, and what they share."""

    person: Person
    stand: Stand
    out: Leave | None
    shared: Shared
    disclosed: tuple[Disclosed, ...]
    stays: tuple[Stay, ...]
    version: str = ""


def load(viewer: Viewer, house: ManagedHouse, person: Person, now: Instant) -> ResidentPage:
    """The page of a resident of the viewer's own house."""
    record = house_record.record(house, [person], now)
    seen = consented.load(viewer, [person], frozenset(OFFERED), now)
    shared = seen.of(person)
    leaves = record.leaves_of(person)
    return ResidentPage(
        person=person,
        stand=stand(masked(record.marks_of(person)), leaves, shared.aways, now),
        out=next((leave for leave in leaves if leave.returned_at is None), None),
        shared=shared,
        disclosed=seen.disclosed,
        stays=house_record.stays(house, person),
    )
