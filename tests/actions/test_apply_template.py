"""A running program follows a template from a date on, and nothing before it changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.days import undated_week
from tests.helpers.record import EVENING, MONDAY, attendance, tick
from tests.helpers.rows import count, rows
from tests.helpers.templates import choice
from webapp.actions import apply_template, change_settings, plan_reminders, take_back_template
from webapp.actions.apply_template import TemplateRefusal
from webapp.domain.blocks import Kind
from webapp.domain.wall_clock import WallTime
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction
from webapp.models.program import BlockRow, Program, ProgramSettingsRow, TopicRow
from webapp.models.reminders import ReminderRow
from webapp.models.template import TemplateUseRow
from webapp.queries import schedule
from webapp.queries import template as query
from webapp.queries.span import Span

TUESDAY = MONDAY + timedelta(days=1)
NEXT_MONDAY = MONDAY + timedelta(days=7)
NAMES = ("new_light", "baystate", "blank")


@pytest.fixture
def use(viewer, clock):
    """use("baystate", day): let the owner's program follow it."""

    def go(name, day=NEXT_MONDAY, seen=None, **more):
        rosa, now = viewer("rosa"), clock.now()
        seen = seen or query.load(rosa, now).version
        return apply_template.apply(rosa, choice(name, day, **more), seen, now=now, true_now=now)

    return go


def sessions_on(viewer, day):
    dates = schedule.of_program(viewer.program_id, day, day)
    return [session.name for session in dates.sessions_on(day)]


def test_from_its_first_day_on_the_week_is_the_templates(use, viewer, now):
    assert use("baystate") is None
    rosa = viewer("rosa")
    assert sessions_on(rosa, NEXT_MONDAY - timedelta(days=3)) == ["Evening"]
    assert sessions_on(rosa, NEXT_MONDAY) == ["Day"]
    found = query.load(rosa, now).week_on(NEXT_MONDAY)
    assert undated_week(found) == undated_week(choice("baystate", NEXT_MONDAY).template.week())


def test_what_both_have_goes_on_untouched(use, cast):
    def wake_up():
        return [
            (b.id, b.effective_until)
            for b in rows(BlockRow, program_id=cast.rosa.program_id, kind=Kind.WAKE_UP)
        ]

    before = wake_up()
    assert use("baystate") is None
    assert wake_up() == before


def test_the_thresholds_hold_from_that_day_with_whoever_said_so(use, cast):
    use("baystate")
    row = rows(ProgramSettingsRow, program_id=cast.rosa.program_id)[-1]
    assert (row.effective_from, row.recorded_by) == (NEXT_MONDAY, cast.rosa.account_id)
    wanted = choice("baystate", NEXT_MONDAY).template.settings
    assert {name: row.values[name] for name in wanted} == wanted


def test_topics_are_added_and_none_is_lost(use, cast):
    before = [t.title for t in rows(TopicRow, program_id=cast.rosa.program_id)]
    use("baystate")
    after = [t.title for t in rows(TopicRow, program_id=cast.rosa.program_id)]
    assert after == before + list(choice("baystate", NEXT_MONDAY).template.topics)
    assert len({t.position for t in rows(TopicRow, program_id=cast.rosa.program_id)}) == len(after)


def test_name_zone_phone_place_and_weeks_stay(use, cast):
    def program():
        (row,) = rows(Program, id=cast.rosa.program_id)
        return row.name, row.zone, row.phone, row.place, row.weeks_least, row.weeks_most

    before = program()
    use("baystate")
    assert program() == before


def test_place_and_weeks_change_where_they_are_ticked(use, cast):
    use("baystate", place=True, weeks=True)
    (row,) = rows(Program, id=cast.rosa.program_id)
    assert (row.place, row.weeks_least, row.weeks_most) == ("Baystate, front desk", 4, 12)


def test_what_is_there_already_changes_nothing(use):
    before = [count(table) for table in (BlockRow, ProgramSettingsRow, TopicRow, TemplateUseRow)]
    assert use("new_light") is TemplateRefusal.SAME
    after = [count(table) for table in (BlockRow, ProgramSettingsRow, TopicRow, TemplateUseRow)]
    assert after == before


def test_after_one_the_other_way_round_it_is_as_before(use, viewer, now):
    use("baystate")
    use("new_light")
    found = query.load(viewer("rosa"), now).week_on(NEXT_MONDAY)
    assert undated_week(found) == undated_week(choice("new_light", NEXT_MONDAY).template.week())


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (MONDAY, TemplateRefusal.WHEN),
        (TUESDAY, None),
        (TUESDAY + timedelta(days=366), None),
        (TUESDAY + timedelta(days=367), TemplateRefusal.WHEN),
    ],
)
def test_it_begins_tomorrow_at_the_earliest_and_within_a_year(use, day, why):
    assert use("baystate", day) is why


def change_settings_to(viewer, now, day, **values):
    rosa = viewer("rosa")
    page = query.load(rosa, now).settings
    wanted = {**page.last.values(), **values}
    return change_settings.change(rosa, wanted, day, page.version, now=now, true_now=now)


def test_a_planned_change_of_thresholds_after_it_is_not_undone(use, viewer, now):
    assert change_settings_to(viewer, now, NEXT_MONDAY + timedelta(days=1), grace=20) is None
    assert use("baystate") is TemplateRefusal.BEFORE_ANOTHER


