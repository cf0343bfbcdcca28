"""One date of the participant who asks."""

from datetime import date, timedelta

import pytest

from webapp.actions import enroll, tick_in
from webapp.domain.attendance import Status
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
