"""The few addresses that take more than a form of ordinary size: files."""

from __future__ import annotations

from flask import Flask, request

from webapp.domain.people_file import LARGEST

ROOM = 64 * 1024
"""For the other fields of the form."""
TAKE_FILES = frozenset({"import_people.try_out", "import_people.confirm"})


def register(app: Flask) -> None:
    """Before anything reads a form, which then would be refused: the form's token is in it."""
    app.before_request(_let_in)


def _let_in() -> None:
    if request.endpoint in TAKE_FILES:
        # A file sent back as a field has its line ends as two characters.
        request.max_content_length = 2 * LARGEST + ROOM
        request.max_form_memory_size = 2 * LARGEST + ROOM
