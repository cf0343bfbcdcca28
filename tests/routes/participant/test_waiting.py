"""What waited on a phone without signal arrives: each entry is judged and answered alone."""

from datetime import timedelta

import pytest

from tests.helpers.clock import at
from tests.helpers.desk import code
from tests.helpers.listed import lists
from tests.helpers.page import lint
from tests.helpers.record import EVENING, attendance, decide
from tests.helpers.rows import count, rows
from tests.helpers.trouble import locked_database
from tests.helpers.waiting import answers, entry, milliseconds, send
from webapp.domain.answers import Answer
from webapp.domain.attendance import Status
from webapp.domain.record import Entry
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.attendance import CheckInRow, DayMarkRow
from webapp.models.meetings import MeetingEntryRow, MeetingNote
from webapp.models.record import RecordRow
from webapp.routes.participant import waiting

QUARTER = timedelta(minutes=15)
NOON = {"fellowship": "na", "day": "today", "starts": "12:00", "mode": "online", "name": "Noon"}


@pytest.fixture
def jordan(signed_in, clock):
    """Jordan's phone at 5:56 PM, with signal again."""
    browser = signed_in("jordan")
    clock.set("2026-11-23 17:56")
    return browser


@pytest.fixture
def door(cast, clock):
    """A check-in made at the door a quarter of an hour ago, with the code of then."""

    def made(ago=QUARTER, **more):
        then = clock.now() - ago
        return entry("check_in", clock.now(), ago, **{"code": code(cast.jordan, then), **more})

    return made


def test_a_phone_gets_a_token_and_learns_whose_entries_it_may_send(jordan, viewer):
    told = jordan.raw("/waiting")
    assert told.headers["Cache-Control"] == "no-store"
    assert told.get_json()["account"] == viewer("jordan").account_key
    assert set(told.get_json()) == {"account", "token"}


def test_signed_out_the_phone_hears_so_in_words_and_keeps_what_waits(anybody):
    for answer in (anybody.raw("/waiting"), send_unsigned(anybody)):
        assert (answer.status_code, answer.mimetype) == (401, "application/json")
        assert "is kept" in answer.get_json()["said"]


def send_unsigned(browser):
    token = {"X-CSRFToken": browser.form_token()}
    return browser.submit("/waiting", json={"account": "", "entries": []}, headers=token)


def test_a_check_in_made_without_signal_counts_from_its_own_time(jordan, cast, viewer, clock, door):
    assert answers(jordan, door()) == [("done", "You’re checked in at 5:41 PM.")]
    found = attendance(viewer("sam"), cast.jordan.key, EVENING, clock.now())
    assert found.status is Status.ON_TIME
    assert "checked in at 5:41 PM" in jordan.get("/today").text("main")


def test_sent_again_the_answer_is_the_same(jordan, door, clock):
    first = answers(jordan, door())
    clock.forward(minutes=3)
    assert answers(jordan, door(ago=QUARTER + timedelta(minutes=3))) == first
    assert count(CheckInRow) == 1


def test_one_that_is_kept_for_staff_says_so_and_staff_read_both_clocks(jordan, door, clock):
    sent = door(code="000000")
    sent["claimed_at"] -= 5 * 3600_000
    sent["sent_at"] -= 5 * 3600_000
    ((state, said),) = answers(jordan, sent)
    assert (state, said) == (
        "kept",
        "Check-in, Mon, Nov 23, 5:41 PM. It doesn’t count by itself. Staff will look at it. "
        "Nothing counts against you.",
    )
    assert rows(RecordRow)[0].words == (
        "A check-in sent later. The code typed wasn’t on the screen at that time. The phone "
        "showed Mon, Nov 23, 12:41 PM at the door and Mon, Nov 23, 12:56 PM when it sent; it "
        "came at Mon, Nov 23, 5:56 PM."
    )


def test_whoever_is_in_already_hears_since_when(jordan, door):
    answers(jordan, door())
    assert answers(jordan, door(ago=timedelta(minutes=2), key="another-key")) == [
        ("done", "You’re checked in already. Since 5:41 PM.")
    ]


