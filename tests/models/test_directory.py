import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.helpers.directory import listing, put, source
from tests.helpers.rows import rows
from webapp.models.base import db
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.models.program import Program


@pytest.fixture
def central(app, cast, now):
    return source(rows(Program)[0].id, now, access_key="open sesame")


def test_a_list_has_each_of_its_own_names_once(central, now):
    put(central, now, listing("harbor"))
    with pytest.raises(IntegrityError):
        put(central, now, listing("harbor", 2))


def test_the_key_of_a_feed_is_unreadable_in_a_copy_of_the_file(central):
    stored = db.session.execute(text("SELECT access_key FROM meeting_source")).scalar_one()
    assert b"sesame" not in bytes(stored)
    assert rows(MeetingSource)[0].access_key == "open sesame"


def test_a_line_comes_back_as_it_was_put_there(central, now):
    put(central, now, listing("harbor", 3, "18:30", lat=42.26, lon=-71.8, tags=("women",)))
    found = rows(ListedMeeting)[0]
    assert (found.weekday, str(found.starts), found.week_min) == (3, "18:30", 3 * 1440 + 1110)
    assert (found.lat, found.lon, found.tags) == (42.26, -71.8, ["women"])
