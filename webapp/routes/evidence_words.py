"""The words for how a check-in came to be known. None of them weighs more than another."""

from __future__ import annotations

from flask import Flask

from webapp.domain.record import CheckIn, Evidence
from webapp.routes.language import _


def register(app: Flask) -> None:
    """Make the words available in templates."""
    app.jinja_env.globals.update(known_by=known_by)


def known_by(check_in: CheckIn) -> str:
    """Who else had a part in it, or nothing where it was the participant alone.

    Nobody of the staff saw a number being typed: they only answer for the screen.
    """
    if not check_in.by:
        return ""
    if check_in.evidence is Evidence.FRONT_DESK:
        return _(
            "Personal number at the front desk, a screen that %(name)s paired", name=check_in.by
        )
    return _("Recorded by %(name)s", name=check_in.by)
