"""People: enrollment, invitations, and the sign-ins of a lost phone."""

import re

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.actions.enroll import NewParticipant
from webapp.actions.enroll import enroll as enroll_action
from webapp.models.audit import AuditEvent
from webapp.models.people import Account, Enrollment, Invitation, Participant, SignIn
from webapp.models.program import DaytimePlanRow
from webapp.queries.sign_in import token_hash

PEOPLE = "/program/people"
NEW = f"{PEOPLE}/new"
FIRST_DAY = "Enter the first day, within a year of today, like 2026-11-23."
TWO_TIMES = "Enter two different times, like 08:30 and 17:30."
GOOD = {
    "name": "Ana Lía M.",
    "username": "ana",
    "starts_on": "2026-11-30",
    "planned_weeks": "12",
    "activity": "school",
    "plan_place": "Evening college",
    "plan_days": ["0", "2"],
    "plan_starts": "09:00",
    "plan_ends": "13:30",
    "full_time": "1",
}


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


def enroll(browser, **changes):
    return browser.post(NEW, **{**GOOD, **changes})


def page_of(cast, name):
    return f"{PEOPLE}/{cast.people[name].key}"


def invitation(answer):
    """The link's token and the short code, as they are shown."""
    page = lint(answer.text)
    return page.all("#link")[0].attrs["value"].partition("#")[2], page.text(".card__code")


def test_the_list_holds_the_programs_own_people(sam):
    text = sam.get(PEOPLE).text("main")
    assert "2 participants" in text
    assert "Jordan M." in text
    assert "Maria L." in text
    assert "Priya" not in text


def test_staff_enroll_somebody_with_a_plan(sam, cast):
    answer = enroll(sam)
    assert answer.status_code == 303
    account = rows(Account, username="ana")[0]
    participant = rows(Participant, account_id=account.id)[0]
    assert answer.location == f"{PEOPLE}/{participant.key}"
    assert (account.role, account.name, account.passcode_hash) == (
        "participant",
        "Ana Lía M.",
        None,
    )
    (enrollment,) = rows(Enrollment, participant_id=participant.id)
    assert enrollment.program_id == cast.sam.program_id
    assert enrollment.enrolled_by == cast.sam.account_id
    assert (enrollment.starts_on.isoformat(), enrollment.planned_weeks) == ("2026-11-30", 12)
    text = sam.get(answer.location).text("main")
    assert "School, Evening college" in text
    assert "Mon, Wed · 9:00 AM – 1:30 PM · full time" in text
    assert count(AuditEvent, action="enrolled", participant_id=participant.id) == 1


def test_without_an_activity_no_plan_is_kept(sam):
    before = count(DaytimePlanRow)
    assert enroll(sam, activity="").status_code == 303
    assert count(DaytimePlanRow) == before


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Ana Lía M.", "ana-lia-m"),
        ("Terrence “TJ” Whitfield-Abernathy", "terrence-tj-whitfield-abernathy"),
        ("O’Brien", "obrien"),
        ("李小龍", "guest"),
        ("  Zoë  ", "zoe"),
        ("Jordan", "jordan"),
        ("x" * 120, "x" * 36),
        ("<script>alert(1)</script>", "script-alert-1-script"),
    ],
)
def test_an_odd_name_gets_a_name_to_sign_in_and_is_shown_as_it_is(sam, name, username):
    answer = enroll(sam, name=name, username="")
    assert answer.status_code == 303
    assert re.fullmatch(rf"{username}-\d{{3}}", rows(Account)[-1].username)
    assert sam.get(answer.location).text("h1") == name.strip()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Enter the name that staff know this person by."),
        ("name", "x" * 121, "Enter the name that staff know this person by."),
        ("username", "jordan", "Somebody has this name already. Choose another."),
        ("username", "JORDAN ", "Somebody has this name already. Choose another."),
        ("username", "ana m", "Use letters a to z, digits, dots or hyphens, at most 40."),
        ("username", "a" * 41, "Use letters a to z, digits, dots or hyphens, at most 40."),
        ("starts_on", "", FIRST_DAY),
        (
            "starts_on",
            "2026-02-30",
            FIRST_DAY,
        ),
        (
            "starts_on",
            "11/30/2026",
            FIRST_DAY,
        ),
        ("planned_weeks", "0", "Enter a number of weeks from 1 to 104."),
        ("planned_weeks", "105", "Enter a number of weeks from 1 to 104."),
        ("planned_weeks", "12345678901234567890", "Enter a number of weeks from 1 to 104."),
        ("planned_weeks", "-3", "Enter a number of weeks from 1 to 104."),
        ("planned_weeks", "²", "Enter a number of weeks from 1 to 104."),
        ("plan_days", [], "Choose at least one day."),
        ("plan_starts", "9h", TWO_TIMES),
        ("plan_ends", "09:00", TWO_TIMES),
        (
            "starts_on",
            "2030-11-23",
            FIRST_DAY,
        ),
        ("plan_ends", "25:61", TWO_TIMES),
    ],
)
def test_a_bad_field_is_named_and_everything_typed_is_kept(sam, field, value, said):
    before = count(Account)
    answer = enroll(sam, **{field: value})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert "What you typed is still here." in page.text("main")
    for name in {"name", "username", "starts_on", "planned_weeks", "plan_place"} - {field}:
        assert page.value(name) == GOOD[name]
    assert count(Account) == before


