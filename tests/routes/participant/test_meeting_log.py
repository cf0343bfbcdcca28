"""The log to take along, notes of one's own, and slips that are not in the log yet."""

import csv
from io import StringIO

import pytest

from tests.helpers.page import lint
from tests.helpers.pdf import Pdf
from tests.helpers.rows import count, rows
from tests.helpers.slips import SATURDAY, SUNDAY, logged, seen
from webapp.actions import log_meeting, see_slips
from webapp.domain.own_note import Note
from webapp.models.meetings import MeetingEntryRow, MeetingNote
from webapp.models.slips import MeetingSlip
from webapp.queries import meeting_log


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


def table(browser, query=""):
    answer = browser.raw(f"/meetings/log.csv{query}")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dayline.csv"'
    return list(csv.reader(StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))


def paper(browser, query=""):
    answer = browser.raw(f"/meetings/log.pdf{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dayline.pdf"'
    return Pdf(answer.data)


def flat(text):
    return text.replace("\n", " ")


@pytest.fixture
def a_log(viewer, cast, now):
    """Three meetings on three rungs, one of them with a note."""
    jordan = viewer("jordan")
    logged(jordan, now, SATURDAY, "10:00", fits_list=True, place="Town hall")
    logged(jordan, now, SUNDAY, note=Note("Ana", "It helped"))
    logged(jordan, now, now.date(), "09:00", name="=1+1")
    seen(viewer("sam"), cast.jordan.key, now)


@pytest.mark.usefixtures("a_log")
def test_the_table_has_evidence_and_age_and_no_note(jordan):
    head, *found = table(jordan)
    assert head[:7] == ["Date", "Time", "Kind", "Meeting", "Place", "How", "Known by"]
    assert [row[0] for row in found] == ["2026-11-21", "2026-11-22", "2026-11-23"]
    known = ["On a meeting list", "Slip seen by staff", "Your word"]
    assert [row[6] for row in found] == known
    assert [row[7] for row in found] == ["2026-11-23, 2 days later", *["2026-11-23"] * 2]
    assert "It helped" not in str(found)
    assert "Ana" not in str(found)


@pytest.mark.usefixtures("a_log")
def test_notes_come_along_when_that_is_ticked(jordan):
    head, *found = table(jordan, "?notes=1")
    assert head[8:] == ["Signed by", "My note"]
    assert [row[8:] for row in found] == [["", ""], ["Ana", "It helped"], ["", ""]]
    assert "It helped" in paper(jordan, "?notes=1").text
    assert "It helped" not in paper(jordan).text


@pytest.mark.usefixtures("a_log")
def test_nothing_in_the_table_is_taken_for_a_formula(jordan):
    assert table(jordan)[-1][3] == "'=1+1"


@pytest.mark.usefixtures("a_log")
def test_two_dates_cut_it_and_their_order_does_not_matter(jordan):
    for query in ("?from=2026-11-22&to=2026-11-22", "?from=2026-11-22&to=2026-11-21"):
        assert {row[0] for row in table(jordan, query)[1:]} <= {"2026-11-21", "2026-11-22"}
    assert len(table(jordan, "?from=2026-11-22&to=2026-11-22")) == 2
    assert len(table(jordan, "?from=nonsense&to=")) == 4


@pytest.mark.usefixtures("a_log")
def test_the_paper_says_all_of_it_and_names_nobody(jordan):
    made = paper(jordan)
    said = flat(made.text)
    assert "Monday, October 26, 2026 to Monday, November 23, 2026" in said
    assert "3 meetings" in said
    assert "Nov 22, 2026" in said
    assert "2026-11" not in said
    assert all(word in said for word in ("Town hall", "Harbor group", "Slip seen by staff"))
    assert not any(word in said for word in ("Jordan", "New Light", "Sam K."))
    assert (made.about("Title"), made.about("Lang")) == ("Meeting log", "en")


def test_the_page_offers_since_the_first_day_and_leaves_the_notes_off(jordan):
    page = jordan.get("/meetings/log")
    assert (page.value("from"), page.value("to")) == ("2026-10-26", "2026-11-23")
    assert page.all("input[name=notes]")[0].attrs.get("checked") is None
    (button,) = page.all("button[formaction]")
    assert button.attrs["formaction"] == "/meetings/log.csv"


def test_how_each_is_known_stands_on_every_page_and_counts_the_same(jordan, a_log):
    meetings, week = jordan.get("/meetings").text(), jordan.get("/week/2026-11-22").text()
    record = jordan.get("/record").text()
    for said in (meetings, week, record):
        for word in ("On a meeting list", "Slip seen by staff"):
            assert word in said
    assert "Your word" in jordan.get("/week").text()
    assert "2 of 4 meetings" in week
    assert "1 of 4" in meetings


def test_a_note_is_written_with_the_meeting_and_only_its_hint_is_public(jordan):
    answer = jordan.send(
        "/meetings/new",
        fellowship="aa",
        starts="12:00",
        day="today",
        mode="in_person",
        signer="Ana Lopez",
        note="It helped\r\na lot",
    )
    assert answer.status_code == 303
    (row,) = rows(MeetingNote)
    assert (row.signer, row.text) == ("Ana L.", "It helped\na lot")
    assert "It helped" not in jordan.get("/meetings").text()


def test_a_note_that_is_too_long_is_said_and_nothing_is_lost(jordan):
    form = {"fellowship": "aa", "starts": "12:00", "day": "today", "mode": "in_person"}
    answer = jordan.send("/meetings/new", **form, note="x" * 501)
    assert answer.status_code == 422
    assert "Shorten your note to 500 letters" in lint(answer.text).text("main")
    assert "x" * 501 in answer.text
    assert count(MeetingEntryRow) == 0


def test_a_note_is_added_changed_and_erased_later(jordan, viewer, now):
    address = f"/meetings/{logged(viewer('jordan'), now)}/note"
    assert "none yet: Harbor group" in jordan.get("/meetings").text()
    for words in ("first", "second"):
        page = jordan.get(jordan.send(address, note=words).location)
        assert "Kept, for you alone." in page.text(".notice--done")
        assert page.text("textarea") == words
    assert [row.text for row in rows(MeetingNote)] == ["second"]
    page = jordan.get(jordan.send(address, erase="1", note="second").location)
    assert "No note is kept here." in page.text(".notice--done")
    assert count(MeetingNote) == 0


def test_a_changed_note_that_is_too_long_keeps_the_old_one(jordan, viewer, now):
    address = f"/meetings/{logged(viewer('jordan'), now, note=Note('', 'old'))}/note"
    answer = jordan.send(address, note="x" * 501)
    assert answer.status_code == 422
    assert "Shorten your note" in lint(answer.text).text(".notice--error")
    assert [row.text for row in rows(MeetingNote)] == ["old"]


def test_nobody_else_finds_the_note(signed_in, viewer, now):
    address = f"/meetings/{logged(viewer('jordan'), now, note=Note('', 'words'))}/note"
    for who in ("maria", "priya", "sam", "rosa", "dana"):
        assert signed_in(who).raw(address).status_code == 404
        assert signed_in(who).post(address, note="mine").status_code == 404
    assert [row.text for row in rows(MeetingNote)] == ["words"]


def test_a_slip_without_an_entry_is_added_in_one_tap(jordan, viewer, cast, now):
    seen(viewer("sam"), cast.jordan.key, now)
    page = jordan.get("/meetings")
    assert "Staff saw a slip for Sun, Nov 22, 7:00 PM, Harbor group" in page.text()
    (form,) = page.all("form[action*='/slips/']")
    answer = jordan.send("/meetings", form.attrs["action"])
    text = jordan.get(answer.location).text()
    assert "Saved: Harbor group, Sun, Nov 22, 7:00 PM" in text
    assert "Slip seen by staff" in text
    assert "Staff saw a slip" not in text
    (row,) = rows(MeetingEntryRow)
    assert (row.fellowship, row.mode, row.name) == ("other", "in_person", "Harbor group")


def test_a_slip_is_added_once_from_however_many_pages_and_again_when_taken_out(
    jordan, viewer, cast, now
):
    seen(viewer("sam"), cast.jordan.key, now)
    address = f"/meetings/slips/{rows(MeetingSlip)[0].public_key}/add"
    for n in (1, 2):
        answers = [jordan.post(address, key=key) for key in ("one page", "another")]
        entry = rows(MeetingEntryRow)[-1].public_key
        assert [answer.location for answer in answers] == [f"/meetings?saved={entry}"] * 2
        assert count(MeetingEntryRow) == n
        log_meeting.take_back(viewer("jordan"), entry, now)


def test_two_taps_at_once_add_one_entry(jordan, viewer, cast, now, monkeypatch):
    """Both looked before either saved."""
    seen(viewer("sam"), cast.jordan.key, now)
    key = rows(MeetingSlip)[0].public_key
    as_it_was = meeting_log.own_slip(viewer("jordan"), key)
    monkeypatch.setattr(meeting_log, "own_slip", lambda viewer, key: as_it_was)
    answers = [jordan.post(f"/meetings/slips/{key}/add", key=tap) for tap in ("one", "two")]
    assert len({answer.location for answer in answers}) == 1
    assert count(MeetingEntryRow) == 1


def test_a_slip_that_staff_took_back_is_not_added_and_that_is_said(jordan, viewer, cast, now):
    seen(viewer("sam"), cast.jordan.key, now)
    key = rows(MeetingSlip)[0].public_key
    see_slips.take_back(viewer("rosa"), key, "Another’s slip", now=now, true_now=now)
    answer = jordan.post(f"/meetings/slips/{key}/add")
    assert answer.status_code == 422
    text = lint(answer.text).text("main")
    assert "Staff took this slip back. Your log is as it was." in text
    assert "Sun, Nov 22, 7:00 PM, Harbor group" in text
    assert count(MeetingEntryRow) == 0


def test_why_a_slip_cannot_be_added_is_said(jordan, viewer, cast, now, clock):
    seen(viewer("sam"), cast.jordan.key, now)
    clock.set("2026-11-22 18:59")
    answer = jordan.post(f"/meetings/slips/{rows(MeetingSlip)[0].public_key}/add")
    assert answer.status_code == 422
    assert "That is still to come." in lint(answer.text).text(".notice--error")
    assert count(MeetingEntryRow) == 0


def test_somebody_elses_slip_cannot_be_added(signed_in, viewer, cast, now):
    seen(viewer("sam"), cast.jordan.key, now)
    address = f"/meetings/slips/{rows(MeetingSlip)[0].public_key}/add"
    for who in ("maria", "priya", "sam"):
        assert signed_in(who).post(address).status_code == 404
    assert count(MeetingEntryRow) == 0


def test_a_slip_taken_back_is_told_with_who_and_why(jordan, viewer, cast, now):
    logged(viewer("jordan"), now)
    seen(viewer("sam"), cast.jordan.key, now)
    key = rows(MeetingSlip)[0].public_key
    see_slips.take_back(viewer("rosa"), key, "Another’s slip", now=now, true_now=now)
    text = jordan.get("/meetings").text()
    assert "Ticked by Sam K., taken back by Rosa D. on Mon, Nov 23: Another’s slip" in text
    assert "Harbor group Yesterday, 7:00 PM · AA · In person · Your word" in text
