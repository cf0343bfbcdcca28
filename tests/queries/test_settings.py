"""The thresholds in force, and those to come."""

from datetime import timedelta

from tests.helpers.record import MONDAY
from webapp.models.base import transaction
from webapp.models.program import ProgramSettingsRow
from webapp.queries import settings


def add(program_id, day, **values):
    with transaction() as session:
        session.add(ProgramSettingsRow(program_id=program_id, effective_from=day, values=values))


def test_each_row_says_what_is_different_from_the_one_before(cast, viewer, now):
    add(cast.sam.program_id, MONDAY, grace=10)
    add(cast.sam.program_id, MONDAY + timedelta(days=7), grace=10, quota_other=3)
    page = settings.load(viewer("rosa"), now)
    assert page.in_force.grace == 10
    assert [row.effective_from for row in page.to_come] == [MONDAY + timedelta(days=7)]
    assert page.to_come[0].differences == (("quota_other", 5, 3),)
    assert page.last.quota_other == 3


def test_each_value_says_from_which_date_on_it_is_what_it_is_now(cast, viewer, now):
    add(cast.sam.program_id, MONDAY - timedelta(days=7), grace=10)
    add(cast.sam.program_id, MONDAY, grace=10, quota_other=3)
    add(cast.sam.program_id, MONDAY + timedelta(days=7), grace=20, quota_other=3)
    page = settings.load(viewer("rosa"), now)
    assert page.since("grace") == MONDAY - timedelta(days=7)
    assert page.since("quota_other") == MONDAY
    assert page.since("opens_before") == page.rows[0].effective_from


def test_its_version_changes_with_whatever_changes(cast, viewer, now):
    before = settings.load(viewer("rosa"), now).version
    assert settings.load(viewer("rosa"), now).version == before
    add(cast.sam.program_id, MONDAY + timedelta(days=7), grace=20)
    assert settings.load(viewer("rosa"), now).version != before
