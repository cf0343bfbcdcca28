"""Times, dates and amounts as a person says them, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from flask import Flask

from webapp.domain.wall_clock import Instant, WallTime, later, local, local_date
from webapp.routes.language import _, language, ngettext

DAYLIGHT_HOURS = (7, 8, 9, 10, 12, 15, 16, 17, 18, 19, 20, 21, 22, 23)
NARROW_SPACE = "\u202f"
A_MONDAY = date(2024, 1, 1)


def register(app: Flask) -> None:
    """Make these available in templates."""
    app.template_global("page_language")(page_language)
    app.template_filter("clock")(clock)
    app.template_filter("minutes_before")(minutes_before)
    app.template_filter("clock_parts")(clock_parts)
    app.template_filter("wall")(wall)
    app.template_filter("iso_wall")(iso_wall)
    app.template_filter("day")(day)
    app.template_filter("day_long")(day_long)
    app.template_filter("month")(month)
    app.template_filter("month_day")(month_day)
    app.template_filter("weekday")(weekday)
    app.template_filter("weekday_long")(weekday_long)
    app.template_filter("hours")(hours)
    app.template_filter("local_date")(local_date)
    app.template_global("weekday_said")(weekday_said)
    app.template_global("weekdays_said")(weekdays_said)
    app.template_filter("daylight")(daylight)
    app.template_global("until")(until)
    app.template_global("ago")(ago)
    app.template_global("sky")(sky)
    app.template_global("sentence")(sentence)
    app.template_global("relative_day")(relative_day)
    app.template_global("day_said")(day_said)
    app.template_global("days_ago")(days_ago)


@lru_cache(maxsize=4096)
def _time_of(hour: int, minute: int, locale: str) -> str:
    return format_time(time(hour, minute), "short", locale=locale).replace(NARROW_SPACE, " ")


@lru_cache(maxsize=4096)
def _date_of(value: date, skeleton: str, locale: str) -> str:
    return format_skeleton(skeleton, datetime.combine(value, time()), locale=locale)


def _locale() -> str:
    return language().name


def page_language() -> str:
    """The language of the page, for its lang attribute."""
    return _locale().replace("_", "-")


def clock(moment: Instant, zone: ZoneInfo) -> str:
    """5:45 PM: what the wall shows at that instant."""
    there = local(moment, zone)
    return _time_of(there.hour, there.minute, _locale())


def minutes_before(moment: Instant, minutes: int) -> Instant:
    """The instant so many minutes earlier."""
    return later(moment, -minutes)


def clock_parts(moment: Instant, zone: ZoneInfo) -> tuple[str, str]:
    """("5:45", "PM"), or ("17:45", "") where people count to 24."""
    shown, _space, half = clock(moment, zone).partition(" ")
    return shown, half


def wall(value: WallTime) -> str:
    """5:45 PM, from a wall time."""
    return _time_of(value.clock.hour, value.clock.minute, _locale())


def iso_wall(moment: Instant, zone: ZoneInfo) -> str:
    """17:45, for the datetime attribute."""
    return local(moment, zone).strftime("%H:%M")


def day(value: date) -> str:
    """Mon, Nov 23."""
    return _date_of(value, "MMMEd", _locale())


def day_long(value: date) -> str:
    """Monday, November 23, 2026."""
    return format_date(value, "full", locale=_locale())


def day_of_year(value: date) -> str:
    """Nov 23, 2026."""
    return _date_of(value, "yMMMd", _locale())


def month(value: date) -> str:
    """November 2026."""
    return _date_of(value, "yMMMM", _locale())


def month_day(value: date) -> str:
    """Nov 23."""
    return _date_of(value, "MMMd", _locale())


def weekday(value: date) -> str:
    """Mon."""
    return _date_of(value, "EEE", _locale())


def weekday_long(value: date) -> str:
    """Monday."""
    return format_date(value, "EEEE", locale=_locale())


def weekday_said(number: int) -> str:
    """Mon, for 0."""
    return weekday(A_MONDAY + timedelta(days=number))


def weekdays_said(numbers: frozenset[int]) -> str:
    """Mon, Wed, Fri; or Mon – Fri where they follow each other."""
    days = sorted(numbers)
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{weekday_said(days[0])} – {weekday_said(days[-1])}"
    return ", ".join(weekday_said(day) for day in days)


def relative_day(value: date, today: date, *, inside: bool = False) -> str:
    """Today, Yesterday, Tomorrow, or Mon, Nov 23; in small letters inside a sentence."""
    if inside and value == today:
        return _("today")
    if inside and (value - today).days == 1:
        return _("tomorrow")
    near = {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}
    return near.get((value - today).days) or day(value)


def day_said(value: date, today: date) -> str:
    """Today, Mon, Nov 23: near dates by name and date, where a mistake would be saved."""
    near = relative_day(value, today)
    return near if near == day(value) else f"{near}, {day(value)}"


def days_ago(value: date, today: date) -> str:
    """4 days ago; nothing for today and yesterday, which are said by name."""
    days = (today - value).days
    return ngettext("%(num)d day ago", "%(num)d days ago", days) if days > 1 else ""


def hours(minutes: int) -> str:
    """3 h, 7.5 h, 30 min: an amount of time, half hours kept."""
    if minutes % 30 or minutes == 30:
        return _minutes(minutes)
    whole, half = divmod(minutes, 60)
    return _("%(n)s h", n=f"{whole}.5" if half else whole)


def _minutes(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    if not whole:
        return ngettext("%(num)d min", "%(num)d min", rest)
    return _("%(hours)d h %(minutes)d min", hours=whole, minutes=rest) if rest else hours(minutes)


def until(moment: Instant, now: Instant) -> str:
    """in 25 min, in 2 h 5 min; a started minute counts, as the clock beside it shows it."""
    minutes = max(0, -((now - moment) // timedelta(minutes=1)))
    return _("in %(time)s", time=_minutes(minutes)) if minutes else _("now")


def ago(moment: Instant, now: Instant) -> str:
    """8 min ago, just now."""
    minutes = max(0, (now - moment) // timedelta(minutes=1))
    return _("%(time)s ago", time=_minutes(minutes)) if minutes else _("just now")


def sentence(said: str) -> str:
    """Ended with one full stop, also where it ends in an initial: "by Sam K."."""
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def daylight(moment: Instant, zone: ZoneInfo) -> int:
    """The nearest lower hour that has a colour on the line."""
    hour = local(moment, zone).hour
    hour = 23 if hour < 4 else max(7, hour)
    return max(each for each in DAYLIGHT_HOURS if each <= hour)


def sky(moment: Instant, zone: ZoneInfo) -> str:
    """Which of the four skies stands over the page at that instant."""
    hour = local(moment, zone).hour
    if 5 <= hour < 10:
        return "dawn"
    if 10 <= hour < 16:
        return "day"
    return "dusk" if 16 <= hour < 20 else "night"
