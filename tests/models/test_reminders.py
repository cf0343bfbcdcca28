"""Reminders and deliveries: the database itself lets none of them be there twice."""

from datetime import date

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError

from tests.helpers.reachable import add_phone
from tests.helpers.rows import count, rows
from webapp.actions.contact import contact
from webapp.domain.reached import Contact
from webapp.domain.reminders import ReminderKind
from webapp.models.base import insert_new, transaction
from webapp.models.reminders import ContactRow, DeliveryRow, DeliveryState, Heartbeat, ReminderRow


@pytest.fixture
def reminder(cast, now):
    def make(**changes):
        usual = {
            "participant_id": cast.jordan.participant_id,
            "program_id": cast.jordan.program_id,
            "day": date(2026, 11, 23),
            "session": "Evening",
            "kind": ReminderKind.BEFORE,
            "lead": 60,
            "event_at": now,
            "nth": 0,
            "due_at": now,
            "expires_at": now,
            "planned_at": now,
        }
        return usual | changes

    return make


def add(*made):
    with transaction() as session:
        session.add_all(made)


def test_a_reminder_comes_back_as_it_was(reminder, now):
    add(ReminderRow(**reminder()))
    (row,) = rows(ReminderRow)
    assert (row.kind, row.lead, row.event_at) == (ReminderKind.BEFORE, 60, now)
    assert (row.cancelled_at, row.cancelled_why) == (None, None)


def test_the_same_reminder_is_one_row(reminder):
    add(ReminderRow(**reminder()))
    with pytest.raises(IntegrityError):
        add(ReminderRow(**reminder()))
    add(ReminderRow(**reminder(lead=30)), ReminderRow(**reminder(nth=1)))
    assert count(ReminderRow) == 3


def test_what_is_there_already_is_left_alone(reminder, clock, now):
    add(ReminderRow(**reminder()))
    clock.forward(minutes=1)
    with transaction() as session:
        again = [reminder(planned_at=clock.now()), reminder(lead=30)]
        session.execute(insert_new(ReminderRow), again)
    assert [row.planned_at for row in rows(ReminderRow)] == [now, now]


def test_a_reminder_goes_to_a_phone_once(reminder, cast, now):
    add(ReminderRow(**reminder()))
    ids = {"reminder_id": rows(ReminderRow)[0].id, "subscription_id": add_phone(cast.jordan, now)}
    waiting = {"state": DeliveryState.WAITING, "next_try_at": now}
    add(DeliveryRow(**ids, **waiting))
    with pytest.raises(IntegrityError):
        add(DeliveryRow(**ids, **waiting))
    assert [(row.state, row.attempts) for row in rows(DeliveryRow)] == [("waiting", 0)]


@pytest.mark.usefixtures("app")
def test_a_process_has_one_heartbeat(now):
    add(Heartbeat(name="worker", at=now))
    with pytest.raises(IntegrityError):
        add(Heartbeat(name="worker", at=now))


@pytest.mark.parametrize("verb", ["change", "delete"])
def test_the_database_refuses_to_change_or_delete_a_call(cast, viewer, now, verb):
    times = {"now": now, "true_now": now}
    named = cast.jordan.key, date(2026, 11, 23), "Evening", Contact.CALLED, "k"
    assert contact(viewer("sam"), *named, **times)

    def meddle(session):
        made = session.query(ContactRow)
        return made.delete() if verb == "delete" else made.update({"how": Contact.TOLD})

    with pytest.raises(DatabaseError), transaction() as session:
        meddle(session)
