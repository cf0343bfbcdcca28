"""Words out of a list: plain text of a bounded length, without what leads to a person."""

from __future__ import annotations

import re
from hashlib import sha256
from html.parser import HTMLParser
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
TAG = re.compile(r"<[^<>]{0,2000}>")

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
PHONE = re.compile(
    r"(?<![\d/=])(?:\+\d(?:[\s().-]?\d){7,14}|(?:1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}"
    r"|\d{3}-\d{4})(?![-\d])"
)
PAYMENT = re.compile(r"\b(?:venmo|cash\s?app|paypal|zelle)\b", re.IGNORECASE)
NUMBER_OF_A_ROOM = re.compile(
    r"\b(?:id|code|pin|passcode|password|pwd)\W{0,3}(?:is\W)?$", re.IGNORECASE
)
"""What stands before the digits that open an online meeting: they look like a phone's."""
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
    kept = [" ".join(each.split()) for line in said.split("\n") for each in [_without_people(line)]]
    return cut("\n".join(filter(None, kept)), longest)


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
    if "<" not in text and "&" not in text:
        return text
    parser = _Words()
    try:
        parser.feed(text)
        parser.close()
    except AssertionError:
        # What begins like a declaration and is none.
        return TAG.sub(" ", text)
    return NOT_TEXT.sub("", "".join(parser.words))


def _without_people(line: str) -> str:
    sentences = SENTENCE.split(line)
    return " ".join(each for each in sentences if not _leads_to_a_person(each))


def _leads_to_a_person(sentence: str) -> bool:
    if EMAIL.search(sentence) or PAYMENT.search(sentence):
        return True
    return any(
        not NUMBER_OF_A_ROOM.search(sentence[: found.start()]) for found in PHONE.finditer(sentence)
    )


class _Words(HTMLParser):
    """The words of a piece of HTML, its line breaks kept, its scripts not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in UNSEEN
        self.words.append("\n" if tag in BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        self.words.append("\n" if tag in BREAKS else "")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)
