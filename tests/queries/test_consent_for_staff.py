"""Staff know that a consent stands, and nothing of what it opens."""

from datetime import date

from tests.helpers import houses
from webapp.actions import residents, sign_consent, stop_for_participant
from webapp.domain.consent import Asked, Scope
from webapp.queries import consent_for_staff

SCOPES = frozenset({Scope.SCHEDULE})


def load(viewer, cast, now, who="sam"):
    return consent_for_staff.load(viewer(who), cast.jordan.participant_id, now)


def test_a_standing_consent_is_there_with_house_scopes_and_end(cast, viewer, now):
    assert load(viewer, cast, now) is None
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    assert load(viewer, cast, now) is None
    key = houses.sign(viewer("jordan"), "Jordan at Maple", now, SCOPES)
    found = load(viewer, cast, now)
    assert (found.key, found.house, found.scopes) == (key, "Maple House", SCOPES)
    assert (found.signed_at, found.expires_on) == (now, date(2027, 3, 3))
    assert found.stands


def test_another_programs_staff_find_nothing(cast, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    assert load(viewer, cast, now, "kim") is None


def test_what_the_participant_ended_is_theirs_alone(cast, viewer, now):
    key = houses.sign(viewer("jordan"), "Jordan at Maple", now)
    sign_consent.revoke(viewer("jordan"), key, now=now, true_now=now)
    assert load(viewer, cast, now) is None


def test_what_ended_by_moving_out_is_not_there(cast, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    dana = viewer("dana")
    key = houses.resident(dana, "Jordan at Maple", now).key
    residents.move_out(dana, dana.houses[0], key, now.date(), now)
    assert load(viewer, cast, now) is None


def test_what_staff_stopped_stays_in_sight_of_staff(cast, viewer, now):
    key = houses.sign(viewer("jordan"), "Jordan at Maple", now)
    when = {"now": now, "true_now": now}
    stop_for_participant.stop(
        viewer("rosa"), cast.jordan.participant_id, key, Asked.IN_PERSON, **when
    )
    found = load(viewer, cast, now)
    assert (found.stands, found.stopped_at, found.stopped_by) == (False, now, "Rosa D.")
