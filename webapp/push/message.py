"""What a phone shows on its lock screen, and nothing that a stranger could read from it.

The words name a time and no reason, unless the person of that phone switched on detailed
text after reading what it gives away. Every message has the same shape and the same size, so
that a push service learns nothing from either.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_time
from flask_babel import force_locale, gettext

from webapp.domain.errors import DaylineError
from webapp.domain.wall_clock import Instant, local

SIZE = 2048
"""Bytes of every payload: room for the longest words, and small enough for every phone."""
LONGEST_TITLE = 35
LONGEST_BODY = 100
LONGEST_PATH = 200
LONGEST_TAG = 32
NARROW_SPACE = "\u202f"
TITLE = "Dayline"
TRIAL_TAG = "trial"


class MessageTooLong(DaylineError, ValueError):
    """Words that a lock screen would cut off."""


@dataclass(frozen=True, slots=True)
class Message:
    """One notification. `path` is on this site; a later one of the same tag replaces it.

    `lang` is a language as pages name it, like en or en-GB.
    """

    title: str
    body: str
    path: str
    lang: str
    tag: str

    def __post_init__(self) -> None:
        for text, longest in (
            (self.title, LONGEST_TITLE),
            (self.body, LONGEST_BODY),
            (self.path, LONGEST_PATH),
            (self.tag, LONGEST_TAG),
        ):
            if len(text) > longest:
                raise MessageTooLong(f"{len(text)} characters, where {longest} have room")
        if not self.path.startswith("/") or self.path.startswith("//"):
            raise ValueError("a message leads to a page of this site")


def reminder(
    event: Instant, zone: ZoneInfo, lang: str, tag: str, program: str = "", word: str = ""
) -> Message:
    """Something begins at that instant: "Reminder: 5:45 PM", or another `word` of the program's
    own that tells a stranger nothing (see `domain.texts`).

    Here and below `program` is the program's name for whoever wants detailed text.
    """
    time = _time(event, zone, lang)
    with force_locale(_locale(lang)):
        said = gettext("%(word)s: %(time)s", word=word or gettext("Reminder"), time=time)
        if program:
            said = gettext("Arrive for your session at %(time)s.", time=time)
    return _to_today(said, lang, tag, program)


def change(event: Instant, zone: ZoneInfo, lang: str, tag: str, program: str = "") -> Message:
    """What was reminded of begins at another time: "Change: 5:45 PM"."""
    time = _time(event, zone, lang)
    with force_locale(_locale(lang)):
        said = gettext("Change: %(time)s", time=time)
        if program:
            said = gettext("Change: your session is at %(time)s.", time=time)
    return _to_today(said, lang, tag, program)


def off(event: Instant, zone: ZoneInfo, lang: str, tag: str, program: str = "") -> Message:
    """What was reminded of does not take place: "Change: nothing at 5:45 PM"."""
    time = _time(event, zone, lang)
    with force_locale(_locale(lang)):
        said = gettext("Change: nothing at %(time)s", time=time)
        if program:
            said = gettext("Change: no session at %(time)s.", time=time)
    return _to_today(said, lang, tag, program)


def _to_today(said: str, lang: str, tag: str, program: str) -> Message:
    room = LONGEST_BODY - len(said) - 1
    named = program if len(program) <= room else f"{program[: room - 1].rstrip()}…"
    return Message(TITLE, f"{said} {named}".strip(), "/today", lang, tag)


def trial(lang: str) -> Message:
    """To see that it works."""
    with force_locale(_locale(lang)):
        said = gettext("It works.")
    return Message(TITLE, said, "/you/reminders", lang, TRIAL_TAG)


def payload(message: Message, public_url: str) -> bytes:
    """The message as phones read it, with or without a service worker, blanks to the full size."""
    shown = {
        "title": message.title,
        "body": message.body,
        "navigate": f"{public_url}{message.path}",
        "lang": message.lang,
        "dir": Locale.parse(_locale(message.lang)).text_direction,
        "tag": message.tag,
    }
    written = json.dumps({"web_push": 8030, "notification": shown}, ensure_ascii=False).encode()
    if len(written) > SIZE:
        raise MessageTooLong(f"{len(written)} bytes, where {SIZE} have room")
    return written.ljust(SIZE)


def _time(event: Instant, zone: ZoneInfo, lang: str) -> str:
    shown = local(event, zone).time()
    return format_time(shown, "short", locale=_locale(lang)).replace(NARROW_SPACE, " ")


def _locale(lang: str) -> str:
    """The language as Babel names it: en_GB for en-GB."""
    return lang.replace("-", "_")
