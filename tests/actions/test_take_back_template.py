"""What a template replaced comes back whole, until it begins."""

from datetime import timedelta

import pytest

from tests.helpers import weeks
from tests.helpers.record import MONDAY
from tests.helpers.rows import rows
from tests.helpers.templates import choice
from webapp.actions import apply_template, change_settings, change_week, take_back_template
from webapp.actions.take_back_template import NotTakenBack
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction
from webapp.models.program import BlockRow, TopicRow
from webapp.queries import template as query
from webapp.queries.week_plan import THE_PROGRAMS

NEXT_MONDAY = MONDAY + timedelta(days=7)


@pytest.fixture
def use(viewer, now):
    """use("baystate"): let the owner's program follow it; the key of that."""

    def go(name="baystate", day=NEXT_MONDAY, **more):
        rosa = viewer("rosa")
        seen = query.load(rosa, now).version
        times = {"now": now, "true_now": now}
        assert apply_template.apply(rosa, choice(name, day, **more), seen, **times) is None
        return query.load(rosa, now).to_come[-1].key

    return go


def take_back(viewer, key, now):
    return take_back_template.take_back(viewer, key, now=now, true_now=now)


@pytest.mark.parametrize("more", [{}, {"place": True, "weeks": True}])
@pytest.mark.parametrize("name", ["baystate", "blank"])
def test_everything_is_as_it_was(use, viewer, now, name, more):
    rosa = viewer("rosa")
    before = query.load(rosa, now)
    key = use(name, **more)
    assert query.load(rosa, now).version != before.version
    assert take_back(rosa, key, now) is None
    assert query.load(rosa, now) == before
    assert rows(AuditEvent, action="template_taken_back")[0].detail == f"{name} from {NEXT_MONDAY}"


def test_thresholds_that_were_planned_for_that_day_come_back(use, viewer, now):
    rosa = viewer("rosa")
    page = query.load(rosa, now).settings
    times = {"now": now, "true_now": now}
    wanted = {**page.last.values(), "grace": 20}
    assert change_settings.change(rosa, wanted, NEXT_MONDAY, page.version, **times) is None
    before = query.load(rosa, now)
    assert take_back(rosa, use(), now) is None
    assert query.load(rosa, now) == before


def test_blocks_that_were_planned_for_later_come_back(use, viewer, now):
    rosa = viewer("rosa")
    with transaction() as session:
        for row in session.query(BlockRow).filter_by(program_id=rosa.program_id):
            row.effective_until = NEXT_MONDAY + timedelta(days=7)
    before = query.load(rosa, now)
    key = use()
    assert take_back(rosa, key, now) is None
    assert query.load(rosa, now) == before


def test_one_on_another_is_taken_back_in_turn(use, viewer, now):
    rosa = viewer("rosa")
    before = query.load(rosa, now)
    first, second = use("baystate"), use("blank", NEXT_MONDAY + timedelta(days=2))
    assert take_back(rosa, first, now) is NotTakenBack.CHANGED_SINCE
    assert take_back(rosa, second, now) is None
    assert take_back(rosa, first, now) is None
    assert query.load(rosa, now) == before


def test_it_stays_if_somebody_changed_something_since(use, viewer, now):
    rosa = viewer("rosa")
    key = use()
    with transaction() as session:
        session.add(TopicRow(program_id=rosa.program_id, title="New", position=99))
    held = query.load(rosa, now)
    assert take_back(rosa, key, now) is NotTakenBack.CHANGED_SINCE
    assert query.load(rosa, now) == held


def test_a_place_that_somebody_said_since_stays(use, viewer, now):
    rosa = viewer("rosa")
    key = use(place=True)
    place = query.load(rosa, now).place
    assert change_settings.change_place(rosa, "3rd floor", place, true_now=now)
    assert take_back(rosa, key, now) is None
    assert query.load(rosa, now).place == "3rd floor"


def test_once_it_has_begun_it_stays(use, viewer, now, clock):
    rosa, key = viewer("rosa"), use()
    clock.set(f"{NEXT_MONDAY} 00:00")
    assert take_back(rosa, key, clock.now()) is NotTakenBack.GONE


def test_it_is_taken_back_once_and_by_its_own_program(use, viewer, now):
    rosa, key = viewer("rosa"), use()
    assert take_back(viewer("kim"), key, now) is NotTakenBack.GONE
    assert take_back(rosa, key, now) is None
    assert take_back(rosa, key, now) is NotTakenBack.GONE


def test_a_line_that_was_planned_and_taken_back_since_stands_in_no_ones_way(use, viewer, now):
    rosa = viewer("rosa")
    key = use()
    day = MONDAY + timedelta(days=1)
    assert weeks.change(rosa, weeks.wake_up("05:00"), day, now) is None
    assert take_back(rosa, key, now) is NotTakenBack.CHANGED_SINCE
    line = THE_PROGRAMS, weeks.WAKE_UP, day
    assert change_week.take_back(rosa, *line, now=now, true_now=now)
    assert take_back(rosa, key, now) is None
