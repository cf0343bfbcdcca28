"""The note of one's own beside a meeting, as a form has it (participant/meetings/_own.html)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from webapp.actions.log_meeting import NewMeeting
from webapp.domain.own_note import Note, note_of

FIELDS = ("signer", "note")


def read(form: Mapping[str, str]) -> Note:
    """The note that a form means; a last name in it is shortened."""
    return note_of(form.get("signer", ""), form.get("note", ""))


def with_note(meeting: NewMeeting, form: Mapping[str, str]) -> NewMeeting:
    """The meeting with the note of its form beside it."""
    return replace(meeting, note=read(form))
