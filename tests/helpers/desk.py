"""The codes on the screens of the cast's front desks, and screens that are paired."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from tests.helpers.browser import Browser
from tests.helpers.cast import Someone
from webapp.actions import pair_front_desk
from webapp.domain.access import Viewer
from webapp.domain.rotating_code import STEP_SECONDS, Verdict, code_for, judge, step_of
from webapp.domain.wall_clock import Instant
from webapp.queries import front_desk


def code(person: Someone, now: Instant, *, steps: int = 0) -> str:
    """What that person's program shows on its staff's phones now, or so many half minutes on."""
    shown_at = now + timedelta(seconds=steps * STEP_SECONDS)
    return code_for(front_desk.secret_of(person.program_id), step_of(Instant(shown_at)))


def wrong_code(person: Someone, now: Instant) -> str:
    """Six digits that no screen of the cast shows, showed lately or will show soon."""
    secrets = front_desk.secrets_at(person.program_id, now)
    secrets += front_desk.secrets_unpaired(person.program_id, now)
    secrets += front_desk.secrets_elsewhere(person.program_id)
    guesses = (f"{number:06d}" for number in range(1_000_000))
    return next(g for g in guesses if all(judge(s, g, now) is Verdict.WRONG for s in secrets))


def paired(viewer: Viewer, now: Instant, name: str = "Front door") -> front_desk.Screen:
    """A screen that this viewer pairs now."""
    found = front_desk.screen(pair_front_desk.pair(viewer, name, now), now)
    assert found is not None
    return found


def code_on(screen: front_desk.Screen, now: Instant) -> str:
    """What that screen shows now."""
    return code_for(front_desk.secret_of_screen(screen.id), step_of(now))


def screen_of(app: Flask, viewer: Viewer, now: Instant) -> Browser:
    """The browser of a screen that this viewer pairs now. Nobody is signed in there."""
    browser = Browser(app)
    browser.client.set_cookie("desk", pair_front_desk.pair(viewer, "Front door", now))
    return browser
