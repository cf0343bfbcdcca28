"""What the lock screen says: a time and nothing else, or more on a phone whose person wants it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, url_for

from webapp.actions.choose_text import choose_text
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import WallTime, local_date
from webapp.queries import reminders_page as query
from webapp.queries import texts
from webapp.routes import guard, respond
from webapp.routes.formats import clock, minutes_before, page_language

reminder_text_pages = Blueprint("reminder_text", __name__, url_prefix="/you/reminders/text")
ANY_ARRIVAL = WallTime.parse("17:45")


@dataclass(frozen=True, slots=True)
class Samples:
    """A first reminder as phones show it: when it comes, its title, and what it says."""

    time: str
    title: str
    discreet: str
    detailed: str


def samples(viewer: Viewer, page: query.RemindersPage) -> Samples:
    """Written by what writes to phones, for the next arrival or, without one, for any."""
    today = local_date(guard.now(), viewer.zone)
    arrive_by = page.arrive_by or ANY_ARRIVAL.on(today, viewer.zone)
    write = current_app.extensions["dayline_reminder_text"]
    word = texts.of_program(viewer.program_id, page_language()).reminder
    discreet = write(arrive_by, viewer.zone, page_language(), "", word=word)
    detailed = write(arrive_by, viewer.zone, page_language(), "", viewer.program_name)
    first = clock(minutes_before(arrive_by, page.leads[0]), viewer.zone)
    return Samples(first, discreet.title, discreet.body, detailed.body)


@reminder_text_pages.get("")
def show() -> Response:
    """Both texts exactly as a phone shows them, and who could read the longer one."""
    viewer = guard.participant()
    page = query.load(viewer, guard.now())
    if page.this_phone is None:
        return _back()
    return respond.page(
        "participant/reminders/text.html",
        viewer=viewer,
        now=guard.now(),
        samples=samples(viewer, page),
        is_detailed=page.this_phone.is_detailed,
    )


@reminder_text_pages.post("")
def detailed() -> Response:
    """Say more on this phone from now on."""
    choose_text(guard.participant(), detailed=True, true_now=guard.true_now())
    return _back()


@reminder_text_pages.post("/discreet")
def discreet() -> Response:
    """Say only the time on this phone from now on."""
    choose_text(guard.participant(), detailed=False, true_now=guard.true_now())
    return _back()


def _back() -> Response:
    return respond.to(url_for("reminders.show"))
