"""The database itself refuses to change or delete what was recorded."""

import pytest
from sqlalchemy.exc import DatabaseError

from tests.helpers.history import make_history
from webapp.models.audit import APPEND_ONLY
from webapp.models.base import db


@pytest.fixture
def history(cast, viewer, now):
    make_history(cast, viewer, now)
    db.session.remove()


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_a_row_of_history_can_be_neither_changed_nor_deleted(table, statement):
    with db.engine.connect() as connection:
        kept = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
        assert kept
        with pytest.raises(DatabaseError, match=f"{table} is append-only"):
            connection.exec_driver_sql(statement.format(table))
        connection.rollback()
        assert connection.exec_driver_sql(f"SELECT * FROM {table}").all() == kept


def test_every_table_of_facts_keeps_history():
    facts = {"check_in", "day_mark", "meeting_entry"}
    of_the_program = {
        "audit_event",
        "arrival_answer",
        "reminder_contact",
        *facts,
        *(f"{fact}_void" for fact in facts),
    }
    of_the_program |= {"appointment", "earlier_enrollment", "record_entry", "record_void", "outage"}
    of_the_program |= {"participant_contacts", "imported_line"}
    of_the_program |= {"meeting_slip", "meeting_slip_void", "log_sharing"}
    of_the_consents = {"consent", "consent_revocation", "disclosure", "notice_seen"}
    of_the_house = {"house_leave", "house_return", "roll_call"}
    assert set(APPEND_ONLY) == of_the_program | of_the_consents | of_the_house
