"""The demo's bar: it moves the demo's time, and exists nowhere else."""

from dataclasses import replace

import pytest

from tests.helpers.browser import Browser
from tests.helpers.cast import token_for
from tests.helpers.clock import at
from webapp.app import create_app
from webapp.clock import DemoClock
from webapp.models.base import db


@pytest.fixture
def clock_of_demo(tmp_path):
    moved = DemoClock(tmp_path / "clock.json")
    moved.set_to(at("2026-11-23 16:40"))
    return moved


@pytest.fixture
def jordan(app, config, tmp_path, cast, clock_of_demo):
    """Jordan's browser on an application that is a demo."""
    made = create_app(replace(config, demo=True, var=tmp_path), clock=clock_of_demo)
    made.config.update(TESTING=True, SESSION_COOKIE_SECURE=False, SESSION_COOKIE_NAME="dayline")
    yield Browser(made, token_for(cast.jordan, clock_of_demo.true_now()))
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def moments(page):
    return [button.attrs["value"] for button in page.all(".demo button")]


def test_the_bar_says_the_demos_time_and_offers_what_is_still_to_come(jordan):
    page = jordan.get("/today")
    assert "Demo: Mon, Nov 23, 4:40 PM" in page.text(".demo summary")
    assert moments(page)[:3] == ["16:45", "17:15", "17:45"]


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("17:15", "Mon, Nov 23, 5:15 PM"),
        ("16:00", "Wed, Nov 25, 4:00 PM"),
        ("evening", "Wed, Nov 25, 4:40 PM"),
    ],
)
def test_a_tap_moves_the_time_on_and_never_back(jordan, to, shown):
    answer = jordan.send("/week", "/demo/clock", to=to, back="/week")
    assert answer.location == "/week"
    assert shown in jordan.get("/week").text(".demo summary")


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "/\\x"])
def test_the_bar_leads_to_no_other_site(jordan, back):
    assert jordan.send("/today", "/demo/clock", to="17:15", back=back).location == "/"


def test_a_time_that_is_none_is_not_there(jordan):
    assert jordan.send("/today", "/demo/clock", to="soon").status_code == 404


def test_outside_a_demo_there_is_neither_bar_nor_address(app, signed_in):
    browser = signed_in("jordan")
    assert not browser.get("/today").all(".demo")
    assert browser.post("/demo/clock", to="17:15").status_code == 404
    assert "/demo/clock" not in {rule.rule for rule in app.url_map.iter_rules()}
