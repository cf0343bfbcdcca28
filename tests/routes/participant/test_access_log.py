"""Who saw my information."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from tests.helpers import houses
from tests.helpers.rows import rows
from webapp.domain.consent import Scope
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.consent import Disclosure
from webapp.queries.sharing import LOOKS_SHOWN


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


@pytest.fixture
def looked_at(cast, signed_in, viewer, now):
    """looked_at("jordan", 7): that many looks at somebody, a minute apart, beside one of each
    at everybody else."""
    for who, name in (("jordan", "Jordan at Maple"), ("maria", "Maria at Maple")):
        houses.sign(viewer(who), name, now)
    signed_in("dana").get("/house/board")

    def make(who, number):
        (first,) = rows(Disclosure, participant_id=cast.people[who].participant_id)
        kept = {c.name: getattr(first, c.name) for c in Disclosure.__table__.c if c.name != "id"}
        with transaction() as session:
            for minutes in range(1, number):
                at = Instant(now + timedelta(minutes=minutes))
                session.execute(insert(Disclosure).values({**kept, "at": at}))

    return make


def times(page):
    """The minute of each look on the page, after 5:20 PM."""
    return [int(node.to_text().split(":")[1][:2]) - 20 for node in page.all(".rows .rows__end")]


def read_through(browser):
    """Every page of it, from the latest to the first, by the link on each."""
    page, pages = browser.get("/you/access-log"), []
    while True:
        pages.append(page.all(".rows li"))
        link = [a for a in page.all(".pager a") if a.to_text().strip() == "Earlier"]
        if not link:
            return pages
        page = browser.get(link[0].attrs["href"])


@pytest.mark.parametrize("number", [1, LOOKS_SHOWN, LOOKS_SHOWN + 1, 3 * LOOKS_SHOWN])
def test_every_look_is_on_some_page_once_with_the_latest_first(signed_in, looked_at, number):
    looked_at("jordan", number)
    looked_at("maria", 30)
    pages = read_through(signed_in("jordan"))
    assert [len(page) for page in pages[:-1]] == [LOOKS_SHOWN] * (len(pages) - 1)
    assert sum(map(len, pages)) == number
    assert 0 < len(pages[-1]) <= LOOKS_SHOWN


def test_a_page_of_before_stays_as_it_was_when_somebody_looks_again(signed_in, looked_at, clock):
    looked_at("jordan", LOOKS_SHOWN + 5)
    jordan = signed_in("jordan")
    address = "/you/access-log?before=6"
    assert address in jordan.get("/you/access-log").html
    before = jordan.get(address)
    assert times(before) == [4, 3, 2, 1, 0]
    clock.forward(minutes=90)
    signed_in("dana").get("/house/board")
    again = jordan.get(address)
    assert [li.to_text() for li in again.all(".rows li")] == [
        li.to_text() for li in before.all(".rows li")
    ]
    assert "Latest" in again.text(".pager")
    assert "Earlier" not in again.text(".pager")


def test_the_number_in_the_address_counts_ones_own_looks_only(signed_in, looked_at):
    looked_at("jordan", 20)
    maria = signed_in("maria")
    assert len(maria.get("/you/access-log?before=9").all(".rows li")) == 1
    assert not maria.get("/you/access-log").all(".pager")


def test_before_the_first_look_there_is_none(signed_in, looked_at):
    text = signed_in("jordan").get("/you/access-log?before=1").text("main")
    assert "Nobody before that." in text


@pytest.mark.parametrize("before", ["", "-1", "x", "1.5", "9" * 10, "\u0663"])
def test_what_is_no_number_is_no_page(signed_in, before):
    signed_in("jordan").get(f"/you/access-log?before={before}", status=404)
