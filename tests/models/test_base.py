"""The column types that keep time honest, and transactions."""

from datetime import UTC, datetime, timedelta, timezone
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, StatementError

from tests.helpers.clock import at
from webapp.domain.access import Role
from webapp.domain.errors import InvalidTime
from webapp.domain.wall_clock import WallTime
from webapp.models.base import Named, UtcInstant, WallMinutes, Weekdays, db, new_key, transaction
from webapp.models.people import Participant, Throttle

ENGINES = pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])
NOON = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@ENGINES
def test_an_instant_comes_back_as_the_same_moment_in_utc(dialect):
    column = UtcInstant()
    east = NOON.astimezone(timezone(timedelta(hours=13)))
    for moment in (NOON, east, at("2026-11-01 01:30")):
        stored = column.process_bind_param(moment, dialect)
        assert column.process_result_value(stored, dialect) == moment
        assert column.process_result_value(stored, dialect).tzinfo is UTC


@ENGINES
def test_a_datetime_without_a_zone_is_refused_not_guessed(dialect):
    with pytest.raises(InvalidTime):
        UtcInstant().process_bind_param(datetime(2026, 11, 1), dialect)  # noqa: DTZ001


@ENGINES
@pytest.mark.parametrize(
    ("column", "value", "stored"),
    [
        (WallMinutes(), WallTime.parse("17:45"), 1065),
        (WallMinutes(), WallTime.parse("25:30"), 1530),
        (Weekdays(), frozenset({0, 2, 4}), 0b10101),
        (Weekdays(), frozenset(), 0),
        (Weekdays(), frozenset(range(7)), 127),
        (Named(Role), Role.STAFF, "staff"),
    ],
)
def test_a_value_comes_back_as_it_was(dialect, column, value, stored):
    assert column.process_bind_param(value, dialect) == stored
    assert column.process_result_value(stored, dialect) == value
    assert column.process_bind_param(None, dialect) is None
    assert column.process_result_value(None, dialect) is None


def test_a_word_that_is_not_in_the_list_is_refused_both_ways():
    for convert in (Named(Role).process_bind_param, Named(Role).process_result_value):
        with pytest.raises(ValueError, match="wizard"):
            convert("wizard", sqlite.dialect())


@pytest.mark.usefixtures("app")
def test_a_transaction_is_all_or_nothing(now):
    def put(name):
        return Throttle(kind="k", name_hash=name, failures=1, last_at=now)

    def fail_half_way():
        with transaction() as session:
            session.add(put("a"))
            session.flush()
            session.add_all([put("b"), put("b")])

    with pytest.raises(IntegrityError):
        fail_half_way()
    with transaction() as session:
        assert session.query(Throttle).count() == 0


@pytest.mark.usefixtures("app")
def test_what_is_read_in_a_transaction_is_what_is_true_then(app, now):
    db.session.execute(text("SELECT * FROM throttle")).all()

    def elsewhere():
        with app.app_context(), transaction() as session:
            session.add(Throttle(kind="k", name_hash="a", failures=1, last_at=now))

    other = Thread(target=elsewhere)
    other.start()
    other.join()
    with transaction() as session:
        assert session.query(Throttle).count() == 1


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("app")
def test_sqlite_keeps_what_was_acknowledged_and_checks_references():
    with db.engine.connect() as connection:
        read = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Participant(account_id=999))


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("app")
def test_an_error_never_prints_what_was_being_stored(now):
    row = {"kind": "k", "name_hash": "canary", "failures": None, "last_at": now}
    with pytest.raises((IntegrityError, StatementError)) as raised, transaction() as session:
        session.add(Throttle(**row))
    assert "canary" not in str(raised.value)


def test_a_key_is_long_random_and_plain():
    keys = {new_key() for _ in range(500)}
    assert len(keys) == 500
    assert all(len(key) == 20 and key.isalnum() and key.islower() for key in keys if key.isalpha())
    assert not set("".join(keys)) & set("01ilo")
