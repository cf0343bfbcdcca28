"""Enroll everybody of a file, all or nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tests.helpers.rows import count, rows
from webapp.actions.enroll import NewParticipant, UsernameTaken
from webapp.actions.import_people import Incoming, enroll_all, invite_all
from webapp.models.base import db
from webapp.models.people import Account, Enrollment, Invitation, Participant
from webapp.models.people_import import ImportedRow
from webapp.queries import people_import

FIRST = date(2026, 11, 30)


def people(*usernames):
    return [
        Incoming(line, NewParticipant(f"P {username}", username, FIRST, 12))
        for line, username in enumerate(usernames, start=2)
    ]


@pytest.fixture
def bring(viewer, now):
    def made(incoming, key="k"):
        return enroll_all(viewer("sam"), key, incoming, now=now, true_now=now)

    return made


def test_all_of_them_come_in_and_the_lines_are_kept(bring, cast):
    before = count(Enrollment)
    assert bring(people("ana", "", "ben")) == 3
    assert count(Enrollment) == before + 3
    assert [row.line for row in rows(ImportedRow)] == [2, 3, 4]
    assert {row.program_id for row in rows(ImportedRow)} == {cast.sam.program_id}


def test_if_one_cannot_nobody_does(bring):
    before = [count(table) for table in (Account, Participant, Enrollment, ImportedRow)]
    with pytest.raises(UsernameTaken):
        bring(people("ana", "jordan"))
    assert [count(table) for table in (Account, Participant, Enrollment, ImportedRow)] == before


def test_the_same_form_again_enrolls_nobody_twice(bring):
    assert [bring(people("ana", "ben")) for _ in range(3)] == [2, 2, 2]
    assert count(ImportedRow) == 2


def test_the_same_form_sent_at_the_same_moment_enrolls_nobody_twice(app, viewer, now):
    sam = viewer("sam")
    db.session.remove()

    def send(_):
        with app.app_context():
            try:
                return enroll_all(sam, "k", people("ana", "ben"), now=now, true_now=now)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(4))) == [2, 2, 2, 2]
    assert count(Account, username="ana") == 1


def test_everybody_who_needs_one_gets_an_invitation_at_once(bring, viewer, now):
    bring(people("ana", "ben"))
    found = people_import.imported(viewer("sam"), "k", now)
    made = invite_all(viewer("sam"), found, now)
    assert [person.username for person, _ in made] == ["ana", "ben"]
    assert len({invited.code for _, invited in made}) == count(Invitation) == 2
