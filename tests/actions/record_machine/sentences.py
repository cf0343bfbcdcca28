"""What holds after every deed, whatever it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis.stateful import invariant

from tests.actions.record_machine.course import ACTORS, Course, named
from tests.helpers.days import NEW_YORK
from webapp.domain.attendance import NOT_SEEN, UNCOUNTED, Attendance, Status, derive
from webapp.domain.decisions import waits_for_staff
from webapp.domain.figures import figures, minutes
from webapp.domain.record import DECISIONS, Entry, SessionName
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.attendance import CheckInRow
from webapp.models.record import RecordRow
from webapp.queries import record_page, review, sessions

Own = dict[SessionName, Attendance]
ONCE_THERE = (Entry.CHECK_OUT, Entry.MAKE_UP)
"""Only of somebody who was there."""


class Sentences(Course):
    """One reading of everything about whoever was touched last, and all sentences about it."""

    @invariant()
    def it_holds(self) -> None:
        who, day = self.touched
        own = self.own(who)
        check_ins, rows = self.standing(CheckInRow, who), self.standing(RecordRow, who)
        self.nothing_is_lost_and_nothing_changes()
        self.everybody_reads_the_same(who, own, [day])
        self.an_absence_is_the_word_of_a_person(own, rows)
        self.who_was_there_was_there(who, own, check_ins)
        self.when_they_came_says_what_it_was(own)
        self.who_was_not_there_has_not_left_nor_made_up(check_ins, rows)
        self.what_was_said_waits_until_somebody_has_looked(own, rows)
        self.who_was_not_enrolled_yet_missed_nothing(own, self.viewers[who].enrolled_at)
        self.nothing_counts_twice(own)
        self.who_makes_up_was_missed_and_came(own, self.viewers[who].enrolled_at)
        self.seen.update(each.status.value for each in own.values())

    def own(self, who: str) -> Own:
        """What that participant reads, by session, the oldest first."""
        found = record_page.load(self.viewers[who], self.now).sessions[::-1]
        assert len({named(a.session) for a in found}) == len(found), "a session stands twice"
        return {named(a.session): a for a in found}

    def nothing_is_lost_and_nothing_changes(self) -> None:
        now = self.all_rows()
        gone = {key: row for key, row in self.kept.items() if now.get(key) != row}
        assert gone == {}, "rows are added, never changed and never removed"
        self.kept = now
        sent = Counter(
            (table, row.participant_id, row.key)
            for (table, _), row in now.items()
            if "key" in row._fields
        )
        for form in self.forms:
            assert sent[(form.table.__tablename__, form.whose, form.key)] == 1, form

    def everybody_reads_the_same(self, who: str, own: Own, days: list[date]) -> None:
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

    def an_absence_is_the_word_of_a_person(self, own: Own, rows: list[RecordRow]) -> None:
        office = {self.cast[who].account_id for who in ("sam", "rosa")}
        for where, found in own.items():
            said = [row for row in about(rows, where) if row.kind in DECISIONS]
            if found.is_decided and not found.is_attended:
                assert said, "nobody decided this"
                assert said[-1].kind in (Entry.UNEXCUSED, Entry.NO_SHOW)
                assert said[-1].recorded_by in office
            if found.status is Status.EXCUSED:
                assert said[-1].kind is Entry.EXCUSED, "nobody excused them"

    def who_was_there_was_there(self, who: str, own: Own, standing: list[CheckInRow]) -> None:
        """A check-in that stands is presence, at the time at which it was, whatever was said."""
        for row in self.rows_of(CheckInRow, who):
            assert row.at == self.true_arrivals.get(row.key, row.at), "by a wrong clock"
        came = [SessionName(row.day, row.session) for row in standing]
        assert len(set(came)) == len(came), "two stand for one session"
        for where, found in own.items():
            assert (found.check_in is not None) is (where in came)
            is_called_off = found.status is Status.CANCELLED
            assert found.is_present is (where in came and not is_called_off)
            assert 0 <= found.minutes(self.now) <= found.session.scheduled_minutes

    def when_they_came_says_what_it_was(self, own: Own) -> None:
        """To the second, and nothing hides behind the one word."""
        for found in own.values():
            if not found.is_present:
                continue
            at, session = found.check_in.at.replace(microsecond=0), found.session
            words = {
                at <= session.arrive_by: Status.ON_TIME,
                session.arrive_by < at <= session.grace_ends_at: Status.GRACE,
                session.grace_ends_at < at <= session.closes_at: Status.LATE,
                at > session.closes_at: Status.PARTIAL,
            }
            left = found.check_out.at if found.check_out else session.ends_at
            if left >= session.ends_at and at <= session.closes_at:
                assert found.status is words[True]
            elif at > session.closes_at:
                assert found.status is Status.PARTIAL
            else:
                assert found.status in (words[True], Status.PARTIAL, Status.LEFT_EARLY)
            assert found.was_punctual is (at <= session.grace_ends_at)

    def who_was_not_there_has_not_left_nor_made_up(
        self, check_ins: list[CheckInRow], rows: list[RecordRow]
    ) -> None:
        came = {(row.day, row.session): row.at for row in check_ins}
        for row in rows:
            if row.kind in ONCE_THERE:
                assert (row.day, row.session) in came, "of somebody who was not there"
            if row.kind is Entry.CHECK_OUT:
                assert row.at >= came[(row.day, row.session)], "they left before they came"
        once = [(row.kind, row.day, row.session) for row in rows if row.kind in ONCE_THERE]
        assert len(set(once)) == len(once), "they left twice, or made up for two"

    def what_was_said_waits_until_somebody_has_looked(
        self, own: Own, rows: list[RecordRow]
    ) -> None:
        for where, found in own.items():
            kinds = [row.kind for row in about(rows, where)]
            if is_open(kinds, Entry.DISPUTE, {Entry.ANSWERED}):
                assert waits_for_staff(found), "a dispute that nobody has to answer"
                assert not found.is_decided or found.is_attended, "it counts before the answer"
            if is_open(kinds, Entry.CLAIM, DECISIONS | {Entry.REVIEWED}):
                if found.status in NOT_SEEN:
                    assert found.status is Status.WAITING, "somebody may have been there"
                    assert waits_for_staff(found)
                assert not (found.is_decided and not found.is_attended)

    def who_was_not_enrolled_yet_missed_nothing(
        self, own: Own, enrolled_at: Instant | None
    ) -> None:
        for found in own.values():
            is_over = found.session.closes_at < self.now
            if is_over and enrolled_at is not None and found.session.closes_at < enrolled_at:
                is_silent = found.check_in is None and found.facts.made_up_at is None
                assert not is_silent or found.status in UNCOUNTED

    def nothing_counts_twice(self, own: Own) -> None:
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

    def who_makes_up_was_missed_and_came(self, own: Own, enrolled_at: Instant | None) -> None:
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


def about(rows: list[Any], where: SessionName) -> list[Any]:
    return [row for row in rows if (row.day, row.session) == where]


def is_open(kinds: list[Entry], kind: Entry, settled_by: set[Entry] | frozenset[Entry]) -> bool:
    """Whether the last of these is that one: nothing has settled it."""
    last = [each for each in kinds if each is kind or each in settled_by]
    return bool(last) and last[-1] is kind
