"""What a code at the door is judged by, before the write lock is taken."""

from tests.queries.test_statements import counted
from webapp.queries import day, door, front_desk


def test_the_door_is_read_at_once(viewer, now):
    jordan = viewer("jordan")
    with counted() as sent:
        found = door.load(jordan, now)
    assert len(sent) == 1
    assert list(found.secrets) == front_desk.secrets_at(jordan.program_id, now)
    (evening,) = found.sessions
    assert evening == day.attendance_to_check_in_to(jordan, now).session


def test_a_session_of_yesterday_counts_while_it_goes_on(viewer, clock):
    jordan = viewer("jordan")
    clock.set("2026-11-23 20:30")
    assert [each.day.day for each in door.load(jordan, clock.now()).sessions] == [23]
    clock.set("2026-11-24 00:30")
    assert door.load(jordan, clock.now()).sessions == ()
