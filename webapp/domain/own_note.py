"""What a participant keeps beside a meeting for themselves: nobody else ever reads it."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_NOTE = 500
LONGEST_SIGNER = 40
SHORT = 2
"""So many letters of a later word are initials already."""


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
    """The first word, and of each later one its initial: "Maria Lopez" is kept as "Maria L."."""
    first, *later = signer.split() or [""]
    return " ".join([first, *(_initial(word) for word in later)])


def _initial(word: str) -> str:
    letters = word.rstrip(".")
    return word if len(letters) <= SHORT else f"{letters[0]}."
