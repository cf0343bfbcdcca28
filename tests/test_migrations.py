"""The migrated database is exactly the one that the models describe."""

import re
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from tests.helpers.rows import rows
from webapp.app import create_app
from webapp.models import Base
from webapp.models.audit import APPEND_ONLY
from webapp.models.base import db
from webapp.models.people import Participant, SignIn

KEPT_FROM_THE_FIRST = ("audit_event", "check_in", "check_in_void", "day_mark", "meeting_entry")


@pytest.mark.usefixtures("app")
def test_the_upgraded_schema_equals_the_models():
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.usefixtures("app")
def test_every_table_that_keeps_history_has_its_guards():
    with db.engine.connect() as connection:
        where = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal",
        }[db.engine.dialect.name]
        names = {row.name for row in connection.exec_driver_sql(where)}
    guards = {"sqlite": ("no_update", "no_delete"), "postgresql": ("append_only", "no_truncate")}
    kinds = guards[db.engine.dialect.name]
    assert names == {f"{table}_{kind}" for table in APPEND_ONLY for kind in kinds}


@pytest.mark.usefixtures("app")
def test_the_first_tables_are_never_taken_away():
    db.session.remove()
    with pytest.raises(SystemExit):
        downgrade(revision="base")
    first = {"account", "participant", "enrollment", "program", *KEPT_FROM_THE_FIRST}
    assert first <= set(inspect(db.engine).get_table_names())


@pytest.mark.usefixtures("app")
def test_upgrading_twice_changes_nothing():
    before = inspect(db.engine).get_table_names()
    db.session.remove()
    upgrade()
    assert inspect(db.engine).get_table_names() == before


@pytest.fixture
def older(config, tmp_path):
    """An application whose database is as it was before screens were paired."""
    file = tmp_path / "older.sqlite"
    made = create_app(replace(config, database_url=f"sqlite:///{file}"))
    with made.app_context():
        upgrade(revision="0007")
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("older")
def test_everybody_there_gets_a_number_and_old_front_desks_end():
    with db.engine.begin() as connection:
        for number in range(40):
            connection.exec_driver_sql(
                "INSERT INTO account (key, role, username, name, created_at)"
                f" VALUES ('a{number}', 'participant', 'p{number}', 'P', '2026-01-01')"
            )
            connection.exec_driver_sql(
                f"INSERT INTO participant (key, account_id) VALUES ('p{number}', {number + 1})"
            )
        for is_desk in (0, 1):
            connection.exec_driver_sql(
                "INSERT INTO sign_in (key, token_hash, account_id, own_phone, front_desk, browser,"
                f" created_at, last_used_at) VALUES ('s{is_desk}', 'h{is_desk}', 1, 0, {is_desk},"
                " '', '2026-01-01', '2026-01-01')"
            )
    db.session.remove()
    upgrade()
    numbers = [row.number for row in rows(Participant)]
    assert len(set(numbers)) == 40
    assert all(re.fullmatch("[1-9][0-9]{5}", number) for number in numbers)
    assert [row.key for row in rows(SignIn)] == ["s0"]
