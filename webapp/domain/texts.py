"""The words that a program chooses itself. Empty means the usual ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


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
    name facility aa na iop group groups recovery sober sobriety treatment test tests meeting
    meetings clinic clinical counselor counseling therapy therapist program rehab detox addiction
    alcohol drug drugs substance patient relapse doctor
"""
_SPANISH = """
    nombre centro grupo grupos recuperacion sobrio sobria sobriedad tratamiento prueba pruebas
    examen examenes reunion reuniones clinica clinico consejero consejera consejeria terapia
    terapeuta programa rehabilitacion desintoxicacion adiccion droga drogas sustancia paciente
    recaida doctora medico medica
"""
NEVER = frozenset(f"{_ENGLISH}{_SPANISH}".split())
"""Whole words that no lock screen shows, in English and Spanish, without accents."""


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
    """Whether a stranger learns nothing from them: none of the whole words of `NEVER`, written
    with dots, blanks or accents either, and not the name of the program."""
    plain = _plain(words)
    # "N.A." and "n a" are read as one word by people.
    spelled = re.sub(r"\b(\w)\W+(?=\w\b)", r"\1", plain)
    said = {*re.findall(r"\w+", plain), *re.findall(r"\w+", spelled)}
    named = re.escape(_plain(program).strip())
    return not said & NEVER and not (named and re.search(rf"\b{named}\b", plain))


def _plain(words: str) -> str:
    """Without case, accents and look-alikes of the same letter."""
    apart = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


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
