"""The data that makes dates, read for a span of them."""

from datetime import date, timedelta

from webapp.domain.blocks import Kind
from webapp.domain.settings import ProgramSettings
from webapp.models.base import transaction
from webapp.models.program import BlockRow, ProgramSettingsRow
from webapp.queries import schedule

MONDAY = date(2026, 11, 23)


def test_settings_in_force_are_the_latest_up_to_the_date(cast):
    program_id = cast.jordan.program_id
    with transaction() as session:
        changed = ProgramSettingsRow(
            program_id=program_id, effective_from=MONDAY, values={"grace": 5}
        )
        session.add(changed)
    dates = schedule.of_program(program_id, MONDAY - timedelta(days=7), MONDAY)
    graces = [dates.settings_on(MONDAY + timedelta(days=n)).grace for n in (-1, 0, 1)]
    assert graces == [15, 5, 5]
    assert dates.settings_on(date(2020, 1, 1)) == ProgramSettings()


def test_a_block_that_ended_before_the_span_is_not_read(cast):
    program_id = cast.jordan.program_id
    with transaction() as session:
        session.query(BlockRow).filter_by(program_id=program_id, kind=Kind.LEAVE).update(
            {"effective_until": MONDAY}
        )
    last_week = schedule.of_program(program_id, MONDAY - timedelta(days=7), MONDAY)
    this_week = schedule.of_program(program_id, MONDAY, MONDAY)
    assert Kind.LEAVE in {block.kind for block in last_week.schedule.blocks}
    assert Kind.LEAVE not in {block.kind for block in this_week.schedule.blocks}


def test_a_program_has_nobodys_plan_and_a_participant_their_own(cast, viewer):
    assert schedule.of_program(cast.jordan.program_id, MONDAY, MONDAY).schedule.plans == ()
    own = schedule.of_participant(viewer("jordan"), MONDAY, MONDAY).schedule
    assert [plan.place for plan in own.plans] == ["Harbor Bakery"]
    assert own.enrolled_from == date(2026, 10, 26)
