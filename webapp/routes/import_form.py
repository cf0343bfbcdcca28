"""A file of people, judged line by line: who can come in, and why somebody else cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from webapp.actions.enroll import NewParticipant
from webapp.domain.access import USERNAME, Viewer, normalized_username
from webapp.domain.daytime import Activity
from webapp.domain.people_file import Row, iso_day, read_days, read_yes
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import people_import
from webapp.routes.language import _
from webapp.routes.person_form import PersonForm


@dataclass(frozen=True, slots=True)
class Judged:
    """One line: somebody to enroll, or what keeps them from it. `is_here`: they look like
    somebody who is in the program already."""

    line: int
    name: str
    new: NewParticipant | None
    problems: tuple[str, ...]
    is_here: bool = False


def judge(viewer: Viewer, rows: Iterable[Row], now: Instant) -> list[Judged]:
    """Each row, held against the others and against who is there. Two statements."""
    rows = tuple(rows)
    today = local_date(now, viewer.zone)
    wanted = Counter(normalized_username(row.cell("sign_in_name")) for row in rows)
    taken, here = people_import.taken(wanted), people_import.here(viewer, now)
    names = Counter((row.cell("name").casefold(), row.cell("first_day")) for row in rows)
    found = []
    for row in rows:
        new, problems = _read(row, today)
        username = normalized_username(row.cell("sign_in_name"))
        if username and wanted[username] > 1:
            problems.append(_("Name to sign in: it stands twice in the file."))
        if username in taken:
            problems.append(_("Name to sign in: somebody has it already."))
        is_twice = names[row.cell("name").casefold(), row.cell("first_day")] > 1
        is_here = new is not None and (is_twice or here.looks_like(new.name, new.starts_on))
        found.append(
            Judged(
                row.number,
                row.cell("name"),
                None if problems else new,
                tuple(problems),
                is_here and not problems,
            )
        )
    return found


def _read(row: Row, today: date) -> tuple[NewParticipant | None, list[str]]:
    """Read it as the form to enroll somebody would be, so that both say the same."""
    form = MultiDict(
        [
            ("name", row.cell("name")),
            ("username", row.cell("sign_in_name")),
            ("starts_on", iso_day(row.cell("first_day"))),
            ("planned_weeks", row.cell("weeks")),
            ("activity", "_".join(row.cell("activity").casefold().split())),
            ("plan_starts", row.cell("from")),
            ("plan_ends", row.cell("until")),
            ("plan_place", row.cell("place")),
        ]
    )
    days = read_days(row.cell("days"))
    form.setlist("plan_days", [str(day) for day in sorted(days or ())])
    if read_yes(row.cell("full_time")):
        form.add("full_time", "1")
    read = PersonForm(form, today)
    new = read.enrolled()
    problems = list(read.errors.values())
    username = normalized_username(form["username"])
    if username and not USERNAME.fullmatch(username):
        problems.append(_("Name to sign in: use letters a to z, digits, dots or hyphens."))
    if form["activity"] and form["activity"] not in set(Activity):
        problems.append(
            _("Activity: use work, job search, school or volunteering, or leave it empty.")
        )
    if read_yes(row.cell("full_time")) is None:
        problems.append(_("Full time: use yes or no."))
    return new, problems
