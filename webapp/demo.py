"""Make the demo's programs and people, and what they did since they began."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select, update

from webapp import demo_appointments, demo_houses, demo_record, demo_slips
from webapp.actions import apply_program, enroll, passphrase
from webapp.actions.change_schedule import program_named, set_topic
from webapp.demo_cast import CAST, PASSPHRASE, Person
from webapp.domain.access import OFFICE, Role
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.record import Evidence
from webapp.domain.schedule import Topic
from webapp.domain.session import Session
from webapp.domain.wall_clock import (
    MIDNIGHT,
    MINUTES_A_DAY,
    Instant,
    WallTime,
    later,
    local_date,
    zone_named,
)
from webapp.models.attendance import CheckInRow, DayMarkRow
from webapp.models.base import db, transaction
from webapp.models.meetings import MeetingEntryRow
from webapp.models.people import Account, Enrollment, Participant
from webapp.models.program import Program, TopicRow
from webapp.models.record import RecordRow
from webapp.queries.schedule import of_program

TEMPLATES = ("new_light", "baystate")


def seed(now: Instant, true_now: Instant) -> None:
    """Make both programs and the cast, if they are not there; then fill the last two weeks
    of everybody who has none. Running it again changes nothing."""
    for template in TEMPLATES:
        read = apply_program.read_template(template)
        if db.session.execute(select(Program.id).where(Program.name == read.name)).first() is None:
            begins = date(2020, 1, 1)
            apply_program.apply_program(read, now=true_now, effective_from=begins)
            _name_place(read.name)
    kept = passphrase.hashed(PASSPHRASE)
    for person in CAST:
        if not _exists(person.username):
            _add(person, kept, now, true_now)
    for name in ("New Light", "Baystate"):
        _topics(name, now)
    for person in CAST:
        if person.role is Role.PARTICIPANT:
            _history(person, now)
    demo_houses.seed(now, true_now, kept)


def _name_place(name: str) -> None:
    places = {"New Light": "New Light, 2nd floor", "Baystate": "Baystate, garden level"}
    with transaction() as session:
        session.execute(
            update(Program)
            .where(Program.name == name)
            .values(place=places.get(name, ""), phone="617-555-0100")
        )


def _exists(username: str) -> bool:
    found = db.session.execute(select(Account.id).where(Account.username == username)).first()
    return found is not None


def _add(person: Person, kept: str, now: Instant, true_now: Instant) -> None:
    program_id, zone = program_named(person.program)
    if person.role is Role.PARTICIPANT:
        today = local_date(now, zone_named(zone))
        starts_on = today - timedelta(days=today.weekday(), weeks=person.weeks_in - 1)
        new = enroll.NewParticipant(
            person.name,
            person.username,
            starts_on,
            14 if person.program == "New Light" else 8,
            (person.plan,) if person.plan else (),
        )
        began = MIDNIGHT.on(starts_on, zone_named(zone))
        enroll.enroll(new, program_id=program_id, by=None, now=began, true_now=true_now)
    else:
        enroll.add_staff(
            person.name, person.username, person.role, program_id=program_id, now=true_now
        )
    if not person.invited_only:
        with transaction() as session:
            session.execute(
                update(Account)
                .where(Account.username == person.username)
                .values(passcode_hash=kept)
            )


def _topics(program_name: str, now: Instant) -> None:
    """A topic for every session from two weeks back to four weeks ahead."""
    program_id, zone = program_named(program_name)
    titles = list(
        db.session.execute(
            select(TopicRow.title)
            .where(TopicRow.program_id == program_id)
            .order_by(TopicRow.position)
        ).scalars()
    )
    today = local_date(now, zone_named(zone))
    first, last = today - timedelta(days=14), today + timedelta(days=28)
    dates = of_program(program_id, first, last)
    told = {(topic.day, topic.session) for topic in dates.schedule.topics}
    for offset in range(43):
        day = first + timedelta(days=offset)
        for session in dates.sessions_on(day):
            if (day, session.name) not in told:
                title = titles[day.toordinal() % len(titles)]
                set_topic(program_id, Topic(day, session.name, title), now)


def _history(person: Person, now: Instant) -> None:
    program_id, zone_name = program_named(person.program)
    zone = zone_named(zone_name)
    participant_id, account_id = _ids(person.username)
    today = local_date(now, zone)
    since = today - timedelta(days=14)
    if _has_history(participant_id, since, today):
        return
    begun = min(since, _enrolled_from(participant_id))
    dates = of_program(program_id, begun, today)
    days = [since + timedelta(days=n) for n in range(15)]
    all_days = (begun + timedelta(days=n) for n in range((today - begun).days + 1))
    sessions = [
        s
        for day in all_days
        for s in dates.sessions_on(day)
        if s.closes_at < now and day >= _enrolled_from(participant_id)
    ]
    with transaction() as session:
        attended, there = [], _keys(CheckInRow, participant_id)
        earlier = sum(s.day < since for s in sessions)
        for number, each in enumerate(sessions, -earlier):
            row = check_in(person, number, each, participant_id, account_id, program_id)
            attended.append((each, row is not None))
            if row is not None and row.key not in there:
                session.add(row)
        staff = staff_of(program_id)
        found = demo_record.rows(
            participant_id, program_id, zone_name, attended, account_id, staff, now
        )
        session.add_all(row for row in found if row.key not in _keys(RecordRow, participant_id))
        ids = (participant_id, program_id, staff)
        since_enrolled = _enrolled_from(participant_id)
        demo_appointments.add(session, person.username, ids, zone_name, since_enrolled, now)
        demo_slips.add(session, person.username, ids, today, now)
        for day in days:
            session.add_all(marks(person, day, participant_id, now, zone_name))
            session.add_all(meetings(person, day, participant_id, now, zone_name))


def _enrolled_from(participant_id: int) -> date:
    return db.session.execute(
        select(Enrollment.starts_on).where(Enrollment.participant_id == participant_id)
    ).scalar_one()


def _keys(table: type[CheckInRow] | type[RecordRow], participant_id: int) -> set[str]:
    """What an earlier start of the demo made already."""
    found = select(table.key).where(table.participant_id == participant_id)
    return set(db.session.execute(found).scalars())


def staff_of(program_id: int) -> int:
    """The account that notes what happens there."""
    return (
        db.session.execute(
            select(Account.id).where(Account.program_id == program_id, Account.role.in_(OFFICE))
        )
        .scalars()
        .first()
        or 0
    )


def _ids(username: str) -> tuple[int, int]:
    row = db.session.execute(
        select(Participant.id, Account.id)
        .join(Account, Account.id == Participant.account_id)
        .where(Account.username == username)
    ).one()
    return row[0], row[1]


def _has_history(participant_id: int, since: date, today: date) -> bool:
    for table in (CheckInRow, DayMarkRow, MeetingEntryRow):
        count = select(func.count()).where(
            table.participant_id == participant_id, table.day.between(since, today)
        )
        if db.session.execute(count).scalar_one():
            return True
    return False


def check_in(
    person: Person,
    number: int,
    session: Session,
    participant_id: int,
    account_id: int,
    program_id: int,
) -> CheckInRow | None:
    """Their check-in to the session, if they came."""
    if not person.arrivals or person.arrivals[number % len(person.arrivals)] is None:
        return None
    minutes = person.arrivals[number % len(person.arrivals)] or 0
    at = later(session.arrive_by, minutes + 0.4)
    return CheckInRow(
        key=f"demo-{session.day}-{session.name}",
        participant_id=participant_id,
        program_id=program_id,
        day=session.day,
        session=session.name,
        nth=1,
        at=at,
        evidence=Evidence.CODE,
        recorded_at=at,
        recorded_by=account_id,
    )


def marks(
    person: Person, day: date, participant_id: int, now: Instant, zone_name: str
) -> list[DayMarkRow]:
    """What they tapped on that day."""
    if not person.arrivals:
        return []
    zone = zone_named(zone_name)
    taps = [(Mark.WAKE_UP, "07:04"), (Mark.DAYTIME, "16:05"), (Mark.LIGHTS_OUT, "23:02")]
    if person.plan is None or day.weekday() > 4:
        taps.pop(1)
    made = [(mark, WallTime.parse(time).on(day, zone)) for mark, time in taps]
    return [
        DayMarkRow(
            key=f"demo-{day}-{mark}",
            participant_id=participant_id,
            day=day,
            mark=mark,
            nth=1,
            at=at,
        )
        for mark, at in made
        if at < now
    ]


USUAL = (
    (Fellowship.AA, "Noon Reflections", "12:30", Mode.IN_PERSON, "Quincy"),
    (Fellowship.NA, "Just for Today", "19:30", Mode.IN_PERSON, "Dorchester"),
    (Fellowship.AA, "Breakfast Club", "07:30", Mode.IN_PERSON, "Weymouth"),
    (Fellowship.SMART, "SMART, Thursday", "19:00", Mode.ONLINE, ""),
)


def meetings(
    person: Person, day: date, participant_id: int, now: Instant, zone_name: str
) -> list[MeetingEntryRow]:
    """Meetings that they went to on that day."""
    on_weekdays = {0: (6,), 1: (1,), 2: (1, 5), 3: (0, 1, 5), 4: (0, 1, 3, 5), 5: (0, 1, 3, 5, 6)}
    days = on_weekdays[person.meetings_a_week]
    if day.weekday() not in days or not person.meetings_a_week:
        return []
    fellowship, name, starts, mode, town = USUAL[days.index(day.weekday()) % len(USUAL)]
    began = WallTime.parse(starts)
    logged_at = later(began.on(day, zone_named(zone_name)), 95)
    if logged_at > later(now, -MINUTES_A_DAY):
        # Today's is left to be logged by whoever tries the demo, with one tap.
        return []
    return [
        MeetingEntryRow(
            key=f"demo-{day}-{starts}",
            participant_id=participant_id,
            fellowship=fellowship,
            name=name,
            day=day,
            starts=began,
            mode=mode,
            town=town,
            logged_at=logged_at,
        )
    ]
