"""The consent as it is read and signed. Legal text has versions: a word changed here is a new
one, and what was signed before stays as it was read.

English only, until a human reviewer of another language is on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from webapp.domain.consent import PURPOSE_OF, Purpose, Scope

VERSION, LANGUAGE = "4", "en"

IN_WORDS = {
    Scope.SCHEDULE: "The times I am away for program sessions and when I am expected back"
    " (as “away 5:20 to 9:45 PM”, never what for), with {travel} minutes for the way",
    Scope.ATTENDANCE: "Whether and when I checked in to program sessions, and whether I was on"
    " time, late or missed one; not why I was excused, and no comments",
    Scope.DAY_MARKS: "My own taps for wake-up, daytime and lights out",
    Scope.MEETING_COUNT: "How many mutual-help meetings I logged this week, and how many my"
    " program asks for",
    Scope.MEETING_DETAIL: "Which meetings I logged: date, kind and name; never who signed, and"
    " no private notes",
    Scope.ENROLLMENT: "That I am enrolled in the program, since when and until when;"
    " never why it ended",
    Scope.TEST_DONE: "Whether a test of the last four weeks was done or missed, and on which"
    " date; never its result",
    Scope.WELFARE_CONTACT: "Whom to call when nobody knows where I am",
    Scope.HOUSE_TO_PROGRAM: "The house’s own record of me, to my program’s staff",
}
PURPOSE_IN_WORDS = {
    Purpose.EXPECT: "so that the house knows when to expect me and when I need a call",
    Purpose.SUPPORT: "so that the house can support me in keeping to my program",
}


@dataclass(frozen=True, slots=True)
class Signing:
    """Everything that the text of one consent is made of."""

    participant: str
    program: str
    house: str
    organisation: str
    scopes: frozenset[Scope]
    travel_minutes: int
    signed_on: date
    expires_on: date


def in_words(scope: Scope, travel_minutes: int) -> str:
    """What a scope shares, and what for."""
    what = IN_WORDS[scope].format(travel=travel_minutes)
    return f"{what}; {PURPOSE_IN_WORDS[PURPOSE_OF[scope]]}"


def scope_lines(signing: Signing) -> tuple[str, ...]:
    """Each scope in the order of the page, with what it is shared for."""
    return tuple(
        f"{in_words(scope, signing.travel_minutes)}." for scope in Scope if scope in signing.scopes
    )


def render(signing: Signing) -> str:
    """The whole text, with the nine elements of 42 CFR 2.31(a), one paragraph a line.

    Lines that begin with "- " are a list.
    """
    lines = (
        "Consent to share information with my house",
        f"Whose information: {signing.participant}",
        f"Who may share it: {signing.program}, through Dayline",
        "What may be shared, and what for. This and nothing else:",
        *(f"- {line}" for line in scope_lines(signing)),
        f"With whom: the house managers of {_named(signing)}, and nobody else",
        "My right to stop: I can revoke this consent at any time in Dayline, under You, on any"
        " phone or computer, or by telling program staff, who then stop it for me. It works at"
        " once. It does not undo what was shared before.",
        f"When it ends: on {_day(signing.expires_on)} at the latest; sooner when I leave the"
        " house, when I leave the program, or when I revoke it.",
        "My treatment, payment, enrollment and eligibility for benefits do not depend on signing"
        " this. I can use all of Dayline without it.",
        "These records are protected by federal law. 42 CFR part 2 prohibits unauthorized use or"
        " disclosure of these records. The house may not use this information in an eviction,"
        " court or other proceeding against me.",
        "I get a copy of what I sign, and I can read who looked at it.",
        f"Date: {_day(signing.signed_on)}. My typed name below is my signature.",
    )
    return "\n".join(lines)


def paragraphs(text: str) -> tuple[tuple[str, str], ...]:
    """The text as a page draws it: ("heading" | "item" | "line", words)."""
    title, *rest = text.split("\n")
    drawn = [("item", each[2:]) if each.startswith("- ") else ("line", each) for each in rest]
    return (("heading", title), *drawn)


def digest(text: str) -> str:
    """The SHA-256 of the text, by which a copy can be checked."""
    return sha256(text.encode()).hexdigest()


def _named(signing: Signing) -> str:
    if signing.organisation and signing.organisation != signing.house:
        return f"{signing.house} ({signing.organisation})"
    return signing.house


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
