"""Turn a template into a program: blocks, topics, thresholds and leads, all of it data."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.errors import DaylineError, InvalidTemplate
from webapp.domain.program_template import ProgramTemplate, parse
from webapp.domain.wall_clock import Instant, zone_named
from webapp.models.base import transaction
from webapp.models.program import BlockRow, Program, ProgramSettingsRow, TopicRow

SHIPPED = Path(__file__).resolve().parents[1] / "programs"
SECRET_BYTES = 20
"""The length of an HMAC-SHA-1 output, which RFC 4226 asks of the secret."""


class ProgramExists(DaylineError):
    """A program of this name is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is a program called {name!r} already; give another --name")


def shipped_templates() -> tuple[str, ...]:
    """The names of the templates that come with Dayline."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def read_template(name_or_path: str) -> ProgramTemplate:
    """A shipped template by its name, or any file by its path. Raises `InvalidTemplate`."""
    shipped = SHIPPED / f"{name_or_path}.toml"
    path = shipped if name_or_path in shipped_templates() else Path(name_or_path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(shipped_templates())
        raise InvalidTemplate(
            name_or_path, None, f"no such template, and no readable file; shipped are {known}"
        ) from error
    return parse(text, name_or_path)


def apply_program(
    template: ProgramTemplate,
    *,
    now: Instant,
    effective_from: date,
    name: str | None = None,
    zone: str | None = None,
) -> int:
    """Make a program from a template and return its id.

    `effective_from` is the first date of its blocks, in the program's own zone. Raises
    `ProgramExists` or `UnknownZone`; then nothing is made.
    """
    with transaction() as session:
        found = Named(name or template.name, zone or template.zone, template.place, template.phone)
        return make(session, template, found, effective_from, actor_id=None, now=now)


@dataclass(frozen=True, slots=True)
class Named:
    """What a program has of its own beside a template."""

    name: str
    zone: str
    place: str
    phone: str


def make(
    session: Session,
    template: ProgramTemplate,
    named: Named,
    effective_from: date,
    *,
    actor_id: int | None,
    now: Instant,
) -> int:
    """The same in the caller's transaction."""
    zone_named(named.zone)
    if session.execute(select(Program.id).where(Program.name == named.name)).first():
        raise ProgramExists(named.name)
    program = Program(
        name=named.name,
        zone=named.zone,
        place=named.place,
        phone=named.phone,
        weeks_least=template.weeks_least,
        weeks_most=template.weeks_most,
        front_desk_secret=secrets.token_bytes(SECRET_BYTES),
        created_at=now,
    )
    session.add(program)
    session.flush()
    session.add(
        ProgramSettingsRow(
            program_id=program.id, effective_from=effective_from, values=template.settings
        )
    )
    session.add_all(
        TopicRow(program_id=program.id, title=title, position=position)
        for position, title in enumerate(template.topics)
    )
    session.add_all(
        BlockRow.of(program.id, replace(block, effective_from=effective_from), now, actor_id)
        for block in template.week()
    )
    detail = f"program {program.id}"
    audit.record(session, now, "applied_program", actor_id=actor_id, detail=detail)
    return program.id
