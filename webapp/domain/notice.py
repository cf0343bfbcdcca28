"""The notice of 42 CFR 2.22, which everybody reads before first use. Legal text has versions."""

from __future__ import annotations

VERSION, LANGUAGE = "1", "en"


def render(program: str) -> tuple[tuple[str, str], ...]:
    """Heading and paragraph, one after the other."""
    return (
        (
            "Your records are protected",
            f"Federal law protects the confidentiality of your records at {program}: 42 CFR"
            " part 2, and the HIPAA privacy rule. As a rule, the program may not tell anybody"
            " outside that you are a patient, or share what is in your records.",
        ),
        (
            "When they may be shared",
            "With your written consent. And without it only where the law allows: in a medical"
            " emergency, for research and audits under strict rules, to report child abuse or"
            " neglect or a crime at the program or against its staff as state law says, or on"
            " a special order of a court.",
        ),
        (
            "You decide",
            "You may sign a consent, and you may revoke it at any time. Your treatment does not"
            " depend on it. You may ask for a list of who saw your information: it is under You,"
            " Who saw my information.",
        ),
        (
            "Never against you",
            "Your records cannot be used against you in a civil, criminal, administrative or"
            " legislative proceeding without your consent or a special order of a court.",
        ),
        (
            "Your other rights",
            "You may ask the program to restrict what it shares, to see and correct your record,"
            " and to give you a paper copy of this notice. Questions: ask your program’s staff.",
        ),
        (
            "If this is not kept",
            "Unlawful sharing is a crime. You may complain to your program, and to the Secretary"
            " of the U.S. Department of Health and Human Services at hhs.gov/ocr/complaints."
            " Nobody may hold it against you.",
        ),
    )
