"""The words for how a meeting is known. None of them weighs more than another."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from webapp.actions.see_slips import SlipRefusal
from webapp.domain.meetings import MeetingEntry
from webapp.domain.slips import Rung, Slip
from webapp.routes import words
from webapp.routes.formats import day, wall
from webapp.routes.language import _l, ngettext

RUNG: Mapping[Rung, str] = {
    Rung.OWN_WORD: _l("Your word"),
    Rung.ON_LIST: _l("On a meeting list"),
    Rung.SLIP_SEEN: _l("Slip seen by staff"),
}
RUNG_FOR_STAFF: Mapping[Rung, str] = {**RUNG, Rung.OWN_WORD: _l("Their word")}
REFUSAL: Mapping[SlipRefusal, str] = {
    SlipRefusal.WHEN: _l("Its meeting has to have begun, at most a year ago."),
    SlipRefusal.NOT_HERE: _l("They were not in the program on that date."),
    SlipRefusal.TOO_LONG: _l("Shorten the group’s name to 120 letters."),
}


def register(app: Flask) -> None:
    """Make the words available in templates."""
    app.jinja_env.globals.update(
        rung_words=RUNG, staff_rung_words=RUNG_FOR_STAFF, slip_said=said, meeting_named=named
    )


def said(slip: Slip) -> str:
    """What a slip is about: Sat, Nov 21, 7:00 PM, AA, Harbor group."""
    kind = [str(words.FELLOWSHIP[slip.fellowship])] if slip.fellowship else []
    return ", ".join([day(slip.day), wall(slip.starts), *kind, *filter(None, [slip.name])])


def named(entry: MeetingEntry) -> str:
    """An entry by its own name, or else by its kind."""
    return entry.name or str(words.FELLOWSHIP[entry.fellowship])


def age(days: int) -> str:
    """How much later an entry was written down; nothing for the same date or the next."""
    return ngettext("%(num)d day later", "%(num)d days later", days) if days > 1 else ""
