"""What staff type about a participant, read field by field; what is wrong with each is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from webapp.actions import enroll
from webapp.domain.daytime import Activity, DaytimePlan
from webapp.domain.wall_clock import MINUTES_A_DAY, WallTime
from webapp.routes.dates import FURTHEST, parse_day, read_wall_time
from webapp.routes.language import _

MOST_WEEKS = 104
LONGEST_NAME = 120


def typed(form: MultiDict[str, str]) -> MultiDict[str, str]:
    """A form as it was sent, without the blanks around each value."""
    return MultiDict([(name, value.strip()) for name, value in form.items(multi=True)])


@dataclass
class PersonForm:
    """Each method reads one thing, and notes in `errors` what is wrong with it."""

    form: MultiDict[str, str]
    today: date
    errors: dict[str, str] = field(default_factory=dict)

    def name(self) -> str:
        """What staff call them."""
        name = self._text("name")
        if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            self.errors["name"] = _("Enter the name that staff know this person by.")
        return name

    def starts_on(self) -> date:
        """Their first day; today where nothing of use was typed."""
        found = parse_day(self._text("starts_on"))
        if found is None or abs(found - self.today) > FURTHEST:
            self.errors["starts_on"] = _(
                "Enter the first day, within a year of today, like 2026-11-23."
            )
        return found or self.today

    def weeks(self) -> int:
        """How many are planned."""
        found = read_weeks(self._text("planned_weeks"))
        if found is None:
            self.errors["planned_weeks"] = _("Enter a number of weeks from 1 to 104.")
        return found or 1

    def enrolled(self) -> enroll.NewParticipant | None:
        """Somebody to enroll, or None if anything is wrong."""
        new = enroll.NewParticipant(
            self.name(), self._text("username"), self.starts_on(), self.weeks(), self.plan()
        )
        return None if self.errors else new

    def username(self, refused: enroll.UsernameTaken | enroll.UsernameUnfit) -> None:
        """Note why this cannot be their name to sign in."""
        taken = isinstance(refused, enroll.UsernameTaken)
        self.errors["username"] = (
            _("Somebody has this name already. Choose another.")
            if taken
            else _("Use letters a to z, digits, dots or hyphens, at most 40.")
        )

    def plan(self) -> tuple[DaytimePlan, ...]:
        """The one line of a daytime plan that can be typed while enrolling, or none."""
        line = self.line("")
        full_time = "full_time" in self.form
        return () if line is None else (line.since(date.min, full_time=full_time),)

    def line(self, suffix: str) -> DaytimePlan | None:
        """One line of a daytime plan: its fields end in `suffix`. None if there is none."""
        activity = self._text(f"activity{suffix}")
        if activity not in set(Activity):
            return None
        typed_days = self.form.getlist(f"plan_days{suffix}")
        days = frozenset(int(day) for day in typed_days if day in set("0123456"))
        if not days:
            self.errors[f"plan_days{suffix}"] = _("Choose at least one day.")
        span = read_span(self._text(f"plan_starts{suffix}"), self._text(f"plan_ends{suffix}"))
        if span is None:
            said = _("Enter two different times, like 08:30 and 17:30.")
            self.errors[f"plan_starts{suffix}"] = said
            return None
        place = self._text(f"plan_place{suffix}")[:LONGEST_NAME]
        return DaytimePlan(Activity(activity), days, *span, place)

    def _text(self, name: str) -> str:
        return self.form.get(name, "")


def read_weeks(text: str) -> int | None:
    """A number of weeks that can be planned, or None."""
    is_number = text.isascii() and text.isdigit() and len(text) <= 3
    return int(text) if is_number and 1 <= int(text) <= MOST_WEEKS else None


def read_span(starts: str, ends: str) -> tuple[WallTime, WallTime] | None:
    """From when until when; a night shift ends on the morning after. None if it is no span."""
    begins, stops = read_wall_time(starts), read_wall_time(ends)
    if begins is None or stops is None or begins == stops:
        return None
    return begins, stops.plus(MINUTES_A_DAY) if stops < begins else stops
