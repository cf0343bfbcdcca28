"""A record as a table that any spreadsheet opens, for the participant to take along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from webapp.domain.wall_clock import Instant, local
from webapp.queries.record_page import Everything
from webapp.routes import appointment_words, slip_words, spreadsheet, words
from webapp.routes.language import _
from webapp.routes.line_words import short_status
from webapp.routes.record_words import RecordLine, record_lines


def text(found: Everything) -> str:
    """All of it, one line for each row of the record, the oldest first."""
    head = (_("Date"), _("Time"), _("What"), _("Status"), _("Row"), _("Words"), _("Undone"))
    rows = sorted(_rows(found), key=lambda each: each[:2])
    return spreadsheet.text(head, rows)


def _rows(found: Everything) -> Iterator[tuple[str, ...]]:
    for attendance in found.sessions:
        session = attendance.session
        head = (session.name, short_status(attendance))
        lines = record_lines(attendance, session.zone)
        yield from _lines(session.arrive_by, head, lines, session.zone)
    for each in found.appointments:
        status = appointment_words.status(each.status(found.now), each)
        head = (appointment_words.title(each), status)
        yield from _lines(each.starts_at, head, appointment_words.lines(each), each.zone)
    for entry in found.meetings:
        kind = str(words.FELLOWSHIP[entry.fellowship])
        what = f"{kind}: {entry.name}" if entry.name else kind
        known = str(slip_words.RUNG[found.ladder.rung(entry)])
        yield (entry.day.isoformat(), str(entry.starts), what, _("Logged"), known, entry.town, "")


def _lines(
    at: Instant, head: tuple[str, str], lines: Iterable[RecordLine], zone: ZoneInfo
) -> Iterator[tuple[str, ...]]:
    there = local(at, zone)
    when = (there.date().isoformat(), there.strftime("%H:%M"))
    said = [(line.says, line.quote, line.undone) for line in lines]
    for each in said or [("", "", "")]:
        yield (*when, *head, *each)
