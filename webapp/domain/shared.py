"""What consent adds to a house's own row. Every field is empty unless `may_see` filled it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from webapp.domain.attendance import Status
from webapp.domain.consent import Scope
from webapp.domain.house import Away
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, MeetingCount
from webapp.domain.wall_clock import Instant


@dataclass(frozen=True, slots=True)
class SharedStatus:
    """One session of today: how it stands and when the person came. No name, topic or place."""

    status: Status
    came_at: Instant | None


@dataclass(frozen=True, slots=True)
class SharedMark:
    """One of today's taps."""

    mark: Mark
    at: Instant


@dataclass(frozen=True, slots=True)
class SharedMeeting:
    """One logged meeting of this week: date, kind, name."""

    day: date
    fellowship: Fellowship
    name: str


@dataclass(frozen=True, slots=True)
class SharedEnrollment:
    """Since when, and until when as planned."""

    since: date
    planned_until: date


@dataclass(frozen=True, slots=True)
class SharedTest:
    """One test of the last four weeks: its date, and whether it was done. Never its result."""

    day: date
    done: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """What one page may show of one participant, and under which consent."""

    scopes: frozenset[Scope] = frozenset()
    expires_on: date | None = None
    aways: tuple[Away, ...] = ()
    statuses: tuple[SharedStatus, ...] = ()
    marks: tuple[SharedMark, ...] = ()
    meetings: MeetingCount | None = None
    entries: tuple[SharedMeeting, ...] = ()
    enrollment: SharedEnrollment | None = None
    tests: tuple[SharedTest, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.scopes)


NOTHING = Shared()
"""Never consented, expired, revoked, another house, no program: all the same."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a page is about to disclose, to be written down before it is shown."""

    participant_id: int
    consent_id: int
    shared: Shared = field(repr=False)

    @property
    def digest(self) -> str:
        """A short name for exactly what is shown, and under which consent."""
        shown = (
            self.consent_id,
            sorted(self.shared.scopes),
            replace(self.shared, scopes=frozenset()),
        )
        return sha256(repr(shown).encode()).hexdigest()
