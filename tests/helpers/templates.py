"""Templates as an owner chooses them."""

from __future__ import annotations

from datetime import date, timedelta

from tests.helpers.days import template
from webapp.actions import apply_template
from webapp.actions.apply_template import Choice
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import template as query


def choice(name: str, day: date, *, place: bool = False, weeks: bool = False) -> Choice:
    """One that ships, from that day on."""
    return Choice(name, template(name), day, place, weeks)


def to_come(viewer: Viewer, now: Instant) -> str:
    """The key of a template that begins in a week."""
    day = local_date(now, viewer.zone) + timedelta(days=7)
    seen, times = query.load(viewer, now).version, {"now": now, "true_now": now}
    assert apply_template.apply(viewer, choice("baystate", day), seen, **times) is None
    return query.load(viewer, now).to_come[-1].key
