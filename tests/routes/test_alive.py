"""Requests show that Dayline is there."""

import pytest
from flask import g

from tests.helpers.rows import rows
from webapp.models.reminders import Heartbeat
from webapp.routes import alive


def signs():
    return [row.at for row in rows(Heartbeat, name="application")]


@pytest.fixture
def ask(app, clock):
    """ask("/help"): what is noted before that page is made."""
    app.extensions.pop(alive.NOTED, None)

    def note(path):
        with app.test_request_context(path):
            # The context of the test outlives this request, and would remember its instant.
            g.pop("now", None)
            g.pop("true_now", None)
            alive.note()

    yield note
    app.extensions.pop(alive.NOTED, None)


def test_a_page_is_a_sign_of_life_and_the_next_one_need_not_be(ask, clock):
    ask("/help")
    first = clock.true_now()
    clock.forward(seconds=29)
    ask("/today")
    assert signs() == [first]
    clock.forward(seconds=1)
    ask("/today")
    assert signs() == [clock.true_now()]


def test_a_file_is_none(ask, app):
    ask(f"{app.static_url_path}/icons/icon.svg")
    assert signs() == []


def test_a_database_in_trouble_is_not_in_the_way_of_a_page(ask, monkeypatch):
    def trouble(*_):
        raise alive.DatabaseTrouble("SELECT", {}, Exception("disk"))

    monkeypatch.setattr(alive, "beat", trouble)
    ask("/help")
    assert signs() == []


def test_a_clock_of_a_test_is_no_sign_of_anything(anybody):
    anybody.get("/help")
    assert signs() == []
