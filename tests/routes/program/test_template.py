"""An owner chooses a template, looks at its week, reads what will differ, and confirms."""

import pytest

from tests.helpers.record import MONDAY
from tests.helpers.rows import count, rows
from tests.helpers.templates import to_come
from webapp.actions import change_schedule, change_settings
from webapp.domain.access import Role
from webapp.domain.schedule import Topic
from webapp.models.base import transaction
from webapp.models.people import Account
from webapp.models.program import BlockRow, Program
from webapp.models.template import TemplateUseRow
from webapp.queries import settings as settings_query

AT = "/program/template"
DAY = "2026-11-30"
DIFFERENCE = f"{AT}/baystate/difference?from={DAY}"


def confirm(browser, name="baystate", day=DAY, **more):
    page = browser.get(f"{AT}/{name}/difference?from={day}")
    return browser.post(f"{AT}/{name}", **{**page.form(f"{AT}/{name}"), **more})


def test_it_is_reached_from_the_settings_and_offers_three(signed_in):
    rosa = signed_in("rosa")
    assert AT in {n.attrs.get("href") for n in rosa.get("/program/settings").tags("a")}
    links = {n.attrs.get("href") for n in rosa.get(AT).tags("a")}
    assert {f"{AT}/{name}" for name in ("new_light", "baystate", "blank")} <= links


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("new_light", ["5:45 PM Arrive", "6:00 PM – 9:00 PM Group", "12 to 16 weeks", "Trauma"]),
        ("baystate", ["9:00 AM Arrive, check in", "12:00 PM – 12:30 PM Lunch", "4 to 12 weeks"]),
        ("blank", ["7:00 AM Wake up, get ready", "11:00 PM Lights out", "You add your own."]),
    ],
)
def test_the_week_that_a_template_makes_is_shown_before_anything_else(signed_in, name, says):
    said = signed_in("rosa").get(f"{AT}/{name}").text("main")
    for each in (*says, "Mon", "Sun", "Grace after arrival 15 min"):
        assert each in said


@pytest.mark.parametrize("name", ["../../config", "config.py", "none", "NEW_LIGHT"])
def test_no_other_file_is_read_as_a_template(signed_in, name):
    rosa = signed_in("rosa")
    assert rosa.raw(f"{AT}/{name}").status_code == 404
    assert rosa.post(f"{AT}/{name}", effective_from=DAY, seen="").status_code == 404


def test_what_will_differ_is_said_with_old_and_new_and_changes_nothing(signed_in):
    rosa = signed_in("rosa")
    before = count(BlockRow)
    said = rosa.get(DIFFERENCE).text("main")
    for each in (
        "From Mon, Nov 30 on",
        "Group Ends: 6:00 PM – 9:00 PM · Mon, Wed, Fri",
        "Lunch Begins: 12:00 PM – 12:30 PM · Mon, Wed, Fri",
        "Evening Mon, Wed, Fri 2 people are enrolled then.",
        "Plan of a week 12 h, then 11 h 15 min",
        "15 are added at once",
        "What houses and participants have of their own",
    ):
        assert each in said
    assert "Wake up" not in said
    assert (count(BlockRow), count(TemplateUseRow)) == (before, 0)


def test_what_was_planned_for_a_session_that_goes_is_said(signed_in, viewer, now):
    rosa = viewer("rosa")
    day = MONDAY.replace(day=30)
    change_schedule.set_topic(rosa.program_id, Topic(day, "Evening", "Grief"), now)
    assert "Mon, Nov 30 Evening, topic: Grief" in signed_in("rosa").get(DIFFERENCE).text("main")


def test_once_confirmed_it_stands_under_to_come_and_the_day_has_it(signed_in):
    rosa = signed_in("rosa")
    assert confirm(rosa).status_code == 303
    assert "Baystate from Mon, Nov 30 · Rosa D." in rosa.get(AT).text("main")
    jordan = signed_in("jordan")
    assert "5:45 PM" in jordan.get("/week/2026-11-27").text("main")
    assert "5:45 PM" not in jordan.get("/today/2026-11-30").text("main")
    assert "9:00 AM" in jordan.get("/today/2026-11-30").text("main")


