"""Who may see what of a participant. One function decides; everything else asks it.

What a program holds about somebody's treatment is protected by 42 CFR Part 2. A house sees
of it only what the participant signed for: for that house, for that kind of data, while
the consent stands. No consent looks exactly like never having had anything to share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.access import Viewer
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, local_date


class Scope(StrEnum):
    """One kind of data that a consent can name."""

    SCHEDULE = "schedule"
    ATTENDANCE = "attendance"
    DAY_MARKS = "day_marks"
    MEETING_COUNT = "meeting_count"
    MEETING_DETAIL = "meeting_detail"
    ENROLLMENT = "enrollment"
    TEST_DONE = "test_done"
    VISITS = "visits"
    WELFARE_CONTACT = "welfare_contact"
    HOUSE_TO_PROGRAM = "house_to_program"


OFFERED = (
    Scope.SCHEDULE,
    Scope.ATTENDANCE,
    Scope.DAY_MARKS,
    Scope.MEETING_COUNT,
    Scope.MEETING_DETAIL,
    Scope.ENROLLMENT,
    Scope.TEST_DONE,
)
"""What can be signed for today. The others name data that no page holds yet, or that is never
a house's: nobody shall agree now to what begins to be shown some day."""

NEVER_TO_A_HOUSE = frozenset({Scope.VISITS, Scope.HOUSE_TO_PROGRAM})
"""What no consent can open to a manager: the second runs the other way."""
TO_STAFF = frozenset(Scope) - {
    Scope.MEETING_COUNT,
    Scope.MEETING_DETAIL,
    Scope.HOUSE_TO_PROGRAM,
}
"""What staff of the participant's own program see without a consent."""
THE_LOG = frozenset({Scope.MEETING_COUNT, Scope.MEETING_DETAIL})
"""What they see while the participant shares the meeting log with them."""


class Purpose(StrEnum):
    """What a scope is shared for; the law wants each purpose named."""

    EXPECT = "expect"
    SUPPORT = "support"


PURPOSE_OF = {
    scope: Purpose.EXPECT
    if scope in (Scope.SCHEDULE, Scope.WELFARE_CONTACT, Scope.HOUSE_TO_PROGRAM)
    else Purpose.SUPPORT
    for scope in Scope
}

MONTHS = 12
AFTER_DISCHARGE = timedelta(days=30)
DEFAULT_TRAVEL = ProgramSettings().travel
LONGEST_TRAVEL = ProgramSettings.limits("travel")[2]
"""Minutes for the way, which stand around a session when a house reads "away"."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What one signature allows: these scopes, to this house, while that residency lasts."""

    id: int
    key: str
    house_id: int
    residency_id: int
    scopes: frozenset[Scope]
    travel_minutes: int
    signed_at: Instant
    expires_on: date
    is_revoked: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """The participant that somebody wants to look at, with the facts that decide it.

    `residency_id` is the residency that is open on today's date, if there is one; it
    `is_contested` while another participant's consent stands for the same one.
    """

    participant_id: int
    program_id: int | None
    zone: ZoneInfo
    ended_on: date | None
    house_id: int | None = None
    residency_id: int | None = None
    consents: tuple[Consent, ...] = ()
    enrolled_from: date | None = None
    planned_weeks: int | None = None
    enrolled_at: Instant | None = None
    is_contested: bool = False
    shares_log: bool = False
    """Whether the participant said that staff of the program may read their meeting log."""

    @property
    def planned_end(self) -> date | None:
        """The date of the planned discharge."""
        if self.enrolled_from is None or self.planned_weeks is None:
            return None
        return self.enrolled_from + timedelta(weeks=self.planned_weeks)


def stands(consent: Consent, subject: Subject, now: Instant) -> bool:
    """Whether the consent allows anything at this instant.

    It ends with the first of: revocation, leaving the house, leaving the program, its last
    date. Moving back in, or enrolling anew, revives nothing.
    """
    today = local_date(now, subject.zone)
    return (
        not consent.is_revoked
        and consent.signed_at <= now
        and today <= consent.expires_on
        and subject.program_id is not None
        and (subject.ended_on is None or today <= subject.ended_on)
        and consent.residency_id == subject.residency_id
        and consent.house_id == subject.house_id
    )


def standing(subject: Subject, now: Instant) -> Consent | None:
    """The participant's consent that stands now, or None."""
    found = [each for each in subject.consents if stands(each, subject, now)]
    return max(found, key=lambda each: each.signed_at, default=None)


