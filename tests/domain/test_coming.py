from __future__ import annotations

import pytest

from tests.helpers.days import at, evening, facts
from webapp.domain.answers import Answer, Reason
from webapp.domain.attendance import Attendance, derive
from webapp.domain.coming import answers_open, may_answer
from webapp.domain.record import NOTHING

EVENING = evening()
EVERYTHING = tuple(Answer)


def seen(now: str) -> Attendance:
    return derive(EVENING, NOTHING, at(now))


@pytest.mark.parametrize(
    ("now", "open_then"),
    [
        ("0:00", (Answer.CANNOT_COME,)),
        ("15:44:59", (Answer.CANNOT_COME,)),
        ("15:45:00", EVERYTHING),
        ("17:45", EVERYTHING),
        ("21:00:00", EVERYTHING),
        ("21:00:01", ()),
    ],
)
def test_on_the_way_is_for_the_last_two_hours_and_nothing_is_for_after_the_end(
    now: str, open_then: tuple[Answer, ...]
) -> None:
    assert answers_open(seen(now), at(now)) == open_then


def test_who_is_in_is_not_asked() -> None:
    assert answers_open(derive(EVENING, facts(at("17:40")), at("17:50")), at("17:50")) == ()


def test_nobody_is_asked_about_a_cancelled_session() -> None:
    called_off = derive(evening(cancelled=True), NOTHING, at("17:00"))
    assert answers_open(called_off, at("17:00")) == ()


@pytest.mark.parametrize(
    ("answer", "reason", "may"),
    [
        (Answer.CANNOT_COME, Reason.ILL, True),
        (Answer.CANNOT_COME, None, False),
        (Answer.ON_MY_WAY, None, True),
        (Answer.RUNNING_LATE, Reason.WORK, False),
    ],
)
def test_only_cannot_come_has_a_reason_and_needs_one(
    answer: Answer, reason: Reason | None, may: bool
) -> None:
    assert may_answer(seen("17:00"), answer, reason, at("17:00")) is may
