"""The words of the list of people."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from webapp.domain.enrollment import Order, Show
from webapp.routes.language import _l

SHOW: Mapping[Show, str] = {
    Show.HERE: _l("Everybody"),
    Show.UNINVITED: _l("Needs an invitation"),
    Show.NO_PHONE: _l("No phone for reminders"),
    Show.STARTING: _l("Starts soon"),
    Show.ENDING: _l("Planned end near"),
    Show.ENDED: _l("Ended"),
}
NOBODY: Mapping[Show, str] = {
    Show.HERE: _l("Nobody is enrolled yet."),
    Show.UNINVITED: _l("Everybody has a way in."),
    Show.NO_PHONE: _l("Reminders reach a phone of everybody."),
    Show.STARTING: _l("Nobody begins in the next 14 days."),
    Show.ENDING: _l("Nobody is planned to end in the next 14 days."),
    Show.ENDED: _l("Nobody’s enrollment has ended."),
}
ORDER: Mapping[Order, str] = {
    Order.NAME: _l("By name"),
    Order.FIRST_DAY: _l("By first day"),
}


def register(app: Flask) -> None:
    """Offer these words to all templates."""
    app.jinja_env.globals.update(show_words=SHOW, nobody_words=NOBODY, order_words=ORDER)
