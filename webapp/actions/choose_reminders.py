"""Choose how long before an arrival one is reminded."""

from __future__ import annotations

from collections.abc import Collection

from webapp.domain.access import Viewer
from webapp.domain.reminders import offered
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.push import ReminderChoiceRow


def choose(
    viewer: Viewer, leads: Collection[int], settings: ProgramSettings, true_now: Instant
) -> None:
    """Keep the choice, in minutes: what the program does not offer is left out. The latest row
    counts; earlier ones stay."""
    assert viewer.participant_id is not None
    kept = [lead for lead in offered(settings) if lead in leads]
    with transaction() as session:
        session.add(
            ReminderChoiceRow(participant_id=viewer.participant_id, leads=kept, chosen_at=true_now)
        )
