"""What a file of people is held against, and who came in with one."""

from datetime import date

from tests.helpers.rows import rows
from webapp.actions.enroll import NewParticipant
from webapp.actions.import_people import Incoming, enroll_all
from webapp.models.people import Account
from webapp.queries import people_import

FIRST = date(2026, 10, 26)


def test_names_that_are_taken_in_whatever_program_and_role(cast):
    assert people_import.taken(["JORDAN ", "kim", "dana", "ana", ""]) == {"jordan", "kim", "dana"}


def test_somebody_looks_like_somebody_by_name_and_first_day(viewer, now):
    here = people_import.here(viewer("sam"), now)
    assert here.looks_like("jordan m.", FIRST)
    assert here.looks_like("María L.", FIRST)
    assert not here.looks_like("Jordan M.", date(2026, 10, 27))
    assert not here.looks_like("Priya S.", FIRST)


def test_who_came_in_is_told_in_the_order_of_the_file_and_to_their_program_alone(viewer, now):
    incoming = [
        Incoming(3, NewParticipant("Zoe", "zoe", FIRST, 12)),
        Incoming(2, NewParticipant("Yan", "yan", FIRST, 12)),
        Incoming(4, NewParticipant("Abe", "abe", FIRST, 12)),
    ]
    enroll_all(viewer("sam"), "k", incoming, now=now, true_now=now)
    found = people_import.imported(viewer("rosa"), "k", now)
    assert [each.name for each in found] == ["Yan", "Zoe", "Abe"]
    assert people_import.imported(viewer("kim"), "k", now) == ()
    assert people_import.imported(viewer("sam"), "other", now) == ()
    assert len(rows(Account, username="zoe")) == 1
