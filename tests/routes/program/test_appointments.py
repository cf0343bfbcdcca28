"""Staff make appointments and note them, and each is read where people look."""

from datetime import timedelta

import pytest

from tests.helpers.appointments import make, note, planned
from tests.helpers.record import MONDAY
from tests.helpers.rows import count, rows
from webapp.actions import change_zone
from webapp.domain.appointment import AppointmentKind
from webapp.domain.record import Entry
from webapp.models.appointment import AppointmentRow
from webapp.models.audit import AuditEvent
from webapp.models.record import RecordRow
from webapp.queries import review

AT = "/program/appointments"


@pytest.fixture
def visit(cast, viewer, now):
    return make(viewer("sam"), cast.jordan.key, now, planned("14:00"))


def new(cast):
    return f"/program/people/{cast.jordan.key}/appointments/new"


def test_a_weekly_visit_is_made_with_one_form_and_stands_on_their_line(signed_in, cast):
    sent = signed_in("sam").send(
        new(cast), kind="visit", with_whom="Physician assistant", starts="10:30", weeks="4"
    )
    assert sent.location == f"/program/people/{cast.jordan.key}#appointments"
    assert count(AppointmentRow) == 4
    line = signed_in("jordan").get("/today").text("main")
    assert "Visit, Physician assistant" in line
    assert line.count("Not noted yet") == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"starts": ""}, "Enter the time"),
        ({"starts": "10:30", "day": "soon"}, "Enter the date"),
        ({"starts": "10:30", "day": "2024-01-01"}, "45 days ago"),
        ({"starts": "10:30", "minutes": "900"}, "5 to 240 minutes"),
        ({"starts": "10:30", "minutes": "-4"}, "5 to 240 minutes"),
        ({"starts": "10:30", "weeks": "99"}, "1 to 16"),
        ({"starts": "10:30", "kind": "result"}, "Choose what it is"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(signed_in, cast, fields, says):
    values = {"kind": "visit", "with_whom": "Nurse", **fields}
    sent = signed_in("sam").send(new(cast), **values)
    assert sent.status_code == 422
    assert says in sent.text
    assert 'value="Nurse"' in sent.text
    assert count(AppointmentRow) == 0


def test_one_tap_on_the_days_list_notes_it_and_comes_back(signed_in, visit):
    sam = signed_in("sam")
    assert "1 appointment" in sam.get(AT).text("h1")
    sent = sam.send(AT, f"{AT}/{visit}", note="done")
    assert sent.location == f"{AT}?day=2026-11-23"
    page = sam.get(sent.location)
    assert "Done" in page.text("td")
    assert [row.kind for row in rows(RecordRow)] == [Entry.DONE]
    assert not [n for n in page.tags("button") if n.attrs.get("name") == "note"]


def test_what_nobody_noted_waits_on_the_morning_page_until_it_is_nothing(
    signed_in, cast, visit, clock
):
    clock.set("2026-11-23 08:00")
    assert visit not in signed_in("sam").get("/program/confirm").html
    clock.set("2026-11-24 08:00")
    sam = signed_in("sam")
    assert f"{AT}/{visit}" in sam.get("/program/confirm").html
    sent = sam.send("/program/confirm", f"{AT}/{visit}", note="excused")
    assert sent.location == "/program/confirm"
    assert visit not in sam.get("/program/confirm").html


def test_a_correction_needs_a_reason_that_the_participant_reads(signed_in, viewer, visit, now):
    note(viewer("sam"), visit, Entry.MISSED, now)
    sam = signed_in("sam")
    refused = sam.send(f"{AT}/{visit}", note="done", words=" ")
    assert refused.status_code == 422
    assert "Say why it changes" in refused.text
    assert sam.send(f"{AT}/{visit}", note="done", words="They came.").status_code == 303
    record = signed_in("jordan").get("/record").text("main")
    assert "Missed, noted by Sam" in record
    assert "Done, noted by Sam" in record
    assert "They came." in record


def test_moving_shows_the_old_one_as_moved_and_the_new_one_on_its_day(signed_in, cast, visit):
    sam = signed_in("sam")
    sent = sam.send(f"{AT}/{visit}", f"{AT}/{visit}/move", day="2026-11-24", starts="09:00")
    assert sent.status_code == 303
    jordan = signed_in("jordan")
    assert "Moved" in jordan.get("/today").text("main")
    assert "Visit, Psychiatrist" in jordan.get("/today/2026-11-24").text("main")
    again = {"day": "2026-11-25", "starts": "09:00", "minutes": "30", "key": "x"}
    refused = sam.post(f"{AT}/{visit}/move", **again)
    assert refused.status_code == 422
    assert count(AppointmentRow) == 2


def test_a_move_to_no_time_is_refused_with_words(signed_in, visit):
    sent = signed_in("sam").send(f"{AT}/{visit}", f"{AT}/{visit}/move", starts="late")
    assert sent.status_code == 422
    assert "Enter the time" in sent.text


def test_a_dispute_of_it_waits_on_the_morning_page_and_is_answered(signed_in, viewer, visit, now):
    note(viewer("sam"), visit, Entry.MISSED, now)
    jordan, sam = signed_in("jordan"), signed_in("sam")
    form = f"/disputes?day=2026-11-23&session=appointment:{visit}"
    assert "Visit, Psychiatrist" in jordan.get(form).text("main")
    assert jordan.send(form, "/disputes", words="I was there.").status_code == 303
    assert "Says it is not right" in sam.get("/program/confirm").text("main")
    empty = sam.send(f"{AT}/{visit}", f"{AT}/{visit}/answer", words="")
    assert empty.status_code == 422
    sent = sam.send(f"{AT}/{visit}", f"{AT}/{visit}/answer", words="We looked. You were.")
    assert sent.status_code == 303
    assert "We looked. You were." in jordan.get("/record").text("main")


def test_who_looked_at_it_is_on_record(signed_in, cast, visit):
    sam = signed_in("sam")
    for path in (AT, f"{AT}/{visit}", new(cast)):
        before = count(AuditEvent, action="viewed", participant_id=cast.jordan.participant_id)
        sam.get(path)
        after = count(AuditEvent, action="viewed", participant_id=cast.jordan.participant_id)
        assert after == before + 1, path


def test_a_kept_visit_counts_as_time_in_treatment_and_a_test_does_not(
    signed_in, cast, viewer, visit, now
):
    sam = viewer("sam")
    test = make(sam, cast.jordan.key, now, planned("15:00", kind=AppointmentKind.TEST))
    jordan = signed_in("jordan")
    assert "0 min of" in jordan.get("/record").text("main").replace("0 h of", "0 min of")
    note(sam, test, Entry.DONE, now)
    note(sam, visit, Entry.DONE, now)
    assert "30 min of 3.5 h" in jordan.get("/record").text("main")
    assert "30 min of" in jordan.get("/week").text("main")


def test_an_empty_day_says_so(signed_in):
    page = signed_in("sam").get(f"{AT}?day=2026-12-24")
    assert "Nobody has a visit or a test" in page.text("main")


def test_another_kind_of_word_is_not_taken(signed_in, visit):
    assert signed_in("sam").post(f"{AT}/{visit}", note="positive").status_code == 404
    assert count(RecordRow) == 0


def test_a_dispute_of_it_is_overdue_after_its_date(signed_in, viewer, visit, now, clock):
    note(viewer("sam"), visit, Entry.MISSED, now)
    form = f"/disputes?day=2026-11-23&session=appointment:{visit}"
    assert signed_in("jordan").send(form, "/disputes", words="I was there.").status_code == 303
    overdue = []
    for day in ("2026-11-26", "2026-11-27"):
        clock.set(f"{day} 08:00")
        page = review.load(viewer("sam"), clock.now())
        waiting = sum(each.overdue for each in page.waiting)
        overdue.append(page.overdue - waiting)
    assert overdue == [0, 1]


def test_after_a_move_to_another_zone_every_page_says_the_time_it_was_at(
    signed_in, cast, viewer, now, clock, visit
):
    tuesday = MONDAY + timedelta(days=1)
    change_zone.change(viewer("rosa"), "America/Denver", tuesday, now=now, true_now=now)
    clock.set("2026-11-25 12:00")
    sam, jordan = signed_in("sam"), signed_in("jordan")
    person = f"/program/people/{cast.jordan.key}"
    for path in (f"{AT}?day={MONDAY}", f"{AT}/{visit}", person, "/program/confirm"):
        assert "2:00 PM" in sam.get(path).text("main"), path
    assert "2:00 PM" in jordan.get("/record").text("main")
    assert ',14:00,"Visit' in jordan.raw("/record/file").text
