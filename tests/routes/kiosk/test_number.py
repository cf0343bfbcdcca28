"""No phone: a personal number, and an answer that is a time and never a name."""

import pytest

from tests.helpers.desk import screen_of
from tests.helpers.rows import count, rows
from webapp.models.attendance import CheckInRow
from webapp.models.people import Account, Participant


@pytest.fixture
def screen(app, viewer, now):
    return screen_of(app, viewer("sam"), now)


@pytest.fixture
def number(cast):
    return rows(Participant, id=cast.jordan.participant_id)[0].number


def said(answer):
    return answer.text.replace("\u202f", " ")


def test_the_answer_is_the_time(screen, number):
    answer = screen.send("/kiosk/number", number=number)
    assert answer.status_code == 200
    assert "Checked in at 5:20 PM." in said(answer)
    assert count(CheckInRow) == 1


def test_typed_again_it_says_since_when(screen, number, clock):
    screen.send("/kiosk/number", number=number)
    clock.forward(minutes=5)
    assert "Already in since 5:20 PM." in said(screen.send("/kiosk/number", number=number))
    assert count(CheckInRow) == 1


def test_a_wrong_number_has_one_plain_answer_and_the_form_stays(screen):
    answer = screen.send("/kiosk/number", number="000000")
    assert answer.status_code == 422
    assert "That number isn’t known here. Look again, or ask staff." in answer.text
    assert 'name="number"' in answer.text
    assert "000000" not in answer.text


def test_after_several_it_says_how_long_to_wait(screen, number):
    for _ in range(5):
        answer = screen.send("/kiosk/number", number="000000")
    assert "Wait 2 seconds before the next try." in answer.text
    assert "type it again." in screen.send("/kiosk/number", number=number).text


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2026-11-23 16:00", "Check-in opens at 5:15 PM."),
        ("2026-11-23 18:30", "Check-in closed at 6:15 PM."),
        ("2026-11-23 22:00", "Today’s session is over."),
        ("2026-11-24 17:20", "You have no session today."),
    ],
)
def test_outside_the_hours_it_says_so(screen, number, clock, time, words):
    clock.set(time)
    answer = screen.send("/kiosk/number", number=number)
    assert answer.status_code == 422
    assert words in said(answer)
    assert count(CheckInRow) == 0


def test_no_answer_names_anybody(screen, number, cast, clock):
    answers = [screen.send("/kiosk/number", number=each) for each in (number, number, "000000")]
    clock.set("2026-11-24 17:20")
    answers.append(screen.send("/kiosk/number", number=number))
    answers += [screen.raw(path) for path in ("/kiosk", "/kiosk/number", "/kiosk/contact")]
    pages = [answer.text for answer in answers]
    told = [each.name.split()[0] for each in rows(Account)] + ["New Light", number]
    assert [word for page in pages for word in told if word in page] == []


def test_only_a_paired_screen_has_it(anybody, signed_in):
    for browser in (anybody, signed_in("sam"), signed_in("jordan")):
        assert browser.raw("/kiosk/number").location == "/kiosk"
        assert browser.post("/kiosk/number", number="123456").location == "/kiosk"


def test_the_page_goes_back_to_the_code_without_scripts_too(screen, number):
    assert 'content="60; url=/kiosk"' in screen.raw("/kiosk/number").text
    assert 'content="12; url=/kiosk"' in screen.send("/kiosk/number", number=number).text
