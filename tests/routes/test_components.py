"""Parts that every template has at hand, and what is kept of them."""

from contextvars import Context

import pytest
from flask import render_template_string

from webapp.routes.components import address


@pytest.fixture
def shown(app):
    def render(template, root="", **values):
        with app.test_request_context("/", base_url=f"http://localhost{root}"):
            return render_template_string(template, **values)

    return render


def test_an_address_is_the_one_that_flask_makes(app):
    with app.test_request_context("/"):
        assert address("today.show") == "/today"
        assert address("today.other", day="2026-11-23") == "/today/2026-11-23"
        assert address("today.other", day="2026-11-24") == "/today/2026-11-24"
        assert address("today.show", version="asking", _anchor="a") == "/today?version=asking#a"
        assert address("today.show", _external=True).startswith("http://")


def test_what_is_kept_of_one_place_is_not_shown_at_another(shown):
    assert 'href="/today"' in shown("{{ tabs('today') }}")
    assert 'href="/elsewhere/today"' in shown("{{ tabs('today') }}", root="/elsewhere")
    assert shown("{{ url_for('today.show') }}", root="/elsewhere") == "/elsewhere/today"


def test_each_tab_says_where_one_is(shown):
    for tab in ("today", "meetings", "week", "you"):
        assert shown("{{ tabs(tab) }}", tab=tab).count('aria-current="page"') == 1


def test_a_form_has_a_token_of_its_own_browser(shown):
    # Each outside the context of the test, in which Flask would remember one's token for all.
    mine, yours = (Context().run(shown, "{{ token() }}") for _ in range(2))
    assert mine != yours
