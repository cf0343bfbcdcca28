"""What a participant's program and house are to them at home: whom to call, when to be in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from webapp.domain.access import Viewer
from webapp.domain.curfew import Nights
from webapp.domain.wall_clock import Instant, local_date, zone_named
from webapp.models.house import (
    House,
    HouseRulesRow,
    Residency,
    ResidencyLevel,
    ResidencyLink,
    Resident,
)
from webapp.models.program import Program
from webapp.queries.house_record import lives_there
from webapp.queries.house_rules import LEVELS, nights_of
from webapp.queries.together import Found, Statement, Together, by_id


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """Whom a participant may call, as it was typed; empty where there is none."""

    program: str = ""
    house: str = ""

    def __bool__(self) -> bool:
        return bool(self.program or self.house)


_DAY: Any = bindparam("lives_on")


def _of_my_house(found: Any) -> Statement:
    """The rows of a house that the participant says they live in on that date."""
    made: Statement = (
        found.join(Resident, Resident.house_id == House.id)
        .join(Residency, Residency.resident_id == Resident.id)
        .join(ResidencyLink, ResidencyLink.residency_id == Residency.id)
        .where(ResidencyLink.participant_id == bindparam("participant_id"), lives_there(_DAY))
    )
    return made


PARTS: dict[str, Statement] = {
    "on_call": select(Program.id, Program.phone).where(Program.id == bindparam("on_call_of")),
    "home": _of_my_house(
        select(
            ResidencyLink.id,
            House.id.label("house_id"),
            House.phone,
            House.zone,
            House.town,
            Residency.id.label("residency_id"),
            Residency.moved_in,
        ).select_from(House)
    ),
    "house_rules": _of_my_house(
        select(HouseRulesRow.house_id, HouseRulesRow.effective_from, HouseRulesRow.values).join(
            House, House.id == HouseRulesRow.house_id
        )
    ),
    "house_levels": _of_my_house(select(*LEVELS).select_from(House)).join(
        ResidencyLevel, ResidencyLevel.residency_id == Residency.id
    ),
}
"""The on-call number, and each house that the participant says they live in on that date."""
_NUMBERS = Together(**PARTS)


def numbers(viewer: Viewer, now: Instant) -> OwnNumbers:
    """The participant's own, today. One statement."""
    return numbers_in(_read(viewer, now))


def town(viewer: Viewer, now: Instant) -> str:
    """The town of the house that they live in today, empty where that is not known. One
    statement."""
    return town_in(_read(viewer, now))


def _read(viewer: Viewer, now: Instant) -> Found:
    today = local_date(now, viewer.zone)
    return _NUMBERS.read(participant_id=viewer.participant_id, **asking(viewer, today))


def asking(viewer: Viewer, day: date) -> dict[str, Any]:
    """The values that `PARTS` need, besides the participant."""
    return {"on_call_of": viewer.program_id, "lives_on": day}


def numbers_in(found: Found) -> OwnNumbers:
    """What `PARTS` brought. Of several houses the one that was named last is home."""
    (program,) = found["on_call"]
    home = _last(found["home"])
    return OwnNumbers(program.phone, home.phone if home else "")


def town_in(found: Found) -> str:
    """The town of the participant's house, empty where that is not known."""
    home = _last(found["home"])
    return home.town if home else ""


def nights_in(found: Found) -> Nights | None:
    """By when the participant is in, as their house has it; None for whoever lives elsewhere."""
    home = _last(found["home"])
    if home is None:
        return None
    rules = {
        row.effective_from: row for row in found["house_rules"] if row.house_id == home.house_id
    }
    zone, levels = zone_named(home.zone), found["house_levels"]
    return nights_of(zone, home.moved_in, home.residency_id, rules.values(), levels)


def _last(rows: Iterable[Any]) -> Any:
    return max(rows, key=by_id, default=None)
