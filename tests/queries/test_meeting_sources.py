"""How the lists of a program stand, at the cost of a few statements however long they are."""

import pytest

from tests.helpers import directory, lists
from tests.queries.test_statements import cost, counted
from webapp.actions import bring_in
from webapp.domain.directory import FeedKind
from webapp.domain.directory_import import ImportState
from webapp.models.base import db
from webapp.queries import meeting_import, meeting_sources


@pytest.fixture
def central(cast, now):
    return lists.by_feed(cast.sam.program_id, now, name="Central office")


def test_lists_are_told_by_name_and_the_own_one_comes_last(cast, now, central):
    directory.source(cast.sam.program_id, now, kind=FeedKind.HAND, name="A")
    directory.source(cast.sam.program_id, now, name="Zed", removed_at=now)
    lists.by_feed(cast.priya.program_id, now, name="Theirs")
    lists.by_feed(cast.sam.program_id, now, name="Area", kind=None)
    found = meeting_sources.load(cast.sam.program_id)
    assert [each.facts.name for each in found] == ["Area", "Central office", "A"]
    assert [each.is_by_hand for each in found] == [False, False, True]


def test_a_list_says_what_is_on_it_and_where_its_readings_are(central, now):
    bring_in.confirm(None, lists.read(central, lists.many(range(10)), now), now)
    lists.read(central, lists.many(range(3)), now)
    lists.asked(central, lists.many(range(9)), now)
    found = lists.source_of(central)
    assert found.listed == 10
    states = (found.last.state, found.waiting.state, found.under_way.state)
    assert states == (ImportState.APPLIED, ImportState.HELD, ImportState.ASKED)


def test_a_page_of_a_list_is_in_the_order_of_the_week_with_appointments_last(central, now):
    late, early = directory.listing("late", 6), directory.listing("early", 0)
    by_appointment = directory.listing("asked", None, None)
    directory.put(central, now, by_appointment, late, early)
    directory.put(central, now, directory.listing("gone"), gone_at=now)
    cut, found = meeting_sources.page(central, 1, 3)
    assert [each.uid for each in found] == ["early", "late", "asked"]
    assert cut.is_all


def test_a_list_and_a_reading_cost_the_same_however_long_they_are(signed_in, central, now):
    sam = signed_in("sam")
    where = f"/program/meetings/{lists.source_of(central).key}"
    few = cost(sam, where)
    bring_in.confirm(None, lists.read(central, lists.many(range(120)), now), now)
    key = lists.read(central, lists.many(range(60, 200)), now)
    assert cost(sam, where) == few <= 4
    assert cost(sam, f"/program/meetings/readings/{key}") == 2


def test_the_command_line_knows_all_lists_but_those_by_hand(cast, central, now):
    directory.source(cast.sam.program_id, now, kind=FeedKind.HAND)
    theirs = lists.by_feed(cast.priya.program_id, now, kind=None)
    assert [each[0] for each in meeting_sources.everywhere()] == [central, theirs]


def test_looking_whether_something_is_to_be_read_is_one_statement(central, now):
    db.session.rollback()
    with counted() as sent:
        assert meeting_import.is_due(now)
    assert len(sent) == 1
