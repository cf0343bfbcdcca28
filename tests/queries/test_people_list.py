"""Everybody of a program, filtered, sorted and paged."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.helpers.cast import someone
from tests.helpers.reachable import add_phone
from tests.helpers.record import MONDAY
from webapp.actions import end_enrollment, enroll, invite
from webapp.domain.cut import Cut
from webapp.domain.enrollment import Order, Show
from webapp.models.base import transaction
from webapp.models.people import Account
from webapp.queries import people_list


@pytest.fixture
def listed(viewer, clock):
    """listed(Show.HERE): the names on that page, as Sam sees it."""

    def made(show=Show.HERE, order=Order.NAME, number=1):
        return people_list.load(viewer("sam"), show, order, number, clock.now(), clock.true_now())

    return made


@pytest.fixture
def add(cast, now):
    def made(name, first_day=MONDAY, weeks=12):
        new = enroll.NewParticipant(name, "", first_day, weeks)
        return enroll.enroll(new, program_id=cast.sam.program_id, by=None, now=now, true_now=now)

    return made


def names(page):
    return [each.person.name for each in page.people]


def test_each_filter_holds_whom_it_says_and_the_counts_agree(listed, add, cast, viewer, now):
    add("Ana", MONDAY + timedelta(days=14))
    add("Ben", MONDAY + timedelta(days=15))
    add("Cleo", MONDAY - timedelta(days=70), 12)
    key = add("Dan", MONDAY - timedelta(days=30))
    when = {"now": now, "true_now": now}
    end_enrollment.end(viewer("sam"), key, MONDAY - timedelta(days=1), **when)
    add_phone(cast.maria, now)
    wanted = {
        Show.HERE: ["Ana", "Ben", "Cleo", "Jordan M.", "Maria L."],
        Show.UNINVITED: ["Ana", "Ben", "Cleo"],
        Show.NO_PHONE: ["Ana", "Ben", "Cleo", "Jordan M."],
        Show.STARTING: ["Ana"],
        Show.ENDING: ["Cleo"],
        Show.ENDED: ["Dan"],
    }
    assert {show: names(listed(show)) for show in Show} == wanted
    assert listed().counts == {show: len(found) for show, found in wanted.items()}


def test_a_card_that_works_is_a_way_in_until_it_expires(listed, cast, viewer, clock):
    with transaction() as session:
        session.execute(
            update(Account).where(Account.id == cast.maria.account_id).values(passcode_hash=None)
        )
    assert names(listed(Show.UNINVITED)) == ["Maria L."]
    invite.invite(cast.maria.account_id, by=None, now=clock.true_now())
    assert names(listed(Show.UNINVITED)) == []
    assert [each.has_card for each in listed().people] == [False, True]
    clock.forward(hours=72)
    assert names(listed(Show.UNINVITED)) == ["Maria L."]


def test_the_latest_first_day_comes_first_if_one_asks_for_it(listed, add):
    add("Zoe", MONDAY - timedelta(days=3))
    assert names(listed(order=Order.FIRST_DAY)) == ["Zoe", "Jordan M.", "Maria L."]


def test_fifty_are_on_a_page_and_a_page_that_is_not_there_is_the_nearest(listed, add):
    for number in range(99):
        add(f"P {number:02}")
    first, last = listed(number=1), listed(number=3)
    assert (first.cut, len(first.people)) == (Cut(1, 101), 50)
    assert (last.cut, len(last.people)) == (Cut(3, 101), 1)
    assert listed(number=9).cut.number == 3
    assert listed(number=-1).cut.number == 1
    assert len({each.person.key for n in (1, 2, 3) for each in listed(number=n).people}) == 101


def test_finding_looks_among_those_who_left_too(add, viewer, now):
    key = add("José Ortiz")
    sam, when = viewer("sam"), {"now": now, "true_now": now}
    end_enrollment.end(sam, key, MONDAY, **when)
    for typed in ("jose", "ORTIZ"):
        assert names(people_list.find(sam, typed, now, now)) == ["José Ortiz"]
    assert people_list.find(sam, "nobody", now, now).people == ()


def test_nobody_of_another_program_is_in_it(listed, viewer, now):
    add_phone(someone("priya"), now)
    assert "Priya S." not in names(listed())
    assert names(people_list.find(viewer("sam"), "priya", now, now)) == []
