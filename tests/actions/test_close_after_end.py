"""The time is over for which somebody could sign in."""

from tests.helpers.reachable import add_phone
from tests.helpers.rows import count, rows
from webapp.actions.close_after_end import close
from webapp.models.audit import AuditEvent
from webapp.models.people import SignIn
from webapp.models.push import PushSubscription


def test_every_sign_in_and_phone_of_theirs_ends_and_nobody_elses(cast, viewer, now):
    for person in (cast.jordan, cast.maria):
        add_phone(person, now)
    close(viewer("jordan"), now)
    assert all(row.ended_at for row in rows(SignIn, account_id=cast.jordan.account_id))
    assert not any(row.ended_at for row in rows(SignIn, account_id=cast.maria.account_id))
    removed = {row.account_id for row in rows(PushSubscription) if row.removed_at}
    assert removed == {cast.jordan.account_id}
    (row,) = rows(AuditEvent, action="closed_after_end")
    assert (row.actor_id, row.participant_id) == (None, cast.jordan.participant_id)
    assert count(AuditEvent, action="closed_after_end") == 1