@pytest.mark.parametrize(
    ("time", "ago", "said"),
    [
        ("17:20", 6, "5:14 PM. Check-in opens at 5:15 PM. Nothing was recorded yet."),
        ("21:20", 10, "9:10 PM. The session was over by then. Were you there? Tell staff"),
    ],
)
def test_a_check_in_when_nobody_was_there_is_refused_in_words(jordan, door, clock, time, ago, said):
    clock.set(f"2026-11-23 {time}")
    ((state, told),) = answers(jordan, door(ago=timedelta(minutes=ago)))
    assert state == "refused"
    assert said in told


def test_leaving_is_written_down_with_its_own_time(jordan, door, clock):
    answers(jordan, door())
    clock.set("2026-11-23 22:00")
    left = entry("check_out", clock.now(), timedelta(minutes=40), key="leaving-key")
    assert answers(jordan, left, left) == [("done", ""), ("done", "")]
    (row,) = rows(RecordRow)
    assert (row.at, row.recorded_at) == (at("2026-11-23 21:20"), clock.now())


@pytest.mark.parametrize(
    ("time", "ago", "said"),
    [
        ("22:00", 40, "You’re not checked in."),
        ("2026-11-24 11:00", 13 * 60, "more than 12 hours later"),
        ("22:00", -5, "clock was changed in between"),
    ],
)
def test_leaving_that_cannot_be_written_down_is_refused_in_words(jordan, clock, time, ago, said):
    clock.set(time if " " in time else f"2026-11-23 {time}")
    ((state, told),) = answers(jordan, entry("check_out", clock.now(), timedelta(minutes=ago)))
    assert (state, count(RecordRow)) == ("refused", 0)
    assert told.startswith("Check-out, Mon, Nov 23, ")
    assert said in told


def test_a_tap_belongs_to_the_time_at_which_it_was_made(jordan, clock):
    clock.set("2026-11-24 02:00")
    late = entry("mark", clock.now(), timedelta(hours=3), mark="lights_out")
    assert answers(jordan, late, late) == [("done", "")] * 2
    (row,) = rows(DayMarkRow)
    assert (row.day.isoformat(), row.at) == ("2026-11-23", at("2026-11-23 23:00"))


def test_a_tap_outside_its_hours_is_refused_in_words(jordan, clock):
    early = entry("mark", clock.now(), timedelta(hours=2), mark="lights_out")
    assert answers(jordan, early) == [
        (
            "refused",
            "Lights out, Mon, Nov 23, 3:56 PM. That wasn’t open at that time. "
            "Nothing was recorded.",
        )
    ]


def test_an_answer_is_said_at_its_own_time_and_before_the_check_in(jordan, clock, door):
    said = entry("answer", clock.now(), timedelta(minutes=30), "late-key", answer="running_late")
    why = entry(
        "answer", clock.now(), timedelta(minutes=29), "cannot-key", answer="cannot_come", why="work"
    )
    assert answers(jordan, said, why, door(), said) == [
        ("done", ""),
        ("done", ""),
        ("done", "You’re checked in at 5:41 PM."),
        ("done", ""),
    ]
    assert [row.at for row in rows(ArrivalAnswerRow)] == [
        at("2026-11-23 17:26"), at("2026-11-23 17:27"),
    ]  # fmt: skip


def test_what_cannot_be_come_to_is_said_with_its_words_for_staff(jordan, clock):
    wednesday = {"session": "2026-11-25 Evening", "why": "work", "words": "Late shift."}
    sent = entry("absence", clock.now(), timedelta(minutes=30), "absence-key", **wednesday)
    nowhere = entry("absence", clock.now(), timedelta(minutes=5), "nowhere-key", session="x")
    done, refused = answers(jordan, sent, nowhere)
    assert done == ("done", "")
    assert refused[0] == "refused"
    (row,) = rows(ArrivalAnswerRow)
    assert (row.day.isoformat(), row.words, row.at) == (
        "2026-11-25",
        "Late shift.",
        at("2026-11-23 17:26"),
    )


