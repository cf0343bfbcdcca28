"""A list that was asked for or is due: read, kept, and by night brought in."""

import threading
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers import directory
from tests.helpers.lists import (
    Feed,
    asked,
    body,
    by_feed,
    how_it_stands,
    last,
    many,
    read,
    row,
    source_of,
)
from tests.helpers.rows import rows
from webapp.actions import bring_in, read_list
from webapp.domain.directory import FeedKind
from webapp.domain.directory_import import LEASE, MOST_TRIES, How, ImportState
from webapp.domain.feed import BodyTrouble, Fetched, FetchTrouble, NotModified
from webapp.domain.wall_clock import Instant
from webapp.feeds import run
from webapp.feeds.fetch import fetch
from webapp.models.directory import MeetingSource
from webapp.models.meeting_import import MeetingImportRow
from webapp.queries import meeting_import

DAY = timedelta(days=1)


@pytest.fixture
def central(cast, now):
    """A list with an address, due now."""
    return by_feed(cast.sam.program_id, now)


@pytest.fixture
def night(now):
    """night(2, answer): two days later everything that is due is read, and the feed answers so."""

    def make(days, *answers):
        then = Instant(now + days * DAY)
        feed = Feed(*answers)
        run.run_due(lambda: then, feed)
        assert not feed.answers
        return feed

    return make


def confirmed(source_id, content, now):
    """The list is there: somebody said yes to it once."""
    key = read(source_id, content, now)
    assert bring_in.confirm(None, key, now) is bring_in.Settled.DONE


def test_a_file_becomes_a_preview_and_changes_nothing_yet(central, now):
    read(central, many(range(3)), now)
    waiting = source_of(central).waiting
    assert (waiting.state, waiting.how, waiting.counts.new) == (ImportState.READY, How.FILE, 3)
    assert how_it_stands(central) == ([], [])
    assert [each.body for each in rows(MeetingImportRow)] == [None]


def test_by_night_a_list_is_brought_in_by_itself(central, night, now):
    confirmed(central, many(range(10)), now)
    night(1, many(range(1, 11)))
    assert how_it_stands(central) == (sorted(f"m{n}" for n in range(1, 11)), ["m0"])
    done = last(central)
    assert (done.state, done.how, done.settled_by) == (ImportState.APPLIED, How.NIGHT, "")
    assert (done.counts.new, done.counts.vanishes) == (1, 1)


def test_a_list_that_nobody_said_yes_to_waits_for_a_person(central, night):
    night(0, many(range(3)))
    assert source_of(central).waiting.state is ImportState.HELD
    assert how_it_stands(central) == ([], [])


@pytest.mark.parametrize("shrunk", [many(range(6)), body()])
def test_a_list_that_shrinks_much_is_held_and_nothing_is_gone(central, night, now, shrunk):
    confirmed(central, many(range(10)), now)
    night(1, shrunk)
    assert source_of(central).waiting.state is ImportState.HELD
    assert len(how_it_stands(central)[0]) == 10


def test_a_list_that_recovers_the_next_night_waits_no_longer(central, night, now):
    confirmed(central, many(range(10)), now)
    night(1, body())
    night(2, many(range(10)))
    assert source_of(central).waiting is None
    assert last(central).state is ImportState.UNCHANGED


def test_what_comes_back_is_listed_again_under_its_key(central, night, now):
    confirmed(central, many(range(10)), now)
    before = {each.uid: each.key for each in meeting_import.standing(central).here}
    night(1, many(range(9)))
    night(2, many(range(10)))
    assert {each.uid: each.key for each in meeting_import.standing(central).here} == before
    assert last(central).counts.back == 1


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (FetchTrouble.FORBIDDEN, "forbidden"),
        (b"<!doctype html><title>Sign in</title>", BodyTrouble.HTML_PAGE),
        (b"", BodyTrouble.EMPTY),
        (b'[{"slug": "a", "na', BodyTrouble.CUT),
        (b'{"meetings": 3}', BodyTrouble.WRONG_SHAPE),
        (ValueError("of ours"), "unexpected"),
    ],
)
def test_trouble_keeps_the_list_and_the_next_night_tries_again(
    central, night, now, caplog, answer, trouble
):
    confirmed(central, many(range(10)), now)
    night(1, answer)
    assert (last(central).state, last(central).trouble) == (ImportState.TROUBLED, trouble)
    assert len(how_it_stands(central)[0]) == 10
    caplog.clear()
    night(2, many(range(10)))
    assert last(central).state is ImportState.UNCHANGED


