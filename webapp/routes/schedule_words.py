"""The week and its changes, in words."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from flask import Flask

from webapp.actions.change_phases import PhaseRefusal
from webapp.domain.blocks import Kind, Level
from webapp.domain.clashes import Oddity
from webapp.queries.week_plan import About, RunsInto
from webapp.routes import clash_words
from webapp.routes.formats import weekdays_said
from webapp.routes.language import _, _l
from webapp.routes.template_words import CHANGES

KIND = {
    Kind.WAKE_UP: _l("Wake up"),
    Kind.DAYTIME: _l("Daytime"),
    Kind.MEETING: _l("A meeting by day"),
    Kind.ARRIVE: _l("Arrive"),
    Kind.TREATMENT: _l("Group"),
    Kind.MEAL: _l("Meal"),
    Kind.LEAVE: _l("Leave, go home"),
    Kind.LIGHTS_OUT: _l("Lights out"),
}
ODDITY = {
    Oddity.TWO_SESSIONS: _l("Two sessions at the same time: %(days)s."),
    Oddity.UP_TOO_LATE: _l("Wake-up would be after the arrival: %(days)s."),
    Oddity.LIGHTS_OUT_TOO_EARLY: _l("Lights out would be before one has left: %(days)s."),
}
LEVEL = {Level.PROGRAM: "", Level.HOUSE: "house", Level.PARTICIPANT: "person"}
"""How an address names whose week it is."""
PHASE_REFUSED = {
    PhaseRefusal.WHEN: _l("Choose a day from tomorrow on, within a year."),
    PhaseRefusal.SAME: _l("Nothing is different from what holds then."),
    PhaseRefusal.BEFORE_ANOTHER: _l(
        "A change is planned after that day already. Take it back first, or choose its day or a"
        " later one."
    ),
    PhaseRefusal.IN_USE: _l(
        "Somebody is in a phase that would be gone. Move them first, then take it out."
    ),
    PhaseRefusal.CHANGED_MEANWHILE: _l(
        "Somebody changed this meanwhile, and nothing was overwritten. Look at it as it is now,"
        " then save again."
    ),
}
MOST_NAMES = 8
"""So many names are said before the rest is a number."""


def register(app: Flask) -> None:
    """Offer these words to all templates."""
    app.jinja_env.globals.update(kind_words=KIND, about_said=about_said, change_words=CHANGES)


def about_said(about: About) -> str:
    """What a line of the week is about: Wake up, or the name of a session."""
    return str(KIND[about[0]]) if about[0] is not None else about[1]


def conflicts_said(
    hit: Iterable[RunsInto], odd: Iterable[tuple[Oddity, int]], zone: ZoneInfo
) -> list[str]:
    """One sentence for each thing that a new week would run into, with the names of whom."""
    days: dict[Oddity, set[int]] = {}
    for which, weekday in odd:
        days.setdefault(which, set()).add(weekday)
    said = [ODDITY[which] % {"days": weekdays_said(frozenset(on))} for which, on in days.items()]
    names: dict[str, list[str]] = {}
    for each in hit:
        for sentence in clash_words.said(each.clashes, zone):
            names.setdefault(sentence, []).append(each.name)
    return [*said, *(f"{_names(whose)}: {sentence}" for sentence, whose in names.items())]


def _names(whose: list[str]) -> str:
    first = ", ".join(whose[:MOST_NAMES])
    more = len(whose) - MOST_NAMES
    return _("%(names)s and %(more)d more", names=first, more=more) if more > 0 else first
