"""An appointment: when, whether it was kept, and never missed by the clock alone."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.appointment import (
    LONGEST,
    MOST_WEEKS,
    SHORTEST,
    Appointment,
    AppointmentKind,
    AppointmentRefusal,
    AppointmentStatus,
    Planned,
    key_in,
    may_dispute,
    may_note,
    may_plan,
    name_of,
    waits_for_staff,
)
from webapp.domain.record import NOTES, Entry, Facts, Recorded, SessionName
from webapp.domain.wall_clock import WallTime, later

NEW_YORK = ZoneInfo("America/New_York")
DAY = date(2026, 11, 23)
STARTS = WallTime.parse("14:00").on(DAY, NEW_YORK)
BEFORE, DURING, AFTER = (later(STARTS, minutes) for minutes in (-60, 10, 60))


def written(*kinds, about=None):
    rows = tuple(
        Recorded(str(n), kind, later(STARTS, n), later(STARTS, n), by="Sam", about=about)
        for n, kind in enumerate(kinds)
    )
    return Appointment(
        "k", AppointmentKind.VISIT, DAY, STARTS, later(STARTS, 30), facts=Facts(rows=rows)
    )


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ((Entry.DONE,), AppointmentStatus.DONE),
        ((Entry.MISSED,), AppointmentStatus.MISSED),
        ((Entry.EXCUSED,), AppointmentStatus.EXCUSED),
        ((Entry.CALLED_OFF,), AppointmentStatus.CANCELLED),
        ((Entry.MISSED, Entry.DONE), AppointmentStatus.DONE),
        ((Entry.DONE, Entry.REOPENED), AppointmentStatus.NOT_NOTED),
        ((Entry.MISSED, Entry.DISPUTE), AppointmentStatus.WAITING),
        ((Entry.DISPUTE,), AppointmentStatus.WAITING),
        ((Entry.DONE, Entry.DISPUTE), AppointmentStatus.DONE),
        ((Entry.MISSED, Entry.DISPUTE, Entry.ANSWERED), AppointmentStatus.MISSED),
        ((Entry.MISSED, Entry.DISPUTE, Entry.DONE), AppointmentStatus.DONE),
    ],
)
def test_the_last_note_holds_and_a_dispute_waits(kinds, status):
    assert written(*kinds).status(AFTER) is status


@given(minutes=st.integers(-60 * 24 * 400, 60 * 24 * 400))
def test_without_a_person_it_is_never_missed(minutes):
    status = written().status(later(STARTS, minutes))
    assert status in (AppointmentStatus.COMING, AppointmentStatus.NOT_NOTED)


def test_it_is_coming_until_its_end():
    last = later(STARTS, 30) - timedelta(seconds=1)
    assert written().status(last) is AppointmentStatus.COMING
    assert written().status(later(STARTS, 30)) is AppointmentStatus.NOT_NOTED


@pytest.mark.parametrize("kind", [Entry.DONE, Entry.MISSED])
def test_what_has_not_begun_is_neither_kept_nor_missed(kind):
    assert may_note(written(), kind, "", BEFORE) is AppointmentRefusal.TOO_EARLY
    assert may_note(written(), kind, "", STARTS) is None


@pytest.mark.parametrize("kind", [Entry.EXCUSED, Entry.CALLED_OFF])
def test_it_can_be_excused_or_called_off_ahead(kind):
    assert may_note(written(), kind, "", BEFORE) is None


def test_what_was_noted_is_put_right_only_with_a_reason():
    assert may_note(written(Entry.MISSED), Entry.DONE, "", AFTER) is AppointmentRefusal.WORDS
    assert may_note(written(Entry.MISSED), Entry.DONE, "They came.", AFTER) is None
    assert may_note(written(Entry.MISSED), Entry.REOPENED, "Too soon.", AFTER) is None


@pytest.mark.parametrize("kind", sorted(NOTES - {Entry.REOPENED}))
def test_the_same_is_not_noted_twice(kind):
    assert may_note(written(kind), kind, "Again.", AFTER) is AppointmentRefusal.ALREADY


def test_nothing_is_taken_back_where_nothing_is_noted():
    assert may_note(written(), Entry.REOPENED, "Why.", AFTER) is AppointmentRefusal.ALREADY


def test_a_moved_one_stays_moved():
    moved = written(Entry.CALLED_OFF, about=SessionName(DAY, name_of("other")))
    assert may_note(moved, Entry.DONE, "They came.", AFTER) is AppointmentRefusal.ALREADY
    assert not may_dispute(moved, AFTER)


def test_after_45_days_it_stands_as_it_is():
    late = written().ends_at + timedelta(days=45, seconds=1)
    assert may_note(written(), Entry.DONE, "", late) is AppointmentRefusal.TOO_LATE


def test_it_can_be_disputed_once_noted_or_past_for_30_days_and_not_twice_at_a_time():
    assert not may_dispute(written(), DURING)
    assert may_dispute(written(), AFTER)
    assert may_dispute(written(Entry.EXCUSED), BEFORE)
    assert not may_dispute(written(Entry.MISSED, Entry.DISPUTE), AFTER)
    assert not may_dispute(written(Entry.MISSED), written().ends_at + timedelta(days=31))


def test_it_waits_for_staff_while_it_is_past_and_not_noted_or_disputed():
    assert not waits_for_staff(written(), DURING)
    assert waits_for_staff(written(), AFTER)
    assert not waits_for_staff(written(Entry.MISSED), AFTER)
    assert waits_for_staff(written(Entry.DONE, Entry.DISPUTE), AFTER)


@pytest.mark.parametrize(
    ("change", "weeks", "why"),
    [
        ({}, 1, None),
        ({}, MOST_WEEKS, None),
        ({}, MOST_WEEKS + 1, AppointmentRefusal.WEEKS),
        ({}, 0, AppointmentRefusal.WEEKS),
        ({"minutes": SHORTEST - 1}, 1, AppointmentRefusal.MINUTES),
        ({"minutes": LONGEST + 1}, 1, AppointmentRefusal.MINUTES),
        ({"day": DAY - timedelta(days=45)}, 1, None),
        ({"day": DAY - timedelta(days=46)}, 1, AppointmentRefusal.WHEN),
        ({"day": DAY + timedelta(days=366)}, 1, None),
        ({"day": DAY + timedelta(days=367)}, 1, AppointmentRefusal.WHEN),
    ],
)
def test_what_can_be_made(change, weeks, why):
    values = {"kind": AppointmentKind.TEST, "day": DAY, "starts": WallTime(600), "minutes": 15}
    assert may_plan(Planned(**{**values, **change}), weeks, DAY) is why


@given(name=st.text(max_size=40))
def test_its_name_in_the_record_leads_back_to_it_and_no_session_is_taken_for_one(name):
    assert key_in(name_of(name)) == name
    assert key_in("Evening") == ""