def test_a_night_shift_ends_on_the_morning_after(sam):
    answer = enroll(sam, plan_starts="22:00", plan_ends="6:00 AM")
    assert answer.status_code == 303
    assert "10:00 PM – 6:00 AM the morning after" in sam.get(answer.location).text("main")


def test_two_bad_fields_are_named_at_once(sam):
    text = lint(enroll(sam, name="", planned_weeks="many").text).text("main")
    assert "Enter the name" in text
    assert "Enter a number of weeks" in text


def test_an_activity_that_nobody_offered_is_no_plan(sam):
    assert enroll(sam, activity="gambling").status_code == 303
    assert count(DaytimePlanRow, place="Evening college") == 0


def test_an_invitation_is_shown_once_and_only_its_hashes_are_kept(sam, cast):
    answer = sam.send(page_of(cast, "jordan"), f"{page_of(cast, 'jordan')}/invitation")
    assert answer.status_code == 200
    token, shown_code = invitation(answer)
    assert "https://day.example.org/invite#" in answer.text
    assert "Thu, Nov 26, 5:20 PM" in lint(answer.text).text("main")
    (row,) = rows(Invitation)
    assert (row.token_hash, row.code_hash) == (
        token_hash(token),
        token_hash(shown_code.replace("-", "")),
    )
    later = sam.get(page_of(cast, "jordan")).html
    assert "It works until Thu, Nov 26, 5:20 PM." in later
    assert token not in later
    assert shown_code not in later


def test_an_invitation_leaves_an_audit_row(sam, cast):
    sam.send(page_of(cast, "jordan"), f"{page_of(cast, 'jordan')}/invitation")
    (row,) = rows(AuditEvent, action="invited")
    assert row.actor_id == cast.sam.account_id
    assert row.participant_id == cast.jordan.participant_id


def test_a_second_invitation_withdraws_the_first(sam, cast, anybody):
    address = f"{page_of(cast, 'jordan')}/invitation"
    first, second = (invitation(sam.post(address)) for _ in range(2))
    assert [row.withdrawn_at is None for row in rows(Invitation)] == [False, True]
    for used in first:
        assert anybody.post("/invite", code=used).status_code == 422
    for good in second:
        assert anybody.post("/invite", code=good).status_code == 200


def test_ending_all_sign_ins_of_a_participant_ends_theirs_only(sam, cast, signed_in):
    jordan, again, maria = signed_in("jordan"), signed_in("jordan"), signed_in("maria")
    assert "On 2 phones or browsers." in sam.get(page_of(cast, "jordan")).text("main")
    answer = sam.send(page_of(cast, "jordan"), f"{page_of(cast, 'jordan')}/end-sign-ins")
    assert (answer.status_code, answer.location) == (303, page_of(cast, "jordan"))
    assert jordan.raw("/today").status_code == again.raw("/today").status_code == 303
    maria.get("/today")
    assert all(row.ended_at for row in rows(SignIn, account_id=cast.jordan.account_id))
    assert count(AuditEvent, action="ended_sign_ins", actor_id=cast.sam.account_id) == 1


@pytest.mark.parametrize("what", ["", "/invitation", "/end-sign-ins"])
def test_a_participant_of_another_program_is_not_there(sam, cast, what):
    address = page_of(cast, "priya") + what
    answer = sam.post(address) if what else sam.raw(address)
    assert answer.status_code == 404
    assert count(Invitation) == 0


