"""A participant takes their record along as a table."""

import csv
from datetime import timedelta
from io import StringIO

from sqlalchemy import update

from tests.helpers.appointments import make, note, planned
from tests.helpers.record import MONDAY, decide, tick
from webapp.actions import log_meeting
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.record import Entry, SessionName
from webapp.domain.wall_clock import WallTime
from webapp.models.base import transaction
from webapp.models.people import Enrollment


def table(browser):
    answer = browser.raw("/record/file")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dayline.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    return list(csv.reader(StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))


def test_it_holds_every_row_of_sessions_appointments_and_meetings(signed_in, cast, viewer, now):
    sam = viewer("sam")
    tick(sam, cast.jordan.key, now)
    note(sam, make(sam, cast.jordan.key, now, planned("14:00")), Entry.DONE, now)
    meeting = log_meeting.NewMeeting(
        Fellowship.NA, "Noon", now.date(), WallTime.parse("12:00"), Mode.ONLINE, "Quincy"
    )
    log_meeting.log_meeting(viewer("jordan"), meeting, "m", now)
    found = [row for row in table(signed_in("jordan")) if row[0] == "2026-11-23"]
    assert [(row[1], row[2], row[3]) for row in found] == [
        ("12:00", "NA: Noon", "Logged"),
        ("14:00", "Visit, Psychiatrist", "Done"),
        ("17:45", "Evening", "On time"),
    ]
    assert "recorded by Sam K." in found[2][4]


def test_nothing_in_it_is_taken_for_a_formula(signed_in, cast, viewer, clock):
    clock.set("2026-11-23 19:00")
    now = clock.now()
    decide(viewer("sam"), cast.jordan.key, Entry.UNEXCUSED, now, words="=1+1")
    cells = [cell for row in table(signed_in("jordan")) for cell in row]
    assert "'=1+1" in cells
    assert "=1+1" not in cells


def test_nobody_elses_rows_are_in_it(signed_in, cast, viewer, now):
    tick(viewer("sam"), cast.maria.key, now)
    assert "Sam K." not in str(table(signed_in("jordan")))


def test_what_was_before_the_first_day_or_is_said_ahead_is_in_it_too(signed_in, cast, viewer, now):
    sam = viewer("sam")
    with transaction() as session:
        session.execute(update(Enrollment).values(starts_on=MONDAY))
    make(sam, cast.jordan.key, now, planned("09:00", MONDAY - timedelta(days=9)))
    ahead = SessionName(MONDAY + timedelta(days=2), "Evening")
    decide(sam, cast.jordan.key, Entry.EXCUSED, now, where=ahead, emergency=True)
    days = [row[0] for row in table(signed_in("jordan"))]
    assert "2026-11-14" in days
    assert "2026-11-25" in days
