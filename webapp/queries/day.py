"""One date of the participant who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain import curfew, meetings
from webapp.domain.access import Viewer
from webapp.domain.answers import Answer, ArrivalAnswer
from webapp.domain.attendance import Attendance
from webapp.domain.blocks import Kind, Occurrence
from webapp.domain.check_in import may_have_been_there, to_check_in_to, to_check_out_of
from webapp.domain.coming import answers_open
from webapp.domain.curfew import Nights
from webapp.domain.day import Day, build
from webapp.domain.daytime import is_full_time
from webapp.domain.marks import NIGHT_ENDS
from webapp.domain.meetings import MeetingCount
from webapp.domain.planned import still_planned
from webapp.domain.record import Entry, Recorded, SessionName
from webapp.domain.schedule import expand
from webapp.domain.session import Session, sessions_in
from webapp.domain.texts import Texts
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import (
    appointments,
    consent_end,
    facts,
    home,
    record,
    record_rows,
    schedule,
    texts,
)
from webapp.queries.consent_end import EndingSoon
from webapp.queries.home import OwnNumbers
from webapp.queries.schedule import Dates
from webapp.queries.together import Together


@dataclass(frozen=True, slots=True)
class Coming:
    """What can be said about coming to today's next session, and what was said last."""

    session: Session
    open: tuple[Answer, ...]
    said: ArrivalAnswer | None
    decided: Recorded | None = None

    @property
    def excused(self) -> bool:
        """Whether staff excused them."""
        return self.decided is not None and self.decided.kind is Entry.EXCUSED

    @property
    def declined(self) -> Recorded | None:
        """That staff said no, if that was their last word."""
        is_no = self.decided is not None and self.decided.kind is Entry.UNEXCUSED
        return self.decided if is_no else None


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The line of one date, what was said and undone on it, and the meetings of its week.

    `ending` is the end of a consent, if that is near; `numbers` are for Help now,
    `texts` the program's own words.
    """

    day: Day
    coming: Coming | None
    changed_tomorrow: tuple[Session, ...]
    meetings: MeetingCount
    place: str
    starts_on: date | None
    ending: EndingSoon | None
    numbers: OwnNumbers
    texts: Texts


_PAGE = Together(
    **record_rows.parts("participant_id"),
    marks=facts.MARKS,
    meetings=facts.ENTRIES,
    ending=consent_end.ENDING,
    planned=appointments.PLANNED,
    own_meetings=facts.PLANNED,
    **home.PARTS,
    texts=texts.TEXTS,
)


def load(viewer: Viewer, day: date, now: Instant, language: str = "en") -> TodayPage:
    """Today, or any other date, of this participant. Two statements."""
    before = day - timedelta(days=1)
    after = day + timedelta(days=1)
    dates = schedule.of_participant(viewer, before, after)
    settings = dates.settings_on(day)
    occurrences = expand(dates.schedule, day)
    zone = dates.schedule.zone_on(day)
    sessions = sessions_in(occurrences, settings, dates.schedule.place, zone)
    first, last = meetings.week_of(day, settings.week_start)
    found = _PAGE.read(
        participant_id=viewer.participant_id,
        marks_from=before,
        marks_until=day,
        planned_from=day,
        planned_until=day,
        entries_from=first,
        entries_until=last,
        **{**record.asking(sessions), "first": day, "last": day},
        **consent_end.asking(viewer, now),
        **home.asking(viewer, day),
        texts_of=viewer.program_id,
    )
    entries = facts.entries_in(found["meetings"])
    line = build(
        day,
        zone,
        now,
        occurrences,
        _attendances(viewer, record.made(found), sessions, now),
        facts.marks_in(found["marks"]),
        [entry for entry in entries if entry.day == day],
        expand(dates.schedule, before) if now < NIGHT_ENDS.on(day, zone) else (),
        [each for _id, each in appointments.made(found)],
        be_in(viewer, home.nights_in(found), day, occurrences),
        still_planned(facts.planned_in(found["own_meetings"]), entries),
    )
    rules = settings.meeting_rules(is_full_time(dates.schedule.plans, day))
    return TodayPage(
        day=line,
        coming=_coming(line),
        changed_tomorrow=dates.changed_on(after),
        meetings=meetings.count(entries, day, rules),
        place=next(
            (s.place for s in sessions if s.ends_at > now and not s.cancelled),
            dates.schedule.place,
        ),
        starts_on=viewer.enrolled_from,
        ending=consent_end.ending_in(found["ending"], viewer, now),
        numbers=home.numbers_in(found),
        texts=texts.texts_in(found["texts"], language),
    )


def be_in(
    viewer: Viewer, nights: Nights | None, day: date, occurrences: Sequence[Occurrence]
) -> Instant | None:
    """By when the participant's house has them in that night, None for whoever has none."""
    if nights is None:
        return None
    is_over = viewer.ended_on is not None and day > viewer.ended_on
    of_program = () if is_over else occurrences
    ends = [o.starts_at for o in of_program if o.kind is Kind.LIGHTS_OUT and not o.cancelled]
    return curfew.own(nights.curfew(day), ends)


