"""What waits for a person is brought to nothing in a few taps."""

import pytest

from tests.helpers.record import EVENING, attendance, tick
from tests.helpers.rows import count, rows
from webapp.actions import dispute
from webapp.actions.answer import answer
from webapp.domain.answers import Answer, Reason
from webapp.domain.attendance import Status
from webapp.models.audit import AuditEvent
from webapp.models.record import RecordRow

AT = "/program/confirm"


@pytest.fixture
def morning(clock):
    clock.set("2026-11-24 08:00")
    return clock.now()


@pytest.fixture
def status(cast, viewer):
    return lambda who, now: attendance(viewer("sam"), cast.people[who].key, EVENING, now).status


@pytest.fixture
def one(cast):
    return lambda who: f"{AT}/2026-11-23/Evening/{cast.people[who].key}"


def items(page, *names):
    """What is to be ticked in the rows of these people."""
    named = [row for row in page.tags("tr") if any(name in row.to_text() for name in names)]
    return [box.attrs["value"] for row in named for box in row.query("input")]


def test_all_of_an_evening_is_decided_with_one_tap(signed_in, cast, status, morning):
    sam = signed_in("sam")
    page = sam.get(AT)
    monday = [each for each in items(page, "Jordan", "Maria") if "2026-11-23" in each]
    assert len(monday) == 2
    sent = sam.post(AT, item=monday, decision="no_show", key="k")
    assert sent.status_code == 303
    for who in ("jordan", "maria"):
        assert status(who, morning) is Status.NO_SHOW
    assert [row.recorded_by for row in rows(RecordRow)] == [cast.sam.account_id] * 2
    assert [each for each in items(sam.get(AT), "Jordan", "Maria") if "2026-11-23" in each] == []


def test_nothing_is_ticked_for_anybody(signed_in, morning):
    page = signed_in("sam").get(AT)
    boxes = [n for n in page.tags("input") if n.attrs.get("name") == "item"]
    assert boxes
    assert [box for box in boxes if "checked" in box.attrs] == []


def test_without_a_name_nothing_is_decided(signed_in, morning):
    sent = signed_in("sam").send(AT, decision="no_show")
    assert sent.status_code == 422
    assert "Tick at least one name." in sent.text
    assert count(RecordRow) == 0


def test_after_noon_of_the_next_business_day_it_is_overdue(signed_in, clock):
    clock.set("2026-11-24 12:00")
    before = signed_in("sam").get(AT).text("main").count("Overdue")
    clock.set("2026-11-24 12:01")
    assert signed_in("rosa").get(AT).text("main").count("Overdue") == before + 2


def test_a_request_is_excused_with_a_word(signed_in, viewer, status, one, clock):
    clock.set("2026-11-22 12:00")
    jordan = viewer("jordan")
    answer(jordan, Answer.CANNOT_COME, Reason.FAMILY, "k", clock.now(), where=EVENING, words="W")
    sam = signed_in("sam")
    assert "Can’t come" in sam.get(AT).text("main")
    page = sam.get(one("jordan"))
    assert "Can’t come (Family) W" in page.text("main")
    assert "Not needed: they asked 24 hours ahead." in page.text("main")
    sent = sam.send(one("jordan"), decision="excused", words="See you on Wednesday.")
    assert sent.status_code == 303
    assert status("jordan", clock.now()) is Status.EXCUSED


def test_a_late_request_needs_the_word_emergency(signed_in, viewer, status, one, clock):
    answer(viewer("jordan"), Answer.CANNOT_COME, Reason.ILL, "k", clock.now())
    sam = signed_in("sam")
    refused = sam.send(one("jordan"), decision="excused", words="Get well")
    assert refused.status_code == 422
    assert "did not ask 24 hours ahead" in refused.text
    assert 'value="Get well"' in refused.text
    assert sam.send(one("jordan"), decision="excused", emergency="1").status_code == 303
    assert status("jordan", clock.now()) is Status.EXCUSED


def test_a_dispute_is_put_right_and_answered(signed_in, cast, viewer, status, one, morning):
    when = {"now": morning, "true_now": morning}
    dispute.dispute(viewer("maria"), EVENING, "I was there", "k", **when)
    sam = signed_in("sam")
    assert "I was there" in sam.get(AT).text("main")
    put_right = f"/program/sessions/2026-11-23/Evening/{cast.maria.key}/tick"
    assert sam.send(one("maria"), put_right, arrived="17:40").status_code == 303
    assert sam.send(one("maria"), decision="answered", words="You were.").status_code == 303
    assert status("maria", morning) is Status.ON_TIME
    assert "I was there" not in sam.get(AT).text("main")


def test_a_decision_can_be_taken_back_and_stays_on_record(signed_in, status, one, morning):
    sam = signed_in("sam")
    sam.send(one("maria"), decision="unexcused")
    assert status("maria", morning) is Status.UNEXCUSED
    sam.send(one("maria"), decision="reopened")
    assert status("maria", morning) is Status.NO_SHOW
    assert "Not excused, by Sam K. Opened again by Sam K." in sam.get(one("maria")).text("main")


def test_each_look_is_written_down(signed_in, cast, one, morning):
    sam = signed_in("sam")
    sam.get(one("maria"))
    seen = rows(AuditEvent, action="viewed", participant_id=cast.maria.participant_id)
    assert seen[-1].detail == "confirm"


@pytest.mark.parametrize("decision", ["", "excused", "check_out", "nonsense"])
def test_what_cannot_be_said_about_several_is_not_there(signed_in, decision, morning):
    assert signed_in("sam").post(AT, item="x", decision=decision).status_code == 404


def test_somebody_elses_participant_is_not_there(signed_in, cast, one, morning):
    assert signed_in("kim").raw(one("jordan")).status_code == 404
    item = f"{cast.jordan.key} 2026-11-23 Evening"
    assert signed_in("kim").post(AT, item=item, decision="no_show").status_code == 404
    assert count(RecordRow) == 0


def test_who_came_does_not_wait(signed_in, cast, viewer, clock):
    tick(viewer("sam"), cast.maria.key, clock.now())
    clock.set("2026-11-24 08:00")
    found = items(signed_in("sam").get(AT), "Maria")
    assert [each for each in found if "2026-11-23" in each] == []


def test_the_week_stands_beside_floor_and_plan(signed_in, one, morning):
    text = signed_in("sam").get(one("maria")).text("main")
    assert "That week: 0 h in treatment of 9 h scheduled." in text
    assert "The program stands by 9 h and plans 12 h." in text
    assert "The schedule itself has fewer hours than the plan." in text
