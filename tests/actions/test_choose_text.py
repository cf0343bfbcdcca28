"""What a lock screen may say is chosen for one phone, and every change is history."""

from tests.helpers.rows import count, rows
from tests.helpers.subscriptions import subscribed
from webapp.actions.choose_text import choose_text
from webapp.actions.unsubscribe import turn_off_here
from webapp.models.audit import AuditEvent
from webapp.models.push import PushSubscription


def test_it_is_chosen_for_the_phone_that_asks_and_no_other(app, viewer, now):
    here, other = viewer("jordan"), viewer("jordan")
    for each, name in ((here, "here"), (other, "other")):
        subscribed(each, now, name)
    assert choose_text(here, detailed=True, true_now=now)
    assert [row.detailed_since for row in rows(PushSubscription)] == [now, None]
    assert choose_text(here, detailed=False, true_now=now)
    assert [row.detailed_since for row in rows(PushSubscription)] == [None, None]


def test_chosen_twice_it_is_one_line_of_history(app, viewer, now):
    jordan = viewer("jordan")
    subscribed(jordan, now)
    assert choose_text(jordan, detailed=True, true_now=now)
    assert not choose_text(jordan, detailed=True, true_now=now)
    assert count(AuditEvent, action="detailed_text_on") == 1


def test_where_reminders_are_off_there_is_nothing_to_choose(app, viewer, now):
    jordan = viewer("jordan")
    subscribed(jordan, now)
    turn_off_here(jordan, now)
    assert not choose_text(jordan, detailed=True, true_now=now)
