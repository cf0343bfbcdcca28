"""The numbers that a participant may call: their program's on-call number, their house's phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.house import House, Residency, ResidencyLink, Resident
from webapp.models.program import Program
from webapp.queries.house_record import lives_there
from webapp.queries.together import Found, Statement, Together, by_id


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """As they were typed; empty where there is none."""

    program: str = ""
    house: str = ""

    def __bool__(self) -> bool:
        return bool(self.program or self.house)


_DAY: Any = bindparam("lives_on")
PARTS: dict[str, Statement] = {
    "on_call": select(Program.id, Program.phone).where(Program.id == bindparam("on_call_of")),
    "home": select(ResidencyLink.id, House.phone)
    .join(Residency, Residency.id == ResidencyLink.residency_id)
    .join(Resident, Resident.id == Residency.resident_id)
    .join(House, House.id == Resident.house_id)
    .where(ResidencyLink.participant_id == bindparam("participant_id"), lives_there(_DAY)),
}
"""The on-call number, and each house that the participant says they live in on that date."""
_NUMBERS = Together(**PARTS)


def load(viewer: Viewer, now: Instant) -> OwnNumbers:
    """The participant's own, today. One statement."""
    today = local_date(now, viewer.zone)
    found = _NUMBERS.read(participant_id=viewer.participant_id, **asking(viewer, today))
    return numbers_in(found)


def asking(viewer: Viewer, day: date) -> dict[str, Any]:
    """The values that `PARTS` need, besides the participant."""
    return {"on_call_of": viewer.program_id, "lives_on": day}


def numbers_in(found: Found) -> OwnNumbers:
    """What `PARTS` brought. Of several houses the one that was named last is home."""
    return OwnNumbers(_phone(found["on_call"]), _phone(found["home"]))


def _phone(rows: Iterable[Any]) -> str:
    last = max(rows, key=by_id, default=None)
    return last.phone if last else ""
