"""What a participant keeps beside a meeting for themselves: nobody else ever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

LONGEST_NOTE = 500
LONGEST_SIGNER = 40


@dataclass(frozen=True, slots=True)
class Note:
    """Who signed the slip, by a first name or initials, and a few words. Both can be empty."""

    signer: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.signer or self.text)

    @property
    def fits(self) -> bool:
        return len(self.signer) <= LONGEST_SIGNER and len(self.text) <= LONGEST_NOTE


def note_of(signer: str, text: str) -> Note:
    """The note that was typed, as it is kept. A last name never is."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return Note(without_last_name(signer), lines)


def without_last_name(signer: str) -> str:
    """The first word, and of each later one its initial: "Maria Lopez" is kept as "Maria L.".

    "Lopez, Maria" is the same the other way round. A name of two letters is no initials: Ng and
    Li are last names, in capitals too. A phone number or an e-mail address never is kept.
    """
    named = " ".join(word for word in normalize("NFC", signer).split() if not _reaches(word))
    last, _comma, first = named.replace(".", ". ").partition(",")
    words = f"{first} {last}".replace(",", " ").split()
    return " ".join([*words[:1], *(_initial(word) for word in words[1:])])


def _reaches(word: str) -> bool:
    """Whether it is, or is a part of, what somebody is called or written to by."""
    return any(sign.isdigit() or sign in "@＠" for sign in word)


def _initial(word: str) -> str:
    """Its first letter; what has none, like a picture, is no name."""
    letter = next(filter(str.isalpha, word), None)
    return f"{letter}." if letter else word
