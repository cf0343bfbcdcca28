"""A record as a table that any spreadsheet opens, for the participant to take along."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from zoneinfo import ZoneInfo

from webapp.domain.wall_clock import Instant, local
from webapp.queries.record_page import Everything
from webapp.routes import appointment_words, words
from webapp.routes.language import _
from webapp.routes.line_words import short_status
from webapp.routes.record_words import RecordLine, record_lines

BYTE_ORDER_MARK = "\ufeff"
"""By it spreadsheets know that the text is UTF-8."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text(found: Everything) -> str:
    """All of it, one line for each row of the record, the oldest first."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow(
        [_("Date"), _("Time"), _("What"), _("Status"), _("Row"), _("Words"), _("Undone")]
    )
    for row in sorted(_rows(found), key=lambda each: each[:2]):
        table.writerow([_harmless(cell) for cell in row])
    return BYTE_ORDER_MARK + out.getvalue()


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
        yield (entry.day.isoformat(), str(entry.starts), what, _("Logged"), "", entry.town, "")


def _lines(
    at: Instant, head: tuple[str, str], lines: Iterable[RecordLine], zone: ZoneInfo
) -> Iterator[tuple[str, ...]]:
    there = local(at, zone)
    when = (there.date().isoformat(), there.strftime("%H:%M"))
    said = [(line.says, line.quote, line.undone) for line in lines]
    for each in said or [("", "", "")]:
        yield (*when, *head, *each)


def _harmless(cell: str) -> str:
    """No spreadsheet shall take what somebody typed for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
