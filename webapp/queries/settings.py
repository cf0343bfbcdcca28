"""A program's thresholds: those in force, and those that are to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from webapp.domain.access import Viewer
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.people import Account
from webapp.models.program import Program, ProgramSettingsRow


@dataclass(frozen=True, slots=True)
class Since:
    """Thresholds from a date on, and who said so where that is known."""

    effective_from: date
    settings: ProgramSettings
    by: str
    before: ProgramSettings

    @property
    def differences(self) -> tuple[tuple[str, int, int], ...]:
        """What is different from before: name, old value, new value."""
        return self.before.differences(self.settings)


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """Every row of a program's thresholds, the earliest first, its place and its on-call number."""

    today: date
    rows: tuple[Since, ...]
    place: str
    phone: str

    def on(self, day: date) -> ProgramSettings:
        """The thresholds in force on that date."""
        begun = [row.settings for row in self.rows if row.effective_from <= day]
        return begun[-1] if begun else ProgramSettings()

    @property
    def in_force(self) -> ProgramSettings:
        return self.on(self.today)

    def since(self, name: str) -> date | None:
        """From which date on that threshold has been what it is now; None: nobody ever set it."""
        found: date | None = None
        value: int | None = None
        for row in self.rows:
            if row.effective_from <= self.today and row.settings.values()[name] != value:
                found, value = row.effective_from, row.settings.values()[name]
        return found

    @property
    def last(self) -> ProgramSettings:
        """Those that hold after all that is to come."""
        return self.rows[-1].settings if self.rows else ProgramSettings()

    @property
    def to_come(self) -> tuple[Since, ...]:
        return tuple(row for row in self.rows if row.effective_from > self.today)

    @property
    def version(self) -> str:
        """A short name for exactly these thresholds and dates."""
        shown = [(row.effective_from, row.settings) for row in self.rows]
        return sha256(repr(shown).encode()).hexdigest()[:16]


def in_force(program_id: int | None, day: date) -> ProgramSettings:
    """A program's thresholds on that date; the usual ones for nobody's. One statement."""
    found = db.session.execute(
        select(ProgramSettingsRow.values)
        .where(
            ProgramSettingsRow.program_id == program_id, ProgramSettingsRow.effective_from <= day
        )
        .order_by(ProgramSettingsRow.effective_from.desc())
        .limit(1)
    ).scalar_one_or_none()
    return ProgramSettings.from_values(found) if found is not None else ProgramSettings()


def load(viewer: Viewer, now: Instant) -> SettingsPage:
    """The viewer's program. Two statements."""
    place, phone = db.session.execute(
        select(Program.place, Program.phone).where(Program.id == viewer.program_id)
    ).one()
    found = db.session.execute(
        select(ProgramSettingsRow.effective_from, ProgramSettingsRow.values, Account.name)
        .outerjoin(Account, Account.id == ProgramSettingsRow.recorded_by)
        .where(ProgramSettingsRow.program_id == viewer.program_id)
        .order_by(ProgramSettingsRow.effective_from)
    )
    rows: list[Since] = []
    before = ProgramSettings()
    for effective_from, values, by in found:
        made = ProgramSettings.from_values(values)
        rows.append(Since(effective_from, made, by or "", before))
        before = made
    return SettingsPage(local_date(now, viewer.zone), tuple(rows), place, phone)
