"""The words and the flat line of a house's pages."""

import pytest

from tests.helpers import houses
from tests.helpers.clock import at
from tests.helpers.days import NEW_YORK
from webapp.actions import leave_house
from webapp.domain.consent import OFFERED, Scope
from webapp.domain.consent_text import IN_WORDS
from webapp.domain.house import Reason, RollWord, Stand, Standing
from webapp.domain.wall_clock import later
from webapp.queries import board
from webapp.routes import house_words

TODAY = at("2026-11-23 18:00")


@pytest.mark.parametrize(
    ("stand", "word", "fact"),
    [
        (Stand(Standing.NO_WORD), "No word yet", "Nothing written down since last night"),
        (
            Stand(Standing.NO_WORD, at("2026-11-23 12:30")),
            "No word yet",
            "Was away until 12:30 PM",
        ),
        (
            Stand(Standing.NOT_SEEN, at("2026-11-22 23:02")),
            "Not seen",
            "At roll call, 11:02 PM yesterday",
        ),
        (
            Stand(Standing.IN, at("2026-11-21 23:02"), reason=RollWord.IN),
            "In",
            "At roll call, Sat, Nov 21, 11:02 PM",
        ),
        (Stand(Standing.IN, at("2026-11-23 15:40")), "In since 3:40 PM", ""),
        (
            Stand(Standing.OUT, at("2026-11-22 23:02"), reason=RollWord.MEDICAL),
            "Medical",
            "At roll call, 11:02 PM yesterday",
        ),
        (
            Stand(Standing.OUT, at("2026-11-23 14:00"), at("2026-11-24 09:00"), Reason.PASS),
            "Overnight pass, back by 9:00 AM tomorrow",
            "Left 2:00 PM",
        ),
        (
            Stand(Standing.LATE, at("2026-11-23 14:00"), at("2026-11-23 17:30"), Reason.OUT),
            "Late, due 5:30 PM",
            "Left 2:00 PM",
        ),
        (
            Stand(Standing.AWAY, at("2026-11-23 11:20"), at("2026-11-23 14:05")),
            "Away 11:20 AM – 2:05 PM",
            "",
        ),
    ],
)
def test_where_somebody_is_in_words(app, stand, word, fact):
    with app.test_request_context():
        assert house_words.stand_word(stand, NEW_YORK, TODAY.date()) == word
        assert house_words.stand_fact(stand, NEW_YORK, TODAY.date()) == fact


@pytest.mark.parametrize(
    ("time", "minute"), [("03:00", 4), ("07:00", 4), ("12:00", 300), ("23:30", 956)]
)
def test_the_line_goes_from_seven_to_eleven(time, minute):
    assert house_words.minute_of_line(at(f"2026-11-23 {time}"), NEW_YORK) == minute


def test_the_strip_draws_who_is_out_and_by_how_much_they_are_late(app, viewer, now):
    dana = viewer("dana")
    chris = houses.resident(dana, "Chris at Maple", now)
    due = later(now, -60)
    leave_house.leave(dana, chris, Reason.OUT, "k", due_at=due, now=later(now, -120))
    page = board.load(dana, dana.houses[0], now)
    with app.test_request_context():
        strip = house_words.strip(page.rows[0], page)
    assert (strip.now, strip.outlines, strip.late) == (620, ((500, 120),), (560, 60))
    assert strip.says == "Late, due 4:20 PM, Left 3:20 PM"


def test_whatever_can_be_ticked_has_words_for_the_one_who_signs_for_the_house_and_for_staff():
    for words in (IN_WORDS, house_words.SCOPE, house_words.SCOPE_FOR_HOUSE):
        assert set(OFFERED) <= set(words)


@pytest.mark.parametrize("scope", OFFERED)
def test_whatever_is_shared_is_named_to_all_who_are_told_of_it(
    app, signed_in, viewer, cast, now, scope
):
    houses.sign(viewer("jordan"), "Jordan at Maple", now, frozenset({scope}))
    with app.test_request_context():
        theirs = str(house_words.SCOPE[scope][0])
        the_houses = str(house_words.SCOPE_FOR_HOUSE[scope])
    key = houses.resident(viewer("dana"), "Jordan at Maple", now).key
    shown = signed_in("dana").get(f"/house/residents/{key}").text(".legal")
    assert f"Jordan at Maple shares with consent: {the_houses}. Ends" in shown
    jordan = signed_in("jordan")
    assert theirs in jordan.get("/you/sharing").text(".consent .is-shared")
    assert theirs in jordan.get("/you/access-log").text(".rows")
    staff = signed_in("sam").get(f"/program/people/{cast.jordan.key}")
    assert staff.text(".consent .is-shared") == the_houses


def test_the_line_of_a_house_names_the_tests(signed_in, viewer, now):
    scopes = frozenset({Scope.ENROLLMENT, Scope.TEST_DONE})
    houses.sign(viewer("jordan"), "Jordan at Maple", now, scopes)
    key = houses.resident(viewer("dana"), "Jordan at Maple", now).key
    shown = signed_in("dana").get(f"/house/residents/{key}").text(".legal")
    assert "shares with consent: enrollment, tests done or missed. Ends" in shown
