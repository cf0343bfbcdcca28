"""The card that an invitation is printed on."""

from datetime import timedelta

from webapp.actions.invite import Invited
from webapp.domain.wall_clock import Instant
from webapp.routes.program.card import card


def test_the_token_is_behind_the_sign_that_no_log_sees_and_the_code_is_in_two_groups(app, now):
    made = Invited("a-token", "4K7QX92MTB", Instant(now + timedelta(hours=72)))
    with app.test_request_context():
        shown = card(made)
    assert shown["link"] == "https://day.example.org/invite#a-token"
    assert shown["address"] == "https://day.example.org/invite"
    assert shown["code"] == "4K7QX-92MTB"
    assert shown["expires_at"] == made.expires_at
