"""Paper slips that came in: a week of them, many people's, in one save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import audit, see_slips
from webapp.actions.see_slips import NoSuchParticipant, SeenSlip, SlipRefusal
from webapp.actions.void_check_in import ReasonMissing
from webapp.domain.access import Viewer
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import local_date
from webapp.queries import slips as query
from webapp.routes import guard, respond, slip_words
from webapp.routes.dates import near_day_or_404, parse_day, read_wall_time
from webapp.routes.language import _

slips_pages = Blueprint("slips", __name__, url_prefix="/program/slips")
LINES = range(4)
"""So many slips can be typed at once."""
TYPED = ("who", "day", "starts", "kind", "name")


@slips_pages.get("", defaults={"day": None})
@slips_pages.get("/<day>")
def show(day: str | None) -> Response:
    """This week's, or those of the week that holds the date."""
    viewer = guard.office()
    return _week(viewer, _chosen(viewer, day))


@slips_pages.post("/<day>")
def save(day: str) -> Response:
    """All that is ticked and typed, or nothing and what is missing."""
    viewer = guard.office()
    chosen = _chosen(viewer, day)
    page = query.load(viewer, chosen, guard.now())
    read = _Form(viewer, page)
    ticked, typed = read.ticked(), read.typed()
    wrong = read.wrong
    slips = [*ticked, *typed]
    if not slips and not wrong:
        wrong[""] = _("Tick a slip, or type one. Nothing was saved yet.")
    if wrong:
        return _week(viewer, chosen, wrong)
    key = request.form.get("key") or respond.new_form_key()
    times = {"now": guard.now(), "true_now": guard.true_now()}
    try:
        saved = see_slips.see(viewer, slips, key, **times)
    except NoSuchParticipant:
        abort(404)
    if isinstance(saved, SlipRefusal):
        return _week(viewer, chosen, {"": str(slip_words.REFUSAL[saved])})
    return respond.to(url_for("slips.show", day=slips[0].day.isoformat(), saved=saved))


@slips_pages.get("/<key>/take-back")
def ask(key: str) -> Response:
    """Ask for the reason before a slip is taken back."""
    return _ask(guard.office(), key)


@slips_pages.post("/<key>/take-back")
def take_back(key: str) -> Response:
    """Take it back, with a reason that stays beside it."""
    viewer = guard.office()
    found = query.named(viewer, key, guard.now())
    times = {"now": guard.now(), "true_now": guard.true_now()}
    try:
        if not see_slips.take_back(viewer, key, request.form.get("reason", ""), **times):
            abort(404)
    except ReasonMissing:
        return _ask(viewer, key, _("Write a few words. Nothing was changed yet."))
    day = found.slip.day.isoformat() if found else None
    return respond.to(url_for("slips.show", day=day))


@dataclass
class _Form:
    """What was ticked and typed, and what is wrong with it, by field."""

    viewer: Viewer
    page: query.SlipsPage

    def __post_init__(self) -> None:
        self.wrong: dict[str, str] = {}

    def ticked(self) -> list[SeenSlip]:
        """The entries that have a tick. Somebody else's are not there."""
        found = []
        for tick in request.form.getlist("tick"):
            participant_key, _sep, entry_key = tick.partition(" ")
            if participant_key not in {each.key for each in self.page.people}:
                abort(404)
            entry = self.page.entry(participant_key, entry_key)
            if entry is None:
                self.wrong[""] = _(
                    "A log changed while this page was open. Look again; nothing was saved yet."
                )
                continue
            slip = (entry.day, entry.starts, entry.fellowship, entry.name, entry.id)
            found.append(SeenSlip(participant_key, *slip))
        return found

    def typed(self) -> list[SeenSlip]:
        """The lines with something in them."""
        return [slip for n in LINES if self._filled(n) and (slip := self._line(n))]

    def _filled(self, n: int) -> bool:
        return any(self._text(name, n) for name in TYPED)

    def _text(self, name: str, n: int) -> str:
        return " ".join(request.form.get(f"{name}-{n}", "").split())

    def _line(self, n: int) -> SeenSlip | None:
        who, kind = self._text("who", n), self._text("kind", n)
        day, starts = parse_day(self._text("day", n)), read_wall_time(self._text("starts", n))
        if not who:
            self.wrong[f"who-{n}"] = _("Choose whose slip it is.")
        elif who not in {each.key for each in self.page.people}:
            abort(404)
        if day is None:
            self.wrong[f"day-{n}"] = _("Enter the date on the slip, like 2026-11-23.")
        if starts is None:
            self.wrong[f"starts-{n}"] = _("Enter the time on it, like 7:00 PM.")
        if not who or day is None or starts is None:
            return None
        fellowship = Fellowship(kind) if kind in set(Fellowship) else None
        slip = SeenSlip(who, day, starts, fellowship, self._text("name", n))
        refusal = see_slips.refusal_of(slip, self.viewer, guard.now())
        person = next(each for each in self.page.people if each.key == who)
        if refusal is None and not person.is_enrolled(day):
            refusal = SlipRefusal.NOT_HERE
        if refusal is not None:
            field = "name" if refusal is SlipRefusal.TOO_LONG else "day"
            self.wrong[f"{field}-{n}"] = str(slip_words.REFUSAL[refusal])
        return slip


def _chosen(viewer: Viewer, day: str | None) -> date:
    today = local_date(guard.now(), viewer.zone)
    return near_day_or_404(day, today) if day else today


def _week(viewer: Viewer, day: date, wrong: dict[str, str] | None = None) -> Response:
    page = query.load(viewer, day, guard.now())
    audit.record_views(viewer, [each.id for each in page.people], "slips", guard.true_now())
    return respond.page(
        "program/slips/show.html",
        422 if wrong else 200,
        viewer=viewer,
        page=page,
        day=day,
        before=page.first - timedelta(days=7),
        after=page.first + timedelta(days=7),
        form=request.form,
        ticked=set(request.form.getlist("tick")),
        wrong=wrong or {},
        lines=LINES,
        opened=any(request.form.get(f"{name}-{n}") for name in TYPED for n in LINES[1:]),
        fellowships=list(Fellowship),
        form_key=respond.new_form_key(),
        saved=request.args.get("saved", type=int),
    )


def _ask(viewer: Viewer, key: str, wrong: str = "") -> Response:
    found = query.named(viewer, key, guard.now()) or abort(404)
    audit.record_views(viewer, [found.person.id], "slip", guard.true_now())
    return respond.page(
        "program/slips/take_back.html",
        422 if wrong else 200,
        viewer=viewer,
        found=found,
        wrong=wrong,
    )
