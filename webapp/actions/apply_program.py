"""Turn a template into a program: blocks, topics, thresholds and leads, all of it data."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

from sqlalchemy import select

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
    name = name or template.name
    zone_named(zone or template.zone)
    with transaction() as session:
        if session.execute(select(Program.id).where(Program.name == name)).first():
            raise ProgramExists(name)
        program = Program(
            name=name,
            zone=zone or template.zone,
            place=template.place,
            phone=template.phone,
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
            BlockRow(
                program_id=program.id,
                kind=block.kind,
                title=block.title,
                weekdays=block.weekdays,
                starts=block.starts,
                ends=block.ends,
                session=block.session,
                effective_from=effective_from,
            )
            for block in template.blocks
        )
        audit.record(session, now, "applied_program", actor_id=None, detail=f"program {program.id}")
        return program.id
