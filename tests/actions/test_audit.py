"""Who did or saw what is written down in the same breath."""

import pytest

from tests.helpers.rows import count, rows
from webapp.actions import audit
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction


def test_views_leave_one_row_for_each_participant(cast, viewer, now):
    sam = viewer("sam")
    audit.record_views(sam, [cast.jordan.participant_id, cast.maria.participant_id], "people", now)
    seen = rows(AuditEvent, action="viewed")
    assert [(row.actor_id, row.participant_id, row.detail, row.at) for row in seen] == [
        (cast.sam.account_id, cast.jordan.participant_id, "people", now),
        (cast.sam.account_id, cast.maria.participant_id, "people", now),
    ]


def test_a_page_that_shows_nobody_writes_nothing(viewer, now):
    sam, before = viewer("sam"), count(AuditEvent)
    audit.record_views(sam, [], "people", now)
    assert count(AuditEvent) == before


@pytest.mark.usefixtures("app")
def test_a_row_goes_when_its_transaction_is_undone(now):
    before = count(AuditEvent)

    def fail_half_way():
        with transaction() as session:
            audit.record(session, now, "tried", actor_id=None)
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    assert count(AuditEvent) == before


def test_whom_an_account_touched_between_two_times_is_one_query(cast, viewer, clock, now):
    sam = viewer("sam")
    for name in ("jordan", "maria"):
        audit.record_views(sam, [cast.people[name].participant_id], "person", clock.now())
        clock.forward(hours=1)
    touched = [r.participant_id for r in rows(AuditEvent, actor_id=sam.account_id) if r.at > now]
    assert touched == [cast.maria.participant_id]
