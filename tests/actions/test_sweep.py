"""The sweep takes what is over, and nothing else."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.helpers import lists
from tests.helpers.history import make_history
from tests.helpers.rows import count, rows
from tests.helpers.subscriptions import subscribed
from webapp.actions import sweep as action
from webapp.actions.sweep import sweep
from webapp.domain.reminders import ReminderKind
from webapp.domain.wall_clock import Instant
from webapp.models.audit import APPEND_ONLY
from webapp.models.base import Base, db, transaction
from webapp.models.meeting_import import MeetingImportRow
from webapp.models.people import Invitation, SignIn, Throttle
from webapp.models.program import ProgramSettingsRow
from webapp.models.push import PushSubscription
from webapp.models.reminders import DeliveryRow, DeliveryState, ReminderRow

SWEPT = (DeliveryRow, ReminderRow, PushSubscription, SignIn, Invitation, Throttle)


@pytest.fixture
def made(cast, viewer, now):
    """made("sent", 91): a row of that kind which ended so many days ago; its table and id."""
    jordan = viewer("jordan")
    subscribed(jordan, now)
    phone = rows(PushSubscription)[0].id
    number = iter(range(10_000))

    def make(kind, days, who=cast.jordan):
        then = Instant(now - timedelta(days=days))
        n = next(number)
        with transaction() as session:
            row = _row(kind, then, who, n, session)
            session.add(row)
            session.flush()
            if kind == "sent":
                session.add(
                    DeliveryRow(
                        reminder_id=row.id,
                        subscription_id=phone,
                        state=DeliveryState.SENT,
                        next_try_at=then,
                        settled_at=then,
                    )
                )
            return type(row), row.id

    return make


def _row(kind, then, who, n, session):
    if kind == "sent":
        return ReminderRow(
            participant_id=who.participant_id,
            program_id=who.program_id,
            day=then.date(),
            session=f"s{n}",
            kind=ReminderKind.BEFORE,
            lead=60,
            event_at=then,
            nth=0,
            due_at=then,
            expires_at=then,
            planned_at=then,
        )
    if kind == "guess":
        return Throttle(kind="sign_in", name_hash=f"h{n}", failures=3, last_at=then)
    if kind == "invitation":
        return Invitation(
            account_id=who.account_id,
            token_hash=f"t{n}",
            code_hash=f"c{n}",
            created_at=then,
            expires_at=then,
            redeemed_at=None,
            withdrawn_at=None,
        )
    sign_in = SignIn(
        token_hash=f"t{n}",
        account_id=who.account_id,
        own_phone=True,
        created_at=then,
        last_used_at=then,
        ended_at=then if kind in ("ended", "phone") else None,
    )
    if kind != "phone":
        return sign_in
    session.add(sign_in)
    session.flush()
    return PushSubscription(
        account_id=who.account_id,
        sign_in_id=sign_in.id,
        endpoint=b"e",
        endpoint_hash=f"e{n}",
        p256dh=b"p",
        auth=b"a",
        vapid_key_id="one",
        created_at=then,
        seen_at=then,
        removed_at=then,
    )


def there(table, row_id):
    db.session.rollback()
    return count(table, id=row_id) == 1


@pytest.mark.parametrize(
    ("kind", "days"), [("sent", 90), ("phone", 90), ("ended", 90), ("begun", 120),
                       ("invitation", 90), ("guess", 1)]
)  # fmt: skip
def test_exactly_what_is_over_goes(made, now, kind, days):
    kept, gone = made(kind, days), made(kind, days + 0.001)
    assert sweep(now, now) is not None
    assert (there(*kept), there(*gone)) == (True, False)


@pytest.mark.parametrize(("kind", "name"), [("sent", "kept_sent"), ("ended", "kept_sign_ins")])
def test_each_program_keeps_as_long_as_it_said(made, cast, now, kind, name):
    with transaction() as session:
        session.add(
            ProgramSettingsRow(
                program_id=cast.priya.program_id,
                effective_from=now.date(),
                values={name: 200},
            )
        )
    jordans, priyas = made(kind, 120), made(kind, 120, cast.priya)
    managers = made("ended", 120, cast.dana)
    sweep(now, now)
    assert [there(*row) for row in (jordans, priyas, managers)] == [False, True, False]


def test_who_is_signed_in_and_what_can_still_be_used_stays(made, now, cast):
    before = {table: count(table) for table in (SignIn, PushSubscription)}
    sweep(now, now)
    assert {table: count(table) for table in before} == before


def test_a_day_later_and_not_before_it_is_looked_for_again(made, now):
    assert sweep(now, now) is not None
    assert sweep(now, Instant(now + timedelta(hours=23))) is None
    assert sweep(now, Instant(now + timedelta(hours=24))) is not None


def test_it_goes_in_small_steps_and_leaves_the_rest_for_the_next_time(made, now, monkeypatch):
    monkeypatch.setattr(action, "A_STEP", 2)
    monkeypatch.setattr(action, "MOST_STEPS", 3)
    for _number in range(8):
        made("guess", 3)
    assert [sweep(now, now) for _time in range(3)] == [{"throttle": 6}, {"throttle": 2}, None]


def _history():
    with db.engine.connect() as connection:
        return {
            table: connection.execute(
                select(func.count()).select_from(Base.metadata.tables[table])
            ).scalar_one()
            for table in APPEND_ONLY
        }


def test_twenty_years_later_all_of_the_history_is_there(cast, viewer, now):
    make_history(cast, viewer, now)
    db.session.remove()
    before = _history()
    assert all(before.values())
    later = Instant(now + timedelta(days=20 * 365))
    while sweep(later, later) is not None:
        pass
    assert _history() == before


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(("sent", "ended", "invitation")), st.integers(0, 300))))
def test_whatever_there_is_exactly_what_is_over_goes(made, now, ages):
    placed = [(made(kind, days), days > 90) for kind, days in ages]
    with transaction() as session:
        session.execute(action.delete(action.Heartbeat))
    sweep(now, now)
    assert [there(*row) for row, _over in placed] == [not over for _row, over in placed]


def test_what_a_reading_of_a_list_did_is_kept_for_ninety_days_and_one_that_waits_longer(cast, now):
    central = lists.by_feed(cast.sam.program_id, now)
    old = Instant(now - timedelta(days=91))
    for content in (lists.many(range(3)), lists.many(range(4))):
        lists.read(central, content, old)
    recent = lists.asked(central, lists.many(range(5)), Instant(now - timedelta(days=89)))
    waits = lists.source_of(central).waiting.key
    assert sweep(now, now)["meeting_import"] == 1
    assert {row.key for row in rows(MeetingImportRow)} == {waits, recent}