def test_a_feed_is_asked_whether_it_changed_and_believed(central, night, now):
    confirmed(central, many(range(10)), now)
    night(1, Fetched(many(range(9)), etag='"one"', last_modified="Tue, 24 Nov 2026 08:00:00 GMT"))
    feed = night(2, NotModified())
    (asked_for,) = feed.asked
    assert asked_for[1]["etag"] == '"one"'
    assert asked_for[1]["last_modified"] == "Tue, 24 Nov 2026 08:00:00 GMT"
    assert last(central).state is ImportState.UNCHANGED
    assert source_of(central).updated_at == Instant(now + 2 * DAY)


class Site(BaseHTTPRequestHandler):
    """A site with a list that never changes, and says so."""

    def do_GET(self):
        known = self.headers.get("If-None-Match") == '"one"'
        self.server.answers.append(304 if known else 200)
        self.send_response(304 if known else 200)
        self.send_header("ETag", '"one"')
        self.end_headers()
        self.wfile.write(b"" if known else many(range(9)))

    def log_message(self, *_):
        pass


def test_a_list_is_fetched_over_http_and_only_once_while_it_is_as_it_was(cast, night, now):
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    site.answers = []
    threading.Thread(target=site.serve_forever, daemon=True).start()
    central = by_feed(cast.sam.program_id, now, url=f"http://127.0.0.1:{site.server_port}/feed")
    try:
        for day in range(3):
            if day == 1:
                waiting = source_of(central).waiting.key
                assert bring_in.confirm(None, waiting, now) is bring_in.Settled.DONE
            then = Instant(now + day * DAY)
            assert run.run_due(lambda at=then: at, partial(fetch, loopback=True)) == 1
    finally:
        site.shutdown()
        site.server_close()
    assert site.answers == [200, 304, 304]
    assert len(how_it_stands(central)[0]) == 9
    assert last(central).state is ImportState.UNCHANGED


def test_a_list_that_is_held_is_fetched_whole_again(central, night, now):
    confirmed(central, many(range(10)), now)
    night(1, Fetched(body(), etag='"empty"'))
    assert night(2, many(range(10))).asked[0][1]["etag"] == ""


def test_how_a_list_is_written_is_found_out_once(cast, now, night):
    found_out = by_feed(cast.sam.program_id, now, kind=None)
    night(0, many(range(3)))
    assert rows(MeetingSource, id=found_out)[0].kind is FeedKind.MEETING_GUIDE


def test_each_night_a_list_is_read_once_and_every_other_time_only_when_asked(central, night, now):
    night(0, many(range(3)))
    assert not meeting_import.is_due(now)
    assert run.run_due(lambda: now, Feed()) == 0
    asked(central, None, now)
    assert meeting_import.is_due(now)
    assert run.run_due(lambda: now, Feed(many(range(3)))) == 1


def test_a_list_without_an_address_has_no_night(cast, now):
    directory.source(cast.sam.program_id, now)
    assert not meeting_import.is_due(Instant(now + 100 * DAY))


def test_a_reading_that_is_under_way_is_nobody_elses_until_its_lease_is_over(central, now):
    key = asked(central, many(range(3)), now)
    mine = read_list.claim(now, key)
    assert read_list.claim(now, key) is None
    over = Instant(now + LEASE)
    theirs = read_list.claim(over, key)
    assert theirs.body == mine.body
    assert not read_list.troubled(mine, "too_slow", over)
    assert not read_list.not_modified(mine, over)
    assert read_list.troubled(theirs, "too_slow", over)
    assert last(central).trouble == "too_slow"


def test_a_list_that_ends_its_process_again_and_again_is_given_up(central, now):
    key = asked(central, many(range(3)), now)
    for nth in range(MOST_TRIES):
        assert read_list.claim(Instant(now + nth * LEASE), key)
    assert read_list.claim(Instant(now + MOST_TRIES * LEASE), key) is None
    assert last(central).trouble == "gave_up"


def test_rows_that_are_refused_are_kept_with_their_reason(central, cast, now):
    key = read(central, body(row("a"), row("b", time="25:99"), "no row"), now)
    shown = meeting_import.preview(cast.sam.program_id, key)
    assert [(each.nth, str(each.reason)) for each in shown.change.refused] == [
        (2, "bad_time"),
        (3, "not_a_row"),
    ]
    assert shown.reading.counts.refused == 2


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, 12), unique=True), st.lists(st.integers(0, 12), unique=True))
def test_bringing_the_same_list_in_twice_changes_nothing(app, cast, now, first, second):
    source_id = directory.source(cast.sam.program_id, now, name="Another")
    for numbers in (first, second):
        bring_in.confirm(None, read(source_id, many(numbers), now), now)
        assert how_it_stands(source_id)[0] == sorted(f"m{n}" for n in numbers)
    before = meeting_import.standing(source_id)
    read(source_id, many(second), now)
    assert last(source_id).state is ImportState.UNCHANGED
    assert meeting_import.standing(source_id) == before
