"""Enroll everybody of a file, all or nobody; and make their invitations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.actions import enroll, invite
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import LONGEST_KEY, settle, transaction
from webapp.models.people import Participant
from webapp.models.people_import import ImportedRow
from webapp.models.program import Program
from webapp.queries.people import Person


@dataclass(frozen=True, slots=True)
class Incoming:
    """Somebody to enroll, and the line of the file that says so."""

    line: int
    new: enroll.NewParticipant


def enroll_all(
    viewer: Viewer, key: str, incoming: Sequence[Incoming], *, now: Instant, true_now: Instant
) -> int:
    """Enroll them in one transaction and return how many they are.

    The same form sent again enrolls nobody and gets the same answer. Raises `UsernameTaken` or
    `UsernameUnfit`, and then nobody is enrolled.
    """
    assert viewer.program_id is not None
    program_id, key = viewer.program_id, key[:LONGEST_KEY]

    def attempt(session: Session) -> int:
        # Two who confirm the same form go one after the other.
        session.execute(select(Program.id).where(Program.id == program_id).with_for_update())
        before = session.execute(
            select(func.count()).where(ImportedRow.program_id == program_id, ImportedRow.key == key)
        ).scalar_one()
        if before:
            return before
        for each in incoming:
            made = enroll.add(
                session,
                each.new,
                program_id=program_id,
                by=viewer.account_id,
                now=now,
                true_now=true_now,
            )
            session.add(
                ImportedRow(
                    program_id=program_id,
                    key=key,
                    line=each.line,
                    participant_id=made.id,
                    at=true_now,
                    by=viewer.account_id,
                )
            )
        return len(incoming)

    return settle(attempt)


def invite_all(
    viewer: Viewer, people: Iterable[Person], true_now: Instant
) -> list[tuple[Person, invite.Invited]]:
    """An invitation for each of them who has not set a passphrase yet, all or none."""
    waiting = [person for person in people if not person.has_passphrase]
    with transaction() as session:
        rows = session.execute(
            select(Participant.id, Participant.account_id).where(
                Participant.id.in_([person.participant_id for person in waiting])
            )
        )
        accounts = {row.id: row.account_id for row in rows}
        return [
            (
                person,
                invite.make(
                    session, accounts[person.participant_id], by=viewer.account_id, now=true_now
                ),
            )
            for person in waiting
        ]
