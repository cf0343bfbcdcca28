"""One row in each table that keeps history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.helpers import houses, slips
from tests.helpers.appointments import make, planned
from tests.helpers.cast import Cast
from tests.helpers.record import decide
from tests.helpers.rows import rows
from webapp.actions import (
    answer,
    call_roll,
    change_contacts,
    contact,
    disclose,
    enroll,
    import_people,
    leave_house,
    log_meeting,
    mark_day,
    put_on_record,
    see_slips,
    sign_consent,
    tick_in,
    void_check_in,
)
from webapp.domain.access import Viewer
from webapp.domain.answers import Answer
from webapp.domain.contacts import Contacts
from webapp.domain.house import Reason, RollWord
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.reached import Contact
from webapp.domain.record import Entry
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.attendance import CheckInRow, DayMarkRow
from webapp.models.base import transaction
from webapp.models.meetings import MeetingEntryRow
from webapp.models.people import EarlierEnrollment
from webapp.models.record import Outage, RecordRow
from webapp.models.slips import MeetingSlip
from webapp.queries import board


def make_history(cast: Cast, viewer: Callable[[str], Viewer], now: Instant) -> None:
    """Have people do one of each."""
    jordan, sam, when = viewer("jordan"), viewer("sam"), {"now": now, "true_now": now}
    tick_in.tick_in(sam, cast.jordan.key, now.date(), "Evening", "k", **when)
    void_check_in.void_check_in(sam, rows(CheckInRow)[0].public_key, "wrong", **when)
    mark_day.mark(jordan, Mark.WAKE_UP, "k", now)
    mark_day.take_back(jordan, rows(DayMarkRow)[0].public_key, now)
    meeting = log_meeting.NewMeeting(Fellowship.AA, "", now.date(), WallTime(600), Mode.PHONE, "")
    log_meeting.log_meeting(jordan, meeting, "k", now)
    log_meeting.take_back(jordan, rows(MeetingEntryRow)[0].public_key, now)
    answer.answer(viewer("maria"), Answer.ON_MY_WAY, None, "k", now)
    where = (cast.jordan.key, now.date(), "Evening")
    contact.contact(sam, *where, Contact.CALLED, "k", **when)
    decide(sam, cast.maria.key, Entry.EXCUSED, now, emergency=True)
    make(sam, cast.jordan.key, now, planned())
    new = enroll.NewParticipant("Ana", "", now.date(), 12)
    import_people.enroll_all(sam, "k", [import_people.Incoming(2, new)], **when)
    change_contacts.change(sam, cast.jordan.participant_id, Contacts("617-555-0101"), "0", now)
    with transaction() as session:
        (row,) = session.query(RecordRow)
        put_on_record.void(session, sam, row, "wrong", now, now)
        session.add(Outage(began_at=now, ended_at=now))
        session.add(
            EarlierEnrollment(
                participant_id=cast.jordan.participant_id,
                program_id=cast.jordan.program_id,
                starts_on=now.date() - timedelta(days=300),
                ended_on=now.date() - timedelta(days=200),
                planned_weeks=12,
                recorded_at=now,
            )
        )
    _history_of_the_log(cast, viewer, now)
    _history_of_the_house(viewer, now)


def _history_of_the_log(cast: Cast, viewer: Callable[[str], Viewer], now: Instant) -> None:
    sam = viewer("sam")
    slips.shares(viewer("jordan"), now)
    slips.seen(sam, cast.jordan.key, now)
    key = rows(MeetingSlip)[0].public_key
    see_slips.take_back(sam, key, "wrong", now=now, true_now=now)


def _history_of_the_house(viewer: Callable[[str], Viewer], now: Instant) -> None:
    jordan, dana = viewer("jordan"), viewer("dana")
    key = houses.sign(jordan, "Jordan at Maple", now)
    house, when = dana.houses[0], {"now": now, "true_now": now}
    disclose.look(dana, house, "board", lambda: board.load(dana, house, now), **when)
    sign_consent.revoke(jordan, key, **when)
    person = houses.resident(dana, "Jordan at Maple", now)
    call_roll.call(dana, person, now.date(), RollWord.IN, "k", now)
    leave_house.leave(dana, person, Reason.OUT, "k", due_at=None, now=now)
    leave_house.come_back(dana, person, now)
