"""Who shares their log: the latest word counts, for the program that they are in."""

from sqlalchemy import update

from tests.helpers.slips import shares
from webapp.models.base import transaction
from webapp.models.people import Enrollment
from webapp.queries import log_sharing


def test_it_says_since_when_and_the_latest_word_counts(viewer, clock):
    jordan = viewer("jordan")
    shares(jordan, clock.now())
    clock.forward(minutes=5)
    shares(jordan, clock.now(), is_on=False)
    clock.forward(minutes=5)
    shares(jordan, clock.now())
    assert log_sharing.since(jordan, clock.now()) == clock.now()


def test_a_program_knows_those_of_its_own(viewer, cast, now):
    for who in ("jordan", "maria", "priya"):
        shares(viewer(who), now)
    shares(viewer("maria"), now, is_on=False)
    assert log_sharing.in_program(cast.sam.program_id) == {cast.jordan.participant_id}
    assert log_sharing.in_program(cast.kim.program_id) == {cast.priya.participant_id}


def test_another_program_that_they_come_to_is_given_nothing(viewer, cast, now):
    shares(viewer("jordan"), now)
    with transaction() as session:
        session.execute(
            update(Enrollment)
            .where(Enrollment.participant_id == cast.jordan.participant_id)
            .values(program_id=cast.kim.program_id)
        )
    for program_id in (cast.sam.program_id, cast.kim.program_id):
        assert log_sharing.in_program(program_id) == set()
    assert log_sharing.of_participant(cast.jordan.participant_id, cast.kim.program_id) is None
