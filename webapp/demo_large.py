"""The large demo: 300 participants in one program, with what they did in the last two weeks.

Everything follows from a person's number, so that each start makes the same people. The
program began with Dayline two weeks ago: whoever was in it by then has a record since then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import func, insert, select

from webapp import demo, demo_appointments, demo_cast, demo_large_houses, demo_record
from webapp.actions import passphrase
from webapp.actions.change_schedule import program_named
from webapp.demo_cast import Person
from webapp.domain import notice
from webapp.domain.access import Role
from webapp.domain.daytime import Activity, DaytimePlan
from webapp.domain.session import Session
from webapp.domain.wall_clock import MIDNIGHT, Instant, WallTime, local_date, zone_named
from webapp.models.attendance import CheckInRow
from webapp.models.base import Base, db, transaction
from webapp.models.consent import NoticeSeen
from webapp.models.people import Account, Enrollment, Participant
from webapp.models.program import DaytimePlanRow
from webapp.queries.schedule import of_program

PROGRAM = "New Light"
PARTICIPANTS, HOUSES = 300, 20
SINCE = timedelta(days=14)
AT_ONCE = 2000
"""Rows in one transaction."""
FIRST_NAMES = (
    *("Ada", "Amir", "Bea", "Carlos", "Dee", "Elena", "Femi", "Grace", "Hugo", "Ines", "Jamal"),
    *("Kat", "Leo", "Mina", "Noah", "Olga", "Pavel", "Quinn", "Rosa", "Sol", "Tara", "Uma"),
    *("Viktor", "Wanda", "Xavi", "Yusuf", "Zoe"),
)
INITIALS = "ABCDEFGHJKLMNOPRSTVWYZ"
ARRIVALS: tuple[tuple[int | None, ...], ...] = (
    (-4, 7, -6),
    (-12, -3, -8, None),
    (2, -5, 19, -1),
    (-9, -2),
    (-1, None, 4, -7, 12),
    (-6, 24, -3),
)
PLANS = (
    (Activity.WORK, "Work", "08:30", "16:30", True),
    None,
    (Activity.JOB_SEARCH, "Career center", "09:00", "12:00", False),
    (Activity.SCHOOL, "College", "08:30", "15:00", True),
    (Activity.VOLUNTEERING, "Food pantry", "10:00", "14:00", False),
)
ENDED_EACH = 12
APPOINTMENT_EACH = 5


def person(number: int) -> Person:
    """The participant of that number, from 1 on."""
    first = FIRST_NAMES[number * 5 % len(FIRST_NAMES)]
    chosen = PLANS[number % len(PLANS)]
    plan = None
    if chosen is not None:
        activity, place, starts, ends, full_time = chosen
        times = (WallTime.parse(starts), WallTime.parse(ends))
        plan = DaytimePlan(activity, demo_cast.WEEKDAYS, *times, place, full_time)
    return Person(
        Role.PARTICIPANT,
        f"{first} {INITIALS[number * 7 % len(INITIALS)]}. {number}",
        f"p{number:03d}",
        PROGRAM,
        "",
        plan,
        ARRIVALS[number % len(ARRIVALS)],
        number % 6,
        1 + number * 3 % 14,
    )


def seed(
    now: Instant, true_now: Instant, participants: int = PARTICIPANTS, houses: int = HOUSES
) -> None:
    """Fill the program up and give everybody two weeks, where they have none. Running it again
    changes nothing, or on a later day adds the days between."""
    demo.seed(now, true_now)
    program_id, zone_name = program_named(PROGRAM)
    today = local_date(now, zone_named(zone_name))
    people = _people(program_id, participants)
    kept = passphrase.hashed(demo_cast.PASSPHRASE)
    _enroll(people, program_id, zone_name, today, kept, true_now)
    ids = _ids()
    _record(people, ids, program_id, zone_name, now)
    lodgers = [ids[each.username][0] for each in people]
    demo_large_houses.seed(lodgers, houses, now, true_now, kept)


def _people(program_id: int, participants: int) -> list[Person]:
    """As many as there is room for beside the cast."""
    cast = db.session.execute(
        select(func.count())
        .select_from(Enrollment)
        .join(Participant, Participant.id == Enrollment.participant_id)
        .join(Account, Account.id == Participant.account_id)
        .where(
            Enrollment.program_id == program_id,
            Account.username.in_([each.username for each in demo_cast.CAST]),
        )
    ).scalar_one()
    return [person(number) for number in range(1, participants - cast + 1)]


def _starts_on(each: Person, today: date) -> date:
    return today - timedelta(days=today.weekday(), weeks=each.weeks_in - 1)


def _enroll(
    people: Iterable[Person],
    program_id: int,
    zone_name: str,
    today: date,
    kept: str,
    true_now: Instant,
) -> None:
    there = _ids()
    new = [each for each in people if each.username not in there]
    if not new:
        return
    add(
        Account,
        (
            {
                "role": Role.PARTICIPANT,
                "username": each.username,
                "name": each.name,
                "program_id": program_id,
                "passcode_hash": kept,
                "created_at": true_now,
            }
            for each in new
        ),
    )
    accounts: dict[str, int] = {
        row.username: row.id for row in db.session.execute(select(Account.username, Account.id))
    }
    taken = set(db.session.execute(select(Participant.number)).scalars())
    free = (number for number in map(str, count(500_001)) if number not in taken)
    add(
        Participant,
        ({"account_id": accounts[each.username], "number": next(free)} for each in new),
    )
    ids = _ids()
    began = today - SINCE
    zone = zone_named(zone_name)
    add(
        Enrollment,
        (
            {
                "participant_id": ids[each.username][0],
                "program_id": program_id,
                "starts_on": _starts_on(each, today),
                "planned_weeks": 14,
                "ended_on": today - timedelta(days=4) if _has_ended(each) else None,
                "enrolled_at": MIDNIGHT.on(max(began, _starts_on(each, today)), zone),
            }
            for each in new
        ),
    )
    plans = ((ids[each.username][0], each.plan) for each in new if each.plan is not None)
    add(
        DaytimePlanRow,
        (
            {
                "participant_id": participant_id,
                "activity": plan.activity,
                "place": plan.place,
                "weekdays": plan.weekdays,
                "starts": plan.starts,
                "ends": plan.ends,
                "full_time": plan.full_time,
                "effective_from": plan.effective_from,
                "recorded_at": true_now,
            }
            for participant_id, plan in plans
        ),
    )
    add(
        NoticeSeen,
        (
            {
                "participant_id": ids[each.username][0],
                "version": notice.VERSION,
                "language": notice.LANGUAGE,
                "at": MIDNIGHT.on(began, zone),
            }
            for each in new
        ),
    )


def _has_ended(each: Person) -> bool:
    return each.weeks_in > 1 and int(each.username[1:]) % ENDED_EACH == 0


def _ids() -> dict[str, tuple[int, int]]:
    """Participant and account of everybody, by the name that they sign in with."""
    found = db.session.execute(
        select(Account.username, Participant.id, Account.id).join(
            Participant, Participant.account_id == Account.id
        )
    )
    return {
        username: (participant_id, account_id) for username, participant_id, account_id in found
    }


def _record(
    people: Iterable[Person],
    ids: dict[str, tuple[int, int]],
    program_id: int,
    zone_name: str,
    now: Instant,
) -> None:
    """What they did on each day that has nothing yet."""
    today = local_date(now, zone_named(zone_name))
    since = max(today - SINCE, _last_day(ids["p001"][0]) or date.min)
    dates = of_program(program_id, since, today)
    days = [since + timedelta(days=n) for n in range((today - since).days + 1)]
    sessions = [s for day in days for s in dates.sessions_on(day) if s.closes_at < now]
    staff = demo.staff_of(program_id)
    rows: list[Base] = []
    for each in people:
        participant_id, account_id = ids[each.username]
        own = [s for s in sessions if _is_theirs(each, s.day, today)]
        attended: list[tuple[Session, bool]] = []
        for number, session in enumerate(own):
            came = demo.check_in(each, number, session, participant_id, account_id, program_id)
            attended.append((session, came is not None))
            rows += [came] if came else []
        found = demo_record.rows(
            participant_id, program_id, zone_name, attended, account_id, staff, now
        )
        rows += found
        for day in (day for day in days if _is_theirs(each, day, today)):
            rows += demo.marks(each, day, participant_id, now, zone_name)
            rows += demo.meetings(each, day, participant_id, now, zone_name)
    new = _without(rows)
    for first in range(0, len(new), AT_ONCE):
        with transaction() as session_of_rows:
            session_of_rows.add_all(new[first : first + AT_ONCE])
    with transaction() as session_of_rows:
        for number, each in enumerate(people):
            if number % APPOINTMENT_EACH == 0 and not _has_ended(each):
                weekly = ((demo_appointments.VISIT, "Counselor", number % 5, "15:00"),)
                whose = (ids[each.username][0], program_id, staff)
                begins = max(_starts_on(each, today), today - SINCE)
                demo_appointments.add(
                    session_of_rows, each.username, whose, zone_name, begins, now, weekly
                )


def _last_day(participant_id: int) -> date | None:
    return db.session.execute(
        select(func.max(CheckInRow.day)).where(CheckInRow.participant_id == participant_id)
    ).scalar_one()


def _is_theirs(each: Person, day: date, today: date) -> bool:
    ended = _has_ended(each) and day > today - timedelta(days=4)
    return day >= _starts_on(each, today) and not ended


def _without(rows: list[Base]) -> list[Base]:
    """Those that no earlier start of the demo made."""
    known: set[tuple[str, int, str]] = set()
    for table in {type(row) for row in rows}:
        columns: Any = table
        found = db.session.execute(select(columns.participant_id, columns.key))
        known |= {(table.__tablename__, *row) for row in found}

    def name(row: Any) -> tuple[str, int, str]:
        return row.__tablename__, row.participant_id, row.key

    return [row for row in rows if name(row) not in known]


def add(table: type[Base], values: Iterable[dict[str, Any]]) -> None:
    """Many rows at once."""
    listed = list(values)
    if listed:
        with transaction() as session:
            session.execute(insert(table), listed)
