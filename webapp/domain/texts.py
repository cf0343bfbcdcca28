"""The words that a program chooses itself. Empty means the usual ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Text(StrEnum):
    """Where the words stand."""

    REMINDER = "reminder"
    """On lock screens, before a time."""
    PLACE = "place"
    """Under the place, on Today and where one checks in."""
    DESK = "desk"
    """On the screen at the front desk, while check-in is open."""


MOST = {Text.REMINDER: 20, Text.PLACE: 120, Text.DESK: 120}
"""Signs."""

_ENGLISH = """
    name facility aa na iop group recovery sober sobriety treatment test meeting clinic clinical
    counselor counseling therapy therapist program rehab detox addiction alcohol drug substance
    patient relapse doctor
"""
_SPANISH = """
    nombre centro grupo recuperacion sobrio sobria sobriedad tratamiento prueba examen reunion
    clinica clinico consejero consejera consejeria terapia terapeuta programa rehabilitacion
    desintoxicacion adiccion droga sustancia paciente recaida doctora medico medica
"""
NEVER = frozenset(f"{_ENGLISH}{_SPANISH}".split())
"""Whole words that no lock screen shows, in English and Spanish, without accents; nor as
plurals."""
TELLING = 5
"""A word of so many letters in the name of a program can tell by itself which one it is."""


class WhyNot(StrEnum):
    """Why words cannot stand there."""

    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    TELLS = "tells"
    """A stranger could read from them what Dayline is for."""


def why_not(text: Text, words: str, program: str) -> WhyNot | None:
    """Why these words cannot stand there for the program of that name, or None."""
    if not words.isprintable():
        return WhyNot.UNREADABLE
    if len(words) > MOST[text]:
        return WhyNot.TOO_LONG
    if text is Text.REMINDER and not is_discreet(words, program):
        return WhyNot.TELLS
    return None


def is_discreet(words: str, program: str) -> bool:
    """Whether a stranger learns nothing from them: none of the whole words of `NEVER`, however
    they are written, and not the name of the program, two words of it, or a long one."""
    said = {form for each in _read(words) for one in (*each, *_pairs(each)) for form in _forms(one)}
    named = {form for each in _read(program) for one in _names(each) for form in _forms(one)}
    whole = _plain(program).strip().casefold()
    is_named = whole and re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", _plain(words).casefold())
    return not said & (NEVER | named) and not is_named


def _names(name: Sequence[str]) -> Iterable[str]:
    """What of a program's name tells which one it is."""
    return (*_pairs(name), *(each for each in name if len(each) >= TELLING or len(name) == 1))


def _pairs(words: Sequence[str]) -> Iterable[str]:
    """Each two that follow each other, as one."""
    return (one + other for one, other in pairwise(words))


def _read(text: str) -> Iterable[list[str]]:
    """Its words as people read them: apart at whatever is no letter, and as a second reading
    at capitals within; single letters in a row ("N.A.", "n a") as one."""
    plain = _plain(text)
    for reading in (plain, re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", plain)):
        letters = re.sub(r"[\W\d_]+", " ", reading.casefold())
        yield re.sub(r"\b(\w) (?=\w\b)", r"\1", letters).split()


def _forms(word: str) -> Iterable[str]:
    """The word itself, and what it is a plural of."""
    yield word
    for plural, one in (("s", ""), ("es", ""), ("ies", "y")):
        if word.endswith(plural):
            yield word.removesuffix(plural) + one


def _plain(words: str) -> str:
    """Without accents and look-alikes of the same letter."""
    apart = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@dataclass(frozen=True, slots=True)
class Texts:
    """A program's own words in one language; empty where the usual ones stand."""

    reminder: str = ""
    place: str = ""
    desk: str = ""


def fitting(words: dict[Text, str], program: str) -> Texts:
    """Of what is stored, what may be shown: for words that fit no more, the usual ones stand."""
    kept = {
        text.value: said for text, said in words.items() if why_not(text, said, program) is None
    }
    return Texts(**kept)
