"""How long before an arrival somebody wants to be reminded, within what the program offers."""

from __future__ import annotations

from collections.abc import Collection

from webapp.domain.settings import ProgramSettings

OPTIONAL_LEAD = 10
"""Minutes: offered to everybody, and nobody's usual."""

Leads = tuple[int, ...]
"""Minutes before the arrival, the longest first."""


def offered(settings: ProgramSettings) -> Leads:
    """What a participant of the program can choose from."""
    return tuple(sorted({*usual(settings), OPTIONAL_LEAD}, reverse=True))


def usual(settings: ProgramSettings) -> Leads:
    """What holds for somebody who has never chosen."""
    return tuple(sorted({settings.lead_first, settings.lead_second}, reverse=True))


def in_force(chosen: Collection[int] | None, settings: ProgramSettings) -> Leads:
    """What holds for somebody who chose that (None: never). An empty choice means none."""
    if chosen is None:
        return usual(settings)
    return tuple(lead for lead in offered(settings) if lead in chosen)
