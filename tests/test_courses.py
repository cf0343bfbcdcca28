"""Twelve weeks of one participant of each program, replayed from a script through the real
actions at the times it names. What has to come out stands in the script, worked out by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from tests.helpers.cast import BEGINS, someone, token_for
from tests.helpers.clock import NEW_YORK, FrozenClock
from tests.helpers.days import ROOT
from tests.helpers.desk import code
from tests.helpers.rows import rows
from webapp.actions import (
    apply_program,
    change_phases,
    change_schedule,
    change_week,
    change_zone,
    check_in,
    check_out,
    decide,
    dispute,
    enroll,
    tick_in,
    void_check_in,
)
from webapp.actions.answer import answer
from webapp.actions.change_phases import NewPhase
from webapp.domain.access import Role
from webapp.domain.answers import Answer, Reason
from webapp.domain.attendance import Attendance, Status
from webapp.domain.figures import Share
from webapp.domain.phase import InPhase
from webapp.domain.record import Entry, SessionName
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.wall_clock import WallTime, zone_named
from webapp.models.attendance import CheckInRow
from webapp.models.base import transaction
from webapp.models.record import Outage, RecordRow
from webapp.queries import day as day_queries
from webapp.queries import people, phases, record_page, schedule, sessions, week_plan
from webapp.queries.sign_in import live
from webapp.queries.week_plan import THE_PROGRAMS

COURSES = ROOT / "tests" / "data" / "courses"
LENGTH = timedelta(weeks=12)
NEW_ZONE, MOVES_ON, EARLIER_FROM = "America/Denver", "2026-11-16", "2026-12-14"


def script(program: str) -> dict[str, Any]:
    return tomllib.loads((COURSES / f"{program}.toml").read_text(encoding="utf-8"))


class Course:
    """The participant, the staff, and everything that they can do in a script."""

    def __init__(self, program: str, clock: FrozenClock) -> None:
        self.clock, self.script = clock, script(program)
        self.first: date = self.script["first"]
        clock.set(f"{self.first} 00:00")
        read = apply_program.read_template(program)
        now = clock.now()
        program_id = apply_program.apply_program(
            read, now=now, effective_from=BEGINS, name=f"The course of {program}"
        )
        new = enroll.NewParticipant("Robin P.", "robin", self.first, 12)
        enroll.enroll(new, program_id=program_id, by=None, now=now, true_now=now)
        enroll.add_staff("Toni S.", "toni", Role.STAFF, program_id=program_id, now=now)
        self.robin = someone("robin")
        self.participant, self.staff = (
            live(token_for(someone(who), now), now).viewer for who in ("robin", "toni")
        )
        self.name = next(block.session for block in read.blocks if block.session)
        for day, said in self.script["changes"].items():
            change, _, arrive = said.partition(" ")
            moved = WallTime.parse(arrive) if arrive else None
            where = None if change == Change.HOLIDAY else self.name
            exception = ScheduleException(date.fromisoformat(day), Change(change), where, moved)
            change_schedule.add_exception(program_id, exception, now)
        self.keys = (f"course-{n}" for n in count())
        self.away_since = now

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        """All that happens and all that is looked at, by the time on the wall."""
        found = []
        for day, line in self.script["sessions"].items():
            where = SessionName(date.fromisoformat(day), self.name)
            happened, _, _becomes = line.partition("->")
            for step in filter(None, (each.strip() for each in happened.split(","))):
                words = step.split()
                on = f"{self.first.year}-{words.pop(0)}" if "-" in words[0] else day
                time, verb, *more = words
                found.append((f"{on} {time}", self.doing(where, verb, *more)))
        for moment, expected in self.script["meanwhile"].items():
            found.append((moment, self.looking(expected)))
        for day, expected in self.script["weeks"].items():
            found.append((f"{day} 23:58", self.counting_minutes(expected)))
        for day, expected in self.script["figures"].items():
            found.append((f"{day} 23:59", self.adding_up(expected)))
        return sorted(found, key=lambda each: each[0])

    def set_clock(self, moment: str) -> None:
        """It is so late by the clock on the wall."""
        self.clock.set(moment)

    def doing(self, where: SessionName, verb: str, *more: str) -> Callable[[], None]:
        return lambda: getattr(self, f"do_{verb}", self.do_decide)(where, verb, *more)

    @property
    def times(self) -> dict[str, Any]:
        return {"now": self.clock.now(), "true_now": self.clock.true_now()}

    def do_in(self, where: SessionName, _verb: str) -> None:
        shown = code(self.robin, self.clock.now())
        done = check_in.check_in(self.participant, shown, next(self.keys), **self.times)
        assert isinstance(done, check_in.Recorded), done

    def do_tick(self, where: SessionName, _verb: str, arrived: str = "") -> None:
        when = WallTime.parse(arrived) if arrived else None
        done = tick_in.tick_in(
            self.staff, self.robin.key, *where, next(self.keys), arrived=when, **self.times
        )
        assert isinstance(done, check_in.Recorded), done

    def do_out(self, where: SessionName, _verb: str) -> None:
        done = check_out.check_out(self.participant, next(self.keys), **self.times)
        assert isinstance(done, check_in.Recorded), done

    def do_take_back(self, where: SessionName, _verb: str) -> None:
        (out,) = rows(RecordRow, kind=Entry.CHECK_OUT, day=where.day)
        assert check_out.take_back(self.participant, out.public_key, **self.times)

    def do_void(self, where: SessionName, _verb: str) -> None:
        (came,) = rows(CheckInRow, day=where.day)
        assert void_check_in.void_check_in(
            self.staff, came.public_key, "somebody else", **self.times
        )

    def do_cannot_come(self, where: SessionName, _verb: str) -> None:
        said = Answer.CANNOT_COME, Reason.FAMILY, next(self.keys), self.clock.now()
        assert answer(self.participant, *said, where=where)

    def do_dispute(self, where: SessionName, _verb: str) -> None:
        said = "I was there.", next(self.keys)
        assert dispute.dispute(self.participant, where, *said, **self.times) is None

    def do_answer(self, where: SessionName, _verb: str) -> None:
        said = "We looked.", next(self.keys)
        assert dispute.answer(self.staff, self.robin.key, where, *said, **self.times) is None

    def do_make_up(self, where: SessionName, _verb: str, missed: str) -> None:
        gone = SessionName(date.fromisoformat(f"{self.first.year}-{missed}"), self.name)
        to = self.robin.key, where, gone, next(self.keys)
        assert decide.make_up(self.staff, *to, **self.times) is None

    def do_away(self, where: SessionName, _verb: str) -> None:
        self.away_since = self.clock.now()

    def do_back(self, where: SessionName, _verb: str) -> None:
        with transaction() as session:
            session.add(Outage(began_at=self.away_since, ended_at=self.clock.now()))

    def do_decide(self, where: SessionName, verb: str) -> None:
        emergency = verb == "emergency"
        kind = Entry.EXCUSED if emergency else Entry(verb)
        to = self.robin.key, where, kind, next(self.keys)
        assert decide.decide(self.staff, *to, emergency=emergency, **self.times) is None

    def looking(self, expected: dict[str, str]) -> Callable[[], None]:
        def look() -> None:
            found = {day: self.said_of(self.attendance(day)) for day in expected}
            assert found == expected, self.clock.now()

        return look

    def attendance(self, day: str) -> Attendance:
        """What staff read, which is what the participant reads."""
        where, now = SessionName(date.fromisoformat(day), self.name), self.clock.now()
        theirs = sessions.attendance_of(self.staff, self.robin.key, *where, now)
        assert theirs is not None
        assert theirs.attendance == day_queries.attendance_at(self.participant, where, now)
        return theirs.attendance

    @staticmethod
    def said_of(found: Attendance) -> str:
        return f"{found.status}, unconfirmed" if found.provisional else str(found.status)

    def counting_minutes(self, expected: str) -> Callable[[], None]:
        def look() -> None:
            week = record_page.load(self.participant, self.clock.now()).this_week
            assert f"{week.present} of {week.scheduled}" == expected, self.clock.now()

        return look

    def adding_up(self, expected: dict[str, Any]) -> Callable[[], None]:
        def look() -> None:
            found = record_page.load(self.participant, self.clock.now()).figures
            said = {
                "rate": in_words(found.rate),
                "punctuality": in_words(found.punctuality),
                "undecided": [each.session.day for each in found.undecided],
            }
            assert said == expected, self.clock.now()

        return look


def in_words(share: Share) -> str:
    counted = f"{len(share.part)} of {share.n}"
    return counted if share.percent is None else f"{counted} = {share.percent} %"


class ChangingCourse(Course):
    """The same story while the program itself changes: it gets phases, moves to another zone,
    and begins an hour earlier in its last two weeks. By the clock on the wall everything happens
    as before (in those weeks an hour earlier), so the same has to come out."""

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        steps = [(self.earlier(moment), step) for moment, step in super().steps()]
        changes = [
            ("2026-10-20 12:00", self.get_phases),
            ("2026-11-10 12:00", self.move_on),
            ("2026-11-13 12:00", self.plan_zone),
            (f"{MOVES_ON} 00:00", self.be_there),
            ("2026-12-11 23:00", self.begin_earlier),
        ]
        return sorted([*steps, *changes], key=lambda each: each[0])

    def set_clock(self, moment: str) -> None:
        self.clock.set(moment, NEW_ZONE if moment >= MOVES_ON else NEW_YORK)

    @staticmethod
    def earlier(moment: str) -> str:
        """What happens around a session of the last weeks, an hour before its time."""
        day, _, time = moment.partition(" ")
        if day < EARLIER_FROM or time >= "23":
            return moment
        return f"{datetime.fromisoformat(f'{day} {time}') - timedelta(hours=1):%Y-%m-%d %H:%M:%S}"

    def get_phases(self) -> None:
        version = phases.load(self.staff, self.clock.now()).version
        wanted = [
            NewPhase("", "Phase 1", 4, {"quota_other": 6}),
            NewPhase("", "Phase 2", 3, {"floor_minutes": 360, "lead_first": 90}),
            NewPhase("", "Step-down", None, {"plan_minutes": 400}),
        ]
        day = date(2026, 10, 26)
        assert change_phases.change(self.staff, wanted, day, version, **self.times) is None
        found = self.phase_on(day)
        assert found is not None
        assert (found.phase.name, found.since) == ("Phase 1", self.first)

    def move_on(self) -> None:
        assert self.phase_name() == "Phase 2"
        person = people.find(self.staff, self.robin.key, self.clock.now())
        assert person is not None
        page = phases.of_person(self.staff, person, self.clock.now())
        to = page.offered[-1].key, date(2026, 11, 11), page.version
        assert change_phases.move(self.staff, person, *to, **self.times) is None

    def plan_zone(self) -> None:
        assert self.phase_name() == "Step-down"
        day = date.fromisoformat(MOVES_ON)
        assert change_zone.change(self.staff, NEW_ZONE, day, **self.times) is None

    def be_there(self) -> None:
        zone = zone_named(NEW_ZONE)
        self.participant, self.staff = (
            replace(each, zone=zone) for each in (self.participant, self.staff)
        )

    def begin_earlier(self) -> None:
        plan = week_plan.load(self.staff, THE_PROGRAMS, self.clock.now())
        wanted = [
            replace(b, starts=b.starts.plus(-60), ends=b.ends.plus(-60) if b.ends else None)
            for b in plan.own_on(plan.today, (None, self.name))
        ]
        day = date.fromisoformat(EARLIER_FROM)
        to = THE_PROGRAMS, (None, self.name), wanted, day, plan.version
        assert change_week.change(self.staff, *to, **self.times) is None

    def phase_name(self) -> str:
        found = self.phase_on(self.clock.now().date())
        assert found is not None
        return found.phase.name

    def phase_on(self, day: date) -> InPhase | None:
        return schedule.of_participant(self.participant, day, day).phase_on(day)


@pytest.mark.parametrize("course_of", [Course, ChangingCourse])
@pytest.mark.parametrize("program", ["new_light", "baystate"])
@pytest.mark.usefixtures("app")
def test_twelve_weeks_come_out_as_they_were_worked_out_by_hand(
    program: str, course_of: type[Course], clock: FrozenClock
) -> None:
    course = course_of(program, clock)
    for moment, step in course.steps():
        course.set_clock(moment)
        step()
    course.set_clock(f"{course.first + LENGTH} 12:00")
    expected = {
        day: line.partition("->")[2].strip() for day, line in course.script["sessions"].items()
    }
    assert {day: course.said_of(course.attendance(day)) for day in expected} == expected


def test_a_script_has_every_session_of_its_program_and_between_them_every_status() -> None:
    statuses = set()
    for program in ("new_light", "baystate"):
        read = script(program)
        statuses |= {
            line.partition("->")[2].partition(",")[0].strip() for line in read["sessions"].values()
        }
        statuses |= {
            said.partition(",")[0] for each in read["meanwhile"].values() for said in each.values()
        }
        days = (read["first"] + timedelta(days=n) for n in range(LENGTH.days))
        usual = {str(day) for day in days if day.weekday() in (0, 2, 4)}
        assert usual <= set(read["sessions"])
    assert statuses == set(Status)
