"""How a check-in came to be known, in words."""

import pytest

from tests.helpers.clock import at
from tests.helpers.desk import screen_of
from tests.helpers.rows import rows
from webapp.domain.record import CheckIn, Evidence
from webapp.models.people import Participant
from webapp.routes.evidence_words import known_by


@pytest.mark.parametrize(
    ("evidence", "by", "said"),
    [
        (Evidence.CODE, "", ""),
        (Evidence.SENT_LATER, "", ""),
        (Evidence.STAFF, "Sam K.", "Recorded by Sam K."),
        (
            Evidence.FRONT_DESK,
            "Sam K.",
            "Personal number at the front desk, a screen that Sam K. paired",
        ),
    ],
)
def test_each_says_who_else_had_a_part_in_it(app, evidence, by, said):
    with app.test_request_context("/"):
        assert known_by(CheckIn("c", at("2026-11-23 17:20"), evidence, by)) == said


def test_the_participant_reads_that_it_was_a_number_and_not_that_staff_saw_them(
    app, cast, viewer, signed_in, now
):
    number = rows(Participant, id=cast.jordan.participant_id)[0].number
    screen_of(app, viewer("sam"), now).send("/kiosk/number", number=number)
    jordan = signed_in("jordan")
    today = jordan.get("/today").text("main")
    assert "Personal number at the front desk, a screen that Sam K. paired." in today
    week = jordan.get("/week").text("main")
    assert "with a personal number, on a screen that Sam K. paired" in week
    assert "ecorded by" not in today + week