def test_a_week_that_is_cut_anew_begins_on_such_a_day(use, viewer, now):
    sunday = NEXT_MONDAY - timedelta(days=1)
    assert change_settings_to(viewer, now, sunday, week_start=6) is None
    tuesday, monday = NEXT_MONDAY + timedelta(days=1), NEXT_MONDAY + timedelta(days=7)
    assert use("baystate", tuesday) is TemplateRefusal.MID_WEEK
    assert use("baystate", monday) is None


def test_the_second_of_two_owners_is_told_and_nothing_is_overwritten(use, viewer, now):
    seen = query.load(viewer("rosa"), now).version
    assert use("blank", seen=seen) is None
    before = count(BlockRow)
    assert use("baystate", seen=seen) is TemplateRefusal.CHANGED_MEANWHILE
    assert count(BlockRow) == before


@pytest.mark.parametrize("what", ["block", "settings", "topic"])
def test_whatever_changed_between_preview_and_confirmation_is_noticed(use, viewer, now, what):
    rosa = viewer("rosa")
    seen = query.load(rosa, now).version
    if what == "settings":
        assert change_settings_to(viewer, now, NEXT_MONDAY, grace=20) is None
    with transaction() as session:
        if what == "block":
            first = session.query(BlockRow).filter_by(program_id=rosa.program_id).first()
            first.effective_until = date(2027, 1, 1)
        if what == "topic":
            session.add(TopicRow(program_id=rosa.program_id, title="New", position=99))
    assert use("baystate", seen=seen) is TemplateRefusal.CHANGED_MEANWHILE


def test_another_program_keeps_its_own_week(use, viewer, now):
    before = query.load(viewer("kim"), now)
    use("blank")
    assert query.load(viewer("kim"), now) == before


def test_lines_of_a_house_or_of_one_person_stay(use, cast, viewer, now):
    def add(**whose):
        with transaction() as session:
            row = BlockRow(
                program_id=cast.rosa.program_id,
                kind=Kind.WAKE_UP,
                title="Own",
                weekdays=frozenset({0}),
                starts=WallTime(300),
                effective_from=MONDAY,
                **whose,
            )
            session.add(row)

    add(participant_id=cast.jordan.participant_id)
    add(house_id=viewer("dana").houses[0].id)

    def own():
        return [(b.effective_from, b.effective_until) for b in rows(BlockRow, title="Own")]

    before = own()
    assert use("blank") is None
    assert own() == before == [(MONDAY, None)] * 2


def test_it_is_one_line_of_history(use, cast):
    use("baystate")
    (line,) = rows(AuditEvent, action="template_applied")
    assert (line.actor_id, line.detail) == (
        cast.rosa.account_id,
        f"baystate from {NEXT_MONDAY}",
    )
    (row,) = rows(TemplateUseRow)
    assert (row.template, row.effective_from) == ("baystate", NEXT_MONDAY)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    uses=st.lists(
        st.tuples(st.sampled_from(NAMES), st.integers(1, 40), st.booleans()),
        min_size=1,
        max_size=3,
    )
)
def test_no_template_alters_a_session_or_a_status_before_its_date(use, cast, viewer, now, uses):
    sam, rosa = viewer("sam"), viewer("rosa")
    if count(AuditEvent, action="template_applied") == 0:
        tick(sam, cast.jordan.key, now)
    assert attendance(sam, cast.jordan.key, EVENING, now).is_present
    for name, ahead, taken_back in uses:
        day = MONDAY + timedelta(days=ahead)
        first = MONDAY - timedelta(days=28)

        def derived(day=day, first=first):
            dates = schedule.of_program(rosa.program_id, first, day - timedelta(days=1))
            span = Span(sam, first, MONDAY, now)
            days = (day - first).days
            return (
                [dates.sessions_on(first + timedelta(days=n)) for n in range(days)],
                [span.attendances(person) for person in span.people],
            )

        before = derived()
        done = use(name, day)
        assert derived() == before
        if done is None and taken_back:
            latest = query.load(rosa, now).to_come[-1]
            take_back_template.take_back(rosa, latest.key, now=now, true_now=now)
            assert derived() == before


def test_what_a_template_does_not_name_stays_as_the_program_has_it(viewer, now):
    assert change_settings_to(viewer, now, TUESDAY, early_leave=25, grace=20) is None
    rosa, whole = viewer("rosa"), choice("baystate", NEXT_MONDAY)
    few = {name: v for name, v in whole.template.settings.items() if name != "early_leave"}
    running = query.load(rosa, now)
    chosen = replace(whole, template=replace(whole.template, settings=few))
    assert apply_template.apply(rosa, chosen, running.version, now=now, true_now=now) is None
    in_force = query.load(rosa, now).settings.on(NEXT_MONDAY)
    assert (in_force.early_leave, in_force.grace) == (25, 15)


def test_no_reminder_goes_out_for_a_session_that_has_gone(use, cast, clock):
    program_id = cast.rosa.program_id
    with transaction() as session:
        row = session.query(ProgramSettingsRow).filter_by(program_id=program_id).one()
        row.values = {**row.values, "lead_first": 1440}
    clock.set(f"{TUESDAY} 17:00")

    def planned():
        times = {"now": clock.now(), "true_now": clock.true_now()}
        plan_reminders.plan_reminders(program_id, **times)
        found = rows(ReminderRow, participant_id=cast.jordan.participant_id)
        return [(each.day, each.cancelled_at is None) for each in found]

    wednesday = TUESDAY + timedelta(days=1)
    assert planned() == [(wednesday, True)]
    assert use("blank", wednesday) is None
    assert planned() == [(wednesday, False)]
