"""Staff take a list of meetings: read it, look at it, bring it in."""

from __future__ import annotations

import pytest

from tests.helpers import lists
from tests.journeys.task import Task
from webapp.actions import bring_in
from webapp.feeds import run

AA = {"name": "list.json", "mimeType": "application/json"}


@pytest.fixture
def worker(now):
    """worker(): what the process that reads lists does when it looks."""
    return lambda: run.run_one(lambda: now)


def test_a_list_comes_in_from_a_file_in_five_taps_and_two_fields(phone, worker):
    sam = phone()
    task = Task(sam.sign_in("sam"))
    task.tap("nav >> text=Meetings")
    task.tap("text=Add a list")
    task.type("#name", "Boston Central Service")
    task.page.set_input_files("#file", {**AA, "buffer": lists.many(range(80))})
    task.fields += 1
    task.tap("text=Read it, change nothing")
    assert "The list waits to be read." in sam.text()
    assert worker()
    # The page comes anew by itself.
    task.page.wait_for_selector("text=80 new")
    assert "1 to 50 of 80" in sam.text()
    task.tap("text=Next")
    task.tap("text=Bring it in")
    assert "Updated today 5:20 PM: 80 new." in sam.text()
    assert (task.taps, task.fields) == (5, 2)


def test_a_list_that_shrinks_is_held_and_put_aside_without_a_script(phone, cast, now, worker):
    central = lists.by_feed(cast.sam.program_id, now, name="Central office", due_at=None)
    bring_in.confirm(None, lists.read(central, lists.many(range(10)), now), now)
    sam = phone(java_script_enabled=False)
    task = Task(sam.sign_in("sam"))
    sam.open(f"/program/meetings/{lists.source_of(central).key}")
    task.tap("text=Read a file")
    task.page.set_input_files("#file", {**AA, "buffer": lists.many(range(4))})
    task.tap("text=Read it, change nothing")
    assert worker()
    task.tap("a:text-is('Look again')")
    assert "Held: 6 of 10 meetings would be gone." in sam.text()
    assert "Would be gone 6" in sam.text("nav.filters")
    task.tap("text=Put aside")
    assert task.taps == 4
    assert len(lists.how_it_stands(central)[0]) == 10


def test_a_meeting_by_hand_is_on_the_list_at_once(phone):
    sam = phone()
    task = Task(sam.sign_in("sam"))
    sam.open("/program/meetings")
    task.tap("text=Add a meeting by hand")
    task.type("#name", "Alumni night")
    task.tap("label:has-text('Mon')")
    task.tap("label:has-text('Thu')")
    task.type("#starts", "19:30")
    task.type("#city", "Quincy")
    task.tap("text=Add it")
    assert "2 meetings" in sam.text()
    assert "Thu 7:30 PM · 1 h" in sam.text()
    assert (task.taps, task.fields) == (4, 3)