def _coming(line: Day) -> Coming | None:
    meant = to_check_in_to(line.attendances, line.now) if line.is_today else None
    if meant is None:
        return None
    can_be_said = answers_open(meant, line.now)
    if not can_be_said:
        return None
    return Coming(meant.session, can_be_said, meant.facts.said, meant.facts.decision)


def attendances_of(
    viewer: Viewer, sessions: Sequence[Session], now: Instant
) -> tuple[Attendance, ...]:
    """What is so at these sessions of the participant who asks. One statement."""
    assert viewer.participant_id is not None
    found = record.load(record.of_one(viewer.participant_id), sessions)
    return _attendances(viewer, found, sessions, now)


def _attendances(
    viewer: Viewer, found: record.Record, sessions: Sequence[Session], now: Instant
) -> tuple[Attendance, ...]:
    assert viewer.participant_id is not None
    return found.attendances(viewer.participant_id, sessions, now, viewer.enrolled_at)


def attendance_to_check_in_to(viewer: Viewer, now: Instant) -> Attendance | None:
    """The session that a check-in now is meant for. Yesterday counts while it is still open."""
    return to_check_in_to(attendances_of(viewer, _not_over(viewer, now), now), now)


def attendance_claimed(viewer: Viewer, claimed: Instant) -> Attendance | None:
    """The session that a check-in of that time, sent later, was meant for, as it stood then.

    The one that was on; if none was, the same as if it had been sent at once.
    """
    then = attendances_of(viewer, _not_over(viewer, claimed), claimed)
    was_on = [each for each in then if may_have_been_there(each.session, claimed)]
    return to_check_in_to(was_on or then, claimed)


def attendance_to_check_out_of(viewer: Viewer, now: Instant) -> Attendance | None:
    """The session that leaving now is meant for."""
    today = local_date(now, viewer.zone)
    sessions = _of_the_last_days(_last_days(viewer, now), today)
    return to_check_out_of(attendances_of(viewer, sessions, now), now)


def _not_over(viewer: Viewer, now: Instant) -> list[Session]:
    return not_over_in(_last_days(viewer, now), viewer, now)


def not_over_in(dates: Dates, viewer: Viewer, now: Instant) -> list[Session]:
    """Today's sessions among those dates, and yesterday's while they go on."""
    today = local_date(now, viewer.zone)
    return [
        session
        for session in _of_the_last_days(dates, today)
        if session.day == today or now <= max(session.closes_at, session.ends_at)
    ]


def _last_days(viewer: Viewer, now: Instant) -> Dates:
    today = local_date(now, viewer.zone)
    return schedule.of_participant(viewer, today - timedelta(days=1), today)


def _of_the_last_days(dates: Dates, today: date) -> list[Session]:
    return [*dates.sessions_on(today - timedelta(days=1)), *dates.sessions_on(today)]


def attendance_at(viewer: Viewer, where: SessionName, now: Instant) -> Attendance | None:
    """One session of the participant who asks, or None if they have no such."""
    dates = schedule.of_participant(viewer, where.day, where.day)
    sessions = [s for s in dates.sessions_on(where.day) if s.name == where.name]
    return next(iter(attendances_of(viewer, sessions, now)), None)