def test_a_meeting_keeps_the_date_that_was_meant(jordan, clock):
    clock.set("2026-11-25 10:00")
    log = entry("meeting", clock.now(), timedelta(days=2), **NOON | {"starts": "09:00"})
    assert answers(jordan, log, log) == [("done", "")] * 2
    (row,) = rows(MeetingEntryRow)
    assert (row.day.isoformat(), row.logged_at) == ("2026-11-23", at("2026-11-23 10:00"))


def test_one_of_the_usual_meetings_is_saved_by_one_tap_and_once(jordan, clock):
    jordan.post("/meetings/new", key="first", **NOON)
    usual = rows(MeetingEntryRow)[0].public_key
    clock.set("2026-11-30 18:00")
    tap = entry("meeting", clock.now(), timedelta(hours=5), pick=f"usual:{usual}:")
    assert answers(jordan, tap, tap) == [("done", "")] * 2
    assert [row.day.day for row in rows(MeetingEntryRow)] == [23, 30]


@pytest.mark.parametrize(
    ("days", "changed", "said"),
    [
        (7, {}, "done"),
        (7.1, {}, "It came more than 7 days later. Log it again, with its date."),
        (0, {"starts": "23:00"}, "That is still to come."),
        (0, {"fellowship": "golf"}, "Choose which kind of meeting it was."),
        (0, {"name": "x" * 121}, "Shorten the name or town"),
        (0, {"pick": "usual:nothing:"}, "isn’t in your log any more"),
        (0, {"pick": "listed:nothing:"}, "isn’t on your program’s lists"),
    ],
)
def test_a_meeting_is_judged_by_the_rules_of_its_form(jordan, days, changed, said, clock):
    log = entry("meeting", clock.now(), timedelta(days=days), **NOON | changed)
    assert said in " ".join(*answers(jordan, log))


def test_a_refused_meeting_is_named_as_it_was_typed(jordan, clock):
    late = entry("meeting", clock.now(), timedelta(hours=1), **NOON | {"starts": "23:00"})
    assert answers(jordan, late) == [
        (
            "refused",
            "Noon, Mon, Nov 23, 11:00 PM. That is still to come. Log it once it has begun. "
            "Nothing was saved.",
        )
    ]
    old = entry("meeting", clock.now(), timedelta(days=8), **NOON)
    ((_state, said),) = answers(jordan, old)
    assert said.startswith("Noon, Sun, Nov 15, 12:00 PM. It came more than 7 days later.")
    odd = entry("meeting", clock.now(), QUARTER, **NOON | {"starts": "noon", "day": "other"})
    ((_state, said),) = answers(jordan, odd)
    assert said.startswith("Noon. Enter the date")


def test_another_meeting_at_the_same_start_is_saved_with_its_note_and_that_is_said(jordan, clock):
    first = entry("meeting", clock.now(), QUARTER, key="first-key", **NOON)
    another = NOON | {"name": "Second at noon", "note": "for me"}
    second = entry("meeting", clock.now(), QUARTER, key="second-key", **another)
    done, (state, said) = answers(jordan, first, second)
    assert (done, state) == (("done", ""), "saved")
    assert said == (
        "Second at noon, Mon, Nov 23, 12:00 PM. You have one at that time in your log already. "
        "This one is saved too. If that’s wrong, remove it from your log."
    )
    assert [row.name for row in rows(MeetingEntryRow)] == ["Noon", "Second at noon"]
    assert count(MeetingNote) == 1


def test_the_very_same_meeting_typed_twice_is_saved_once(jordan, clock):
    twice = [
        entry("meeting", clock.now(), QUARTER, key=key, **NOON)
        for key in ("first-key", "again-key")
    ]
    done, (state, said) = answers(jordan, *twice)
    assert (done, state, count(MeetingEntryRow)) == (("done", ""), "refused", 1)
    assert "You have this one on that day in your log already." in said


