"""Two weeks of one program: who is in it, what time it is, and what has been sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count as counter
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize
from sqlalchemy import Row, select
from sqlalchemy.orm import Session as Transaction

from tests.helpers.cast import someone, token_for
from tests.helpers.days import NEW_YORK
from webapp.actions import apply_program, change_schedule, enroll
from webapp.actions.check_in import Recorded
from webapp.actions.send_later import Kept
from webapp.domain.access import Role, Viewer
from webapp.domain.blocks import Kind
from webapp.domain.errors import InvalidTime
from webapp.domain.program_template import ProgramTemplate, TemplateBlock
from webapp.domain.record import SessionName
from webapp.domain.schedule import ScheduleException
from webapp.domain.session import Session
from webapp.domain.wall_clock import MIDNIGHT, Instant, WallTime, later
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.base import Base, db
from webapp.models.record import RecordRow, RecordVoid
from webapp.queries import schedule
from webapp.queries.sign_in import live

ACTORS = ("ana", "lou")
"""Lou was enrolled in the middle of the first week. Tess is a third, and nobody touches her."""
TABLES: tuple[type[Base], ...] = (CheckInRow, CheckInVoid, RecordRow, RecordVoid, ArrivalAnswerRow)
VOIDS = {CheckInRow: CheckInVoid.check_in_id, RecordRow: RecordVoid.entry_id}
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
    send: Callable[[str], Any]
    answered: Any


def is_done(answered: Any) -> bool:
    """Whether an action says that what was asked stands on the record."""
    return answered in (None, True) or isinstance(answered, Recorded | Kept)


class Course(RuleBasedStateMachine):
    """The state of a course, and how people's deeds reach it."""

    template: Callable[[], ProgramTemplate]
    first: date
    seen: Counter[str]
    """What the courses of one run came past."""

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
        self.kept: dict[tuple[str, int], Row[Any]] = {}
        self.true_arrivals: dict[str, Instant] = {}
        self.guessed: set[tuple[str, SessionName]] = set()
        self.touched: tuple[str, date] = ("ana", self.first)

    @property
    def times(self) -> dict[str, Instant]:
        return {"now": self.now, "true_now": self.now}

    def go_on(self, arrived: int | None) -> None:
        """To so many minutes after the next opening; None stays where it is."""
        ahead = [s.opens_at for s in self.all_sessions() if s.opens_at > self.now]
        if arrived is not None and ahead:
            self.now = later(ahead[0], arrived)

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
            table = RecordRow if isinstance(answered, Kept) else table
            self.forms.append(Form(whose, key, table, act, answered))
            made = self.row_of(self.forms[-1])
            self.touched = (who, made.day)
        elif session is not None:
            self.touched = (who, session.day)
        return answered

    def put(self, who: str, session: Session, act: Callable[..., Any]) -> Any:
        """What staff write down about somebody's session."""
        to = (self.viewers["sam"], self.cast[who].key, named(session))
        return self.send(who, RecordRow, lambda key: act(*to, key), session)

    def change(self, exception: ScheduleException) -> bool:
        try:
            change_schedule.add_exception(self.program_id, exception, self.now)
        except (change_schedule.UnfitException, InvalidTime):
            return False
        self.touched = (self.touched[0], exception.day)
        return True

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

    def the_session_on(self, who: str, at: Instant) -> Session | None:
        """The session that was on then, if it was the only one, they were expected at it, and
        nobody has recorded them at it."""
        on = [s for s in self.all_sessions() if s.opens_at <= at <= s.ends_at and not s.cancelled]
        if len(on) != 1:
            return None
        enrolled_at = self.viewers[who].enrolled_at
        is_new = enrolled_at is not None and enrolled_at > on[0].opens_at
        is_in = named(on[0]) in {(r.day, r.session) for r in self.standing(CheckInRow, who)}
        return None if is_new or is_in else on[0]

    def rows_of(self, table: Any, who: str) -> list[Any]:
        return self.read(select(table).filter_by(participant_id=self.cast[who].participant_id))

    def standing(self, table: Any, who: str) -> list[Any]:
        """The rows that nobody found wrong, the oldest first."""
        own = table.participant_id == self.cast[who].participant_id
        return self.read(select(table).where(own, table.id.not_in(select(VOIDS[table]))))

    def row_of(self, form: Form) -> Any:
        found = self.read(select(form.table).filter_by(participant_id=form.whose, key=form.key))
        assert len(found) == 1, f"acknowledged, and on record {len(found)} times: {form}"
        return found[0]

    def read(self, statement: Any) -> list[Any]:
        """What is committed now, whatever a session has open."""
        with Transaction(db.engine, expire_on_commit=False) as session:
            return list(session.execute(statement.order_by("id")).scalars())

    def all_rows(self) -> dict[tuple[str, int], Row[Any]]:
        found = {}
        with db.engine.connect() as connection:
            for table in TABLES:
                for row in connection.execute(select(table.__table__)):
                    found[(table.__tablename__, row.id)] = row
        return found
