"""A house's rules in words: what each is called, how it is said, and how it is typed."""

from __future__ import annotations

from flask import Flask

from webapp.domain.curfew import EARLIEST, FIRST, LATEST, LEVELS, MOST, Curfew, HouseRules, in_force
from webapp.domain.wall_clock import MINUTES_A_DAY, WallTime
from webapp.routes.dates import read_wall_time
from webapp.routes.formats import hours, wall, weekday_said
from webapp.routes.language import _, ngettext

CURFEWS = (FIRST, *(f"level_{n}" for n in LEVELS))


def register(app: Flask) -> None:
    """Make these available in templates."""
    app.jinja_env.globals.update(curfew_names=CURFEWS, rules_in_force=in_force)
    for function in (rule_title, rule_said, curfew_said, rule_range):
        app.template_global(function.__name__)(function)


def rule_title(name: str) -> str:
    """Level 2, Friday."""
    if name == "grace":
        return _("Grace")
    if name == "first_days":
        return _("First days")
    whose = weekday_of(name)[0]
    title = _("First days") if whose == FIRST else _("Level %(n)s", n=whose.rpartition("_")[2])
    weekday = weekday_of(name)[1]
    what = _("curfew") if weekday is None else weekday_said(weekday)
    return _("%(whose)s, %(what)s", whose=title, what=what)


def weekday_of(name: str) -> tuple[str, int | None]:
    """Which curfew a rule is of, and its weekday where it has one."""
    curfew, _sign, weekday = name.rpartition("_")
    return (curfew, int(weekday)) if curfew in CURFEWS and name not in MOST else (name, None)


def rule_said(name: str, value: int | None) -> str:
    """15 min, 14 days, 11:00 PM."""
    if value is None:
        return _("as usual")
    if name == "grace":
        return hours(value)
    if name == "first_days":
        return ngettext("%(num)d day", "%(num)d days", value)
    return wall(WallTime(value))


def curfew_said(curfew: Curfew) -> str:
    """11:00 PM; Friday 12:30 AM."""
    said = [wall(curfew.usual)]
    said += [
        _("%(day)s %(time)s", day=weekday_said(weekday), time=wall(at))
        for weekday, at in curfew.other
    ]
    return "; ".join(said)


def rule_range(name: str) -> str:
    """What it can be, and what it is where nobody said otherwise."""
    usual = HouseRules().values()[weekday_of(name)[0]]
    if name in MOST:
        return _("0 to %(high)d, usually %(usual)d", high=MOST[name], usual=usual)
    first, last = wall(EARLIEST), wall(LATEST)
    said = wall(WallTime(usual))
    return _("%(first)s to %(last)s, usually %(usual)s", first=first, last=last, usual=said)


def read_rule(name: str, typed: str) -> int | None:
    """What was typed, as it is stored; a time in the morning is in the night before's."""
    if name in MOST:
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else None
    time = read_wall_time(typed)
    if time is None:
        return None
    return time.minutes if time >= EARLIEST else time.minutes + MINUTES_A_DAY


def typed_rule(name: str, value: int) -> str:
    """The same the other way round, for a field: 00:30."""
    return str(value) if name in MOST else f"{WallTime(value).clock:%H:%M}"
