"""What people can do. Each says at once what has to follow from that deed itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.actions.record_machine.course import ACTORS, Course, named
from tests.helpers.days import NEW_YORK
from tests.helpers.desk import code, wrong_code
from webapp.actions import check_in, check_out, decide, dispute, tick_in, tick_out, void_check_in
from webapp.actions.answer import answer
from webapp.actions.check_in import Recorded
from webapp.actions.send_later import Kept, Waited, send_later
from webapp.actions.tick_out import CAN_BE_WRONG
from webapp.domain.answers import Answer, Reason
from webapp.domain.record import DECISIONS, Entry, SessionName
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant, WallTime, later, local_date
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.attendance import CheckInRow
from webapp.models.base import transaction
from webapp.models.record import Outage, RecordRow

WHO = st.sampled_from(ACTORS)
RIGHT = st.sampled_from([True, True, True, False])
ARRIVED = [10, 30, 40, 46, 61]
"""Minutes after check-in opened: on time, at the last moment of that, in grace, late, too late."""


class Deeds(Course):
    """Every rule is something that a person can do, or that happens to Dayline."""

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

    @rule(who=WHO, right=RIGHT, arrived=st.sampled_from([None, None, *ARRIVED]))
    def check_in(self, who: str, right: bool, arrived: int | None) -> None:
        self.go_on(arrived)
        shown = (code if right else wrong_code)(self.cast[who], self.now)
        viewer = self.viewers[who]
        done = self.send(
            who, CheckInRow, lambda key: check_in.check_in(viewer, shown, key, **self.times)
        )
        assert right or not isinstance(done, Recorded), "a wrong code counted"

    @rule(
        who=WHO,
        right=RIGHT,
        arrived=st.sampled_from([None, *ARRIVED, *ARRIVED, 100]),
        waited=st.sampled_from([0, 20, 200, 719, 721]),
        wrong_by=st.sampled_from([-7, -0.5, 0, 3]),
        is_put_right=st.sampled_from([False, False, False, True]),
    )
    def check_in_without_signal(
        self,
        who: str,
        right: bool,
        arrived: int | None,
        waited: int,
        wrong_by: float,
        is_put_right: bool,
    ) -> None:
        """It waits so many minutes on a phone whose clock is wrong by so many hours, and which
        somebody may put right meanwhile."""
        self.go_on(None if arrived is None else arrived + waited)
        at, error = later(self.now, -waited), timedelta(hours=wrong_by)
        shown = (code if right else wrong_code)(self.cast[who], at)
        clocks = Instant(at + error), Instant(self.now + (timedelta(0) if is_put_right else error))
        on = self.the_session_on(who, at)
        done = self.send(who, CheckInRow, lambda key: self.arrive_later(who, shown, key, clocks))

        can_be_known = not (is_put_right and error)
        is_soon = timedelta(minutes=waited) <= timedelta(hours=12)
        if isinstance(done, Recorded):
            assert right, "a wrong code counted"
            assert is_soon, "it came too late to count by itself"
            assert can_be_known, "nobody can know when that was"
            self.true_arrivals[self.forms[-1].key] = at
            self.seen["sent later"] += 1
            self.seen["by a wrong clock"] += bool(error)
        if on is None or not can_be_known:
            return
        assert isinstance(done, Recorded | Kept), "somebody was at the door, and nobody will know"
        in_time = at <= on.closes_at and is_soon
        assert in_time or isinstance(done, Kept), "their check-in was over"
        if right and in_time and (who, named(on)) not in self.guessed:
            assert done == Recorded(at), "no signal, or a wrong clock, became a penalty"
        if isinstance(done, Kept):
            self.guessed.add((who, named(on)))
            self.seen["kept for staff"] += 1

    def arrive_later(self, who: str, shown: str, key: str, clocks: tuple[Instant, Instant]) -> Any:
        waited = Waited(shown, key, *clocks)
        return send_later(self.viewers[who], waited, lambda why, _fits: str(why), **self.times)

    @rule(who=WHO, back=st.integers(-1, 3), arrived=st.sampled_from([None, 20, 50, 200]))
    def tick(self, who: str, back: int, arrived: int | None) -> None:
        self.tick_at(who, self.session(back), arrived)

    def tick_at(self, who: str, session: Session, arrived: int | None) -> Any:
        """Staff write down that they are here, or came so many minutes after the opening."""
        sam, key = self.viewers["sam"], self.cast[who].key
        when = None if arrived is None else on_the_wall(session, later(session.opens_at, arrived))

        def act(form: str) -> Any:
            where = (session.day, session.name)
            return tick_in.tick_in(sam, key, *where, form, arrived=when, **self.times)

        return self.send(who, CheckInRow, act, session)

    @rule(who=WHO)
    def check_out(self, who: str) -> None:
        viewer = self.viewers[who]
        self.send(who, RecordRow, lambda key: check_out.check_out(viewer, key, **self.times))

    @rule(who=WHO, back=st.integers(0, 2), left=st.sampled_from([None, 60, 200, 230]))
    def tick_out(self, who: str, back: int, left: int | None) -> None:
        session = self.session(back)
        when = None if left is None else on_the_wall(session, later(session.opens_at, left))
        self.put(who, session, lambda *at: tick_out.tick_out(*at, left=when, **self.times))

    @rule(who=WHO)
    def take_the_check_out_back(self, who: str) -> None:
        outs = [row for row in self.rows_of(RecordRow, who) if row.kind is Entry.CHECK_OUT]
        for row in outs[-1:]:
            check_out.take_back(self.viewers[who], row.public_key, **self.times)
            self.touched = (who, row.day)

    @rule(who=WHO, which=st.integers(0, 2))
    def void(self, who: str, which: int) -> None:
        """A check-in that stands: one that makes up for another, else one of the last."""
        links = {
            (row.day, row.session)
            for row in self.standing(RecordRow, who)
            if row.kind is Entry.MAKE_UP
        }
        found = self.standing(CheckInRow, who)[::-1]
        found.sort(key=lambda row: (row.day, row.session) not in links)
        for row in found[which : which + 1]:
            try:
                sam = self.viewers["sam"]
                assert void_check_in.void_check_in(sam, row.public_key, "not them", **self.times)
            except void_check_in.TooLongAgo:
                return
            self.touched = (who, row.day)
            self.seen["a make-up voided"] += (row.day, row.session) in links

    @rule(who=WHO, back=st.integers(0, 2), kind=st.sampled_from(CAN_BE_WRONG))
    def void_an_entry(self, who: str, back: int, kind: Entry) -> None:
        session = self.session(back)
        to = (self.viewers["sam"], self.cast[who].key, named(session), kind)
        tick_out.void_entry(*to, "wrong", **self.times)
        self.touched = (who, session.day)

    @rule(who=WHO, back=st.integers(-1, 2), said=st.sampled_from(Answer))
    def say(self, who: str, back: int, said: Answer) -> None:
        session = self.session(back)
        reason = Reason.WORK if said is Answer.CANNOT_COME else None
        viewer, where = self.viewers[who], named(session)
        self.send(
            who,
            ArrivalAnswerRow,
            lambda key: answer(viewer, said, reason, key, self.now, where=where),
            session,
        )

    @rule(
        who=WHO,
        back=st.integers(-1, 3),
        kind=st.sampled_from(sorted(DECISIONS)),
        emergency=st.booleans(),
    )
    def decide(self, who: str, back: int, kind: Entry, emergency: bool) -> None:
        session, said = self.session(back), {"emergency": emergency, "words": "we spoke"}
        done = self.put(
            who, session, lambda *at: decide.decide(*at[:3], kind, at[3], **said, **self.times)
        )
        if done is not None or kind is Entry.REOPENED:
            return
        came = {(row.day, row.session) for row in self.standing(CheckInRow, who)}
        assert named(session) not in came, "they were there"
        assert not session.cancelled
        asked = self.asked_at(who, session)
        if kind is Entry.EXCUSED:
            is_ahead = asked is not None and session.arrive_by - asked >= timedelta(hours=24)
            assert emergency or is_ahead, "nobody asked in time"
        elif self.now <= session.closes_at:
            assert kind is Entry.UNEXCUSED, "they can still come"
            assert asked is not None, "they can still come"

    def asked_at(self, who: str, session: Session) -> Instant | None:
        """When they said last that they cannot come, if that is the last they said."""
        said = self.rows_of(ArrivalAnswerRow, who)
        last = [row for row in said if (row.day, row.session) == named(session)][-1:]
        return next((row.at for row in last if row.answer is Answer.CANNOT_COME), None)

    @rule(who=WHO, back=st.integers(0, 3))
    def review(self, who: str, back: int) -> None:
        self.put(who, self.session(back), lambda *at: decide.review(*at, **self.times))

    @rule(who=WHO, back=st.integers(0, 3), missed=st.integers(0, 4))
    def make_up(self, who: str, back: int, missed: int) -> None:
        self.link(who, self.session(back), named(self.session(missed)))

    @rule(who=WHO, missed=st.integers(0, 2), ahead=st.integers(0, 2))
    def come_to_make_up(self, who: str, missed: int, ahead: int) -> None:
        """A session is added for whoever missed one, and they come to it."""
        gone = named(self.session(missed))
        today = local_date(self.now, NEW_YORK)
        days = (today + timedelta(days=n) for n in range(ahead, ahead + 3))
        day = next(
            (d for d in days if self.change(ScheduleException(d, Change.MAKE_UP, self.name))), None
        )
        added = [s for s in self.all_sessions() if s.day == day and s.is_make_up]
        if not added or added[0].opens_at < self.now:
            return
        self.now = later(added[0].opens_at, 10)
        self.tick_at(who, added[0], None)
        self.link(who, added[0], gone)

    def link(self, who: str, session: Session, missed: SessionName) -> None:
        before = [row for row in self.standing(RecordRow, who) if row.kind is Entry.MAKE_UP]
        done = self.put(
            who,
            session,
            lambda *at: decide.make_up(*at[:3], missed, at[3], **self.times),
        )
        if done is None:
            assert session.is_make_up, "they were expected at it anyway"
            assert timedelta(0) <= session.day - missed.day <= timedelta(days=14)
            assert missed not in {(row.about_day, row.about_session) for row in before}
            self.seen["made up"] += 1

    @rule(who=WHO, back=st.integers(0, 3))
    def dispute(self, who: str, back: int) -> None:
        session = self.session(back)
        viewer, where = self.viewers[who], named(session)
        said = [r.kind for r in self.standing(RecordRow, who) if (r.day, r.session) == where]

        def act(key: str) -> Any:
            return dispute.dispute(viewer, where, "I was there", key, **self.times)

        done = self.send(who, RecordRow, act, session)
        is_open = said.count(Entry.DISPUTE) > said.count(Entry.ANSWERED)
        assert done is not None or not is_open, "disputed twice at a time"

    @rule(who=WHO, back=st.integers(0, 3))
    def answer_the_dispute(self, who: str, back: int) -> None:
        self.put(
            who,
            self.session(back),
            lambda *at: dispute.answer(*at[:3], "you are right", at[3], **self.times),
        )

    @rule(back=st.sampled_from([-1, 0, 0, 1]), how=st.sampled_from([None, None, -120, 45]))
    def cancel_or_move(self, back: int, how: int | None) -> None:
        """The program cancels a session, or moves it by so many minutes."""
        session = self.session(back)
        arrive = None if how is None else on_the_wall(session, session.arrive_by).plus(how)
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


def on_the_wall(session: Session, at: Instant) -> WallTime:
    """What the clock shows then, counted from the session's own date."""
    shown = at.astimezone(NEW_YORK)
    return WallTime.of(shown.time()).plus(1440 * (shown.date() - session.day).days)
