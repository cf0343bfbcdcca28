"""Each setting in words: its name, one plain sentence, and what it is counted in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Flask

from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.settings import ProgramSettings, chosen
from webapp.queries.settings import SettingsPage
from webapp.routes import words
from webapp.routes.formats import day_long, hours, weekday_said
from webapp.routes.language import _, _l, ngettext


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the page shows it."""

    name: str
    title: str
    says: str
    unit: str


MINUTES, PERCENT, MEETINGS, WEEKDAY = "minutes", "percent", "meetings", "weekday"
DAYS = "days"
KINDS, MODES = "kinds", "modes"
CHOICES: dict[str, tuple[type[StrEnum], Mapping[Any, str]]] = {
    KINDS: (Fellowship, words.FELLOWSHIP),
    MODES: (Mode, words.MODE),
}
GROUPS = (
    (
        "check-in",
        _l("Check-in"),
        (
            Setting(
                "opens_before",
                _l("Opens before arrival"),
                _l("From then on the code is taken."),
                MINUTES,
            ),
            Setting(
                "grace",
                _l("Grace after arrival"),
                _l("Who comes by then counts as fine, and not as late."),
                MINUTES,
            ),
            Setting(
                "closes_after",
                _l("Closes after arrival"),
                _l("Later, staff can still let somebody in; it counts as part of the session."),
                MINUTES,
            ),
        ),
    ),
    (
        "presence",
        _l("Presence"),
        (
            Setting(
                "full_presence",
                _l("Whole session"),
                _l("Who was there for less of the treatment time was there for part of it."),
                PERCENT,
            ),
            Setting(
                "early_leave",
                _l("Leaving early"),
                _l("Who checks out more minutes than these before the end left early."),
                MINUTES,
            ),
            Setting(
                "floor_minutes",
                _l("Floor of a week"),
                _l("Treatment that the program stands by; staff see who had less."),
                MINUTES,
            ),
            Setting(
                "plan_minutes",
                _l("Plan of a week"),
                _l(
                    "Treatment that the program plans; staff are told when the schedule holds less."
                ),
                MINUTES,
            ),
        ),
    ),
    (
        "meetings",
        _l("Meetings"),
        (
            Setting(
                "quota_full_time",
                _l("A week, with full-time work or school"),
                _l("So many meetings of any kind."),
                MEETINGS,
            ),
            Setting(
                "quota_other",
                _l("A week, for everybody else"),
                _l("So many meetings of any kind."),
                MEETINGS,
            ),
            Setting(
                "week_start",
                _l("The week begins on"),
                _l("From then on the count begins anew."),
                WEEKDAY,
            ),
            Setting(
                "due_after",
                _l("Due after the week’s last day"),
                _l("0 means by the end of the last day itself."),
                DAYS,
            ),
            Setting(
                "kinds_left_out",
                _l("Kinds that do not count"),
                _l("They can be logged like any other, and do not add up."),
                KINDS,
            ),
            Setting(
                "modes_left_out",
                _l("Ways to meet that do not count"),
                _l("They can be logged like any other, and do not add up."),
                MODES,
            ),
        ),
    ),
    (
        "reminders",
        _l("Reminders"),
        (
            Setting(
                "lead_first",
                _l("First, before arrival"),
                _l("Everybody can choose within what the program offers."),
                MINUTES,
            ),
            Setting(
                "lead_second",
                _l("Second, before arrival"),
                _l("None goes out after check-in."),
                MINUTES,
            ),
        ),
    ),
    (
        "end",
        _l("After the last day"),
        (
            Setting(
                "open_after_end",
                _l("Sign-in stays open"),
                _l("So long somebody can take their record along. Who lives in a house keeps it."),
                DAYS,
            ),
        ),
    ),
    (
        "way",
        _l("The way"),
        (
            Setting(
                "travel",
                _l("For the way, each way"),
                _l("Where somebody shares when they are away, their form begins with it."),
                MINUTES,
            ),
        ),
    ),
    (
        "kept",
        _l("How long things are kept"),
        (
            Setting(
                "kept_sent",
                _l("What was sent to phones"),
                _l("Which reminder went to which phone, and what became of it."),
                DAYS,
            ),
            Setting(
                "kept_sign_ins",
                _l("Sign-ins and invitations"),
                _l(
                    "After they are over: from where somebody signed in, and how they were invited."
                ),
                DAYS,
            ),
        ),
    ),
)
EACH = {setting.name: setting for _name, _title, settings in GROUPS for setting in settings}


def register(app: Flask) -> None:
    """Offer these words to all templates."""
    app.jinja_env.globals.update(
        setting_groups=GROUPS,
        setting_choices=CHOICES,
        setting_words=EACH,
        setting_said=said,
        setting_range=range_said,
    )
    app.template_global("setting_now")(now_said)


def said(name: str, value: int) -> str:
    """A value with its unit: 15 min, 80 %, 90 days, Monday."""
    unit = EACH[name].unit
    if unit == WEEKDAY:
        return weekday_said(value)
    if unit in CHOICES:
        kinds, named = CHOICES[unit]
        return ", ".join(str(named[each]) for each in kinds if each in chosen(kinds, value)) or _(
            "none"
        )
    if unit == PERCENT:
        return f"{value}\u00a0%"
    if unit == DAYS:
        return ngettext("%(num)d day", "%(num)d days", value)
    return hours(value) if unit == MINUTES else str(value)


def now_said(page: SettingsPage, name: str) -> str:
    """0 to 120, usually 15. Now 20 min, since Tuesday, December 1, 2026."""
    now, since = said(name, page.in_force.values()[name]), page.since(name)
    if since is None:
        return _("%(range)s. Now %(now)s.", range=range_said(name), now=now)
    return _(
        "%(range)s. Now %(now)s, since %(day)s.",
        range=range_said(name),
        now=now,
        day=day_long(since),
    )


def range_said(name: str) -> str:
    """What it can be, and what it is where nobody said otherwise."""
    usual, low, high = ProgramSettings.limits(name)
    if EACH[name].unit == WEEKDAY:
        return _("Usually %(usual)s", usual=weekday_said(usual))
    if EACH[name].unit in CHOICES:
        return _("At least one has to count")
    return _("%(low)d to %(high)d, usually %(usual)d", low=low, high=high, usual=usual)
