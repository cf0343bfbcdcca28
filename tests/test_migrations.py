"""The migrated database is exactly the one that the models describe."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from webapp.models import Base
from webapp.models.audit import APPEND_ONLY
from webapp.models.base import db

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