BAD = [
    None,
    5,
    "text",
    [],
    {},
    {"key": "k" * 8},
    {"key": "short"},
    {"key": "k" * 41},
    {"key": "with space"},
    {"key": 5},
    {"key": None},
    {"kind": "unknown"},
    {"kind": []},
    {"kind": None},
    {"fields": None},
    {"fields": []},
    {"fields": {"code": 5}},
    {"fields": {"code": None}},
    {"fields": {"code": ["1"]}},
    {"fields": {"code": "1" * 1201}},
    {"fields": {"code": "\0"}},
    {"fields": {"code": "\ud800"}},
    {"fields": {"\udc00": ""}},
    {"fields": {str(n): "" for n in range(21)}},
    {"claimed_at": None},
    {"claimed_at": "1764000000000"},
    {"claimed_at": 1764000000000.5},
    {"claimed_at": True},
    {"claimed_at": -1},
    {"claimed_at": 10**400},
    {"sent_at": 4102444800000},
    {"sent_at": float("nan")},
    {"kind": "mark", "fields": {}},
    {"kind": "mark", "fields": {"mark": "wrong"}},
    {"kind": "answer", "fields": {"answer": "wrong"}},
    {"kind": "answer", "fields": {"answer": "cannot_come", "why": "wrong"}},
]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_what_is_no_entry_is_refused_in_words_and_stops_no_other(jordan, door, bad):
    if isinstance(bad, dict) and len(bad) in (1, 2) and bad != {"key": "k" * 8}:
        bad = door(key="another-key") | bad
    first, second = answers(jordan, bad, door())
    assert first == (
        "refused",
        "An entry couldn’t be read, so nothing was recorded. Enter it again, or tell staff.",
    )
    assert second[0] == "done"
    assert (count(CheckInRow), count(RecordRow), count(DayMarkRow)) == (1, 0, 0)


def test_clocks_at_the_ends_of_time_are_answered(jordan, door):
    furthest = waiting_end()
    for claimed, sent in ((0, furthest), (furthest, 0), (0, 0), (furthest, furthest)):
        answers(jordan, door(key="another-key") | {"claimed_at": claimed, "sent_at": sent})


def waiting_end():
    return milliseconds(at("2099-12-31 12:00"))


