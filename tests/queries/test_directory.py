import pytest

from tests.helpers.directory import listing, put, source
from tests.helpers.rows import rows
from webapp.domain.directory import FeedKind
from webapp.domain.wall_clock import later
from webapp.models.base import transaction
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.models.program import Program
from webapp.queries import directory


@pytest.fixture
def program_ids(app, cast):
    return [program.id for program in rows(Program)]


def test_the_directory_is_in_the_order_of_the_week(program_ids, now):
    central = source(program_ids[0], now)
    first, later, asked = listing("a", 0, "09:00"), listing("b", 5, "20:00"), listing("c", None)
    put(central, now, later, first)
    put(central, now, asked)
    assert {each.uid for each in directory.load(program_ids[0])} == {"a", "b", "c"}
    timed = [each for each in directory.load(program_ids[0]) if each.week_minute is not None]
    assert [each.uid for each in timed] == ["a", "b"]


def test_what_is_gone_or_of_a_list_taken_away_is_not_in_it(program_ids, now):
    kept, removed = source(program_ids[0], now), source(program_ids[0], now, name="Old list")
    put(kept, now, listing("here"))
    put(kept, now, listing("gone"), gone_at=now)
    put(removed, now, listing("there"))
    with transaction() as session:
        session.get(MeetingSource, removed).removed_at = now
    assert [each.uid for each in directory.load(program_ids[0])] == ["here"]


def test_one_programs_lists_are_not_anothers(program_ids, now):
    put(source(program_ids[0], now), now, listing("harbor"))
    assert directory.load(program_ids[1]) == ()
    key = rows(ListedMeeting)[0].key
    assert directory.one(program_ids[0], key).uid == "harbor"
    assert directory.one(program_ids[1], key) is None
    assert directory.one(program_ids[0], "nothing") is None


def test_a_listing_comes_back_with_all_that_it_says(program_ids, now):
    said = listing("x", 2, "12:00", languages=("es",), tags=("men", "speaker"), irregular=True)
    put(source(program_ids[0], now), now, said)
    found = directory.load(program_ids[0])[0]
    assert (found.languages, found.tags, found.irregular) == (("es",), ("men", "speaker"), True)


def test_the_date_of_all_lists_is_that_of_the_one_that_was_not_read_for_longest(program_ids, now):
    long_ago = later(now, -200 * 24 * 60)
    source(program_ids[0], now, name="A", attribution="Area 30", updated_at=now)
    source(program_ids[0], now, name="B", updated_at=long_ago)
    source(program_ids[0], now, name="C", kind=FeedKind.HAND)
    source(program_ids[0], now, name="D")
    source(program_ids[0], now, name="E", updated_at=long_ago, removed_at=now)
    lists = directory.lists_in_use(program_ids[0])
    assert lists == (
        directory.ListInUse("A", "Area 30", now),
        directory.ListInUse("B", "", long_ago),
        directory.ListInUse("C", "", None),
    )
    assert directory.oldest(lists) == long_ago
    assert directory.oldest(lists[2:]) is None
    assert directory.lists_in_use(program_ids[1]) == ()
