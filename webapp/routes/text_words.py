"""What each of a program's own texts is, and the words that usually stand there."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import force_locale, gettext

from webapp.domain.texts import Text
from webapp.routes.language import _l


@dataclass(frozen=True, slots=True)
class ProgramText:
    """One text as the page shows it."""

    text: Text
    title: str
    says: str


TEXTS = (
    ProgramText(
        Text.REMINDER,
        _l("Word of a reminder"),
        _l("Stands on lock screens before the time, and may tell a stranger nothing."),
    ),
    ProgramText(
        Text.PLACE,
        _l("Note under the place"),
        _l("Stands on Today and where one checks in, never on a lock screen."),
    ),
    ProgramText(
        Text.DESK,
        _l("At the front desk"),
        _l("Stands beside the code while check-in is open. It names nobody."),
    ),
)


def usual(text: Text, language: str) -> str:
    """What stands there where a program chose nothing; empty for the note, which is none."""
    with force_locale(language):
        said: dict[Text, str] = {
            Text.REMINDER: gettext("Reminder"),
            Text.PLACE: "",
            Text.DESK: gettext("Type it on your phone, or point your camera at the square."),
        }
    return said[text]
