"""The lists of meetings that a program takes."""

from io import BytesIO

import pytest

from tests.helpers import directory
from tests.helpers.lists import Feed, by_feed, many, read, source_of
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.actions import bring_in, keep_meeting_list
from webapp.domain.directory import FeedKind
from webapp.domain.feed import FetchTrouble
from webapp.domain.meetings import Fellowship
from webapp.feeds import run
from webapp.models.audit import AuditEvent
from webapp.models.directory import MeetingSource
from webapp.models.meeting_import import MeetingImportRow

HERE = "/program/meetings"
NEW = f"{HERE}/new"
FORM = {
    "name": "Boston Central Service",
    "fellowship": "aa",
    "url": "https://lists.example.org/feed.json",
    "access_key": "open sesame",
    "kind": "",
    "zone": "America/New_York",
    "attribution": "",
}


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


@pytest.fixture
def central(cast, now):
    """A list with an address, due now."""
    return by_feed(cast.sam.program_id, now)


def page_of(source_id):
    return f"{HERE}/{source_of(source_id).key}"


def test_without_a_list_the_page_says_what_one_is_good_for(sam):
    assert "No list yet." in sam.get(HERE).text("main")


def test_a_list_is_added_and_asked_for_at_once(sam, cast):
    answer = sam.send(NEW, **FORM)
    (made,) = rows(MeetingSource)
    (reading,) = rows(MeetingImportRow)
    assert answer.location == f"{HERE}/readings/{reading.key}"
    assert (made.program_id, made.kind, made.fellowship) == (
        cast.sam.program_id,
        None,
        Fellowship.AA,
    )
    assert made.due_at is not None
    noted = [row.action for row in rows(AuditEvent, actor_id=cast.sam.account_id)]
    assert noted[-2:] == ["meeting_list_added", "meeting_list_asked"]
    assert "Being read." in sam.get(HERE).text("main")


def test_a_list_can_begin_with_a_file_and_has_no_night_then(sam):
    file = (BytesIO(many(range(3))), "list.json")
    answer = sam.send(NEW, **{**FORM, "url": ""}, file=file)
    assert answer.status_code == 303
    assert rows(MeetingSource)[0].due_at is None
    assert rows(MeetingImportRow)[0].body


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Enter a name, like the intergroup’s."),
        ({"name": "x" * 121}, "Enter at most 120 signs."),
        ({"url": ""}, "Enter where the list is, or choose a file of it."),
        ({"url": "lists.example.org"}, "Enter an address like https://"),
        ({"url": "https://sam:secret@lists.example.org"}, "Enter an address like https://"),
        ({"fellowship": "golf"}, "Choose what kind of meetings these are."),
        ({"kind": "hand"}, "Choose how the list is written."),
        ({"zone": "EST"}, "Choose a time zone."),
        ({"file": (BytesIO(b" \n"), "list.json")}, "There is nothing in that file."),
    ],
)
def test_what_cannot_be_added_is_said_and_kept(sam, changed, said):
    answer = sam.send(NEW, **{**FORM, **changed})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert page.value("name") == {**FORM, **changed}["name"]
    assert count(MeetingSource) == 0


def test_a_key_is_never_shown_again_and_stays_unless_another_is_typed(sam):
    sam.send(NEW, **FORM)
    edit = f"{page_of(rows(MeetingSource)[0].id)}/edit"
    page = sam.get(edit)
    assert "open sesame" not in page.html
    assert "One is kept, and not shown." in page.text("main")
    for typed, kept in (
        ({"name": "Boston"}, "open sesame"),
        ({"access_key": "other"}, "other"),
        ({"no_key": "1"}, ""),
    ):
        sent = {**FORM, "access_key": "", **typed}
        assert sam.send(edit, **sent).status_code == 303
        assert rows(MeetingSource)[0].access_key == kept
    assert count(AuditEvent, action="meeting_list_changed") == 3