def test_looking_at_people_leaves_a_row_for_each_of_them(sam, cast):
    sam.get(PEOPLE)
    sam.get(page_of(cast, "jordan"))
    seen = [(row.participant_id, row.detail) for row in rows(AuditEvent, action="viewed")]
    jordan, maria = cast.jordan.participant_id, cast.maria.participant_id
    assert sorted(seen) == sorted([(jordan, "people"), (maria, "people"), (jordan, "person")])


def test_if_the_look_cannot_be_written_down_nothing_is_shown(sam, cast, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("webapp.actions.audit.record_views", refuse)
    for address in (PEOPLE, page_of(cast, "jordan"), "/program/sessions"):
        answer = sam.raw(address)
        assert answer.status_code == 500
        assert "Jordan" not in answer.text


def test_a_card_that_is_out_is_not_withdrawn_without_a_word(sam, cast):
    address = f"/program/people/{cast.maria.key}"
    sam.send(address, f"{address}/invitation")
    page = sam.get(address)
    assert "The card that Maria L. has now stops working." in page.text(".confirm")
    assert page.form(f"{address}/invitation")


def test_staff_read_the_personal_number_there(sam, cast):
    number = rows(Participant, id=cast.jordan.participant_id)[0].number
    page = sam.get(f"/program/people/{cast.jordan.key}")
    assert f"{number[:3]} {number[3:]}" in page.text("main")


def test_an_enrollment_is_ended_on_a_day_and_taken_back(signed_in, cast):
    sam, at = signed_in("sam"), f"/program/people/{cast.jordan.key}"
    refused = sam.send(at, f"{at}/end", last_day="2024-01-01")
    assert refused.status_code == 422
    assert 'value="2024-01-01"' in refused.text
    assert sam.send(at, f"{at}/end", last_day="2026-11-22").status_code == 303
    assert "the last day was Sunday, November 22" in sam.get(at).text("main")
    people = sam.get("/program/people")
    assert people.text("h1") == "1 participant"
    assert "Ended 1" in people.text(".filters")
    ended = sam.get("/program/people?show=ended")
    assert "until Sunday, November 22, 2026" in ended.text("tbody")
    assert "Your time at New Light ended" in signed_in("jordan").get("/record").text("main")
    assert sam.send(at, f"{at}/end", stays="1").status_code == 303
    assert sam.get("/program/people").text("h1") == "2 participants"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jor", ["Jordan M."]),
        ("  MARIA ", ["Maria L."]),
        ("m", ["Jordan M.", "Maria L."]),
        ("María", ["Maria L."]),
        ("Priya", []),
    ],
)
def test_somebody_is_found_by_a_part_of_their_name(signed_in, typed, found):
    page = lint(signed_in("sam").send("/program/people", name=typed).text)
    assert [" ".join(th.to_text().split()) for th in page.all("tbody th")] == found
    assert ("Nobody is called that" in page.text("main")) == (not found)


def test_no_letters_lead_back_to_everybody(sam):
    assert sam.send(PEOPLE, name="  ").location == PEOPLE


def test_filters_are_addresses_that_name_nobody(sam):
    page = sam.get(f"{PEOPLE}?show=no_phone&sort=first_day")
    assert page.text("[aria-current=true]") == "No phone for reminders 2"
    assert [" ".join(th.to_text().split()) for th in page.all("tbody th")] == [
        "Jordan M.",
        "Maria L.",
    ]
    assert "Nobody begins in the next 14 days." in sam.get(f"{PEOPLE}?show=starting").text("main")


@pytest.mark.parametrize("odd", ["show=x", "sort=x", "page=x", "page=0", "page=999", "show="])
def test_an_odd_address_shows_everybody_from_the_beginning(sam, odd):
    page = sam.get(f"{PEOPLE}?{odd}")
    assert page.text("[aria-current=true]") == "Everybody 2"
    assert len(page.all("tbody tr")) == 2


def test_the_list_comes_in_pages_with_a_way_on(sam, cast, now):
    for number in range(60):
        new = NewParticipant(f"P {number:02}", "", now.date(), 12)
        enroll_action(new, program_id=cast.sam.program_id, by=None, now=now, true_now=now)
    page = sam.get(f"{PEOPLE}?show=uninvited")
    assert "1 to 50 of 60" in page.text("main")
    (next_page,) = page.all("a[rel=next]")
    page = sam.get(next_page.attrs["href"])
    assert "51 to 60 of 60" in page.text("main")
    assert len(page.all("tbody tr")) == 10
    found = lint(sam.send(PEOPLE, name="p").text)
    assert "These are the first 50: type more letters." in found.text("main")
