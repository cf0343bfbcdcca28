"""The participant reads exactly the record that others see."""

import pytest

from tests.helpers.record import decide, tick
from tests.helpers.rows import rows
from webapp.actions import void_check_in
from webapp.domain.record import Entry
from webapp.models.attendance import CheckInRow


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


def test_nothing_heard_is_no_absence_and_does_not_count(jordan, clock):
    clock.set("2026-11-23 22:00")
    text = jordan.get("/record").text("main")
    assert "Mon, Nov 23 · Evening Not seen" in text
    assert "This is not an absence unless staff confirm it." in text
    assert "too early to say" in text


def test_every_row_is_there_with_author_time_and_reason(jordan, cast, viewer, clock):
    sam = viewer("sam")
    tick(sam, cast.jordan.key, clock.now())
    key = rows(CheckInRow)[0].public_key
    when = {"now": clock.now(), "true_now": clock.now()}
    void_check_in.void_check_in(sam, key, "that was Maria", **when)
    clock.set("2026-11-23 22:00")
    decide(sam, cast.jordan.key, Entry.UNEXCUSED, clock.now(), words="Call us.")
    text = jordan.get("/record").text("main")
    assert "In 5:20 PM, recorded by Sam K." in text
    assert "Undone by Sam K., 5:20 PM: that was Maria" in text
    assert "Not excused, by Sam K. Call us." in text
    assert "Mon, Nov 23 · Evening , counted Missed" in text


def test_the_record_is_ones_own(signed_in, cast, viewer, clock):
    clock.set("2026-11-23 22:00")
    decide(viewer("sam"), cast.jordan.key, Entry.UNEXCUSED, clock.now(), words="CANARY")
    assert "CANARY" not in signed_in("maria").get("/record").text("main")


def test_figures_name_how_many_they_count(jordan, cast, viewer, clock):
    for day in ("2026-11-02", "2026-11-04", "2026-11-06", "2026-11-09"):
        clock.set(f"{day} 17:30")
        tick(viewer("sam"), cast.jordan.key, clock.now(), (clock.now().date(), "Evening"))
    clock.set("2026-11-10 12:00")
    text = jordan.get("/record").text("main")
    assert "of 4 decided sessions" in text
    assert "4 · 100 %" in text
