"""The participant's own switch: off until they say so, and off for good with their last day."""

from datetime import timedelta

from tests.helpers.rows import count, rows
from tests.helpers.slips import shares
from webapp.actions import end_enrollment
from webapp.models.audit import AuditEvent
from webapp.models.slips import LogSharing
from webapp.queries import log_sharing


def test_nothing_is_shared_until_they_say_so(viewer, now):
    assert log_sharing.since(viewer("jordan"), now) is None
    assert count(LogSharing) == 0


def test_on_and_off_are_rows_and_the_same_again_is_none(viewer, now):
    jordan = viewer("jordan")
    for is_on in (False, True, True, False, False):
        shares(jordan, now, is_on)
    assert [row.is_on for row in rows(LogSharing)] == [True, False]
    told = {row.action for row in rows(AuditEvent, participant_id=jordan.participant_id)}
    assert {"log_shared", "log_not_shared"} <= told


def test_after_an_end_that_is_past_staying_revives_nothing(viewer, cast, clock):
    shares(viewer("jordan"), clock.now())
    sam, times = viewer("sam"), {"now": clock.now(), "true_now": clock.now()}
    last_day = clock.now().date() - timedelta(days=1)
    assert end_enrollment.end(sam, cast.jordan.key, last_day, **times) is None
    assert log_sharing.since(viewer("jordan"), clock.now()) is None
    end_enrollment.stay(sam, cast.jordan.key, **times)
    assert log_sharing.since(viewer("jordan"), clock.now()) is None
    assert [row.is_on for row in rows(LogSharing)] == [True, False]
