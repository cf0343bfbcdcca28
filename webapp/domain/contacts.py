"""Whom a program can call about somebody: optional, the participant's own to change."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_PHONE = 40
LONGEST_NAME = 120


def is_phone(typed: str) -> bool:
    """Whether it is a phone number: digits, and what people write between them."""
    digits = sum(sign.isdigit() for sign in typed)
    is_written = all(sign.isascii() and (sign.isdigit() or sign in "+-(). ") for sign in typed)
    return is_written and 7 <= digits <= 15 and len(typed) <= LONGEST_PHONE


def dialled(phone: str) -> str:
    """A phone number as a phone dials it: "(617) 555-0142" is "6175550142"."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class Contacts:
    """A participant's own phone, and somebody for an emergency. What is not known is empty."""

    phone: str = ""
    emergency_name: str = ""
    emergency_relation: str = ""
    emergency_phone: str = ""

    @property
    def has_emergency(self) -> bool:
        """Whether anybody is named for an emergency."""
        return bool(self.emergency_name or self.emergency_phone)
