"""A database with its tables and nobody in them."""

from __future__ import annotations

from webapp.models.base import db


def empty_database() -> None:
    """Take out all rows, those that nothing may delete too. The next test has them again."""
    with db.engine.connect().execution_options(writes=True) as connection:
        if db.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        else:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            guards = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (trigger,) in connection.exec_driver_sql(guards).all():
                connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
        connection.commit()
        if db.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = DEFAULT")
            connection.commit()
    db.session.remove()
