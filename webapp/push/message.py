"""What a phone shows on its lock screen, and nothing that a stranger could read from it."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import format_time
from flask_babel import force_locale, gettext

from webapp.domain.wall_clock import Instant, local

NARROW_SPACE = "\u202f"
TITLE = "Dayline"


@dataclass(frozen=True, slots=True)
class Message:
    """One notification. `path` is on this site; a later one of the same tag replaces it."""

    title: str
    body: str
    path: str
    lang: str
    tag: str


def reminder(event: Instant, zone: ZoneInfo, lang: str, tag: str, path: str = "/today") -> Message:
    """Something begins at that instant: "Reminder: 5:45 PM"."""
    with force_locale(_locale(lang)):
        said = gettext("Reminder: %(time)s", time=_time(event, zone, lang))
    return Message(TITLE, said, path, lang, tag)


def change(event: Instant, zone: ZoneInfo, lang: str, tag: str, path: str = "/today") -> Message:
    """What was reminded of begins at another time: "Change: 5:45 PM"."""
    with force_locale(_locale(lang)):
        said = gettext("Change: %(time)s", time=_time(event, zone, lang))
    return Message(TITLE, said, path, lang, tag)


def off(event: Instant, zone: ZoneInfo, lang: str, tag: str, path: str = "/today") -> Message:
    """What was reminded of does not take place: "Change: nothing at 5:45 PM"."""
    with force_locale(_locale(lang)):
        said = gettext("Change: nothing at %(time)s", time=_time(event, zone, lang))
    return Message(TITLE, said, path, lang, tag)


def _time(event: Instant, zone: ZoneInfo, lang: str) -> str:
    shown = local(event, zone).time()
    return format_time(shown, "short", locale=_locale(lang)).replace(NARROW_SPACE, " ")


def _locale(lang: str) -> str:
    """The language as Babel names it: en_GB for en-GB."""
    return lang.replace("-", "_")
