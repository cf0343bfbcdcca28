"""An owner chooses the program's own words.

They hold at once: nothing was ever derived from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.actions.change_settings import hold
from webapp.domain.access import Viewer
from webapp.domain.texts import Text, why_not
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.models.program import ProgramTextRow
from webapp.queries import texts as query


class TextsRefusal(StrEnum):
    """Why nothing was changed."""

    CHANGED_MEANWHILE = "changed_meanwhile"
    UNFIT = "unfit"


def change(
    viewer: Viewer,
    words: Mapping[tuple[Text, str], str],
    seen: str,
    *,
    now: Instant,
    true_now: Instant,
) -> TextsRefusal | None:
    """Let these words stand, by text and language; empty ones are the usual ones again.

    `seen` is the version of the words that the owner had before them.
    """
    if any(why_not(text, said, viewer.program_name) for (text, _lang), said in words.items()):
        return TextsRefusal.UNFIT

    def attempt(session: Session) -> TextsRefusal | None:
        program_id = hold(session, viewer)
        page = query.load(viewer)
        if page.version != seen:
            return TextsRefusal.CHANGED_MEANWHILE
        for (text, language), said in words.items():
            if page.of(text, language).words == said:
                continue
            session.add(
                ProgramTextRow(
                    program_id=program_id,
                    text=text,
                    language=language,
                    words=said,
                    recorded_at=now,
                    recorded_by=viewer.account_id,
                )
            )
            detail = f"{text.value} {language}"
            audit.record(
                session, true_now, "text_changed", actor_id=viewer.account_id, detail=detail
            )
        return None

    return settle(attempt)
