"""What goes wrong on the way to a page, and what it says."""

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count
from webapp.models.attendance import DayMarkRow


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


def heading(answer):
    return lint(answer.text).text("h1")


def test_a_page_that_is_not_there_says_so_and_leads_back(anybody):
    answer = anybody.raw("/nowhere")
    assert answer.status_code == 404
    assert heading(answer) == "Nothing here"
    assert lint(answer.text).all("main a[href='/']")


def test_a_method_that_is_not_meant_is_refused(anybody):
    answer = anybody.submit("/help", data={"csrf_token": anybody.form_token()})
    assert (answer.status_code, heading(answer)) == (405, "That didn’t work")


@pytest.mark.parametrize("token", [None, "", "forged", "x.y.z"])
def test_without_a_good_form_token_nothing_is_saved(jordan, token):
    form = {"mark": "wake_up"} | ({} if token is None else {"csrf_token": token})
    answer = jordan.submit("/today/marks", data=form)
    assert answer.status_code == 400
    assert heading(answer) == "This page was open too long"
    assert "Nothing was saved." in answer.text
    assert count(DayMarkRow) == 0


def test_the_form_token_of_another_browser_is_not_good(jordan, signed_in):
    form = {"mark": "wake_up", "csrf_token": signed_in("maria").form_token()}
    assert jordan.submit("/today/marks", data=form).status_code == 400
    assert count(DayMarkRow) == 0


def test_a_form_of_somebody_signed_out_is_not_saved_and_their_words_can_be_copied(anybody):
    form = {
        "csrf_token": anybody.form_token(),
        "day": "2026-11-23",
        "note": "It helped <a lot>",
        "name": "Harbor group",
    }
    answer = anybody.submit("/meetings/new", data=form)
    assert (answer.status_code, heading(answer)) == (401, "You were signed out")
    page = lint(answer.text)
    assert page.text("textarea") == "It helped <a lot> Harbor group"
    assert form["csrf_token"] not in answer.text
    assert "So this was not saved." in page.text("main")


def test_a_page_that_was_open_too_long_gives_the_words_back(jordan):
    form = {"csrf_token": "of another session", "name": "Harbor group", "day": "2026-11-23"}
    answer = jordan.submit("/meetings/new", data=form)
    assert answer.status_code == 400
    assert lint(answer.text).text("textarea") == "Harbor group"


@pytest.mark.parametrize("path", ["/invite/redeem", "/invite", "/sign-in", "/setup"])
def test_secret_words_are_never_given_back(anybody, path):
    words = "amber river stone cloud"
    form = {"csrf_token": "of another session", "passcode": words, "passcode_again": words}
    assert "amber" not in anybody.submit(path, data=form).text


def test_where_no_words_were_typed_there_are_none_to_copy(anybody):
    form = {"csrf_token": anybody.form_token(), "mark": "wake_up"}
    answer = anybody.submit("/today/marks", data=form)
    assert answer.status_code == 401
    assert "<textarea" not in answer.text


def test_htmx_reloads_the_page_that_was_open_too_long(jordan):
    answer = jordan.submit("/today/marks", data={"mark": "wake_up"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (400, "true")


def test_a_form_token_has_no_time_limit(jordan, clock):
    form = {"mark": "wake_up", "csrf_token": jordan.form_token()}
    clock.forward(hours=6)
    assert jordan.submit("/today/marks", data=form).status_code == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_on_another_site_is_refused_whatever_its_token(jordan, site):
    form = {"mark": "wake_up", "csrf_token": jordan.form_token()}
    answer = jordan.submit("/today/marks", data=form, headers={"Sec-Fetch-Site": site})
    assert (answer.status_code, heading(answer)) == (400, "That didn’t work")
    assert count(DayMarkRow) == 0


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_ones_own_form_is_heard(jordan, site):
    form = {"mark": "wake_up", "csrf_token": jordan.form_token()}
    answer = jordan.submit("/today/marks", data=form, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 303


def test_a_link_on_another_site_opens_a_page(jordan):
    assert jordan.raw("/today", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_form_larger_than_anything_asked_for_is_refused(jordan):
    form = {"csrf_token": jordan.form_token(), "name": "x" * 70_000}
    answer = jordan.submit("/meetings/new", data=form)
    assert (answer.status_code, heading(answer)) == (413, "That was too much")


def test_a_nul_that_no_keyboard_makes_and_postgresql_cannot_keep_is_refused(jordan):
    form = {"csrf_token": jordan.form_token(), "mark": "wake_up", "key": "a\0b"}
    assert jordan.submit("/today/marks", data=form).status_code == 400
    assert jordan.raw("/today/%00").status_code == 400
    assert jordan.raw("/program/sessions?version=%00").status_code == 400
    assert count(DayMarkRow) == 0


@pytest.mark.parametrize("path", ["/program/people/%F0%9F%8C%85", "/today/..%2f.."])
def test_an_odd_address_is_simply_not_there(jordan, path):
    assert jordan.raw(path).status_code == 404


@pytest.mark.parametrize("value", ["\ud83d".encode("utf-8", "surrogatepass"), "🌅" * 50])
@pytest.mark.parametrize("field", ["code", "key"])
def test_odd_characters_in_a_form_never_break_it(jordan, field, value):
    form = {"csrf_token": jordan.form_token(), "code": "123456", "key": "k", field: value}
    assert jordan.submit("/check-in", data=form).status_code == 422


@pytest.mark.parametrize("field", ["name", "town", "key"])
@pytest.mark.parametrize("value", ["line\nbreak", "\u202e", "🌅"])
def test_odd_characters_in_a_meeting_are_kept_or_refused_but_never_break_it(jordan, field, value):
    form = {"fellowship": "aa", "day": "yesterday", "starts": "12:00", "mode": "phone"}
    form |= {"csrf_token": jordan.form_token(), field: value}
    assert jordan.submit("/meetings/new", data=form).status_code in (303, 422)
    jordan.get("/meetings")
