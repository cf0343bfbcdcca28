"""Words out of a list: plain text of a bounded length, without what leads to a person."""

from __future__ import annotations

import re
from hashlib import sha256
from html import unescape
from typing import Any

LONGEST_RAW = 20_000
"""Signs that are looked at. Markup beyond that is nobody's note."""

LONGEST_UID = 150
"""Leaves room for the day and the time that tell one uid from another."""

MOST_ITEMS = 100
"""Codes or days in one field that are looked at."""

BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"})
UNSEEN = frozenset({"script", "style", "template", "title"})
NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufeff\ud800-\udfff]"
)
PIECE = re.compile(r"<(/?)([a-z!?][a-z0-9]*+)[^<>]*+>|[^<]++|<", re.IGNORECASE)
"""A tag, or words, or a bracket that opens none. It never gives back what it took: a tag that is
never closed would be tried at each of its letters."""
NO_SIGN = re.compile(r"&#[0-9]{20,}+;?")
"""A sign by its number, with more digits than a number may have here."""

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,256}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
PHONE = re.compile(
    r"(?<![\d/=])(?:\+\d(?:[\s().-]?\d){7,14}|(?:1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}"
    r"|\d{3}-\d{4})(?![-\d])"
)
PAYMENT = re.compile(r"\b(?:venmo|cash\s?app|paypal|zelle)\b", re.IGNORECASE)
_KEY = r"\b(?:id|code|pin|passcode|password|pwd)\s*"
OPENS = re.compile(_KEY + r"(?:[:#]|is\b)", re.IGNORECASE)
BEFORE_A_NUMBER = re.compile(_KEY + r"(?:[:#]|is)?\s*$", re.IGNORECASE)
"""What stands before the digits that open an online meeting: they look like a phone's."""
ASKS = re.compile(r"\b(?:contact|call|text|ask|e-?mail|whatsapp|phone)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")


def blank(value: Any) -> bool:
    """Whether a field says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def items(value: Any) -> list[Any]:
    """What a field lists, whether as a list, an object or words with commas between."""
    if isinstance(value, dict):
        return list(value.values())[:MOST_ITEMS]
    if isinstance(value, str):
        return value[:LONGEST_RAW].split(",")[:MOST_ITEMS]
    return value[:MOST_ITEMS] if isinstance(value, list) else [value]


def plain(value: Any, longest: int) -> str:
    """One line of plain text, no longer than that. Anything but text or a whole number is ""."""
    return cut(" ".join(_untagged(_raw(value)).split()), longest)


def one_line(text: str) -> str:
    """The same text without line breaks."""
    return " ".join(text.split())


def uid_of(value: Any) -> str:
    """What the feed calls a row, or "". A very long one is cut, and told apart by a hash."""
    said = plain(value, LONGEST_RAW)
    if len(said) <= LONGEST_UID:
        return said
    return f"{said[:100]}~{sha256(said.encode()).hexdigest()[:32]}"


def name_of(value: Any, longest: int) -> str:
    """A name, without phone numbers and e-mail addresses."""
    said = plain(value, LONGEST_RAW)
    for personal in (EMAIL, PHONE):
        said = personal.sub("", said)
    return cut(" ".join(said.split()).strip(" -–,;:"), longest)


def note_of(values: list[Any], longest: int) -> str:
    """Notes, a line each, without the sentences that hold a phone number, an e-mail address or
    a way to pay: the name beside it is a person's too."""
    said = "\n".join(_untagged(_raw(value)) for value in values)
    lines = (one_line(_without_people(line)) for line in said.split("\n"))
    return cut("\n".join(filter(None, lines)), longest)


def cut(text: str, longest: int) -> str:
    """The text, or its beginning and an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _raw(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**18 else ""
    text = value[:LONGEST_RAW] if isinstance(value, str) else ""
    text = text.rpartition("#@-@#")[2].replace("\r\n", "\n").replace("\r", "\n")
    return NOT_TEXT.sub("", text)


def _untagged(text: str) -> str:
    """The words of a piece of HTML, its line breaks kept, its scripts not.

    In one pass, whatever it holds: a parser that looks back would take an hour over ten megabytes
    of half-open tags.
    """
    if "<" not in text and "&" not in text:
        return text
    words, unseen = [], ""
    for piece in PIECE.finditer(text):
        closes, tag = piece[1], (piece[2] or "").lower()
        if tag in UNSEEN:
            unseen = "" if closes else unseen or tag
        elif not unseen:
            words.append(("\n" if tag in BREAKS else "") if tag else piece[0])
    return NOT_TEXT.sub("", unescape(NO_SIGN.sub("\ufffd", "".join(words))))


def _without_people(line: str) -> str:
    return " ".join(filter(None, map(_kept_of, SENTENCE.split(line))))


def _kept_of(sentence: str) -> str:
    """A sentence, unless it leads to a person. One that only opens a meeting loses no more than
    the phone number or address itself."""
    left = EMAIL.sub("", PHONE.sub(_unless_it_opens, sentence))
    if PAYMENT.search(sentence):
        return ""
    keeps = left == sentence or (OPENS.search(sentence) and not ASKS.search(sentence))
    return left.strip() if keeps else ""


def _unless_it_opens(digits: re.Match[str]) -> str:
    before = digits.string[max(0, digits.start() - 20) : digits.start()]
    return digits[0] if BEFORE_A_NUMBER.search(before) else ""