def test_it_is_taken_back_with_one_tap(signed_in):
    rosa = signed_in("rosa")
    confirm(rosa)
    (use,) = rows(TemplateUseRow)
    assert rosa.send(AT, f"{AT}/to-come/{use.key}/take-back").status_code == 303
    assert "To come" not in rosa.get(AT).text("main")
    assert "5:45 PM" in signed_in("jordan").get("/today/2026-11-30").text("main")


def test_it_is_said_why_it_cannot_be_taken_back(signed_in, viewer, now):
    rosa = signed_in("rosa")
    confirm(rosa)
    page = settings_query.load(viewer("rosa"), now)
    wanted = {**page.last.values(), "grace": 20}
    later = MONDAY.replace(month=12, day=15)
    times = {"now": now, "true_now": now}
    assert not change_settings.change(viewer("rosa"), wanted, later, page.version, **times)
    (use,) = rows(TemplateUseRow)
    sent = rosa.send(AT, f"{AT}/to-come/{use.key}/take-back")
    assert sent.status_code == 422
    assert "Somebody changed the schedule or the settings since then" in sent.text


def test_nobody_takes_back_what_is_not_there_or_not_theirs(signed_in, viewer, cast, now):
    key = to_come(viewer("rosa"), now)
    with transaction() as session:
        session.get_one(Account, cast.kim.account_id).role = Role.OWNER
    kim = signed_in("kim")
    assert kim.post(f"{AT}/to-come/{key}/take-back").status_code == 404
    assert kim.post(f"{AT}/to-come/nothing/take-back").status_code == 404
    assert rows(TemplateUseRow)[0].taken_back_at is None


def test_the_second_of_two_owners_is_told_and_sees_what_would_change_now(signed_in):
    rosa = signed_in("rosa")
    page = rosa.get(DIFFERENCE)
    form = page.form(f"{AT}/baystate")
    assert confirm(rosa, "blank").status_code == 303
    second = rosa.post(f"{AT}/baystate", **{**form, "place": "1"})
    assert second.status_code == 422
    assert "Somebody changed the schedule or the settings meanwhile" in second.text
    assert 'name="place" value="1" checked' in second.text
    assert len(rows(TemplateUseRow)) == 1


def test_what_is_there_already_would_change_nothing(signed_in):
    rosa = signed_in("rosa")
    page = rosa.get(f"{AT}/new_light/difference?from={DAY}")
    assert "Nothing would change." in page.text("main")
    assert f"{AT}/new_light" not in {n.attrs.get("action") for n in page.tags("form")}


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-11-23", "Choose a day from tomorrow on, within a year."),
        ("2028-01-01", "Choose a day from tomorrow on, within a year."),
        ("soon", "Enter the first day"),
        ("", "Enter the first day"),
    ],
)
def test_a_day_that_will_not_do_is_said_beside_its_field(signed_in, day, says):
    rosa = signed_in("rosa")
    answer = rosa.raw(f"{AT}/baystate/difference?from={day}")
    assert (answer.status_code, says in answer.text) == (422, True)
    sent = rosa.send(f"{AT}/baystate/difference?from={DAY}", f"{AT}/baystate", effective_from=day)
    assert (sent.status_code, says in sent.text) == (422, True)


def test_a_planned_change_of_settings_after_it_is_named(signed_in, viewer, now):
    rosa = viewer("rosa")
    page = settings_query.load(rosa, now)
    later = MONDAY.replace(month=12, day=15)
    wanted = {**page.last.values(), "grace": 20}
    assert not change_settings.change(rosa, wanted, later, page.version, now=now, true_now=now)
    answer = signed_in("rosa").raw(DIFFERENCE)
    assert "A change of the settings is planned after that day already" in answer.text


def test_place_and_length_are_taken_along_where_they_are_ticked(signed_in, cast):
    rosa = signed_in("rosa")
    assert confirm(rosa, place="1", weeks="1").status_code == 303
    (program,) = rows(Program, id=cast.rosa.program_id)
    assert (program.place, program.weeks_most) == ("Baystate, front desk", 12)
