"""Plan dates ahead for everybody: holidays, and the topics of the sessions to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.actions.change_settings import hold
from webapp.domain.access import Viewer
from webapp.domain.schedule import Change
from webapp.domain.settings import AHEAD
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import settle
from webapp.models.program import ExceptionRow, SessionTopicRow, TopicRow
from webapp.queries import calendar

LONGEST_HOLIDAY = timedelta(days=31)


class HolidayRefusal(StrEnum):
    """Why no holiday was made."""

    WHEN = "when"
    CHANGED_MEANWHILE = "changed_meanwhile"


def add_holiday(
    viewer: Viewer,
    first: date,
    last: date,
    note: str,
    seen: str,
    *,
    now: Instant,
    true_now: Instant,
) -> HolidayRefusal | None:
    """No session from `first` through `last`, or say why not.

    `seen` is the version of the month of `first` that was looked at.
    """

    def attempt(session: Session) -> HolidayRefusal | None:
        hold(session, viewer)
        today = local_date(now, viewer.zone)
        if not today <= first <= last <= today + AHEAD or last - first >= LONGEST_HOLIDAY:
            return HolidayRefusal.WHEN
        page = calendar.load(viewer, first.replace(day=1), now)
        if page.version != seen:
            return HolidayRefusal.CHANGED_MEANWHILE
        for n in range((last - first).days + 1):
            _say(session, viewer, first + timedelta(days=n), Change.HOLIDAY, note, now, true_now)
        return None

    return settle(attempt)


def take_back_holiday(viewer: Viewer, day: date, *, now: Instant, true_now: Instant) -> bool:
    """The sessions of that date take place after all. False if it is none, or it is past."""

    def attempt(session: Session) -> bool:
        hold(session, viewer)
        today = local_date(now, viewer.zone)
        if not today <= day <= today + AHEAD:
            return False
        page = calendar.load(viewer, day.replace(day=1), now)
        if not any(each.date == day and each.is_holiday for each in page.days):
            return False
        _say(session, viewer, day, Change.STANDS, "", now, true_now)
        return True

    return settle(attempt)


@dataclass(frozen=True, slots=True)
class NewTopic:
    """What somebody wrote about one session, and the version that they wrote over."""

    title: str
    facilitator: str
    seen: str


def plan_topics(
    viewer: Viewer, wanted: Mapping[str, NewTopic], *, now: Instant, true_now: Instant
) -> frozenset[str]:
    """Write down what is new, session by session (`calendar.PlannedTopic.id`).

    Returns those that somebody else changed meanwhile, to something else than is wanted: they
    stay as they are, and so do those that are no session to come.
    """

    def attempt(session: Session) -> frozenset[str]:
        hold(session, viewer)
        changed = set()
        for each in calendar.topics_ahead(viewer, now):
            new = wanted.get(each.id)
            held = (each.session.topic, each.session.led_by)
            if new is None or (new.title, new.facilitator) == held:
                continue
            if new.seen != each.version:
                changed.add(each.id)
                continue
            session.add(
                SessionTopicRow(
                    program_id=viewer.program_id,
                    day=each.session.day,
                    session=each.session.name,
                    title=new.title,
                    facilitator=new.facilitator,
                    recorded_at=now,
                )
            )
            day = str(each.session.day)
            audit.record(session, true_now, "set_topic", actor_id=viewer.account_id, detail=day)
        return frozenset(changed)

    return settle(attempt)


def add_topic(viewer: Viewer, title: str, *, true_now: Instant) -> bool:
    """Another topic to choose from. False if it is there already."""

    def attempt(session: Session) -> bool:
        hold(session, viewer)
        own = TopicRow.program_id == viewer.program_id
        if session.execute(select(TopicRow.id).where(own, TopicRow.title == title)).first():
            return False
        last = session.execute(select(func.max(TopicRow.position)).where(own)).scalar_one()
        position = 0 if last is None else last + 1
        session.add(TopicRow(program_id=viewer.program_id, title=title, position=position))
        audit.record(session, true_now, "topic_added", actor_id=viewer.account_id)
        return True

    return settle(attempt)


def remove_topic(viewer: Viewer, title: str, *, true_now: Instant) -> bool:
    """No more to choose from; where it was chosen it stays. False if there is no such."""

    def attempt(session: Session) -> bool:
        gone = session.execute(
            delete(TopicRow)
            .where(TopicRow.program_id == viewer.program_id, TopicRow.title == title)
            .returning(TopicRow.id)
        ).first()
        if gone is None:
            return False
        audit.record(session, true_now, "topic_removed", actor_id=viewer.account_id)
        return True

    return settle(attempt)


def _say(
    session: Session,
    viewer: Viewer,
    day: date,
    change: Change,
    note: str,
    now: Instant,
    true_now: Instant,
) -> None:
    session.add(
        ExceptionRow(
            program_id=viewer.program_id,
            day=day,
            change=change,
            note=note,
            recorded_at=now,
            recorded_by=viewer.account_id,
        )
    )
    audit.record(
        session, true_now, f"schedule_{change}", actor_id=viewer.account_id, detail=str(day)
    )