def test_the_second_of_two_who_change_a_list_is_told(sam, central):
    edit = f"{page_of(central)}/edit"
    form = sam.get(edit).form(edit)
    sent = {**FORM, "access_key": "", "name": "First"}
    assert sam.post(edit, **{**form, **sent}).status_code == 303
    answer = sam.post(edit, **{**form, **sent, "name": "Second"})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert "Somebody changed it meanwhile" in page.text("main")
    assert page.value("name") == "Second"
    assert rows(MeetingSource)[0].name == "First"


def test_a_list_that_moved_is_fetched_whole(sam, central, now):
    edit = f"{page_of(central)}/edit"
    sam.send(edit, **{**FORM, "url": "https://elsewhere.example.org/feed.json"})
    assert rows(MeetingSource)[0].url == "https://elsewhere.example.org/feed.json"
    assert rows(MeetingSource)[0].etag == ""


def test_a_list_that_is_let_go_is_gone_for_everybody_and_kept(sam, central, now):
    bring_in.confirm(None, read(central, many(range(3)), now), now)
    where = page_of(central)
    assert sam.send(where, f"{where}/remove").location == HERE
    assert "No list yet." in sam.get(HERE).text("main")
    assert sam.raw(where).status_code == 404
    assert count(MeetingSource) == 1
    assert count(AuditEvent, action="meeting_list_removed") == 1


def test_how_a_list_stands_is_said_in_plain_words(signed_in, central, now, clock):
    def text():
        return signed_in("sam").get(page_of(central)).text("main")

    assert "Never read." in text()
    key = read(central, many(range(10)), now)
    assert "Waits for your yes: 10 new." in text()
    bring_in.confirm(None, key, now)
    assert "Updated today 5:20 PM: 10 new." in text()
    clock.forward(days=1)
    tomorrow = clock.true_now()
    run.run_due(lambda: tomorrow, Feed(many(range(1, 12))))
    assert "Updated today 5:20 PM: 2 new, 1 gone." in text()
    clock.forward(days=1)
    later = clock.true_now()
    run.run_due(lambda: later, Feed(FetchTrouble.FORBIDDEN))
    assert "Not read today 5:20 PM. The list stays as it was." in text()
    assert "The site asks for a key, or for another one. Ask the intergroup for one" in text()
    assert "The list here is of yesterday 5:20 PM." in text()
    assert "Ask the intergroup for one" in signed_in("sam").get(HERE).text("main")


def test_a_long_list_is_shown_page_by_page(sam, central, now):
    bring_in.confirm(None, read(central, many(range(60)), now), now)
    first = sam.get(page_of(central))
    assert "1 to 50 of 60" in first.text("main")
    (following,) = [a.attrs["href"] for a in first.all("nav a[rel=next]")]
    assert "51 to 60 of 60" in sam.get(following).text("main")
    assert len(sam.get(following).all("section[aria-labelledby=listed] li")) == 10


def test_another_programs_lists_are_not_there(sam, signed_in, cast, now):
    theirs = by_feed(cast.priya.program_id, now, name="Theirs")
    where = page_of(theirs)
    assert "Theirs" not in sam.get(HERE).text("main")
    for path in ("", "/edit", "/file"):
        assert sam.raw(where + path).status_code == 404
    for path in ("/edit", "/remove", "/check", "/file"):
        assert sam.post(where + path, **FORM).status_code == 404
    assert signed_in("kim").raw(where).status_code == 200
    assert rows(MeetingSource)[0].removed_at is None


def test_the_list_by_hand_has_no_address_and_no_end(sam, cast, now):
    own = directory.source(cast.sam.program_id, now, kind=FeedKind.HAND)
    where = page_of(own)
    assert "Check now" not in sam.get(where).text("main")
    for path in ("/remove", "/check", "/file"):
        assert sam.post(where + path).status_code == 404


def test_staff_find_the_lists_from_every_page_of_theirs(sam):
    assert list(sam.get("/program/sessions").all(f"nav a[href='{HERE}']"))


def test_a_name_is_only_text(sam, cast, now):
    by_feed(cast.sam.program_id, now, name="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in sam.get(HERE).text("main")


def test_a_list_is_not_changed_into_one_by_hand(viewer, central, now):
    source = source_of(central)
    assert not keep_meeting_list.change(viewer("sam"), central, source.facts, "old", now)
