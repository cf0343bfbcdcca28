"""The words for what holds at the door."""

import pytest

from tests.helpers.clock import at
from webapp.domain.desk import Says, Sign
from webapp.domain.wall_clock import zone_named
from webapp.routes.kiosk.signs import heading

ZONE = zone_named("America/New_York")


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (Says.OPEN, "Check in with this code"),
        (Says.OPENS_TODAY, "Check-in opens at 5:15 PM"),
        (Says.CLOSED, "Check-in closed at 5:15 PM. Staff can check you in"),
        (Says.OPENS_LATER, "Check-in opens Wed, Nov 25, 5:15 PM"),
        (Says.NOTHING_PLANNED, "No session is planned"),
    ],
)
def test_each_has_its_own(app, says, words):
    with app.test_request_context("/"):
        said = heading(Sign(at("2026-11-23 12:00"), says, at("2026-11-25 17:15")), ZONE)
    assert said.replace("\u202f", " ") == words
