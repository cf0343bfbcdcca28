"""Who is in the demo. Invented, all of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.domain.access import Role
from webapp.domain.daytime import Activity, DaytimePlan
from webapp.domain.wall_clock import WallTime

WEEKDAYS = frozenset(range(5))
PASSPHRASE = "quiet river morning lamp"
"""For every demo account, and for nothing else: the demo keeps to its own database."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the demo. `arrivals` are minutes after arrival time, session by session,
    repeated; None is a session without a check-in."""

    role: Role
    name: str
    username: str
    program: str
    note: str
    plan: DaytimePlan | None = None
    arrivals: tuple[int | None, ...] = ()
    meetings_a_week: int = 0
    weeks_in: int = 5
    invited_only: bool = field(default=False)


def _plan(activity: Activity, place: str, starts: str, ends: str, full_time: bool) -> DaytimePlan:
    return DaytimePlan(
        activity, WEEKDAYS, WallTime.parse(starts), WallTime.parse(ends), place, full_time
    )


CAST = (
    Person(
        Role.PARTICIPANT,
        "Jordan M.",
        "jordan",
        "New Light",
        "works full time; four meetings a week",
        _plan(Activity.WORK, "Harbor Bakery", "08:30", "16:00", True),
        (-4, 7, -6, -2),
        3,
    ),
    Person(
        Role.PARTICIPANT,
        "Maria L.",
        "maria",
        "New Light",
        "looks for work; five meetings a week",
        _plan(Activity.JOB_SEARCH, "Career center", "09:00", "12:00", False),
        (-9, -3, 18, -5),
        4,
    ),
    Person(
        Role.PARTICIPANT,
        "Luis R.",
        "luis",
        "New Light",
        "no plan of his own yet; missed a session",
        None,
        (-1, None, 3, -2),
        1,
        2,
    ),
    Person(
        Role.PARTICIPANT,
        "Aaron F.",
        "aaron",
        "New Light",
        "goes to school",
        _plan(Activity.SCHOOL, "Evening college", "08:30", "15:00", True),
        (5, -7, -8),
        4,
    ),
    Person(
        Role.PARTICIPANT,
        "Nadia C.",
        "nadia",
        "New Light",
        "volunteers",
        _plan(Activity.VOLUNTEERING, "Food pantry", "10:00", "14:00", False),
        (-12, -10, 26),
        5,
    ),
    Person(
        Role.PARTICIPANT,
        "Terrence “TJ” Whitfield-Abernathy",
        "tj",
        "New Light",
        "a long name",
        None,
        (-3, -5),
        2,
        9,
    ),
    Person(
        Role.PARTICIPANT,
        "Owen B.",
        "owen",
        "New Light",
        "has not redeemed an invitation yet",
        None,
        (),
        0,
        1,
        invited_only=True,
    ),
    Person(
        Role.PARTICIPANT,
        "Priya S.",
        "priya",
        "Baystate",
        "a day program, lives at home",
        None,
        (-6, 4, -2),
        2,
        3,
    ),
    Person(Role.STAFF, "Sam K.", "sam", "New Light", "program staff: sessions, people, front desk"),
    Person(Role.OWNER, "Rosa D.", "rosa", "New Light", "owner of New Light"),
    Person(Role.STAFF, "Kim T.", "kim", "Baystate", "program staff of the other program"),
)
