"""A running program as a template would find it."""

from dataclasses import replace
from datetime import timedelta

from tests.helpers.days import blocks, undated_week
from tests.helpers.record import MONDAY
from tests.helpers.templates import choice
from webapp.actions import apply_template, change_schedule
from webapp.domain.schedule import Change, ScheduleException, Topic
from webapp.models.base import transaction
from webapp.models.program import BlockRow
from webapp.queries import template as query

NEXT_MONDAY = MONDAY + timedelta(days=7)
NEW_LIGHT, BAYSTATE = blocks("new_light"), blocks("baystate")


def test_it_is_the_program_of_whoever_asks(viewer, now):
    assert undated_week(query.load(viewer("rosa"), now).held.values()) == undated_week(NEW_LIGHT)
    assert undated_week(query.load(viewer("kim"), now).held.values()) == undated_week(BAYSTATE)


def test_the_version_is_the_same_while_nothing_changes(viewer, now):
    rosa = viewer("rosa")
    running = query.load(rosa, now)
    assert query.load(rosa, now).version == running.version
    turned = dict(reversed(list(running.held.items())))
    assert replace(running, held=turned).version == running.version
    assert replace(running, topics=()).version != running.version


def test_a_template_that_is_to_come_is_listed_until_it_begins(viewer, now, clock):
    rosa = viewer("rosa")
    seen, times = query.load(rosa, now).version, {"now": now, "true_now": now}
    assert apply_template.apply(rosa, choice("baystate", NEXT_MONDAY), seen, **times) is None
    running = query.load(rosa, now)
    (use,) = running.to_come
    assert (use.template, use.effective_from, use.by) == ("baystate", NEXT_MONDAY, "Rosa D.")
    assert len(running.planned_after(MONDAY)) == 5
    assert running.planned_after(NEXT_MONDAY) == ()
    clock.set(f"{NEXT_MONDAY} 08:00")
    assert query.load(rosa, clock.now()).to_come == ()


def test_a_block_that_never_begins_is_not_planned(viewer, now):
    rosa = viewer("rosa")
    with transaction() as session:
        row = session.query(BlockRow).filter_by(program_id=rosa.program_id).first()
        row.effective_from = row.effective_until = NEXT_MONDAY
    assert query.load(rosa, now).planned_after(MONDAY) == ()


def test_it_is_said_whom_and_what_a_new_week_touches(viewer, now):
    rosa, friday = viewer("rosa"), NEXT_MONDAY + timedelta(days=4)
    moved = ScheduleException(friday, Change.CANCELLED, "Evening")
    change_schedule.add_exception(rosa.program_id, moved, now)
    change_schedule.set_topic(rosa.program_id, Topic(NEXT_MONDAY, "Evening", "Grief"), now)
    change_schedule.set_topic(rosa.program_id, Topic(MONDAY, "Evening", "Before it"), now)
    found = query.affected_by(rosa, NEW_LIGHT, BAYSTATE, NEXT_MONDAY)
    assert (found.enrolled, found.gone) == (2, (("Evening", frozenset({0, 2, 4})),))
    assert [(each.day, each.topic, each.change) for each in found.idle] == [
        (NEXT_MONDAY, "Grief", None),
        (friday, "", Change.CANCELLED),
    ]
