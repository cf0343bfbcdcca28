"""One reading of a list: looked at, brought in or put aside."""

from io import BytesIO

import pytest

from tests.helpers.lists import (
    Feed,
    asked,
    body,
    by_feed,
    how_it_stands,
    many,
    read,
    row,
    source_of,
)
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from tests.routes.test_uploads import upload
from webapp.actions import bring_in
from webapp.domain.directory_import import LARGEST, ImportState
from webapp.feeds import run
from webapp.models.audit import AuditEvent
from webapp.models.directory import ListedMeeting
from webapp.models.meeting_import import MeetingImportRow

HERE = "/program/meetings"


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


@pytest.fixture
def central(cast, now):
    return by_feed(cast.sam.program_id, now)


@pytest.fixture
def where(central):
    return f"{HERE}/{source_of(central).key}"


def file(content, name="list.json"):
    return (BytesIO(content), name)


def reading(key):
    return f"{HERE}/readings/{key}"


def test_a_file_is_chosen_read_looked_at_and_brought_in(sam, central, where, cast, now):
    answer = sam.send(f"{where}/file", file=file(many(range(3))))
    page = sam.get(answer.location)
    assert page.text("h1") == "Being read"
    assert "The list waits to be read." in page.text("main")
    assert [a.attrs["href"] for a in page.all("main .section a")] == [answer.location]
    run.run_one(lambda: now)
    page = sam.get(answer.location)
    assert "Nothing was changed yet. 3 new." in page.text("main")
    assert "Would come in 3" in page.text("nav.filters")
    assert "Sun 6:00 AM · 1 h" in page.text("#rows")
    confirm = f"{answer.location}/bring-in"
    assert sam.send(answer.location, confirm).location == where
    assert len(how_it_stands(central)[0]) == 3
    assert count(AuditEvent, action="meeting_list_brought_in", actor_id=cast.sam.account_id) == 1
    assert "Brought in by Sam K., today 5:20 PM." in sam.get(answer.location).text("main")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name,day\nNoon,1\n", "That is no JSON file."),
        (b"<html>", "That is a page for people, not the list behind it."),
        (b'[{"slug": "a"', "The list breaks off in the middle."),
        (b'{"a": 1}', "That is JSON, but no list of meetings of this kind."),
        (b"[" * 5000 + b"]" * 5000, "That is no list of meetings."),
    ],
)
def test_a_file_that_is_no_list_is_said_in_words_and_changes_nothing(
    sam, central, where, now, content, said
):
    answer = sam.send(f"{where}/file", file=file(content))
    run.run_one(lambda: now)
    page = sam.get(answer.location)
    assert page.text("h1") == "It could not be read"
    assert said in page.text("main")
    assert "The list stays as it was." in page.text("main")
    assert how_it_stands(central) == ([], [])


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "Choose the file first."), (b" ", "There is nothing in that file.")],
)
def test_without_a_file_nothing_is_asked_for(sam, where, content, said):
    answer = sam.send(f"{where}/file", **({"file": file(content)} if content else {}))
    assert answer.status_code == 422
    assert said in lint(answer.text).text("main")
    assert count(MeetingImportRow) == 0


def test_a_file_of_ten_megabytes_is_taken_and_one_byte_more_is_refused_in_words(sam, where):
    page = f"{where}/file"
    assert upload(sam, page, LARGEST).status_code == 303
    answer = upload(sam, page, LARGEST + 1)
    assert answer.status_code == 422
    assert "That file is larger than 10 MB." in lint(answer.text).text("main")
    assert upload(sam, page, 2 * LARGEST + 70_000).status_code == 413


def test_while_it_is_read_the_page_asks_again_and_then_comes_anew(sam, central, now):
    key = asked(central, many(range(3)), now)
    (asks,) = sam.get(reading(key)).all("#reading")
    ask = {"headers": {"HX-Request": "true"}}
    assert sam.raw(asks.attrs["hx-get"], **ask).status_code == 204
    run.run_one(lambda: now)
    answer = sam.raw(asks.attrs["hx-get"], **ask)
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (200, "true")


def test_a_reading_that_nobody_begins_says_that_the_worker_may_be_gone(sam, central, now, clock):
    key = asked(central, many(range(3)), now)
    assert "It takes some seconds." in sam.get(reading(key)).text("main")
    clock.forward(minutes=2)
    assert "the worker may not be running" in sam.get(reading(key)).text("main")


