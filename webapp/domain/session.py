"""One group day of a program on one date, with its thresholds as instants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from webapp.domain.blocks import SESSION_KINDS, Kind, Occurrence
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, later, zone_named

UTC = zone_named("UTC")


@dataclass(frozen=True, slots=True)
class Session:
    """One group day of a program on one date, with its thresholds as instants."""

    day: date
    name: str
    opens_at: Instant
    arrive_by: Instant
    grace_ends_at: Instant
    closes_at: Instant
    ends_at: Instant
    treatment: tuple[tuple[Instant, Instant], ...]
    topic: str = ""
    place: str = ""
    cancelled: bool = False
    instead_of: Instant | None = None
    full_presence: int = 80
    early_leave: int = 10
    is_make_up: bool = False
    led_by: str = ""
    zone: ZoneInfo = UTC
    """In which its times are wall times: a program can move to another."""

    @property
    def moved(self) -> bool:
        """Whether it was moved today; `instead_of` is its usual arrival."""
        return self.instead_of is not None

    @property
    def scheduled_minutes(self) -> int:
        """Minutes of treatment blocks; breaks and the walk home do not count."""
        return sum(_minutes(start, end) for start, end in self.treatment)

    def minutes_present(self, arrived_at: Instant, until: Instant) -> int:
        """Whole minutes between arrival and `until` that overlap treatment blocks."""
        return sum(
            _minutes(max(start, arrived_at), min(end, until)) for start, end in self.treatment
        )


def _minutes(start: Instant, end: Instant) -> int:
    return max(0, int((end - start).total_seconds() // 60))


def sessions_in(
    occurrences: Iterable[Occurrence],
    settings: ProgramSettings,
    place: str = "",
    zone: ZoneInfo = UTC,
) -> tuple[Session, ...]:
    """The sessions among the occurrences, by arrival time.

    A session without a block to arrive at begins with its first block.
    """
    by_session: dict[tuple[date, str], list[Occurrence]] = {}
    for occurrence in occurrences:
        if occurrence.session is not None and occurrence.kind in SESSION_KINDS:
            by_session.setdefault((occurrence.day, occurrence.session), []).append(occurrence)
    found = [_session(key, parts, settings, place, zone) for key, parts in by_session.items()]
    return tuple(sorted(found, key=lambda session: session.arrive_by))


def _session(
    key: tuple[date, str],
    parts: Sequence[Occurrence],
    settings: ProgramSettings,
    place: str,
    zone: ZoneInfo,
) -> Session:
    day, name = key
    arrivals = [part for part in parts if part.kind is Kind.ARRIVE] or parts
    arrive_by = min(part.starts_at for part in arrivals)
    treatment = tuple(
        (part.starts_at, part.ends_at)
        for part in parts
        if part.kind is Kind.TREATMENT and part.ends_at is not None
    )
    return Session(
        day=day,
        name=name,
        opens_at=later(arrive_by, -settings.opens_before),
        arrive_by=arrive_by,
        grace_ends_at=later(arrive_by, settings.grace),
        closes_at=later(arrive_by, settings.closes_after),
        ends_at=max((end for _, end in treatment), default=later(arrive_by, settings.closes_after)),
        treatment=treatment,
        topic=next((part.note for part in parts if part.note), ""),
        place=next((part.place for part in parts if part.place), place),
        cancelled=any(part.cancelled for part in parts),
        instead_of=min((p.instead_of for p in arrivals if p.instead_of), default=None),
        full_presence=settings.full_presence,
        early_leave=settings.early_leave,
        is_make_up=any(part.make_up for part in parts),
        led_by=next((part.led_by for part in parts if part.led_by), ""),
        zone=zone,
    )