@pytest.mark.parametrize("entries", [None, {}, "x", 5])
def test_what_is_no_list_is_refused_as_a_whole(jordan, entries):
    answer = send(jordan, entries=entries)
    assert (answer.status_code, set(answer.get_json())) == (422, {"said"})


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 20_000, b"null"])
def test_what_is_no_json_is_refused_as_a_whole(jordan, body):
    token = {"X-CSRFToken": jordan.form_token()}
    answer = jordan.submit("/waiting", data=body, headers=token, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (422, "application/json")


def test_more_than_fifty_at_once_are_refused_as_a_whole(jordan, door):
    answer = send(jordan, *[door(key=f"key-number-{n}") for n in range(51)])
    assert answer.status_code == 413
    assert "nothing is lost" in answer.get_json()["said"]
    assert count(CheckInRow) == 0
    fifty = answers(jordan, *[door(key=f"key-number-{n}") for n in range(50)])
    assert [state for state, _ in fifty] == ["done"] * 50
    assert count(CheckInRow) == 1


def test_more_bytes_than_are_read_are_refused_as_a_whole(jordan, door):
    big = [door(key=f"key-number-{n}", note="x" * 480) for n in range(waiting.LARGEST // 480)]
    for more in (big[:60], big):
        answer = send(jordan, *more)
        assert answer.status_code == 413
    assert count(CheckInRow) == 0


def test_entries_of_another_account_are_never_recorded_under_this_one(jordan, viewer, door):
    answer = send(jordan, door(), account=viewer("maria").account_key)
    assert (answer.status_code, count(CheckInRow)) == (409, 0)
    for account in (None, 5, "", []):
        assert send(jordan, door(), account=account).status_code in (409, 422)


def test_without_a_token_nothing_is_recorded(jordan, viewer, door):
    sent = {"account": viewer("jordan").account_key, "entries": [door()]}
    assert jordan.submit("/waiting", json=sent).status_code == 400
    assert count(CheckInRow) == 0


def test_when_it_cannot_be_saved_nothing_is_answered_and_it_waits_on(jordan, door):
    told = jordan.raw("/waiting").get_json()
    sent = {"account": told["account"], "entries": [door()]}
    token = {"X-CSRFToken": told["token"]}
    with locked_database():
        assert jordan.submit("/waiting", json=sent, headers=token).status_code == 503
    assert jordan.submit("/waiting", json=sent, headers=token).get_json()["answers"]
    assert count(CheckInRow) == 1


def test_one_that_breaks_something_here_waits_on_and_stops_no_other(
    app, jordan, door, monkeypatch, clock
):
    def broken(*_args, **_kwargs):
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(waiting.waiting_entries.mark_day, "mark", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", None)
    tap = entry("mark", clock.now(), QUARTER, key="tap-key-here", mark="wake_up")
    answer = send(jordan, tap, door()).get_json()["answers"]
    assert [each["key"] for each in answer] == ["key-on-the-phone"]
    assert count(CheckInRow) == 1


def test_the_form_for_no_signal_names_no_time_and_goes_where_the_other_goes(jordan, viewer):
    answer = jordan.raw("/waiting/check-in")
    assert answer.headers["Dayline-Store"] == viewer("jordan").account_key
    page = lint(answer.text)
    assert set(page.form("/check-in")) == {"csrf_token", "key", "code"}
    assert "You won’t be marked late for that." in page.text("main")
    assert "5:" not in page.text("main")


def test_on_a_phone_that_is_not_ones_own_nothing_is_kept(signed_in):
    shared = signed_in("jordan", own_phone=False)
    assert shared.raw("/waiting/check-in").headers["Dayline-Store"] == ""
    assert "Nothing is kept on this phone" in shared.get("/check-in").text("main")
    for path in ("/today", "/check-in", "/you"):
        assert "waiting-words" not in shared.get(path).html


def test_what_came_after_a_decision_waits_for_staff_all_the_same(jordan, cast, viewer, clock):
    clock.set("2026-11-23 18:45")
    decide(viewer("sam"), cast.jordan.key, Entry.NO_SHOW, clock.now())
    clock.set("2026-11-23 20:00")
    said = entry(
        "absence",
        clock.now(),
        timedelta(hours=4),
        "absence-key",
        session="2026-11-23 Evening",
        why="ill",
    )
    assert answers(jordan, said) == [("done", "")]
    found = attendance(viewer("sam"), cast.jordan.key, EVENING, clock.now())
    assert (found.status, found.is_decided) == (Status.WAITING, False)
    (line,) = [row for row in signed_lines(jordan) if "said at" in row]
    assert "Can’t come (I’m ill), said at 4:00 PM, sent later at 8:00 PM" in line


def signed_lines(browser):
    return [
        " ".join(li.to_text().split()) for li in browser.get("/record").all(".record__lines li")
    ]


def test_of_two_answers_the_one_that_was_said_last_counts(jordan, cast, viewer, clock):
    assert jordan.post("/today/answers", answer="on_my_way", key="online").status_code == 303
    said = entry(
        "answer", clock.now(), timedelta(hours=1), "cannot-key", answer="cannot_come", why="work"
    )
    assert answers(jordan, said) == [("done", "")]
    found = attendance(viewer("sam"), cast.jordan.key, EVENING, clock.now())
    assert found.facts.said.answer is Answer.ON_MY_WAY


def test_the_form_for_meetings_without_signal_is_nobodys(signed_in, cast, now):
    lists(cast.jordan.program_id, now)
    jordan = signed_in("jordan")
    jordan.post("/meetings/new", key="k", **NOON | {"name": "Harbor Bakery Noon"})
    answer = jordan.raw("/waiting/meeting")
    assert answer.headers["Dayline-Store"] != ""
    page = lint(answer.text)
    assert page.all("input[name=pick][value^=listed]") == []
    assert "Harbor Bakery Noon" not in answer.text
    assert "2026-11-23" not in page.text("main")
    assert "max" not in page.all("#other_day")[0].attrs
    assert (
        signed_in("jordan", own_phone=False).raw("/waiting/meeting").headers["Dayline-Store"] == ""
    )