def test_all_that_would_change_is_there_part_by_part(sam, central, now):
    before = [row(f"m{n}", f"Group {n}") for n in range(10)]
    bring_in.confirm(None, read(central, body(*before), now), now)
    after = [
        row("m0", "Group 0", time="20:00"),
        *before[2:],
        row("x", "New one"),
        row("y", time="?"),
    ]
    page = sam.get(reading(read(central, body(*after), now)))
    text = page.text("nav.filters")
    assert text == "Would be gone 1 Would come in 1 Would change 1 Refused 1"
    shown = [sam.get(a.attrs["href"]).text("#rows") for a in page.all("nav.filters a")]
    assert shown[0].startswith("Group 1 ")
    assert shown[1].startswith("New one ")
    assert "Other: time" in shown[2]
    assert "was Mon 7:00 PM" in shown[2]
    assert shown[3].endswith("Its time cannot be understood. Row 11")
    assert "8 stay as they are" in page.text("main")


def test_a_list_that_shrinks_is_held_and_says_so(sam, central, where, now):
    bring_in.confirm(None, read(central, many(range(10)), now), now)
    key = read(central, many(range(5)), now)
    page = sam.get(reading(key))
    assert "Held: 5 of 10 meetings would be gone." in page.text("main")
    assert page.text(".button--main") == "Put aside"
    assert "Held: 5 of 10" in sam.get(where).text("main")
    assert sam.send(reading(key), f"{reading(key)}/put-aside").location == where
    assert len(how_it_stands(central)[0]) == 10
    assert "Put aside by Sam K." in sam.get(reading(key)).text("main")
    assert count(AuditEvent, action="meeting_list_put_aside") == 1


def test_a_person_may_bring_in_what_was_held(sam, central, now):
    bring_in.confirm(None, read(central, many(range(10)), now), now)
    key = read(central, many(range(5)), now)
    sam.send(reading(key), f"{reading(key)}/bring-in")
    assert [len(each) for each in how_it_stands(central)] == [5, 5]
    assert count(ListedMeeting) == 10


def test_the_second_of_two_is_told(sam, signed_in, central, now):
    key = read(central, many(range(3)), now)
    rosa = signed_in("rosa")
    forms = [each.get(reading(key)).form(f"{reading(key)}/bring-in") for each in (sam, rosa)]
    assert sam.post(f"{reading(key)}/bring-in", **forms[0]).status_code == 303
    answer = rosa.post(f"{reading(key)}/bring-in", **forms[1])
    assert answer.status_code == 409
    assert "Somebody was first" in lint(answer.text).text("main")
    answer = rosa.post(f"{reading(key)}/put-aside", **forms[1])
    assert answer.status_code == 409
    assert len(how_it_stands(central)[0]) == 3


def test_what_was_compared_with_another_list_is_not_brought_in(sam, central, now):
    key = read(central, many(range(3)), now)
    other = read(central, many(range(4)), now)
    assert "A newer reading took its place" in sam.get(reading(key)).text("main")
    assert sam.get(reading(other)).text(".button--main") == "Bring it in"
    assert sam.post(f"{reading(key)}/bring-in").status_code == 409
    assert sam.post(f"{reading(other)}/bring-in").status_code == 303


def test_checking_now_twice_is_one_reading(sam, central, where, now):
    first, second = (sam.post(f"{where}/check").location for _ in range(2))
    assert first == second
    run.run_one(lambda: now, fetcher=Feed(many(range(3))))
    assert "3 new" in sam.get(first).text("main")


def test_a_long_part_is_shown_page_by_page(sam, central, now):
    key = read(central, many(range(60)), now)
    page = sam.get(reading(key))
    assert "1 to 50 of 60" in page.text("main")
    (following,) = [a.attrs["href"] for a in page.all("nav a[rel=next]")]
    assert "51 to 60 of 60" in sam.get(following).text("main")


def test_another_programs_reading_is_not_there(sam, cast, now):
    theirs = by_feed(cast.priya.program_id, now)
    key = read(theirs, many(range(3)), now)
    assert sam.raw(reading(key)).status_code == 404
    for path in ("bring-in", "put-aside"):
        assert sam.post(f"{reading(key)}/{path}").status_code == 404
    assert rows(MeetingImportRow)[0].state is ImportState.READY


def test_what_a_list_says_is_only_text(sam, central, now):
    key = read(central, body(row("a", "A &lt;script&gt;alert(1)&lt;/script&gt; b")), now)
    page = sam.get(reading(key))
    assert not [node for node in page.tags("script") if not node.attrs.get("src")]
