"""One date of the participant who asks."""

from datetime import date, timedelta

import pytest

from tests.helpers.clock import at
from webapp.actions import enroll, tick_in
from webapp.domain.attendance import Status
from webapp.domain.blocks import Kind
from webapp.domain.wall_clock import WallTime
from webapp.models.base import transaction
from webapp.models.program import BlockRow
from webapp.queries import day

MONDAY = date(2026, 11, 23)


def test_today_is_the_viewers_own(cast, viewer, now):
    times = {"now": now, "true_now": now}
    tick_in.tick_in(viewer("sam"), cast.jordan.key, MONDAY, "Evening", "k", **times)
    jordans, marias = (day.load(viewer(name), MONDAY, now) for name in ("jordan", "maria"))
    assert [a.status for a in jordans.day.attendances] == [Status.ON_TIME]
    assert [a.status for a in marias.day.attendances] == [Status.OPEN]
    assert (jordans.meetings.quota, marias.meetings.quota) == (4, 5)
    assert jordans.starts_on == date(2026, 10, 26)


@pytest.mark.parametrize(
    ("time", "session_day"),
    [
        ("2026-11-23 07:00", "2026-11-23"),
        ("2026-11-23 21:30", "2026-11-23"),
        ("2026-11-25 00:10", "2026-11-25"),
    ],
)
def test_a_check_in_is_meant_for_the_session_of_the_date(viewer, clock, time, session_day):
    clock.set(time)
    found = day.attendance_to_check_in_to(viewer("jordan"), clock.now())
    assert found.session.day.isoformat() == session_day


def test_on_a_free_day_there_is_nothing_to_check_in_to(viewer, clock):
    clock.set("2026-11-24 17:45")
    assert day.attendance_to_check_in_to(viewer("jordan"), clock.now()) is None


def test_whoever_was_enrolled_tomorrow_has_no_session_today(cast, viewer, now):
    new = enroll.NewParticipant("Ana", "ana", MONDAY + timedelta(days=1), 12)
    enroll.enroll(new, program_id=cast.jordan.program_id, by=None, now=now, true_now=now)
    from tests.helpers.cast import someone, token_for
    from webapp.queries.sign_in import live

    ana = live(token_for(someone("ana"), now), now).viewer
    assert day.load(ana, MONDAY, now).day.attendances == ()
    assert len(day.load(ana, MONDAY + timedelta(days=2), now).day.attendances) == 1


def test_a_check_in_sent_later_is_meant_for_the_session_that_was_on(cast, viewer, now):
    """The first one's check-in had closed, and another was still to come."""
    with transaction() as session:
        for kind, starts, ends in (
            (Kind.ARRIVE, "21:15", None),
            (Kind.TREATMENT, "21:30", "23:00"),
        ):
            session.add(
                BlockRow(
                    program_id=cast.jordan.program_id,
                    kind=kind,
                    title="Late",
                    weekdays=frozenset({0}),
                    starts=WallTime.parse(starts),
                    ends=WallTime.parse(ends) if ends else None,
                    session="Late",
                    effective_from=date(2026, 1, 1),
                )
            )
    jordan, then = viewer("jordan"), at("2026-11-23 19:30")
    assert day.attendance_to_check_in_to(jordan, then).session.name == "Late"
    assert day.attendance_claimed(jordan, then).session.name == "Evening"
    assert day.attendance_claimed(jordan, at("2026-11-23 21:05")).session.name == "Late"
    assert day.attendance_claimed(jordan, at("2026-11-24 12:00")) is None
