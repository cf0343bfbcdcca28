"""A program and the data that makes its days."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers.rows import rows
from webapp.domain.blocks import Kind
from webapp.domain.wall_clock import WallTime
from webapp.models.base import transaction
from webapp.models.program import BlockRow, ProgramSettingsRow, TopicRow


def test_a_block_keeps_wall_time_and_weekdays(cast):
    (arrive,) = rows(BlockRow, program_id=cast.jordan.program_id, kind=Kind.ARRIVE)
    assert (arrive.starts, arrive.ends) == (WallTime.parse("17:45"), None)
    assert (arrive.weekdays, arrive.session) == (frozenset({0, 2, 4}), "Evening")


def test_settings_change_at_most_once_a_date(cast):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(
            ProgramSettingsRow(
                program_id=cast.jordan.program_id, effective_from=date(2026, 1, 1), values={}
            )
        )


def test_a_topic_is_offered_once(cast):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(TopicRow(program_id=cast.jordan.program_id, title="Trauma", position=99))
