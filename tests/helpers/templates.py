"""Templates as an owner chooses them."""

from __future__ import annotations

from datetime import date

from tests.helpers.days import template
from webapp.actions.apply_template import Choice


def choice(name: str, day: date, *, place: bool = False, weeks: bool = False) -> Choice:
    """One that ships, from that day on."""
    return Choice(name, template(name), day, place, weeks)
