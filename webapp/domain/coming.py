"""When a participant can say what about coming to a session."""

from __future__ import annotations

from webapp.domain.answers import Answer, Reason
from webapp.domain.attendance import Attendance, Status
from webapp.domain.wall_clock import Instant, later

ON_THE_WAY_MINUTES = 120
"""So long before the arrival one can be on the way, or running late."""


def answers_open(attendance: Attendance, now: Instant) -> tuple[Answer, ...]:
    """Which answers make sense now: none once they are in, it is over or it is called off;
    on the way and running late only in the last two hours before, and after."""
    session = attendance.session
    if attendance.check_in is not None or attendance.status is Status.CANCELLED:
        return ()
    if now > session.ends_at:
        return ()
    if now < later(session.arrive_by, -ON_THE_WAY_MINUTES):
        return (Answer.CANNOT_COME,)
    return tuple(Answer)


def may_answer(attendance: Attendance, answer: Answer, reason: Reason | None, now: Instant) -> bool:
    """Whether the answer can be recorded now; only "cannot come" needs a reason, and has one."""
    has_reason = reason is not None
    return answer in answers_open(attendance, now) and has_reason is (answer is Answer.CANNOT_COME)
