"""The form of a line is read as it was filled, and filled as it was read."""

import pytest
from werkzeug.datastructures import MultiDict

from tests.helpers.days import blocks
from webapp.domain.blocks import Block, Kind, Level
from webapp.domain.wall_clock import WallTime
from webapp.routes.program.line_form import LineForm, filled


@pytest.fixture(autouse=True)
def _request(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("program", ["new_light", "baystate"])
def test_what_a_program_has_comes_back_from_its_form_as_it_was(program):
    for about in {block.about for block in blocks(program)}:
        own = sorted((b for b in blocks(program) if b.about == about), key=lambda b: b.starts)
        form = filled(own, own, Level.PROGRAM)
        read = LineForm(form, about, Level.PROGRAM)
        assert sorted(read.blocks(), key=lambda b: b.starts) == own
        assert read.errors == {}


def test_a_session_goes_on_past_midnight():
    form = MultiDict(
        [
            ("days-0", "4"),
            *(("kind-0-0", "arrive"), ("starts-0-0", "22:00")),
            *(("kind-0-1", "treatment"), ("starts-0-1", "22:15"), ("ends-0-1", "01:00")),
            *(("kind-0-2", "leave"), ("starts-0-2", "01:15")),
        ]
    )
    found = LineForm(form, (None, "Night"), Level.PROGRAM).blocks()
    assert [str(block.starts) for block in found] == ["22:00", "22:15", "25:15"]
    assert found[1].ends == WallTime(25 * 60)


def test_other_days_can_have_other_times():
    form = MultiDict(
        [("days-0", "0"), ("starts-0-0", "7:00"), ("days-1", "6"), ("starts-1-0", "9:00")]
    )
    found = LineForm(form, (Kind.WAKE_UP, ""), Level.PROGRAM).blocks()
    assert [(set(b.weekdays), str(b.starts)) for b in found] == [({0}, "07:00"), ({6}, "09:00")]


def test_not_at_all_is_a_line_on_no_weekday_and_as_the_program_has_it_is_none():
    about = (Kind.WAKE_UP, "")
    (none,) = LineForm(MultiDict([("own", "none")]), about, Level.PARTICIPANT).blocks()
    assert none.weekdays == frozenset()
    assert filled([none], [], Level.PARTICIPANT)["own"] == "none"
    assert LineForm(MultiDict([("own", "programs")]), about, Level.PARTICIPANT).blocks() == ()
    assert filled([], [], Level.PARTICIPANT)["own"] == "programs"
    one = Block(Kind.WAKE_UP, "Up", frozenset({0}), WallTime(300), level=Level.PARTICIPANT)
    assert filled([one], [one], Level.PARTICIPANT)["own"] == "own"
