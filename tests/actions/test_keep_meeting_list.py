"""A list is taken, changed, and let go; its page is tests/routes/program/test_meetings.py."""

import pytest

from tests.helpers import lists
from tests.helpers.rows import rows
from webapp.actions import keep_meeting_list
from webapp.domain.directory_import import ImportState
from webapp.domain.meetings import Fellowship
from webapp.models.directory import MeetingSource
from webapp.models.meeting_import import MeetingImportRow
from webapp.queries.meeting_sources import Facts, find

FACTS = Facts("Central", None, Fellowship.AA, "America/New_York", "https://lists.example.org/a")


@pytest.fixture
def sam(viewer):
    return viewer("sam")


@pytest.fixture
def central(sam, now):
    return find(sam.program_id, keep_meeting_list.add(sam, FACTS, now))


def change(sam, central, now, **values):
    facts = Facts(**{name: getattr(FACTS, name) for name in FACTS.__slots__} | values)
    return keep_meeting_list.change(sam, central.id, facts, central.facts.version, now)


def test_a_list_with_an_address_has_a_night_and_loses_it_with_the_address(sam, central, now):
    assert rows(MeetingSource)[0].due_at > now
    assert change(sam, central, now, url="")
    assert rows(MeetingSource)[0].due_at is None


@pytest.mark.parametrize("changed", [{"url": "https://a.example.org"}, {"zone": "UTC"}])
def test_what_a_feed_was_asked_with_is_forgotten_when_another_is_meant(sam, cast, now, changed):
    central = lists.by_feed(cast.sam.program_id, now, etag='"1"')
    source = lists.source_of(central)
    facts = {name: getattr(source.facts, name) for name in FACTS.__slots__} | changed
    assert keep_meeting_list.change(sam, central, Facts(**facts), source.facts.version, now)
    assert rows(MeetingSource)[0].etag == ""


def test_another_name_keeps_what_the_feed_is_asked_with(sam, cast, now):
    central = lists.by_feed(cast.sam.program_id, now, etag='"1"')
    source = lists.source_of(central)
    facts = {name: getattr(source.facts, name) for name in FACTS.__slots__} | {"name": "Other"}
    assert keep_meeting_list.change(sam, central, Facts(**facts), source.facts.version, now)
    assert rows(MeetingSource)[0].etag == '"1"'


def test_letting_a_list_go_lets_go_of_its_readings(sam, central, now):
    lists.asked(central.id, lists.many(range(3)), now)
    for _ in range(2):
        keep_meeting_list.remove(sam, central.id, now)
    assert [row.state for row in rows(MeetingImportRow)] == [ImportState.PUT_ASIDE]
    assert rows(MeetingImportRow)[0].body is None
    assert not change(sam, central, now, name="Late")
