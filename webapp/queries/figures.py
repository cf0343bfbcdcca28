"""What the records of a program add up to, person by person, each able to show what it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain import meetings
from webapp.domain.access import Viewer
from webapp.domain.appointment import Appointment
from webapp.domain.attendance import Attendance
from webapp.domain.cut import AT_A_TIME, Cut
from webapp.domain.figures import ROLLING, Against, Figures, Minutes, against, figures, minutes
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import appointments, record_page, sessions
from webapp.queries.record_page import SHOWN, RecordPage
from webapp.queries.sessions import Enrolled
from webapp.queries.span import Span

DAY, WEEK = timedelta(days=1), timedelta(days=7)
A_PAGE = AT_A_TIME
"""As many people as one page shows."""


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """One participant: the last four weeks, and the hours of this week and the one before."""

    participant_id: int
    key: str
    name: str
    figures: Figures
    this_week: Against
    last_week: Against | None
    """None for who was not enrolled all of it."""


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Everybody enrolled today, by name, so many at a time. There is no order of better and
    worse."""

    today: date
    people: tuple[PersonFigures, ...]
    cut: Cut
    thin_schedule: Against | None
    """Last week's plan and hours of the schedule itself, if those were fewer than the plan."""


def load(viewer: Viewer, now: Instant, number: int = 1) -> FiguresPage:
    """That page of the viewer's program, or the nearest there is. Six statements."""
    today = local_date(now, viewer.zone)
    everybody = [e for e in sessions.enrolled_on(viewer, today, now) if e.is_enrolled(today)]
    cut = Cut.nearest(number, len(everybody), A_PAGE)
    shown = [each.key for each in cut.of(everybody)]
    span = Span(viewer, today - ROLLING - WEEK, today + WEEK, now, only=shown)
    first, last = _week_of(span, today)
    began, ended = _week_of(span, first - DAY)
    planned = defaultdict(list)
    for each in appointments.between(viewer, began, last, now):
        planned[each.participant_id].append(each.appointment)
    people = []
    for person in span.people:
        found, visits = span.attendances(person), planned[person.id]
        was_there = person.is_enrolled(began)
        people.append(
            PersonFigures(
                person.id,
                person.key,
                person.name,
                figures(found, today),
                _week(span, person, found, visits, first, last),
                _week(span, person, found, visits, began, ended) if was_there else None,
            )
        )
    return FiguresPage(today, tuple(people), cut, _thin(span, began, ended))


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """One participant's record as they read it themselves, with what the program plans."""

    participant_id: int
    key: str
    name: str
    page: RecordPage
    week: Against


def one(viewer: Viewer, key: str, now: Instant) -> StaffRecord | None:
    """The record of one participant of the viewer's program, or None. Thirteen statements."""
    today = local_date(now, viewer.zone)
    span = Span(viewer, today - SHOWN, today + WEEK, now, only=(key,))
    person = span.named(key)
    if person is None:
        return None
    settings = span.settings_on(person, today)
    found = [a for a in span.attendances(person) if a.session.day <= today]
    planned = appointments.of_person(viewer, person.id, today - SHOWN, today, now)
    page = record_page.page(found, planned, settings.week_start, today, now)
    return StaffRecord(person.id, person.key, person.name, page, against(page.this_week, settings))


def _week_of(span: Span, day: date) -> tuple[date, date]:
    """The week that holds the date, as it was cut on that date."""
    return meetings.week_of(day, span.dates.settings_on(day).week_start)


def _thin(span: Span, first: date, last: date) -> Against | None:
    held = sum(
        session.scheduled_minutes
        for session in span.sessions
        if first <= session.day <= last and not session.cancelled and not session.is_make_up
    )
    found = against(Minutes(0, held), span.dates.settings_on(first))
    return found if found.cannot_reach_plan else None


def _week(
    span: Span,
    person: Enrolled,
    found: Sequence[Attendance],
    visits: Sequence[Appointment],
    first: date,
    last: date,
) -> Against:
    own = [a for a in found if first <= a.session.day <= last]
    planned = [each for each in visits if first <= each.day <= last]
    return against(minutes(own, span.now, planned), span.settings_on(person, first))
