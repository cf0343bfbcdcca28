"""What a record adds up to. Every figure names the sessions that it counts, and there is no
score made of several.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain.appointment import Appointment, AppointmentKind
from webapp.domain.attendance import UNCOUNTED, Attendance, Status
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant

ROLLING = timedelta(weeks=4)
ENOUGH = 4
"""With fewer sessions decided, a percentage would say more than is known."""


@dataclass(frozen=True, slots=True)
class Share:
    """Some sessions out of others: what is counted stands in it, not only how much."""

    part: tuple[Attendance, ...]
    whole: tuple[Attendance, ...]

    @property
    def n(self) -> int:
        """Of how many."""
        return len(self.whole)

    @property
    def percent(self) -> int | None:
        """Whole percent, halves up; None while it is too early to say."""
        if self.n < ENOUGH:
            return None
        return (200 * len(self.part) + self.n) // (2 * self.n)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of treatment in one week, sessions and visits: present, and scheduled in all.

    Cancelled and excused ones are not asked for; a make-up adds to what was present.
    """

    present: int
    scheduled: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The last four weeks of one participant."""

    rate: Share
    punctuality: Share
    undecided: tuple[Attendance, ...]
    """What waits for a person, and therefore counts for nothing yet."""


def figures(attendances: Sequence[Attendance], today: date) -> Figures:
    """Rate and punctuality of the four weeks that end today.

    Rate: attended of decided. Punctuality: arrivals by the end of grace of attended; a missed
    session that was made up for arrived when its make-up did.
    """
    since = today - ROLLING
    rolling = [a for a in attendances if since < a.session.day <= today]
    decided = tuple(a for a in rolling if a.is_decided)
    attended = tuple(a for a in decided if a.is_attended)
    came_at = {(a.session.day, a.session.name): a for a in attendances}
    punctual = tuple(a for a in attended if _arrival_of(a, came_at).was_punctual)
    waiting = (Status.WAITING, Status.UNKNOWN)
    return Figures(
        rate=Share(attended, decided),
        punctuality=Share(punctual, attended),
        undecided=tuple(a for a in rolling if a.provisional or a.status in waiting),
    )


def _arrival_of(attendance: Attendance, others: dict[tuple[date, str], Attendance]) -> Attendance:
    made_up_at = attendance.facts.made_up_at
    if attendance.status is not Status.MADE_UP or made_up_at is None:
        return attendance
    return others.get(made_up_at, attendance)


def minutes(
    attendances: Sequence[Attendance], now: Instant, appointments: Sequence[Appointment] = ()
) -> Minutes:
    """Minutes present of those scheduled, over these sessions and visits.

    A visit in the middle of a session adds nothing: its minutes are counted there already.
    """
    asked = [a for a in attendances if a.status not in UNCOUNTED and a.facts.makes_up is None]
    visits = [each for each in appointments if each.kind is AppointmentKind.VISIT]
    kept = _apart(each for each in visits if each.is_kept)
    planned = _apart(each for each in visits if each.counts)
    return Minutes(
        present=sum(a.minutes(now) for a in attendances)
        + sum(_beside_presence(*each, attendances, now) for each in kept),
        scheduled=sum(a.session.scheduled_minutes for a in asked)
        + sum(_beside_schedule(*each, asked) for each in planned),
    )


def _apart(visits: Iterable[Appointment]) -> list[tuple[Instant, Instant]]:
    """The times of these visits, each minute once: one that begins in another begins at its
    end."""
    found: list[tuple[Instant, Instant]] = []
    for visit in sorted(visits, key=lambda each: each.starts_at):
        start = max(visit.starts_at, found[-1][1]) if found else visit.starts_at
        if start < visit.ends_at:
            found.append((start, visit.ends_at))
    return found


def _beside_presence(
    start: Instant, end: Instant, attendances: Sequence[Attendance], now: Instant
) -> int:
    return _minutes(start, end) - sum(a.minutes_between(start, end, now) for a in attendances)


def _beside_schedule(start: Instant, end: Instant, asked: Sequence[Attendance]) -> int:
    return _minutes(start, end) - sum(a.session.minutes_present(start, end) for a in asked)


def _minutes(start: Instant, end: Instant) -> int:
    return int((end - start).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Against:
    """A week's minutes beside what the program stands by (floor) and what it plans."""

    minutes: Minutes
    floor: int
    plan: int

    @property
    def is_under_floor(self) -> bool:
        """Whether somebody was there for less than the floor, though they could have been for
        more: who was excused, or had a holiday, did nothing that needs a mark."""
        return self.minutes.present < self.floor <= self.minutes.scheduled

    @property
    def cannot_reach_plan(self) -> bool:
        """Whether the schedule itself holds fewer minutes than the plan says."""
        return self.minutes.scheduled < self.plan


def against(found: Minutes, settings: ProgramSettings) -> Against:
    """These minutes beside the program's own floor and plan, in minutes a week."""
    return Against(found, settings.floor_minutes, settings.plan_minutes)
