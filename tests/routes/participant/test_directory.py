"""The program's lists for the phone: small, exact, and sent only when they changed."""

import gzip
import json

import pytest

from tests.helpers import lists as read_lists
from tests.helpers.days import ROOT
from tests.helpers.directory import listing, put, source
from tests.helpers.listed import ALL, NOON, lists
from tests.helpers.rows import rows
from webapp.actions import bring_in, keep_meeting, keep_meeting_list
from webapp.domain.directory import FeedKind
from webapp.domain.feed import About
from webapp.domain.meetings import Fellowship
from webapp.feeds.read import read
from webapp.models.directory import ListedMeeting
from webapp.routes.participant import directory

LISTS = "/meetings/directory.json"
NEW_YORK = ROOT / "tests/data/meetings/bmlt/derived-gny-2017-getsearchresults.json"
LARGEST = 60_000
"""Bytes that 1,500 meetings may be, as they go over the air."""


@pytest.fixture
def source_id(cast, now):
    return lists(cast.maria.program_id, now)


def lines(answer):
    """The lists as the phone reads them."""
    sent = json.loads(answer.data)
    return [
        {
            "key": key,
            "name": sent["names"][sent["name"][n]],
            "place": sent["places"][sent["place"][n]],
            "week": sent["week"][n],
            "minutes": sent["minutes"][n],
            "kind": sent["kinds"][sent["kind"][n]],
            "venue": sent["venues"][sent["venue"][n]],
            "zone": sent["zones"][sent["zone"][n]],
            "irregular": sent["irregular"][n],
        }
        for n, key in enumerate(sent["key"])
    ]


def test_every_line_comes_with_what_a_phone_needs_to_find_and_pick_it(signed_in, source_id):
    read_there = {line["key"]: line for line in lines(signed_in("maria").raw(LISTS))}
    assert set(read_there) == {each.key[:8] for each in ALL}
    assert read_there[NOON.key[:8]] == {
        "key": NOON.key[:8],
        "name": "Noon Reflections",
        "place": ["Grace Church", "12 Elm St", "Quincy", 422529, -710023],
        "week": 2160,
        "minutes": 60,
        "kind": "aa",
        "venue": "in_person",
        "zone": "America/New_York",
        "irregular": 0,
    }
    for each in ALL:
        assert read_there[each.key[:8]]["week"] == each.week_minute


def test_of_another_programs_lists_nothing_comes(signed_in, source_id):
    assert lines(signed_in("priya").raw(LISTS)) == []


def test_what_is_gone_from_the_lists_is_gone_from_the_phone(signed_in, source_id, now):
    put(source_id, now, listing("gone", name="Gone", key="g" * 20), gone_at=now)
    assert "Gone" not in signed_in("maria").raw(LISTS).text


def test_unchanged_lists_are_not_sent_again_and_say_when_they_were_looked_at(
    signed_in, source_id, cast, now
):
    maria = signed_in("maria")
    told = maria.raw(LISTS)
    known = {"If-None-Match": told.headers["ETag"]}
    again = maria.raw(LISTS, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Dayline-Updated"] == now.isoformat()
    put(source_id, now, listing("more", key="m" * 20))
    assert maria.raw(LISTS, headers=known).status_code == 200


def test_whatever_changes_on_a_list_is_sent_anew(signed_in, cast, viewer, now):
    maria, sam, asked = signed_in("maria"), viewer("sam"), []

    def is_new():
        asked.append(maria.raw(LISTS).headers["ETag"])
        return asked[-1] not in asked[:-1]

    assert is_new()
    assert not is_new()
    central = read_lists.by_feed(cast.maria.program_id, now)
    for content in (range(3), range(4), range(3), range(4)):
        key = read_lists.read(central, read_lists.many(content), now)
        assert not is_new()
        bring_in.confirm(None, key, now)
        assert is_new()
    read_lists.read(central, read_lists.many(range(4)), now)
    assert not is_new()
    by_hand = read_lists.by_hand(sam, now)
    assert is_new()
    before = rows(ListedMeeting, key=by_hand)[0]
    for name, seen in (("Other", before.content_hash), ("Late", "not what is there")):
        to = listing(before.uid, name=name)
        keep_meeting.change(sam, by_hand, to, seen, now)
        assert is_new() is (name == "Other")
    keep_meeting.retire(sam, by_hand, now)
    assert is_new()
    keep_meeting_list.remove(sam, central, now)
    assert is_new()


def test_a_list_that_is_known_is_not_built_again(signed_in, source_id, monkeypatch):
    maria = signed_in("maria")
    known = {"If-None-Match": maria.raw(LISTS).headers["ETag"]}
    monkeypatch.setattr(directory.query, "load", lambda _: 1 / 0)
    assert maria.raw(LISTS, headers=known).status_code == 304


def test_it_belongs_to_the_own_phone_and_no_cache_on_the_way_keeps_it(signed_in, source_id, cast):
    own = signed_in("maria").raw(LISTS).headers
    assert own["Dayline-Store"] != ""
    assert own["Cache-Control"] == "no-store"
    shared = signed_in("maria", own_phone=False).raw(LISTS).headers
    assert shared["Dayline-Store"] == ""


def test_it_is_packed_for_whoever_takes_it_packed(signed_in, source_id):
    maria = signed_in("maria")
    packed = maria.raw(LISTS, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    plain = maria.raw(LISTS, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] == plain.headers["ETag"]


def test_fifteen_hundred_meetings_are_under_sixty_kilobytes(signed_in, cast, now):
    about = About(FeedKind.BMLT, Fellowship.NA, "America/New_York")
    found = read(NEW_YORK.read_bytes(), about).listings
    assert len(found) > 1500
    put(source(cast.maria.program_id, now), now, *found)
    packed = signed_in("maria").raw(LISTS, headers={"Accept-Encoding": "gzip"})
    assert len(packed.data) < LARGEST


def test_no_lists_are_no_lines():
    assert json.loads(directory.compact(()))["key"] == []
