"""Whom to call, as it is typed: by staff, and by the participant."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from webapp.domain.contacts import LONGEST_NAME, Contacts, dialled, is_phone
from webapp.queries.contacts import ContactsPage
from webapp.routes.language import _

FIELDS = ("phone", "emergency_name", "emergency_relation", "emergency_phone")


def register(app: Flask) -> None:
    """Make a phone number one that a phone can dial: `href="tel:{{ phone|dialled }}"`."""
    app.template_filter("dialled")(dialled)


def read(form: Mapping[str, str]) -> tuple[Contacts, dict[str, str]]:
    """What was typed, and what is wrong with which field. All of it may be empty."""
    typed = {name: " ".join(form.get(name, "").split()) for name in FIELDS}
    errors: dict[str, str] = {}
    for name in ("phone", "emergency_phone"):
        if typed[name] and not is_phone(typed[name]):
            errors[name] = _("Enter a phone number like 617-555-0142, or leave it empty.")
    for name in ("emergency_name", "emergency_relation"):
        if len(typed[name]) > LONGEST_NAME or not typed[name].isprintable():
            errors[name] = _("Enter at most %(most)d letters.", most=LONGEST_NAME)
    names_somebody = typed["emergency_name"] or typed["emergency_relation"]
    if names_somebody and not typed["emergency_phone"]:
        errors["emergency_phone"] = _("Enter their phone number, or leave all three empty.")
    return Contacts(**typed), errors


def shown(page: ContactsPage) -> dict[str, str]:
    """What holds, as the form shows it."""
    return {name: getattr(page.contacts, name) for name in FIELDS}
