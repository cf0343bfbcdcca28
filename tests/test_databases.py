"""What one test did to the database is gone before the next."""

import pytest
from sqlalchemy import inspect, select, text

from tests.helpers.history import make_history
from tests.helpers.rows import rows
from webapp.models.audit import APPEND_ONLY
from webapp.models.base import Base, db, transaction
from webapp.models.people import Account, Participant

SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


def everything():
    """All rows of all tables, and the next numbers where they are not in the tables."""
    with db.engine.connect() as connection:
        found = {
            name: sorted(map(repr, connection.execute(select(table))))
            for name, table in Base.metadata.tables.items()
        }
        if db.engine.dialect.name == "postgresql":
            found["sequences"] = sorted(map(repr, connection.execute(text(SEQUENCES))))
        return found


@pytest.fixture
def kept(app):
    return everything()


@pytest.fixture
def restored(database):
    """restored(): put back as between two tests, and everything that is there then."""

    def restore():
        db.session.remove()
        db.engine.dispose()
        database.restore()
        return everything()

    return restore


def test_whatever_was_written_every_table_is_again_as_it_was_kept(
    kept, restored, cast, viewer, now
):
    make_history(cast, viewer, now)
    with transaction() as session:
        session.execute(text("UPDATE account SET name = 'Somebody'"))
        session.execute(text("DELETE FROM topic"))
    changed = {name for name, found in everything().items() if found != kept[name]}
    # Everybody of the cast has read the notice before.
    assert changed >= {*APPEND_ONLY, "account", "sign_in", "topic"} - {"notice_seen"}
    assert restored() == kept
    assert restored() == kept


def test_a_row_made_after_it_gets_the_number_that_it_would_have_got(kept, restored, now):
    def number():
        with transaction() as session:
            made = Account(role="staff", username="new", name="New", created_at=now)
            session.add(made)
            session.flush()
            return made.id

    first = number()
    assert restored() == kept
    assert number() == first


def test_history_is_guarded_again(kept, restored, cast, viewer, now):
    make_history(cast, viewer, now)
    restored()
    make_history(cast, viewer, now)
    with pytest.raises(Exception, match="audit_event is append-only"), db.engine.begin() as again:
        again.execute(text("DELETE FROM audit_event"))


def test_a_change_of_the_schema_is_undone_too(kept, restored):
    before = inspect(db.engine).get_table_names()
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE beside (id integer)"))
        connection.execute(text("DROP TABLE notice_seen"))
    assert restored() == kept
    assert inspect(db.engine).get_table_names() == before
    assert restored() == kept


@pytest.mark.postgresql_only
def test_a_late_request_that_holds_a_lock_is_sent_away_with_what_it_wrote(kept, database):
    late = db.engine.connect()
    late.execute(text("UPDATE account SET name = 'Late'"))
    late.execute(text("LOCK TABLE participant IN ACCESS EXCLUSIVE MODE"))
    database.restore()
    late.invalidate()
    late.close()
    db.engine.dispose()
    assert everything() == kept


@pytest.mark.postgresql_only
def test_only_the_rows_are_put_back_unless_more_was_changed(kept, database, monkeypatch):
    said = []
    say = type(database)._say
    monkeypatch.setattr(
        type(database), "_say", lambda self, words: said.append(words) or say(self, words)
    )
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE account SET name = 'Somebody'"))
    database.restore()
    assert said == []
    db.engine.dispose()
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE account ADD COLUMN more integer"))
    database.restore()
    assert [words.split()[0] for words in said] == ["DROP", "CREATE"]
    db.engine.dispose()
    assert rows(Participant)
    assert everything() == kept
