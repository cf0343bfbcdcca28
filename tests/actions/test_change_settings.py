"""Thresholds change from a date on that is still to come, and alter nothing before it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.record import EVENING, MONDAY, attendance, tick
from tests.helpers.rows import count, rows
from webapp.actions import change_settings
from webapp.actions.change_settings import SettingsRefusal
from webapp.domain.settings import ProgramSettings, SettingOutOfRange
from webapp.models.audit import AuditEvent
from webapp.models.program import ProgramSettingsRow
from webapp.queries import day as day_query
from webapp.queries import settings as query
from webapp.queries.span import Span

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def change(viewer, now):
    def made(day=TUESDAY, seen=None, **values):
        rosa = viewer("rosa")
        page = query.load(rosa, now)
        wanted = {**page.last.values(), **values}
        version = page.version if seen is None else seen
        return change_settings.change(rosa, wanted, day, version, now=now, true_now=now)

    return made


def test_a_change_holds_from_its_date_on_with_its_author(change, viewer, now):
    assert change(grace=20) is None
    page = query.load(viewer("rosa"), now)
    assert (page.on(MONDAY).grace, page.on(TUESDAY).grace) == (15, 20)
    (planned,) = page.to_come
    assert (planned.by, planned.differences) == ("Rosa D.", (("grace", 15, 20),))
    (line,) = [row for row in rows(AuditEvent) if row.action == "settings_changed"]
    assert line.detail == "2026-11-24: grace"


@pytest.mark.parametrize("day", [MONDAY, MONDAY - timedelta(days=9), date(2030, 1, 1)])
def test_a_day_that_has_begun_keeps_its_thresholds(change, day):
    before = count(ProgramSettingsRow)
    assert change(day, grace=20) is SettingsRefusal.WHEN
    assert count(ProgramSettingsRow) == before


def test_what_is_the_same_is_not_written(change):
    assert change() is SettingsRefusal.SAME


def test_of_two_who_change_at_the_same_time_the_second_is_told(change, viewer, now):
    seen = query.load(viewer("rosa"), now).version
    assert change(seen=seen, grace=20) is None
    assert change(seen=seen, grace=25) is SettingsRefusal.CHANGED_MEANWHILE
    assert query.load(viewer("rosa"), now).last.grace == 20


def test_a_second_change_of_the_same_date_takes_the_place_of_the_first(change, viewer, now):
    assert change(grace=20) is None
    assert change(grace=25) is None
    (planned,) = query.load(viewer("rosa"), now).to_come
    assert planned.settings.grace == 25


@pytest.mark.parametrize("values", [{"grace": -1}, {"grace": 40, "closes_after": 30}])
def test_what_makes_no_sense_is_refused(change, values):
    with pytest.raises(SettingOutOfRange):
        change(**values)


def test_what_is_to_come_can_be_taken_back_and_what_holds_cannot(change, viewer, now):
    change(grace=20)
    times = {"now": now, "true_now": now}
    rosa = viewer("rosa")
    began = query.load(rosa, now).rows[0].effective_from
    assert not change_settings.take_back(rosa, began, **times)
    assert change_settings.take_back(rosa, TUESDAY, **times)
    assert not change_settings.take_back(rosa, TUESDAY, **times)
    assert query.load(rosa, now).to_come == ()


def test_another_program_keeps_its_own(change, viewer, now):
    before = query.load(viewer("kim"), now)
    change(grace=20)
    assert query.load(viewer("kim"), now) == before


ranges = {
    name: st.integers(*ProgramSettings.limits(name)[1:])
    for name in ProgramSettings.names()
    if name != "week_start"
}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=st.fixed_dictionaries(ranges).filter(lambda v: v["grace"] <= v["closes_after"]))
def test_no_change_alters_what_was_derived_before_its_date(change, cast, viewer, now, values):
    sam, jordan = viewer("sam"), viewer("jordan")
    if count(AuditEvent, action="settings_changed") == 0:
        tick(sam, cast.jordan.key, now)
    assert attendance(sam, cast.jordan.key, EVENING, now).is_present
    days = [MONDAY - timedelta(days=n) for n in range(28)]

    def derived():
        span = Span(sam, days[-1], MONDAY, now)
        quotas = [day_query.load(jordan, day, now).meetings.quota for day in days[:8]]
        return [span.attendances(person) for person in span.people], quotas

    before = derived()
    change(**values)
    assert derived() == before


def test_the_place_changes_at_once(viewer, now):
    rosa, before = viewer("rosa"), query.load(viewer("rosa"), now).place
    assert change_settings.change_place(rosa, "3rd floor", before, true_now=now)
    assert not change_settings.change_place(rosa, "4th floor", before, true_now=now)
    assert query.load(viewer("sam"), now).place == "3rd floor"


def test_a_change_before_a_planned_one_is_refused_for_it_would_be_undone(change):
    assert change(TUESDAY + timedelta(days=30), full_presence=90) is None
    assert change(TUESDAY, grace=20) is SettingsRefusal.BEFORE_ANOTHER
    assert change(TUESDAY + timedelta(days=30), grace=20) is None


def test_a_week_that_begins_on_another_day_begins_on_such_a_day(change):
    thursday = MONDAY + timedelta(days=3)
    assert change(TUESDAY, week_start=3) is SettingsRefusal.MID_WEEK
    assert change(thursday, week_start=3) is None


def test_all_of_them_changed_at_once_fit_into_one_line_of_history(change):
    every = {name: ProgramSettings.limits(name)[2] for name in ProgramSettings.names()}
    sunday = MONDAY + timedelta(days=6)
    assert change(sunday, **every) is None
    (line,) = [row for row in rows(AuditEvent) if row.action == "settings_changed"]
    assert len(line.detail) <= 200
