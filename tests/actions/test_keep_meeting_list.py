"""A list is taken, changed, and let go; its page is tests/routes/program/test_meetings.py."""

import pytest

from tests.helpers import lists
from tests.helpers.rows import rows
from webapp.actions import bring_in, keep_meeting_list, read_list
from webapp.actions.bring_in import Settled
from webapp.domain.directory_import import How, ImportState
from webapp.domain.feed import Fetched, NotModified, Reading
from webapp.domain.meetings import Fellowship
from webapp.feeds import run
from webapp.models.directory import ListedMeeting, MeetingSource
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


LOS_ANGELES = "America/Los_Angeles"


@pytest.fixture
def western(cast, now):
    """A list of New York's meetings that somebody said to be of Los Angeles."""
    return lists.by_feed(cast.sam.program_id, now, zone=LOS_ANGELES, due_at=None)


def correct(sam, source_id, now, **values):
    """Staff say what the list is; it was seen as it stands."""
    said = lists.source_of(source_id).facts
    facts = {name: getattr(said, name) for name in FACTS.__slots__} | {"zone": FACTS.zone} | values
    return keep_meeting_list.change(sam, source_id, Facts(**facts), said.version, now)


def states(source_id):
    return [row.state for row in rows(MeetingImportRow, source_id=source_id)]


def zones(source_id):
    return {row.zone for row in rows(ListedMeeting, source_id=source_id)}


def feed(*answers):
    return lists.Feed(
        *(Fetched(each, '"1"') if isinstance(each, bytes) else each for each in answers)
    )


def test_what_was_read_before_a_correction_is_not_brought_in_and_the_list_is_read_at_once(
    sam, western, now
):
    first, corrected = lists.asked(western, None, now), feed(lists.many(range(3)))
    run.run_one(lambda: now, fetcher=feed(lists.many(range(3))))
    assert correct(sam, western, now)
    assert bring_in.confirm(sam.account_id, first, now) is Settled.NOT_WAITING
    assert states(western) == [ImportState.PUT_ASIDE, ImportState.ASKED]
    assert run.run_one(lambda: now, fetcher=corrected)
    assert corrected.asked[0][1]["etag"] == ""
    row = rows(MeetingImportRow, state=ImportState.READY)[0]
    assert (row.how, row.asked_by) == (How.PERSON, sam.account_id)
    assert bring_in.confirm(sam.account_id, row.key, now) is Settled.DONE
    assert zones(western) == {FACTS.zone}


def test_a_list_that_was_brought_in_wrongly_is_put_right_although_its_feed_never_changed(
    sam, western, now
):
    key = lists.asked(western, None, now)
    run.run_one(lambda: now, fetcher=feed(lists.many(range(3))))
    bring_in.confirm(None, key, now)
    assert zones(western) == {LOS_ANGELES}
    assert correct(sam, western, now)

    async def as_it_is(*_, etag, **__):
        return NotModified() if etag else Fetched(lists.many(range(3)), '"1"')

    assert run.run_one(lambda: now, fetcher=as_it_is)
    bring_in.confirm(None, rows(MeetingImportRow, state=ImportState.READY)[0].key, now)
    assert zones(western) == {FACTS.zone}


def test_what_is_not_read_yet_is_read_as_the_list_is_meant_now(sam, western, now):
    lists.asked(western, None, now)
    assert correct(sam, western, now)
    claim = read_list.claim(now)
    assert (claim.zone, read_list.claim(now)) == (FACTS.zone, None)


def test_a_file_that_is_being_read_is_begun_anew_and_kept(sam, western, now):
    lists.asked(western, lists.many(range(3)), now)
    wrong = read_list.claim(now)
    assert correct(sam, western, now)
    assert read_list.finished(wrong, Reading(), now) is None
    right = read_list.claim(now)
    assert (right.id, right.zone, right.body) == (wrong.id, FACTS.zone, wrong.body)
    assert read_list.claim(now) is None


def test_a_reading_that_began_before_a_correction_takes_nothing_in(sam, western, now):
    lists.asked(western, None, now)
    wrong = read_list.claim(now)
    assert correct(sam, western, now)
    assert not read_list.not_modified(wrong, now)
    assert not read_list.troubled(wrong, "busy", now)
    assert states(western) == [ImportState.PUT_ASIDE, ImportState.ASKED]


def test_a_list_without_an_address_is_not_asked_for(sam, western, now):
    assert correct(sam, western, now, url="")
    assert states(western) == []


def test_another_name_leaves_a_reading_waiting(sam, western, now):
    lists.read(western, lists.many(range(3)), now)
    assert correct(sam, western, now, zone=LOS_ANGELES, name="Other")
    assert states(western) == [ImportState.READY]
