"""Nobody needs a participant's reminders of one session any more."""

from datetime import date

import pytest

from tests.helpers.desk import code
from tests.helpers.rows import rows
from webapp.actions import cancel_reminders, check_in
from webapp.actions.plan_reminders import plan_reminders
from webapp.domain.reminders import NotWanted
from webapp.models.base import transaction
from webapp.models.reminders import ReminderRow

TODAY = date(2026, 11, 23)


@pytest.fixture
def planned(cast, clock, now):
    plan_reminders(cast.jordan.program_id, now=now, true_now=now)


@pytest.mark.usefixtures("planned")
def test_only_that_person_and_that_session_are_meant(cast, now):
    why = NotWanted.CHECKED_IN
    with transaction() as session:
        cancel_reminders.cancel(
            session, cast.jordan.participant_id, TODAY, "Morning", why=why, now=now
        )
        cancel_reminders.cancel(
            session, cast.maria.participant_id, TODAY, "Evening", why=why, now=now
        )
    left = {row.participant_id for row in rows(ReminderRow, cancelled_at=None)}
    assert left == {cast.jordan.participant_id}


@pytest.mark.usefixtures("planned")
def test_the_first_reason_stands(cast, clock, now):
    for why in (NotWanted.CHANGED, NotWanted.CHECKED_IN):
        with transaction() as session:
            cancel_reminders.cancel(
                session, cast.jordan.participant_id, TODAY, "Evening", why=why, now=clock.now()
            )
        clock.forward(minutes=1)
    (row,) = rows(ReminderRow, participant_id=cast.jordan.participant_id)
    assert (row.cancelled_why, row.cancelled_at) == (NotWanted.CHANGED, now)


@pytest.mark.usefixtures("planned")
def test_a_check_in_that_fails_cancels_nothing(cast, viewer, now, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise RuntimeError("no history")

    jordan, shown = viewer("jordan"), code(cast.jordan, now)
    monkeypatch.setattr(check_in.audit, "record", refuse)
    with pytest.raises(RuntimeError, match="no history"):
        check_in.check_in(jordan, shown, "k", now=now, true_now=now)
    assert {row.cancelled_at for row in rows(ReminderRow)} == {None}


@pytest.mark.usefixtures("planned")
def test_a_check_in_by_code_cancels_in_the_same_transaction(cast, viewer, now):
    shown = code(cast.jordan, now)
    check_in.check_in(viewer("jordan"), shown, "k", now=now, true_now=now)
    (row,) = rows(ReminderRow, participant_id=cast.jordan.participant_id)
    assert (row.cancelled_why, row.cancelled_at) == (NotWanted.CHECKED_IN, now)
