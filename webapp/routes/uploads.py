"""The few addresses that take more than a form of ordinary size: files."""

from __future__ import annotations

from flask import Flask, request

from webapp.domain import directory_import
from webapp.domain.people_file import LARGEST

ROOM = 64 * 1024
"""For the other fields of the form."""
TAKE_FILES = frozenset({"import_people.try_out", "import_people.confirm"})
TAKE_LISTS = frozenset({"meeting_sources.add", "meeting_import.upload"})


def register(app: Flask) -> None:
    """Before anything reads a form, which then would be refused: the form's token is in it."""
    app.before_request(_let_in)


def _let_in() -> None:
    if request.endpoint in TAKE_FILES:
        # A file sent back as a field has its line ends as two characters.
        request.max_content_length = 2 * LARGEST + ROOM
        request.max_form_memory_size = 2 * LARGEST + ROOM
    elif request.endpoint in TAKE_LISTS:
        # The file goes through the disk; the other fields stay as small as anywhere. One that is
        # somewhat too large is read to its end, so that the page can say so.
        request.max_content_length = 2 * directory_import.LARGEST + ROOM
