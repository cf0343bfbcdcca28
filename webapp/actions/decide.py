"""Staff decide about somebody's session: excused, missed, or that nobody could know."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.actions import cancel_reminders, presence, put_on_record
from webapp.domain.access import Viewer
from webapp.domain.decisions import DecisionRefusal, may_decide, may_make_up
from webapp.domain.record import Entry, SessionName
from webapp.domain.reminders import NotWanted
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.queries import sessions
from webapp.queries.sessions import Expected

Outcome = DecisionRefusal | None


class NoSuchSession(LookupError):
    """The viewer's program expects no such participant at such a session."""


def decide(
    viewer: Viewer,
    participant_key: str,
    where: SessionName,
    kind: Entry,
    key: str,
    *,
    words: str = "",
    emergency: bool = False,
    now: Instant,
    true_now: Instant,
) -> Outcome:
    """Decide, or say why not. `words` are for the participant to read.

    The same form sent again adds nothing. Raises `NoSuchSession`.
    """

    def attempt(session: Session) -> Outcome:
        presence.one_at_a_time(session, participant_key=participant_key)
        person = _expected(viewer, participant_key, where, now)
        if put_on_record.replayed(session, key, person.participant_id):
            return None
        refusal = may_decide(person.attendance, kind, emergency, now)
        if refusal is not None:
            return refusal
        put_on_record.put(
            session,
            viewer,
            (person.participant_id, _program(viewer), *where),
            kind,
            key,
            words=put_on_record.fitting(words),
            emergency=emergency,
            now=now,
            true_now=true_now,
        )
        if kind is Entry.EXCUSED:
            why = NotWanted.EXCUSED
            cancel_reminders.cancel(session, person.participant_id, *where, why=why, now=now)
        return None

    return settle(attempt)


def review(
    viewer: Viewer,
    participant_key: str,
    where: SessionName,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
) -> Outcome:
    """Say that what was sent later has been looked at. It changes nothing else.

    Raises `NoSuchSession`.
    """

    def attempt(session: Session) -> Outcome:
        presence.one_at_a_time(session, participant_key=participant_key)
        person = _expected(viewer, participant_key, where, now)
        if put_on_record.replayed(session, key, person.participant_id):
            return None
        facts = person.attendance.facts
        if facts.to_review is None and facts.claim is None:
            return DecisionRefusal.ALREADY
        put_on_record.put(
            session,
            viewer,
            (person.participant_id, _program(viewer), *where),
            Entry.REVIEWED,
            key,
            now=now,
            true_now=true_now,
        )
        return None

    return settle(attempt)


def make_up(
    viewer: Viewer,
    participant_key: str,
    where: SessionName,
    missed: SessionName,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
) -> Outcome:
    """Let one session, at which the participant was, make up for one that they missed.

    Raises `NoSuchSession`.
    """

    def attempt(session: Session) -> Outcome:
        presence.one_at_a_time(session, participant_key=participant_key)
        came = _expected(viewer, participant_key, where, now)
        gone = _expected(viewer, participant_key, missed, now)
        if put_on_record.replayed(session, key, came.participant_id):
            return None
        refusal = may_make_up(gone.attendance, came.attendance)
        if refusal is not None:
            return refusal
        put_on_record.put(
            session,
            viewer,
            (came.participant_id, _program(viewer), *where),
            Entry.MAKE_UP,
            key,
            about=missed,
            now=now,
            true_now=true_now,
        )
        return None

    return settle(attempt)


def _expected(viewer: Viewer, participant_key: str, where: SessionName, now: Instant) -> Expected:
    """That participant at that session, as the viewer may see them. Raises `NoSuchSession`."""
    found = sessions.attendance_of(viewer, participant_key, where.day, where.name, now)
    if found is None:
        raise NoSuchSession
    return found


def _program(viewer: Viewer) -> int:
    assert viewer.program_id is not None
    return viewer.program_id
