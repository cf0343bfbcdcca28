"""The words that a program chose itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, select

from webapp.domain.access import Viewer
from webapp.domain.texts import Text, Texts, fitting
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.people import Account
from webapp.models.program import Program, ProgramTextRow
from webapp.queries.together import Statement, rows

TEXTS: Statement = (
    select(
        ProgramTextRow.id,
        ProgramTextRow.text,
        ProgramTextRow.language,
        ProgramTextRow.words,
        Program.name.label("program"),
    )
    .join(Program, Program.id == ProgramTextRow.program_id)
    .where(ProgramTextRow.program_id == bindparam("texts_of"))
)
"""Every row of a program, in any language: there are few."""


def of_program(program_id: int | None, language: str) -> Texts:
    """What stands in that language. One statement."""
    return texts_in(rows(TEXTS, texts_of=program_id), language)


def texts_in(found: Iterable[Any], language: str) -> Texts:
    """What `TEXTS` brought, as far as it may be shown; the latest row of each counts."""
    ours = sorted((row for row in found if row.language == language), key=attrgetter("id"))
    program = ours[-1].program if ours else ""
    return fitting({row.text: row.words for row in ours}, program)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words that stand in one place and language, since when, and who said so."""

    words: str = ""
    since: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class TextsPage:
    """Each text in each language that anybody chose words for."""

    chosen: dict[tuple[Text, str], Chosen]

    def of(self, text: Text, language: str) -> Chosen:
        return self.chosen.get((text, language), Chosen())

    @property
    def version(self) -> str:
        """A short name for exactly these words."""
        said = sorted((text.value, language, each.words) for (text, language), each in self._all)
        return sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def _all(self) -> Iterable[tuple[tuple[Text, str], Chosen]]:
        return self.chosen.items()


def load(viewer: Viewer) -> TextsPage:
    """What the viewer's program chose. One statement."""
    found = db.session.execute(
        select(
            ProgramTextRow.text,
            ProgramTextRow.language,
            ProgramTextRow.words,
            ProgramTextRow.recorded_at,
            Account.name,
        )
        .join(Account, Account.id == ProgramTextRow.recorded_by)
        .where(ProgramTextRow.program_id == viewer.program_id)
        .order_by(ProgramTextRow.id)
    )
    return TextsPage(
        {
            (text, language): Chosen(words, local_date(Instant(at), viewer.zone), by)
            for text, language, words, at, by in found
        }
    )
