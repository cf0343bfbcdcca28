"""Slips that came in: ticks and typed lines, many people's, in one save."""

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from tests.helpers.slips import SUNDAY, logged, seen, shares
from webapp.models.audit import AuditEvent
from webapp.models.slips import MeetingSlip, MeetingSlipVoid

WEEK = "/program/slips/2026-11-22"


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


@pytest.fixture
def two_logs(viewer, now):
    """Jordan shares the log, Maria does not."""
    shares(viewer("jordan"), now)
    return [logged(viewer(who), now) for who in ("jordan", "maria")]


def typed(person, n=0, **more):
    usual = {"day": "2026-11-22", "starts": "19:00", "kind": "", "name": ""} | more
    return {f"{name}-{n}": value for name, value in {"who": person.key, **usual}.items()}


def test_who_shares_is_there_with_count_and_entries_and_nobody_else(sam, two_logs):
    page = sam.get(WEEK)
    (one,) = page.all(".slips__one")
    assert " ".join(one.to_text().split()).startswith("Jordan M. 1 of 4 Sun, Nov 22, 7:00 PM AA")
    assert [tick.attrs["value"].split()[1] for tick in page.all("input[name=tick]")] == two_logs[:1]


def test_a_week_in_which_nobody_who_shares_went_says_so(sam, viewer, now):
    shares(viewer("jordan"), now)
    page = sam.get("/program/slips/2026-11-15")
    assert "1 person shares their log and has nothing in it this week." in page.text("main")
    assert "Tick each meeting" not in page.text("main")
    assert page.all(".slips") == []


def test_ticks_and_typed_lines_are_one_save(sam, two_logs, cast):
    tick = f"{cast.jordan.key} {two_logs[0]}"
    answer = sam.send(WEEK, tick=tick, **typed(cast.maria, kind="na", name=" Harbor  group "))
    assert answer.location == "/program/slips/2026-11-22?saved=2"
    page = sam.get(answer.location)
    assert "2 slips saved" in page.text(".notice--done")
    assert page.all("input[name=tick]") == []
    assert "Slip seen by Sam K." in page.text(".slips__seen")
    ticked, line = rows(MeetingSlip)
    assert (ticked.fellowship, ticked.name, ticked.participant_id) == (
        *("aa", "Harbor group"),
        cast.jordan.participant_id,
    )
    assert (line.fellowship, line.name, line.day) == ("na", "Harbor group", SUNDAY)


def test_of_two_meetings_that_begin_at_once_the_ticked_one_has_its_slip(sam, viewer, cast, now):
    """However they are named, and in whichever order they are ticked."""
    shares(viewer("jordan"), now)
    names = ("Harbor group", "Second at seven", "Second at seven")
    keys = [logged(viewer("jordan"), now, name=name) for name in names]
    answer = sam.send(WEEK, tick=f"{cast.jordan.key} {keys[1]}")
    assert answer.location.endswith("saved=1")
    assert "Second at seven" in sam.get(WEEK).text(".slips__seen")
    left = [tick.attrs["value"] for tick in sam.get(WEEK).all("input[name=tick]")]
    assert len(left) == 2
    assert sam.send(WEEK, tick=left).location.endswith("saved=2")
    assert len(sam.get(WEEK).all(".slips__seen")) == 3


def test_the_page_never_tells_whether_somebody_logged_what_was_typed(sam, two_logs, cast, clock):
    """Priya's program is another one; Maria logged it, and Jordan did not log this one."""
    for n, person in enumerate((cast.maria, cast.jordan)):
        answer = sam.send(WEEK, **typed(person, n, starts="19:00" if n == 0 else "12:00"))
        assert "saved=1" in answer.location
    page = sam.get(WEEK)
    said = [" ".join(row.to_text().split()) for row in page.all(".rows li")]
    assert [text.partition("·")[2].split("Undo")[0].strip() for text in said] == [
        "seen by Sam K."
    ] * 2