def contested(subjects: Iterable[Subject], now: Instant) -> tuple[Subject, ...]:
    """The same, and each told whether somebody else signed for their residency too.

    Only one of them can live there. Which one, no page can know: the house is shown neither,
    for one person's record in another's row would be a wrong "not seen".
    """
    found = tuple(subjects)
    claims = Counter(each.residency_id for each in found if standing(each, now))
    return tuple(replace(each, is_contested=claims[each.residency_id] > 1) for each in found)


def may_see(viewer: Viewer, subject: Subject, scope: Scope, now: Instant) -> bool:
    """Whether the viewer may be shown this kind of data of this participant, now.

    Oneself, always. Staff of the own program: what they work with, the meeting log while it
    is shared with them, and what the house knows only with consent. A manager of the house:
    what the standing consent names. Everybody else, nothing.
    """
    if viewer.participant_id is not None:
        return viewer.participant_id == subject.participant_id
    consent = standing(subject, now)
    is_signed = consent is not None and scope in consent.scopes
    if viewer.is_office:
        is_own = viewer.program_id is not None and viewer.program_id == subject.program_id
        if scope in THE_LOG:
            return is_own and subject.shares_log and not _is_over(subject, now)
        return is_own and (scope in TO_STAFF or (scope is Scope.HOUSE_TO_PROGRAM and is_signed))
    manages = any(house.id == subject.house_id for house in viewer.houses)
    is_theirs = manages and not subject.is_contested
    return is_theirs and is_signed and scope not in NEVER_TO_A_HOUSE


def _is_over(subject: Subject, now: Instant) -> bool:
    return subject.ended_on is not None and local_date(now, subject.zone) > subject.ended_on


def seen(viewer: Viewer, subject: Subject, now: Instant) -> frozenset[Scope]:
    """All scopes that the viewer may see of this participant now."""
    return frozenset(scope for scope in Scope if may_see(viewer, subject, scope, now))


def last_day(signed_on: date, planned_end: date | None) -> date:
    """The last date of a consent: twelve months, or 30 days after the planned discharge."""
    year = signed_on.year + MONTHS // 12
    is_leap_day = (signed_on.month, signed_on.day) == (2, 29)
    longest = signed_on.replace(year=year, day=28 if is_leap_day else signed_on.day)
    return min(longest, planned_end + AFTER_DISCHARGE) if planned_end else longest


PROMPTS = {14: range(12, 15), 3: range(4)}
"""How many days before its end a consent is spoken of, and with how many days left Today says
so. Under You it stands all the while: on Today, a card that is always there is read by nobody."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A consent that ends soon, `on` its last date.

    `prompt` is the one that Today shows now, or None. `can_go_on` says whether a consent
    signed now would last longer.
    """

    on: date
    prompt: int | None
    can_go_on: bool


def ending(subject: Subject, now: Instant) -> Ending | None:
    """The end of the standing consent, if that is near. It is only told: nothing renews itself."""
    consent = standing(subject, now)
    if consent is None:
        return None
    today = local_date(now, subject.zone)
    left = (consent.expires_on - today).days
    if left > max(PROMPTS):
        return None
    prompt = next((each for each, days in PROMPTS.items() if left in days), None)
    can_go_on = last_day(today, subject.planned_end) > consent.expires_on
    return Ending(consent.expires_on, prompt, can_go_on)


class ConsentRefusal(StrEnum):
    """Why nothing was signed."""

    NO_SCOPE = "no_scope"
    NO_NAME = "no_name"
    NO_HOUSE = "no_house"
    TRAVEL = "travel"
    CHANGED = "changed"
    OVER = "over"


class Asked(StrEnum):
    """How a participant told staff that a consent is to stop."""

    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"


def may_sign(
    scopes: frozenset[Scope], typed_name: str, travel_minutes: int | None
) -> ConsentRefusal | None:
    """Why this cannot be signed, or None. "None" is no expiry and nothing is no consent."""
    if not scopes or not scopes <= frozenset(OFFERED):
        return ConsentRefusal.NO_SCOPE
    if travel_minutes is None or not 0 <= travel_minutes <= LONGEST_TRAVEL:
        return ConsentRefusal.TRAVEL
    if len(typed_name.split()) < 1 or not typed_name.isprintable():
        return ConsentRefusal.NO_NAME
    return None
