"""Phone numbers as people write them, and as a phone dials them."""

from __future__ import annotations

from flask import Flask

LONGEST = 40


def register(app: Flask) -> None:
    """Make this available in templates."""
    app.template_filter("dialled")(dialled)


def is_phone(typed: str) -> bool:
    """Whether it is a number with what people write between the digits, or nothing at all."""
    digits = sum(sign.isdigit() for sign in typed)
    is_written = all(sign.isascii() and (sign.isdigit() or sign in "+-(). ") for sign in typed)
    return not typed or (is_written and 7 <= digits <= 15 and len(typed) <= LONGEST)


def dialled(phone: str) -> str:
    """6175550142: what a link to call somebody carries."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")
