from dataclasses import replace
from datetime import date

import pytest

from webapp.domain import consent_text, notice
from webapp.domain.consent import OFFERED, Scope
from webapp.domain.consent_text import Signing, digest, paragraphs, render

SIGNING = Signing(
    participant="Jordan M.",
    program="New Light",
    house="Maple House",
    organisation="Maple Sober Living",
    scopes=frozenset({Scope.SCHEDULE, Scope.ATTENDANCE}),
    travel_minutes=35,
    signed_on=date(2026, 11, 23),
    expires_on=date(2027, 3, 3),
)


@pytest.mark.parametrize(
    "element",
    [
        "Whose information: Jordan M.",
        "Who may share it: New Light",
        "with 35 minutes for the way",
        "the house managers of Maple House (Maple Sober Living)",
        "so that the house knows when to expect me",
        "so that the house can support me",
        "I can revoke this consent at any time in Dayline, under You",
        "or by telling program staff, who then stop it for me",
        "on March 3, 2027 at the latest; sooner when I leave the house, when I leave the program",
        "My typed name below is my signature",
        "Date: November 23, 2026",
        "My treatment, payment, enrollment and eligibility for benefits do not depend on signing",
        "42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
    ],
)
def test_the_text_holds_each_element_the_law_asks_for(element):
    assert element in render(SIGNING)


@pytest.mark.parametrize("scope", OFFERED)
def test_the_text_names_exactly_what_was_ticked(scope):
    text = render(replace(SIGNING, scopes=frozenset({scope})))
    items = [words for kind, words in paragraphs(text) if kind == "item"]
    assert len(items) == 1
    assert items[0].startswith(consent_text.in_words(scope, 35))


def test_a_house_that_is_its_own_organisation_is_named_once():
    text = render(replace(SIGNING, organisation="Maple House"))
    assert "the house managers of Maple House, and nobody else" in text


def test_the_signed_text_of_this_version_never_changes():
    """A word changed in the text is a new version: raise VERSION, then write the new sum here."""
    assert consent_text.VERSION == "4"
    assert digest(render(replace(SIGNING, scopes=frozenset(OFFERED)))) == SUM


SUM = "466b73bd9a7e7d910a12b67834555050aa7b18510bb2e80fcde689863c09cee0"


def test_the_notice_says_what_the_rule_asks_for():
    text = " ".join(f"{heading} {words}" for heading, words in notice.render("New Light"))
    for said in ("42 CFR part 2", "revoke it at any time", "court", "complain", "New Light"):
        assert said in text
