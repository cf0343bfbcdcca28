"""Whatever can come of a list, there are words for it."""

import pytest

from tests.helpers.clock import at
from tests.helpers.directory import listing
from webapp.domain.directory_change import NAMES, Changed
from webapp.domain.directory_import import GAVE_UP, UNEXPECTED, Counts
from webapp.domain.feed import BodyTrouble, FetchTrouble, Reason
from webapp.domain.wall_clock import zone_named
from webapp.routes import meeting_list_words as words

ZONE = zone_named("America/New_York")


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def test_every_trouble_and_every_reason_has_words():
    assert set(words.TROUBLE) == {*FetchTrouble, *BodyTrouble, GAVE_UP}
    assert set(words.REASON) == set(Reason)
    assert words.trouble_said(UNEXPECTED) == words.trouble_said("a word of later")


def test_every_field_that_can_differ_has_a_word():
    assert set(NAMES) - set(words.FIELD) - set(words.OTHER_FIELD) == {
        "uid",
        "duration_said",
        "zone_said",
        "tags",
        "types_raw",
    }
    moved = Changed(listing(lat=1.0, lon=1.0), listing(starts="20:00", lat=2.0, lon=2.0))
    assert words.differs_said(moved) == "time, coordinates"


def test_what_changes_is_counted_and_nothing_is_empty():
    assert words.counts_said(Counts()) == ""
    assert words.counts_said(Counts(2, 1, 1, 1, 5, 9)) == "2 new, 1 changed, 1 back, 1 gone"


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("2026-11-23 03:12", "today 3:12 AM"),
        ("2026-11-22 03:12", "yesterday 3:12 AM"),
        ("2026-11-20 03:12", "Fri, Nov 20 3:12 AM"),
    ],
)
def test_near_days_are_said_by_name(then, said):
    assert words.moment_said(at(then), ZONE, at("2026-11-23 17:20")) == said


def test_sunday_is_sunday():
    assert words.when_said(listing(weekday=0, starts="19:00")) == "Sun 7:00 PM · 1 h"
    assert words.when_said(listing(weekday=6, starts="19:00")) == "Sat 7:00 PM · 1 h"
    assert words.when_said(listing(weekday=None, starts=None)) == "By appointment"
