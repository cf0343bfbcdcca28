"""Ending sign-ins: this one, one by name, all of a participant's."""

from tests.helpers.cast import token_for
from tests.helpers.rows import count, rows
from webapp.actions import sign_out
from webapp.models.audit import AuditEvent
from webapp.models.people import SignIn


def open_of(person):
    return [row for row in rows(SignIn, account_id=person.account_id) if row.ended_at is None]


def test_only_ones_own_sign_in_ends(cast, viewer, now):
    jordan = viewer("jordan")
    viewer("jordan")
    sign_out.sign_out(jordan, now)
    assert [row.id == jordan.sign_in_id for row in open_of(cast.jordan)] == [False]


def test_somebody_elses_sign_in_cannot_be_ended_by_its_key(cast, viewer, now):
    viewer("maria")
    key = open_of(cast.maria)[0].key
    assert sign_out.end_device(viewer("jordan"), key, now) is False
    assert len(open_of(cast.maria)) == 1
    assert count(AuditEvent, action="device_signed_out") == 0


def test_a_lost_phone_ends_all_of_one_participant_and_keeps_the_first_end(cast, viewer, clock):
    jordan = viewer("jordan")
    viewer("jordan")
    viewer("maria")
    first = clock.now()
    sign_out.sign_out(jordan, first)
    clock.forward(hours=1)
    sign_out.end_all_of_participant(viewer("sam"), cast.jordan.participant_id, clock.now())
    ended = [row.ended_at for row in rows(SignIn, account_id=cast.jordan.account_id)]
    assert ended == [first, clock.now()]
    assert len(open_of(cast.maria)) == 1


def test_a_cookies_token_ends_its_own_sign_in_once(app, cast, viewer, clock):
    token = token_for(cast.jordan, clock.now())
    other = viewer("jordan")
    first = clock.now()
    sign_out.sign_out_of(token, first)
    clock.forward(hours=1)
    for each in (token, "", "another"):
        sign_out.sign_out_of(each, clock.now())
    assert [row.id for row in open_of(cast.jordan)] == [other.sign_in_id]
    assert [row.actor_id for row in rows(AuditEvent, action="signed_out")] == [
        cast.jordan.account_id
    ]
