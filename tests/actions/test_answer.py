"""On my way, running late, cannot come: written down once, as said."""

from tests.helpers.rows import count, rows
from webapp.actions.answer import answer
from webapp.domain.answers import Answer, Reason
from webapp.models.answers import ArrivalAnswerRow


def test_an_answer_is_kept_with_its_session_and_instant(viewer, now):
    assert answer(viewer("jordan"), Answer.CANNOT_COME, Reason.WORK, "k", now)
    (row,) = rows(ArrivalAnswerRow)
    assert (row.session, row.day, row.at) == ("Evening", now.date(), now)
    assert (row.answer, row.reason) == (Answer.CANNOT_COME, Reason.WORK)


def test_the_same_form_sent_again_adds_nothing(viewer, clock):
    jordan = viewer("jordan")
    for _ in range(3):
        assert answer(jordan, Answer.ON_MY_WAY, None, "k", clock.now())
        clock.forward(hours=4)
    assert count(ArrivalAnswerRow) == 1


def test_what_cannot_be_said_is_not_written_down(viewer, clock):
    assert not answer(viewer("jordan"), Answer.CANNOT_COME, None, "k", clock.now())
    clock.set("2026-11-24 12:00")
    assert not answer(viewer("jordan"), Answer.ON_MY_WAY, None, "k", clock.now())
    assert count(ArrivalAnswerRow) == 0
