"""Before a consent ends it is said: on Today for a few days, under You all the while."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.helpers import houses
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.house import Residency
from webapp.models.people import Enrollment

ENDS = "Your sharing with Maple House ends"
GO_ON = "sign again if you want it to go on"


@pytest.fixture
def key(viewer, now):
    """It ends on March 3, 2027, and cannot go on: 30 days after the planned discharge."""
    return houses.sign(viewer("jordan"), "Jordan at Maple", now)


@pytest.fixture
def signed_a_year_ago(viewer, now):
    """By somebody whose program lasts longer than that: it ends on December 5, 2026."""
    then = Instant(now - timedelta(days=353))
    with transaction() as session:
        session.execute(update(Residency).values(moved_in=then.date()))
        session.execute(update(Enrollment).values(planned_weeks=200))
    houses.sign(viewer("jordan"), "Jordan at Maple", then)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-02-16", None),
        ("2027-02-17", "ends Wed, Mar 3."),
        ("2027-02-19", "ends Wed, Mar 3."),
        ("2027-02-20", None),
        ("2027-02-27", None),
        ("2027-02-28", "ends Wed, Mar 3."),
        ("2027-03-02", "ends tomorrow."),
        ("2027-03-03", "ends today."),
        ("2027-03-04", None),
    ],
)
def test_today_says_it_on_few_days(signed_in, clock, key, day, said):
    clock.set(f"{day} 09:00")
    jordan = signed_in("jordan")
    for text in (jordan.get("/today").text(), jordan.fragment("/today").text("#day")):
        assert (ENDS in text) == (said is not None)
        assert (said or "Wake up") in text
    assert ENDS not in jordan.get(f"/today/{day[:8]}25").text()


@pytest.mark.parametrize("day", ["2027-02-17", "2027-02-24", "2027-03-03"])
def test_under_you_it_stands_all_the_while(signed_in, clock, key, day):
    clock.set(f"{day} 09:00")
    text = signed_in("jordan").get("/you/sharing").text()
    assert ENDS in text
    assert "can’t go on for longer than 30 days after the planned end of your program" in text
    assert GO_ON not in text


def test_who_read_it_there_is_not_told_again_on_today_until_the_last_days(signed_in, clock, key):
    clock.set("2027-02-17 09:00")
    jordan = signed_in("jordan")
    assert ENDS in jordan.get("/today").text()
    jordan.get("/you/sharing")
    assert ENDS not in jordan.get("/today").text()
    clock.set("2027-02-25 09:00")
    jordan.get("/you/sharing")
    clock.set("2027-02-28 09:00")
    assert ENDS in jordan.get("/today").text()
    jordan.get("/you/sharing")
    assert ENDS not in jordan.get("/today").text()


def test_signing_again_takes_its_place_and_the_end_is_far_away(
    signed_in, viewer, now, signed_a_year_ago
):
    jordan = signed_in("jordan")
    assert "ends Sat, Dec 5. Nothing happens by itself: " + GO_ON in jordan.get("/today").text()
    page = jordan.get("/you/sharing")
    assert "Choose and sign again" in page.text()
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    text = jordan.get("/you/sharing").text()
    assert ENDS not in text
    assert "replaced Mon, Nov 23" in text


def test_nothing_renews_itself(signed_in, clock, key):
    clock.set("2027-03-04 09:00")
    text = signed_in("jordan").get("/you/sharing").text()
    assert "Nothing is shared" in text
    assert ENDS not in text


def test_who_shares_nothing_is_told_nothing(signed_in, clock, key):
    clock.set("2027-02-17 09:00")
    assert "Your sharing with" not in signed_in("maria").get("/today").text()
