"""Whatever people do, in whatever order: the record stays one, whole, and in human hands.

Hypothesis makes up courses of two weeks, one step after the other, against the real actions
and the real database. After each step the same sentences have to hold (`it_holds`, below).
One of the weeks holds the night in which the clocks go back, another the one in which they go
forward, with sessions that are under way at 2 AM.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count as counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session as Transaction

from tests.helpers.cast import someone, token_for
from tests.helpers.days import NEW_YORK
from tests.helpers.desk import code, wrong_code
from webapp.actions import (
    apply_program,
    change_schedule,
    check_in,
    check_out,
    decide,
    dispute,
    enroll,
    presence,
    put_on_record,
    tick_in,
    void_check_in,
)
from webapp.actions.answer import answer
from webapp.actions.check_in import Recorded
from webapp.domain.access import Role, Viewer
from webapp.domain.answers import Answer, Reason
from webapp.domain.attendance import UNCOUNTED, Attendance, Status, derive
from webapp.domain.check_in import corrected, may_check_in, may_send_later
from webapp.domain.decisions import waits_for_staff
from webapp.domain.errors import InvalidTime
from webapp.domain.figures import figures, minutes
from webapp.domain.program_template import ProgramTemplate, TemplateBlock
from webapp.domain.record import DECISIONS, Entry, Evidence, SessionName
from webapp.domain.schedule import Change, Kind, ScheduleException
from webapp.domain.session import Session
from webapp.domain.wall_clock import MIDNIGHT, Instant, WallTime, later, local_date
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.base import Base, db, transaction
from webapp.models.record import Outage, RecordRow, RecordVoid
from webapp.queries import day as day_queries
from webapp.queries import record_page, review, schedule, sessions
from webapp.queries.sign_in import live

ACTORS = ("ana", "lou")
"""Lou was enrolled in the middle of the first week. Tess is a third, and nobody touches her."""
TABLES: tuple[type[Base], ...] = (
    CheckInRow,
    CheckInVoid,
    RecordRow,
    RecordVoid,
    ArrivalAnswerRow,
)
DAYS = 14
numbers = counter()


def named(session: Session) -> SessionName:
    return SessionName(session.day, session.name)


def evenings() -> ProgramTemplate:
    """New Light as it ships: 5:45 PM, on Mondays, Wednesdays and Fridays."""
    return apply_program.read_template("new_light")


def nights() -> ProgramTemplate:
    """Arrive at 1:15 AM, group 1:30 to 4:30: over the hour that the clocks skip or repeat."""
    days = frozenset({0, 2, 5})
    wall = WallTime.parse
    blocks = (
        TemplateBlock(Kind.ARRIVE, "Arrive", days, wall("25:15"), None, "Night"),
        TemplateBlock(Kind.TREATMENT, "Group", days, wall("25:30"), wall("28:30"), "Night"),
    )
    return replace(evenings(), name="Night", blocks=blocks)


@dataclass(frozen=True)
class Form:
    """One form somebody sent, which they may send again: whose, its key, and how."""

    whose: int
    key: str
    table: type[Base]
    send: Callable[[], Any]
    answered: Any


def is_done(answered: Any) -> bool:
    """Whether an action says that what was asked stands on the record."""
    return answered in (None, True) or isinstance(answered, Recorded)


class Course(RuleBasedStateMachine):
    """Two weeks of one program. Every rule is something that a person can do."""

    template: Callable[[], ProgramTemplate]
    first: date
    seen: Counter[str]

    @initialize()
    def begin(self) -> None:
        n = next(numbers)
        read = replace(self.template(), name=f"Program {n}")
        self.now = Instant(MIDNIGHT.on(self.first, NEW_YORK))
        begun = {"now": self.now, "effective_from": self.first}
        self.program_id = apply_program.apply_program(read, **begun)
        self.name = next(block.session for block in read.blocks if block.session)
        for who, known in (("ana", 0), ("lou", 4), ("tess", 0)):
            new = enroll.NewParticipant(who.title(), f"{who}-{n}", self.first, 12)
            now = Instant(self.now + timedelta(days=known))
            enroll.enroll(new, program_id=self.program_id, by=None, now=now, true_now=self.now)
        people = {"program_id": self.program_id, "now": self.now}
        enroll.add_staff("Sam", f"sam-{n}", Role.STAFF, **people)
        enroll.add_staff("Rosa", f"rosa-{n}", Role.OWNER, **people)
        self.cast = {who: someone(f"{who}-{n}") for who in ("ana", "lou", "tess", "sam", "rosa")}
        self.viewers: dict[str, Viewer] = {}
        for who, person in self.cast.items():
            token = token_for(person, self.now)
            self.viewers[who] = live(token, self.now).viewer
        self.forms: list[Form] = []
        self.kept: dict[tuple[str, int], tuple[Any, ...]] = {}
        self.true_arrivals: dict[str, Instant] = {}
        self.touched: tuple[str, date] = ("ana", self.first)

    # What can be done

    @rule(boundary=st.integers(0, 9))
    def wait_for_the_next_boundary(self, boundary: int) -> None:
        """To the second at which something changes, or the one after it."""
        edges = sorted(
            edge
            for each in self.all_sessions()
            for moment in (each.opens_at, each.arrive_by, each.closes_at, each.ends_at)
            for edge in (moment, later(moment, 1 / 60))
            if edge > self.now
        )
        if edges:
            self.now = edges[min(boundary, len(edges) - 1)]

    @rule(hours=st.sampled_from([0.2, 1, 3, 20]))
    def wait(self, hours: float) -> None:
        self.now = later(self.now, hours * 60)

    @rule(
        who=st.sampled_from(ACTORS),
        right=st.sampled_from([True, True, True, False]),
        arrived=st.sampled_from([None, None, 10, 30, 46, 61]),
    )
    def check_in(self, who: str, right: bool, arrived: int | None) -> None:
        """Now, or so many minutes after the next opening."""
        ahead = [s.opens_at for s in self.all_sessions() if s.opens_at > self.now]
        if arrived is not None and ahead:
            self.now = later(ahead[0], arrived)
        shown = (code if right else wrong_code)(self.cast[who], self.now)
        viewer = self.viewers[who]
        self.send(who, CheckInRow, lambda key: check_in.check_in(viewer, shown, key, **self.times))

    @rule(
        who=st.sampled_from(ACTORS),
        waited=st.sampled_from([0, 20, 200, 700, 800]),
        wrong_by=st.sampled_from([-7, -0.5, 0, 3]),
    )
    def check_in_without_signal(self, who: str, waited: int, wrong_by: float) -> None:
        """It waits so many minutes on a phone whose clock is wrong by so many hours."""
        at, error = later(self.now, -waited), timedelta(hours=wrong_by)
        clocks = Instant(at + error), Instant(self.now + error)
        done = self.send(who, CheckInRow, lambda key: self.arrive_later(who, key, clocks))
        if isinstance(done, Recorded):
            self.true_arrivals[self.forms[-1].key] = at

    def arrive_later(self, who: str, key: str, clocks: tuple[Instant, Instant]) -> Any:
        viewer, now = self.viewers[who], self.now
        at = corrected(*clocks, now)
        with transaction() as session:
            earlier = presence.replayed(session, key, viewer.participant_id)
            if earlier is not None:
                return Recorded(earlier)
            attendance = day_queries.attendance_to_check_in_to(viewer, at)
            if may_check_in(attendance, at) is not None:
                return False
            where = (self.program_id, attendance.session.day, attendance.session.name)
            if may_send_later(at, now) is not None:
                if put_on_record.replayed(session, key, viewer.participant_id) is None:
                    said = {"at": at, "evidence": Evidence.SENT_LATER, **self.times}
                    whose = (viewer.participant_id, *where)
                    put_on_record.put(session, viewer, whose, Entry.CLAIM, key, **said)
                return False
            presence.insert(
                session,
                viewer,
                viewer.participant_id,
                where,
                key=key,
                evidence=Evidence.SENT_LATER,
                at=at,
                clocks=clocks,
                excused=attendance.status is Status.EXCUSED,
                **self.times,
            )
        return Recorded(at)

    @rule(
        who=st.sampled_from(ACTORS),
        back=st.integers(-1, 3),
        arrived=st.sampled_from([None, 20, 50, 200]),
    )
    def tick(self, who: str, back: int, arrived: int | None) -> None:
        session = self.session(back)
        when = None
        if arrived is not None:
            opens = session.opens_at.astimezone(NEW_YORK)
            when = WallTime.of(opens.time()).plus(
                arrived + 1440 * (opens.date() - session.day).days
            )
        self.send(
            who,
            CheckInRow,
            lambda key: tick_in.tick_in(
                self.viewers["sam"],
                self.cast[who].key,
                session.day,
                session.name,
                key,
                arrived=when,
                **self.times,
            ),
            session,
        )

    @rule(who=st.sampled_from(ACTORS))
    def check_out(self, who: str) -> None:
        self.send(
            who, RecordRow, lambda key: check_out.check_out(self.viewers[who], key, **self.times)
        )

    @rule(who=st.sampled_from(ACTORS))
    def take_the_check_out_back(self, who: str) -> None:
        outs = [row for row in self.rows_of(RecordRow, who) if row.kind is Entry.CHECK_OUT]
        for row in outs[-1:]:
            check_out.take_back(self.viewers[who], row.public_key, **self.times)
            self.touched = (who, row.day)

    @rule(who=st.sampled_from(ACTORS))
    def void(self, who: str) -> None:
        for row in self.rows_of(CheckInRow, who)[-1:]:
            try:
                void_check_in.void_check_in(
                    self.viewers["sam"], row.public_key, "not them", **self.times
                )
            except void_check_in.TooLongAgo:
                return
            self.touched = (who, row.day)

    @rule(who=st.sampled_from(ACTORS), back=st.integers(-1, 2), said=st.sampled_from(Answer))
    def say(self, who: str, back: int, said: Answer) -> None:
        session = self.session(back)
        reason = Reason.WORK if said is Answer.CANNOT_COME else None
        self.send(
            who,
            ArrivalAnswerRow,
            lambda key: answer(
                self.viewers[who], said, reason, key, self.now, where=named(session)
            ),
            session,
        )

    @rule(
        who=st.sampled_from(ACTORS),
        back=st.integers(-1, 3),
        kind=st.sampled_from(sorted(DECISIONS)),
        emergency=st.booleans(),
    )
    def decide(self, who: str, back: int, kind: Entry, emergency: bool) -> None:
        said = {"emergency": emergency, "words": "we spoke"}
        self.put(who, back, lambda *at: decide.decide(*at[:3], kind, at[3], **said, **self.times))

    @rule(who=st.sampled_from(ACTORS), back=st.integers(0, 3))
    def review(self, who: str, back: int) -> None:
        self.put(who, back, lambda *at: decide.review(*at, **self.times))

    @rule(who=st.sampled_from(ACTORS), back=st.integers(0, 3), missed=st.integers(0, 4))
    def make_up(self, who: str, back: int, missed: int) -> None:
        gone = named(self.session(missed))
        self.put(who, back, lambda *at: decide.make_up(*at[:3], gone, at[3], **self.times))

    @rule(who=st.sampled_from(ACTORS), back=st.integers(0, 3))
    def dispute(self, who: str, back: int) -> None:
        session = self.session(back)
        self.send(
            who,
            RecordRow,
            lambda key: dispute.dispute(
                self.viewers[who], named(session), "I was there", key, **self.times
            ),
            session,
        )

    @rule(who=st.sampled_from(ACTORS), back=st.integers(0, 3))
    def answer_the_dispute(self, who: str, back: int) -> None:
        self.put(
            who, back, lambda *at: dispute.answer(*at[:3], "you are right", at[3], **self.times)
        )

    @rule(back=st.sampled_from([-1, 0, 0, 1]), how=st.sampled_from([None, None, -120, 45]))
    def cancel_or_move(self, back: int, how: int | None) -> None:
        """The program cancels a session, or moves it by so many minutes."""
        session = self.session(back)
        arrive = None
        if how is not None:
            usual = session.arrive_by.astimezone(NEW_YORK)
            days = (usual.date() - session.day).days
            arrive = WallTime(usual.hour * 60 + usual.minute + 1440 * days + how)
        change = Change.CANCELLED if arrive is None else Change.MOVED
        self.change(ScheduleException(session.day, change, self.name, arrive))

    @rule(ahead=st.integers(0, 2), change=st.sampled_from([Change.MAKE_UP, Change.EXTRA]))
    def add_a_session(self, ahead: int, change: Change) -> None:
        day = local_date(self.now, NEW_YORK) + timedelta(days=ahead)
        self.change(ScheduleException(day, change, self.name))

    @rule(minutes=st.sampled_from([4, 6, 90]))
    def dayline_is_away(self, minutes: int) -> None:
        back = later(self.now, minutes)
        with transaction() as session:
            session.add(Outage(began_at=self.now, ended_at=back))
        self.now = back

    @precondition(lambda self: self.forms)
    @rule(which=st.integers(0, 50))
    def send_a_form_again(self, which: int) -> None:
        """However late, and whatever has happened since: it adds nothing."""
        form = self.forms[which % len(self.forms)]
        before = self.all_rows()
        assert form.send(form.key) == form.answered, form
        assert self.all_rows() == before, form

    # How it is done

    @property
    def times(self) -> dict[str, Instant]:
        return {"now": self.now, "true_now": self.now}

    def send(
        self,
        who: str,
        table: type[Base],
        act: Callable[[str], Any],
        session: Session | None = None,
    ) -> Any:
        """Send a fresh form; what was acknowledged is remembered."""
        key = f"form-{next(numbers)}"
        answered = act(key)
        if is_done(answered):
            whose = self.cast[who].participant_id
            assert whose is not None
            self.forms.append(Form(whose, key, table, act, answered))
            made = self.row_of(self.forms[-1])
            self.touched = (who, made.day)
        elif session is not None:
            self.touched = (who, session.day)
        return answered

    def put(self, who: str, back: int, act: Callable[..., Any]) -> None:
        """What staff write down about somebody's session."""
        session = self.session(back)
        to = (self.viewers["sam"], self.cast[who].key, named(session))
        self.send(who, RecordRow, lambda key: act(*to, key), session)

    def change(self, exception: ScheduleException) -> None:
        try:
            change_schedule.add_exception(self.program_id, exception, self.now)
        except (change_schedule.UnfitException, InvalidTime):
            return
        self.touched = (self.touched[0], exception.day)

    def all_sessions(self) -> list[Session]:
        last = self.first + timedelta(days=DAYS)
        dates = schedule.of_program(self.program_id, self.first, last)
        days = (self.first + timedelta(days=n) for n in range(DAYS))
        return [session for day in days for session in dates.sessions_on(day)]

    def session(self, back: int) -> Session:
        """The session that began last, or so many before it; -1 is the next to come."""
        found = self.all_sessions()
        begun = sum(each.opens_at <= self.now for each in found)
        return found[max(0, min(begun - 1 - back, len(found) - 1))]

    def rows_of(self, table: Any, who: str) -> list[Any]:
        return self.read(select(table).filter_by(participant_id=self.cast[who].participant_id))

    def row_of(self, form: Form) -> Any:
        found = self.read(select(form.table).filter_by(participant_id=form.whose, key=form.key))
        assert len(found) == 1, f"acknowledged, and on record {len(found)} times: {form}"
        return found[0]

    def read(self, statement: Any) -> list[Any]:
        """What is committed now, whatever a session has open."""
        with Transaction(db.engine, expire_on_commit=False) as session:
            return list(session.execute(statement.order_by("id")).scalars())

    def all_rows(self) -> dict[tuple[str, int], tuple[Any, ...]]:
        found = {}
        with db.engine.connect() as connection:
            for table in TABLES:
                for row in connection.execute(select(table.__table__)):
                    found[(table.__tablename__, row.id)] = tuple(row)
        return found

    # What holds after every step

    @invariant()
    def it_holds(self) -> None:
        """One reading of everything about whoever was touched last, and all sentences about it."""
        who, day = self.touched
        own = self.own(who)
        rows = {table: self.rows_of(table, who) for table in (CheckInRow, RecordRow)}
        voided = {
            CheckInRow: {row.check_in_id for row in self.read(select(CheckInVoid))},
            RecordRow: {row.entry_id for row in self.read(select(RecordVoid))},
        }
        standing = {
            table: [row for row in found if row.id not in voided[table]]
            for table, found in rows.items()
        }
        self.nothing_is_lost_and_nothing_changes()
        self.everybody_reads_the_same(who, own, [day])
        self.an_absence_is_the_word_of_a_person(own, standing[RecordRow])
        self.who_was_there_was_there(own, rows[CheckInRow], standing[CheckInRow])
        self.nothing_counts_twice(own)
        self.who_makes_up_was_missed_and_came(own, self.viewers[who].enrolled_at)
        self.seen.update(each.status for each in own.values())

    def own(self, who: str) -> dict[SessionName, Attendance]:
        """What that participant reads, by session, the oldest first."""
        found = record_page.load(self.viewers[who], self.now).sessions[::-1]
        assert len({named(a.session) for a in found}) == len(found), "a session stands twice"
        return {named(a.session): a for a in found}

    def nothing_is_lost_and_nothing_changes(self) -> None:
        now = self.all_rows()
        gone = {key: row for key, row in self.kept.items() if now.get(key) != row}
        assert gone == {}, "rows are added, never changed and never removed"
        self.kept = now
        for form in self.forms:
            self.row_of(form)

    def everybody_reads_the_same(
        self, who: str, own: dict[SessionName, Attendance], days: list[date]
    ) -> None:
        """The participant's page, the staff's list of those days, the page of all that waits."""
        key, staff = self.cast[who].key, self.viewers["sam"]
        for day in days:
            for each in sessions.load(staff, day, self.now).lists:
                (listed,) = (p.attendance for p in each.people if p.key == key)
                assert own.get(named(each.session), listed) == listed
        waiting = {
            each.where: each.attendance
            for each in review.load(staff, self.now).waiting
            if each.key == key
        }
        assert all(own.get(where, seen) == seen for where, seen in waiting.items())
        for where, found in own.items():
            assert waits_for_staff(found) is (where in waiting)

    def an_absence_is_the_word_of_a_person(
        self, own: dict[SessionName, Attendance], standing: list[RecordRow]
    ) -> None:
        office = {self.cast[who].account_id for who in ("sam", "rosa")}
        for where, found in own.items():
            if found.is_decided and not found.is_attended:
                about = [row for row in standing if (row.day, row.session) == where]
                said = [row for row in about if row.kind in DECISIONS]
                assert said, "nobody decided this"
                assert said[-1].kind in (Entry.UNEXCUSED, Entry.NO_SHOW)
                assert said[-1].recorded_by in office

    def who_was_there_was_there(
        self,
        own: dict[SessionName, Attendance],
        check_ins: list[CheckInRow],
        standing: list[CheckInRow],
    ) -> None:
        """A check-in that stands is presence, at the time at which it was, whatever was said."""
        for row in check_ins:
            assert row.at == self.true_arrivals.get(row.key, row.at), "by a wrong clock"
        came = [SessionName(row.day, row.session) for row in standing]
        assert len(set(came)) == len(came), "two stand for one session"
        for where, found in own.items():
            assert (found.check_in is not None) is (where in came)
            is_called_off = found.status is Status.CANCELLED
            assert found.is_present is (where in came and not is_called_off)
            assert 0 <= found.minutes(self.now) <= found.session.scheduled_minutes

    def nothing_counts_twice(self, own: dict[SessionName, Attendance]) -> None:
        found = figures(tuple(own.values()), local_date(self.now, NEW_YORK))
        counted = [named(a.session) for a in found.rate.whole]
        assert len(set(counted)) == len(counted)
        assert set(found.rate.part) <= set(found.rate.whole)
        assert set(found.punctuality.part) <= set(found.punctuality.whole)
        assert not set(found.undecided) & set(found.rate.whole), "what waits counts for nothing"
        linked = [where for where, a in own.items() if a.facts.makes_up is not None]
        assert not set(linked) & set(counted), "it counts in the place of the missed one"
        added = minutes(tuple(own.values()), self.now)
        made_up = sum(own[where].session.scheduled_minutes for where in linked)
        assert added.present <= added.scheduled + made_up

    def who_makes_up_was_missed_and_came(
        self, own: dict[SessionName, Attendance], enrolled_at: Instant | None
    ) -> None:
        for where, found in own.items():
            if found.status is not Status.MADE_UP:
                continue
            instead = own[found.facts.made_up_at]
            assert instead.facts.makes_up == where
            assert instead.check_in is not None, "nobody was there to make up for it"
            without = replace(found.facts, made_up_at=None, rows=())
            would_be = derive(found.session, without, self.now, enrolled_at)
            assert would_be.status not in UNCOUNTED, "there was nothing to make up for"

    def teardown(self) -> None:
        """At the end, everything about everybody; and nobody decided about Tess."""
        today = local_date(self.now, NEW_YORK)
        days = sorted({each.day for each in self.all_sessions()})
        for who in (*ACTORS, "tess"):
            own = self.own(who)
            self.everybody_reads_the_same(who, own, days if who == "tess" else days[:1])
            for where in list(own)[:1]:
                page = review.one(self.viewers["rosa"], self.cast[who].key, where, self.now)
                assert page.figures == figures(tuple(own.values()), today)
        assert not any(each.is_decided for each in own.values())


WEEKS = {
    "evenings": (evenings, date(2026, 11, 16)),
    "the clocks go back": (nights, date(2026, 10, 26)),
    "the clocks go forward": (nights, date(2027, 3, 8)),
}


PROFILE = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    max_examples=2,
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
)
DEEP = settings(PROFILE, max_examples=20, stateful_step_count=50)


@pytest.mark.parametrize("weeks", WEEKS)
@pytest.mark.usefixtures("cast")
def test_whatever_people_do_the_record_holds(weeks: str, request: pytest.FixtureRequest) -> None:
    """With --deep it goes on for minutes, and has to come past every status there is."""
    template, first = WEEKS[weeks]
    seen: Counter[str] = Counter()
    of_these = {"template": staticmethod(template), "first": first, "seen": seen}
    deep = request.config.getoption("--deep")
    made = type("Weeks", (Course,), of_these)
    run_state_machine_as_test(made, settings=DEEP if deep else PROFILE)
    assert not deep or not set(Status) - {Status.UPCOMING} - set(seen), seen
