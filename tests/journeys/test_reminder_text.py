"""The step before a lock screen says more, on a phone as its person holds it."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from tests.helpers.reachable import add_phone
from tests.helpers.rows import rows
from tests.journeys.test_accessibility import violations
from webapp.models.base import transaction
from webapp.models.people import SignIn
from webapp.models.push import PushSubscription


@pytest.fixture
def jordan(phone, cast, now):
    """jordan(): signed in on a phone that has reminders on."""

    def make(**options):
        made = phone(**options)
        made.sign_in("jordan")
        here = rows(SignIn, account_id=cast.jordan.account_id)[-1].id
        add_phone(cast.jordan, now)
        with transaction() as session:
            session.execute(update(PushSubscription).values(sign_in_id=here))
        return made

    return make


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_texts_are_read_before_one_is_chosen_and_one_tap_goes_back(jordan, scheme):
    visitor = jordan(color_scheme=scheme)
    page = visitor.open("/you/reminders")
    page.click("text=Show more on this phone")
    assert "Arrive for your session at 5:45 PM. New Light" in visitor.text()
    found = violations(page)
    page.click("text=Show details on this phone")
    page.wait_for_selector("text=Whoever sees this phone can read it")
    found += violations(page)
    page.click("text=Look at both texts")
    page.wait_for_selector("text=Only show the time")
    found += violations(page)
    page.click("text=Only show the time")
    page.wait_for_selector("text=Show more on this phone")
    assert not found


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(jordan, width):
    page = jordan(viewport={"width": width, "height": 844}).open("/you/reminders/text")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
