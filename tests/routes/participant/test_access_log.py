"""Who saw my information."""

from tests.helpers import houses
from webapp.domain.consent import Scope


def test_nobody_yet(signed_in):
    assert "Nobody yet." in signed_in("jordan").get("/you/access-log").text()


def test_each_look_is_there_with_who_what_where_and_when(signed_in, viewer, now, clock):
    scopes = frozenset({Scope.SCHEDULE, Scope.MEETING_COUNT})
    houses.sign(viewer("jordan"), "Jordan at Maple", now, scopes)
    dana = signed_in("dana")
    dana.get("/house/board")
    clock.forward(minutes=5)
    dana.get("/house/roll-call")
    jordan = signed_in("jordan")
    lines = [li.to_text() for li in jordan.get("/you/access-log").all(".rows li")]
    said = [" ".join(line.split()) for line in lines]
    assert said == [
        "Dana V., Maple House When you’re away · in the roll call Today 5:25 PM",
        "Dana V., Maple House When you’re away, How many meetings · on the board Today 5:20 PM",
    ]
    assert "on the board" in jordan.get("/you/sharing").text()


def test_it_is_nobody_elses(signed_in, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    signed_in("dana").get("/house/board")
    assert "Nobody yet." in signed_in("maria").get("/you/access-log").text()
