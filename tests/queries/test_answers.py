"""The latest answer counts, for its own session and person."""

from webapp.actions.answer import answer
from webapp.domain.answers import Answer, Reason
from webapp.queries import answers


def test_the_latest_answer_counts(viewer, clock):
    jordan, day = viewer("jordan"), clock.now().date()
    answer(jordan, Answer.RUNNING_LATE, None, "one", clock.now())
    clock.forward(minutes=5)
    answer(jordan, Answer.CANNOT_COME, Reason.ILL, "two", clock.now())
    found = answers.of_participant(jordan.participant_id, day)["Evening"]
    assert (found.answer, found.reason, found.at) == (Answer.CANNOT_COME, Reason.ILL, clock.now())


def test_everybody_has_their_own(viewer, cast, now):
    answer(viewer("jordan"), Answer.ON_MY_WAY, None, "k", now)
    answer(viewer("maria"), Answer.RUNNING_LATE, None, "k", now)
    found = answers.of_program(cast.jordan.program_id, now.date())
    assert {key: said.answer for key, said in found.items()} == {
        (cast.jordan.participant_id, "Evening"): Answer.ON_MY_WAY,
        (cast.maria.participant_id, "Evening"): Answer.RUNNING_LATE,
    }
    assert answers.of_program(cast.priya.program_id, now.date()) == {}
