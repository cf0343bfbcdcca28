"""No phone: a personal number, typed at the front desk. The answer is a time, never a name."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from webapp.actions.check_in import NotRecorded, Recorded
from webapp.actions.check_in_by_number import NumberUnknown, check_in_by_number
from webapp.domain.check_in import Refusal
from webapp.queries.front_desk import Screen
from webapp.routes import desk_cookie, guard, respond, words
from webapp.routes.formats import clock
from webapp.routes.language import _

number_pages = Blueprint("number", __name__, url_prefix="/kiosk/number")

Said = tuple[str, str]
"""What happened, and what to do."""


@number_pages.get("")
def show() -> Response:
    """The keys to type a number with. Only a paired screen has them."""
    screen = _paired()
    return _page(screen) if screen else respond.to(url_for("kiosk.show"))


@number_pages.post("")
def check_in() -> Response:
    """Record it and confirm the time, or say in one plain way why not."""
    screen = _paired()
    if screen is None:
        return respond.to(url_for("kiosk.show"))
    outcome = check_in_by_number(
        screen,
        request.form.get("number", ""),
        request.form.get("key") or respond.new_form_key(),
        now=guard.now(),
        true_now=guard.true_now(),
    )
    if isinstance(outcome, Recorded):
        said = _("Checked in at %(time)s.", time=clock(outcome.at, screen.zone))
        return _page(screen, (said, ""), is_done=True)
    if isinstance(outcome, NumberUnknown):
        return _page(screen, _unknown(outcome), again=True, status=422)
    if outcome.why is Refusal.ALREADY_IN:
        return _page(screen, _refused(screen, outcome), is_done=True)
    again = outcome.why is Refusal.TOO_MANY
    return _page(screen, _refused(screen, outcome), again=again, status=422)


def _unknown(outcome: NumberUnknown) -> Said:
    said = _("That number isn’t known here. Look again, or ask staff.")
    if not outcome.wait:
        return said, _("Nothing was recorded yet.")
    return said, _("Wait %(time)s before the next try.", time=words.waiting(outcome.wait))


def _refused(screen: Screen, outcome: NotRecorded) -> Said:
    session = outcome.attendance.session if outcome.attendance else None
    came = outcome.attendance.check_in if outcome.attendance else None
    staff = _("Staff can check you in. It counts the same.")
    if outcome.why is Refusal.ALREADY_IN and came is not None:
        return _("Already in since %(time)s.", time=clock(came.at, screen.zone)), ""
    if outcome.why is Refusal.TOO_MANY:
        wait = words.waiting(outcome.wait)
        return _("Wait %(time)s, then type it again.", time=wait), staff
    if outcome.why is Refusal.CLOSED and session is not None:
        return _("Check-in closed at %(time)s.", time=clock(session.closes_at, screen.zone)), staff
    if outcome.why is Refusal.TOO_EARLY and session is not None:
        opens = clock(session.opens_at, screen.zone)
        return _("Check-in opens at %(time)s.", time=opens), _("You’re early. Come back then.")
    return words.refusal(outcome.why, outcome.attendance, screen.zone)


def _paired() -> Screen | None:
    screen = desk_cookie.screen()
    return screen if screen is not None and screen.is_paired else None


def _page(
    screen: Screen,
    said: Said | None = None,
    *,
    is_done: bool = False,
    again: bool = False,
    status: int = 200,
) -> Response:
    """`again`: the form stays below what is said."""
    return respond.page(
        "kiosk/number.html",
        status,
        said=said,
        is_done=is_done,
        has_form=said is None or again,
        form_key=respond.new_form_key(),
        now=guard.now(),
        zone=screen.zone,
    )
