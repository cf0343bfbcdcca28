"""The calendar: which dates are other than the week says, and holidays."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import audit
from webapp.actions import plan_ahead as action
from webapp.actions.plan_ahead import HolidayRefusal
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import local_date
from webapp.queries import calendar as query
from webapp.routes import guard, respond
from webapp.routes.dates import near_day_or_404, parse_day
from webapp.routes.language import _

calendar_pages = Blueprint("calendar", __name__, url_prefix="/program/schedule/calendar")
LONGEST_NOTE = 120


@calendar_pages.get("")
def show() -> Response:
    """One month; or the way to any one day, also where no session is."""
    viewer = guard.office()
    if typed := request.args.get("day"):
        day = parse_day(typed)
        if day is None:
            return _page(viewer, _month(viewer, ""), {"first": _("Enter a day like 2026-11-26.")})
        return respond.to(url_for("change.show", day=day.isoformat()))
    return _page(viewer, _month(viewer, request.args.get("month", "")))


@calendar_pages.post("/holiday")
def holiday() -> Response:
    """No sessions on these dates: say which those are, and once that is confirmed, do it."""
    viewer = guard.office()
    first = parse_day(request.form.get("first", ""))
    typed_last = request.form.get("last", "").strip()
    last = parse_day(typed_last) if typed_last else first
    note = " ".join(request.form.get("note", "").split())[:LONGEST_NOTE]
    if first is None or last is None:
        month = _month(viewer, "")
        return _page(viewer, month, {"first": _("Enter the days like 2026-11-26.")})
    if "confirmed" not in request.form:
        return _page(viewer, first.replace(day=1), between=(first, last))
    times = {"now": guard.now(), "true_now": guard.true_now()}
    why = action.add_holiday(viewer, first, last, note, request.form.get("seen", ""), **times)
    if why is None:
        return respond.to(url_for("calendar.show", month=first.replace(day=1).isoformat()))
    wrong = {
        HolidayRefusal.WHEN: _(
            "Choose days from today on, at most 31, the last not before the first."
        ),
        HolidayRefusal.CHANGED_MEANWHILE: _(
            "Somebody changed this month meanwhile, and nothing was overwritten. Look at it as it"
            " is now, then go on."
        ),
    }[why]
    return _page(viewer, first.replace(day=1), {"first": wrong})


@calendar_pages.post("/holiday/take-back")
def take_back() -> Response:
    """The sessions of that date take place after all."""
    viewer = guard.office()
    day = parse_day(request.form.get("day", "")) or abort(404)
    if not action.take_back_holiday(viewer, day, now=guard.now(), true_now=guard.true_now()):
        abort(404)
    return respond.to(url_for("calendar.show", month=day.replace(day=1).isoformat()))


def _month(viewer: Viewer, text: str) -> date:
    today: date = local_date(guard.now(), viewer.zone)
    return near_day_or_404(text, today).replace(day=1) if text else today.replace(day=1)


def _page(
    viewer: Viewer,
    month: date,
    errors: dict[str, str] | None = None,
    between: tuple[date, date] | None = None,
) -> Response:
    near_day_or_404(month.isoformat(), local_date(guard.now(), viewer.zone))
    page = query.load(viewer, month, guard.now())
    named = {each.participant_id for day in page.days for each in day.for_one}
    audit.record_views(viewer, sorted(named), "calendar", guard.true_now())
    hit = []
    if between is not None:
        days = [each for each in page.days if between[0] <= each.date <= between[1]]
        hit = [session for each in days for session in each.sessions if not session.cancelled]
    return respond.page(
        "program/calendar/show.html",
        422 if errors else 200,
        viewer=viewer,
        page=page,
        errors=errors or {},
        form=request.form,
        between=between,
        hit=hit,
    )
