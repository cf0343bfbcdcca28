"""Several selects as one statement: each row comes back to the part it is of, whole."""

from sqlalchemy import bindparam, select

from tests.queries.test_statements import counted
from webapp.domain.access import Role
from webapp.models.base import db
from webapp.models.people import Account, Enrollment
from webapp.models.program import Program, ProgramSettingsRow
from webapp.queries.together import Together, rows

BOTH = Together(
    programs=select(Program.name, Program.front_desk_secret).where(
        Program.id == bindparam("program_id")
    ),
    accounts=select(Account.name, Account.role, Account.created_at).where(
        Account.program_id == bindparam("program_id"), Account.username == bindparam("username")
    ),
    settings=select(ProgramSettingsRow.values).where(
        ProgramSettingsRow.program_id == bindparam("program_id")
    ),
    nobody=select(Enrollment.starts_on).where(Enrollment.id == -1),
)


def read(cast, username):
    return BOTH.read(program_id=cast.sam.program_id, username=username)


def test_each_part_has_its_own_rows_in_its_own_types(cast, now):
    with counted() as sent:
        found = read(cast, "sam")
    assert len(sent) == 1
    (program,) = found["programs"]
    assert isinstance(program.front_desk_secret, bytes)
    (account,) = found["accounts"]
    assert (account.name, account.role) == (cast.sam.name, Role.STAFF)
    assert account.created_at.tzinfo is not None
    assert found["settings"][0].values.keys()
    assert found["nobody"] == []


def test_the_same_statement_is_asked_for_somebody_else(cast):
    assert [each.name for each in read(cast, "jordan")["accounts"]] == [cast.jordan.name]
    assert read(cast, "nobody-of-that-name")["accounts"] == []


def test_what_was_only_added_is_seen(app, cast, now):
    db.session.add(
        Account(
            role=Role.STAFF,
            username="new",
            name="N",
            program_id=cast.sam.program_id,
            created_at=now,
        )
    )
    assert [each.name for each in read(cast, "new")["accounts"]] == ["N"]
    named = select(Account.name).where(Account.username == bindparam("username"))
    assert rows(named, username="new")[0].name == "N"
