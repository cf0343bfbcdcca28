"""Choose how long before an arrival one is reminded."""

from __future__ import annotations

from collections.abc import Collection

from webapp.domain import reminders
from webapp.domain.access import Viewer
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.push import ReminderChoiceRow
from webapp.queries.phones import choice_of


def choose(viewer: Viewer, leads: Collection[int], settings: ProgramSettings, now: Instant) -> None:
    """Keep the choice, in minutes: what the program does not offer is left out. The latest row
    counts; earlier ones stay."""
    assert viewer.participant_id is not None
    with transaction() as session:
        made = reminders.choose(settings, choice_of(viewer.participant_id), leads, now)
        session.add(
            ReminderChoiceRow(
                participant_id=viewer.participant_id,
                leads=list(made.leads),
                since=made.since,
                chosen_at=now,
            )
        )
