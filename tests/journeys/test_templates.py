"""An owner lets the program follow another template, and takes it back, in a real browser."""

from __future__ import annotations

import pytest

from tests.helpers.rows import count, rows
from tests.journeys.task import Task
from webapp.models.program import BlockRow
from webapp.models.template import TemplateUseRow


@pytest.mark.parametrize("width", [390, 1280])
def test_another_week_from_a_monday_on_and_back(phone, width):
    owner = phone(viewport={"width": width, "height": 844})
    page = owner.sign_in("rosa")
    before = count(BlockRow)
    task = Task(page)
    task.tap("nav >> text=Settings")
    task.tap("main >> text=Templates")
    task.tap("main >> text=Baystate")
    assert "12:00 PM – 12:30 PM Lunch" in owner.text()
    task.tap("text=See what will differ")
    assert "From Mon, Nov 30 on" in owner.text("h1")
    assert "Group Ends: 6:00 PM – 9:00 PM" in owner.text()
    assert count(BlockRow) == before
    task.tap("text=Begin it on Mon, Nov 30")
    page.wait_for_url("**/program/template#to-come")
    assert (task.taps, task.pages) == (5, 5)

    other = phone()
    other.sign_in("jordan")
    other.open("/today/2026-11-30")
    assert "9:00 AM" in other.text()
    other.open("/today/2026-11-25")
    assert "5:45 PM" in other.text()

    task = Task(page)
    task.tap("main >> text=Take back")
    page.wait_for_url("**/program/template")
    assert (task.taps, task.pages) == (1, 1)
    assert rows(TemplateUseRow)[0].taken_back_at is not None
    assert count(BlockRow) == before


def test_the_week_stands_side_by_side_where_there_is_room_and_by_day_where_not(phone):
    owner = phone(viewport={"width": 1280, "height": 800})
    page = owner.sign_in("rosa")
    page = owner.open("/program/template/new_light")
    tops = "[...document.querySelectorAll('.plan__day')].map(d => d.getBoundingClientRect().top)"
    assert len(set(page.evaluate(tops))) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    assert len(set(page.evaluate(tops))) == 7
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_week_prints_on_one_page_side_by_side(phone):
    owner = phone(viewport={"width": 1280, "height": 800})
    owner.sign_in("rosa")
    page = owner.open("/program/template/new_light")
    printed = page.pdf(format="Letter", landscape=True)
    assert printed.count(b"/Type /Page\n") == 1
