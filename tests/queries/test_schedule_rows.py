"""The rows that dates are made of: for all, of a house, of one participant."""

from datetime import date, timedelta

import pytest

from tests.helpers import houses
from tests.helpers.rows import rows
from webapp.domain.blocks import EVERY_DAY, Kind
from webapp.domain.schedule import Change, expand
from webapp.domain.wall_clock import WallTime, local
from webapp.models.base import transaction
from webapp.models.house import House
from webapp.models.people import EarlierEnrollment
from webapp.models.program import BlockRow, ExceptionRow, PhaseMoveRow, PhaseRow, ProgramZoneRow
from webapp.queries import schedule
from webapp.queries.sessions import enrolled_on
from webapp.queries.span import Span

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def add(now):
    def added(*made):
        with transaction() as session:
            session.add_all(made)

    return added


@pytest.fixture
def wake_up(cast):
    def made(at, since=MONDAY, **whose):
        return BlockRow(
            program_id=cast.jordan.program_id,
            kind=Kind.WAKE_UP,
            title="Wake up",
            weekdays=EVERY_DAY,
            starts=WallTime.parse(at),
            effective_from=since,
            **whose,
        )

    return made


def up_at(dates, day):
    found = [o for o in expand(dates.schedule, day) if o.kind is Kind.WAKE_UP]
    return [f"{local(o.starts_at, dates.schedule.zone_on(day)):%H:%M}" for o in found]


def test_a_line_of_ones_own_is_nobody_elses(cast, viewer, add, wake_up):
    add(wake_up("05:00", participant_id=cast.jordan.participant_id))
    jordan = schedule.of_participant(viewer("jordan"), MONDAY - DAY, MONDAY)
    assert [up_at(jordan, day) for day in (MONDAY - DAY, MONDAY)] == [["07:00"], ["05:00"]]
    maria = schedule.of_participant(viewer("maria"), MONDAY, MONDAY)
    assert up_at(maria, MONDAY) == ["07:00"]
    everybodys = schedule.of_program(cast.sam.program_id, MONDAY, MONDAY)
    assert up_at(everybodys, MONDAY) == ["07:00"]
    his = everybodys.of(cast.jordan.participant_id, enrolled_from=MONDAY)
    assert up_at(his, MONDAY) == ["05:00"]


def test_a_houses_line_is_for_who_lives_there_and_no_staff_page_has_it(
    cast, viewer, add, wake_up, now
):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    maple = rows(House, name="Maple House")[0]
    add(wake_up("06:30", house_id=maple.id))
    assert up_at(schedule.of_participant(viewer("jordan"), MONDAY, MONDAY), MONDAY) == ["06:30"]
    everybodys = schedule.of_program(cast.sam.program_id, MONDAY, MONDAY)
    his = everybodys.of(cast.jordan.participant_id, enrolled_from=MONDAY)
    assert up_at(his, MONDAY) == ["07:00"]


def test_a_change_for_one_changes_one(cast, viewer, add, now):
    add(
        ExceptionRow(
            program_id=cast.jordan.program_id,
            participant_id=cast.jordan.participant_id,
            day=MONDAY,
            change=Change.MOVED,
            session="Evening",
            arrive=WallTime.parse("18:30"),
            note="",
            recorded_at=now,
        )
    )
    span = Span(viewer("sam"), MONDAY, MONDAY, now)
    theirs = {p.name: span.attendances(p)[0].session for p in span.people}
    assert theirs["Jordan M."].moved
    assert not theirs["Maria L."].moved
    (own,) = schedule.of_participant(viewer("jordan"), MONDAY, MONDAY).changed_on(MONDAY)
    assert own == theirs["Jordan M."]


def test_the_zone_counts_from_its_date_on(cast, viewer, add, now):
    chicago = ProgramZoneRow(
        program_id=cast.jordan.program_id,
        effective_from=MONDAY + DAY,
        zone="America/Chicago",
        begins_at=now + DAY,
        recorded_at=now,
    )
    add(chicago)
    dates = schedule.of_participant(viewer("jordan"), MONDAY, MONDAY + 2 * DAY)
    before, after = (dates.sessions_on(MONDAY + n * DAY)[0].arrive_by for n in (0, 2))
    assert after - before == timedelta(days=2, hours=1)
    assert viewer("jordan").zone.key == "America/New_York"


def test_the_viewers_zone_is_the_one_of_the_instant(cast, viewer, add, now):
    hour = timedelta(hours=1)
    for since, zone in ((now - hour, "America/Chicago"), (now + hour, "America/Denver")):
        add(
            ProgramZoneRow(
                program_id=cast.jordan.program_id,
                effective_from=since.date() + (since > now) * DAY,
                zone=zone,
                begins_at=since,
                recorded_at=now,
            )
        )
    assert viewer("jordan").zone.key == viewer("sam").zone.key == "America/Chicago"
    assert viewer("priya").zone.key == "America/New_York"


def test_a_phase_changes_the_settings_of_who_is_in_it(cast, viewer, add, now):
    program_id, whose = cast.jordan.program_id, cast.jordan.participant_id
    for nth, key in enumerate(("first", "second")):
        add(
            PhaseRow(
                program_id=program_id,
                effective_from=MONDAY - 60 * DAY,
                key=key,
                name=f"Phase {nth + 1}",
                position=nth,
                values={"quota_other": 7 - nth, "lead_first": 90 - nth},
                recorded_at=now,
            )
        )
    add(
        PhaseMoveRow(
            participant_id=whose, program_id=program_id, key="second", since=MONDAY, recorded_at=now
        )
    )
    own = schedule.of_participant(viewer("jordan"), MONDAY - DAY, MONDAY)
    assert [own.settings_on(day).quota_other for day in (MONDAY - DAY, MONDAY)] == [7, 6]
    assert own.phase_on(MONDAY).phase.name == "Phase 2"
    everybodys = schedule.of_program(program_id, MONDAY, MONDAY)
    assert everybodys.settings_on(MONDAY).quota_other == 5
    assert everybodys.phase_on(MONDAY) is None
    span = Span(viewer("sam"), MONDAY, MONDAY, now)
    quotas = {p.name: span.settings_on(p, MONDAY).quota_other for p in span.people}
    assert quotas == {"Jordan M.": 6, "Maria L.": 7}


def test_who_was_here_before_has_those_days_too(cast, viewer, add, now):
    earlier = EarlierEnrollment(
        participant_id=cast.jordan.participant_id,
        program_id=cast.jordan.program_id,
        starts_on=date(2026, 6, 1),
        ended_on=date(2026, 7, 31),
        planned_weeks=12,
        recorded_at=now,
    )
    add(earlier)
    own = schedule.of_participant(viewer("jordan"), date(2026, 5, 1), MONDAY)
    days = [date(2026, 5, 29), date(2026, 6, 1), date(2026, 7, 31), date(2026, 8, 3), MONDAY]
    assert [bool(own.sessions_on(day)) for day in days] == [False, True, True, False, True]
    sam = viewer("sam")
    assert [p.name for p in enrolled_on(sam, date(2026, 7, 31), now)] == ["Jordan M."]
    assert enrolled_on(sam, date(2026, 8, 3), now) == []
    span = Span(sam, date(2026, 7, 27), date(2026, 8, 7), now)
    (jordan,) = span.people
    assert {a.session.day for a in span.attendances(jordan)} == {
        date(2026, 7, 27),
        date(2026, 7, 29),
        date(2026, 7, 31),
    }
