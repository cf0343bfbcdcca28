"""The demo's meeting lists: invented, and read as any other list is."""

import json
import re

import pytest

from tests.helpers.rows import count, rows
from webapp import demo, demo_meetings
from webapp.domain.directory import Venue
from webapp.domain.directory_import import ImportState
from webapp.domain.feed import About, FeedKind
from webapp.feeds.read import read
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.models.meeting_import import MeetingImportRow
from webapp.queries import directory, meeting_import, meeting_sources


@pytest.fixture
def seeded(cast, now):
    demo_meetings.seed(now)
    return cast.sam.program_id


def bodies():
    return {kind: (demo_meetings.FOLDER / f"{kind}.json") for kind, _name in demo_meetings.LISTS}


def test_every_row_of_the_sample_lists_is_taken():
    for fellowship, file in bodies().items():
        about = About(FeedKind.MEETING_GUIDE, fellowship, "America/New_York")
        reading = read(file.read_bytes(), about)
        assert (reading.refused, reading.trouble) == ((), None)


def test_there_is_something_for_everybody_through_the_week(seeded):
    listed = directory.load(seeded)
    assert 60 <= len(listed) <= 160
    assert {each.weekday for each in listed} == set(range(7))
    assert {Venue.IN_PERSON, Venue.ONLINE, Venue.HYBRID} == {each.venue for each in listed}
    assert any("es" in each.languages for each in listed)
    assert any("women" in each.tags for each in listed)
    assert {"Boston", "Quincy", "Worcester"} <= {each.city for each in listed}
    near = [each for each in listed if each.lat is not None]
    assert all(41.9 < each.lat < 42.6 and -72 < each.lon < -70.8 for each in near)


def test_what_the_cast_logs_is_on_the_lists(seeded):
    names = {each.name for each in directory.load(seeded)}
    assert {name for _kind, name, *_ in demo.USUAL} <= names


def test_one_reading_waits_with_something_of_each_kind(seeded):
    waiting = [each.waiting for each in meeting_sources.load(seeded) if each.waiting]
    (shown,) = [meeting_import.preview(seeded, each.key) for each in waiting]
    assert shown.reading.state is ImportState.READY
    counts = shown.reading.counts
    assert (counts.new, counts.changed, counts.vanishes, counts.refused) == (1, 1, 2, 1)


def test_seeding_again_changes_nothing(seeded, now):
    before = [count(table) for table in (MeetingSource, ListedMeeting, MeetingImportRow)]
    demo_meetings.seed(now)
    assert [count(table) for table in (MeetingSource, ListedMeeting, MeetingImportRow)] == before
    assert {row.attribution for row in rows(MeetingSource)} == {"Sample list"}


def test_the_sample_lists_lead_to_nobody():
    for file in bodies().values():
        text = file.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://([^/\"]+)", text)) <= {"meet.example.org"}
        assert "@" not in text
        assert not {"contact_1_name", "phone", "email"} & {
            k for row in json.loads(text) for k in row
        }