def test_a_slip_seen_by_two_is_one(signed_in, cast):
    for who, saved in (("sam", 1), ("rosa", 0)):
        answer = signed_in(who).send(WEEK, **typed(cast.maria))
        assert answer.location.endswith(f"saved={saved}")
    assert "Those were seen already." in signed_in("rosa").get(answer.location).text()
    assert count(MeetingSlip) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"who-0": ""}, "Choose whose slip it is."),
        ({"day-0": ""}, "Enter the date on the slip"),
        ({"starts-0": "later"}, "Enter the time on it, like 7:00 PM."),
        ({"day-0": "2030-01-01"}, "Its meeting has to have begun, at most a year ago."),
        ({"day-0": "2026-11-24"}, "Its meeting has to have begun, at most a year ago."),
        ({"day-0": "2025-11-01"}, "Its meeting has to have begun, at most a year ago."),
        ({"day-0": "2026-10-25"}, "They were not in the program on that date."),
        ({"name-0": "x" * 121}, "Shorten the group’s name to 120 letters."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(
    sam, two_logs, cast, changes, said
):
    tick = f"{cast.jordan.key} {two_logs[0]}"
    form = typed(cast.maria) | {"kind-0": "na"} | changes
    answer = sam.send(WEEK, tick=tick, **form)
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text(".slips__line")
    assert "Something below needs a look. Nothing was saved yet." in page.text(".notice--error")
    assert page.all("input[name=tick]")[0].attrs.get("checked") is not None
    for name in ("day-0", "starts-0", "name-0"):
        assert page.value(name) == form[name]
    assert count(MeetingSlip) == 0


def test_an_empty_form_says_so(sam):
    answer = sam.send(WEEK)
    assert answer.status_code == 422
    assert "Tick a slip, or type one." in lint(answer.text).text(".notice--error")


def test_another_programs_participant_is_not_there(sam, two_logs, cast):
    for form in (typed(cast.priya), {"tick": f"{cast.priya.key} {two_logs[0]}"}):
        assert sam.post(WEEK, **form).status_code == 404
    assert count(MeetingSlip) == 0


@pytest.mark.parametrize("n", [0, 1])
def test_an_entry_that_is_not_shared_any_more_is_not_saved(sam, two_logs, viewer, cast, now, n):
    """Somebody's who never shared it looks the same as one's who stopped just now."""
    shares(viewer("jordan"), now, is_on=False)
    key = (cast.jordan, cast.maria)[n].key
    answer = sam.post(WEEK, tick=f"{key} {two_logs[n]}")
    assert answer.status_code == 422
    assert "A log changed while this page was open." in lint(answer.text).text(".notice--error")
    assert count(MeetingSlip) == 0


def test_a_wrong_tick_is_taken_back_with_a_reason(sam, viewer, cast, now):
    seen(viewer("sam"), cast.jordan.key, now)
    address = f"/program/slips/{rows(MeetingSlip)[0].public_key}/take-back"
    assert sam.send(address).status_code == 422
    assert count(MeetingSlipVoid) == 0
    answer = sam.send(address, reason="Another’s slip")
    assert answer.location == WEEK
    text = sam.get(WEEK).text()
    assert "Taken back" in text
    assert "Sam K.: Another’s slip" in text
    assert sam.raw(address).status_code == 404


def test_another_programs_slip_is_not_there(signed_in, viewer, cast, now):
    seen(viewer("sam"), cast.jordan.key, now)
    address = f"/program/slips/{rows(MeetingSlip)[0].public_key}/take-back"
    kim = signed_in("kim")
    assert kim.raw(address).status_code == 404
    assert kim.post(address, reason="mine").status_code == 404


def test_whose_names_were_shown_is_written_down(sam, cast):
    sam.get(WEEK)
    seen_by_sam = rows(AuditEvent, action="viewed", detail="slips")
    assert {each.participant_id for each in seen_by_sam} == {
        cast.jordan.participant_id,
        cast.maria.participant_id,
    }


def test_week_after_week_until_this_one(sam):
    assert "Week after" in sam.get(WEEK).text()
    assert "Week after" not in sam.get("/program/slips").text()
    for wrong in ("yesterday", "2020-01-01"):
        assert sam.raw(f"/program/slips/{wrong}").status_code == 404


def test_the_persons_page_has_the_count_of_who_shares(sam, viewer, cast, now):
    address = f"/program/people/{cast.jordan.key}"
    logged(viewer("jordan"), now, now.date(), "12:00")
    assert "this week" not in sam.get(address).text("#meetings")
    shares(viewer("jordan"), now)
    assert "1 of 4 this week" in sam.get(address).text("#meetings")


def test_markup_in_a_groups_name_is_shown_as_typed(sam, cast):
    sam.send(WEEK, **typed(cast.maria, name="<b>Noon</b>"))
    assert "<b>Noon</b>" in sam.get(WEEK).text()


def test_more_ticks_than_a_form_holds_are_refused_in_words(sam, two_logs, cast):
    tick = f"{cast.jordan.key} {two_logs[0]}"
    answer = sam.post(WEEK, tick=[tick] * 1400)
    assert answer.status_code == 413
    assert "That was too much" in lint(answer.text).text("main")
    assert count(MeetingSlip) == 0
