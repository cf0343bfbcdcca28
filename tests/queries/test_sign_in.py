"""From the token in a cookie to the person who is signed in."""

import pytest

from tests.helpers.cast import token_for
from webapp.domain.wall_clock import zone_named
from webapp.models.base import transaction
from webapp.models.people import Account
from webapp.queries import sign_in


def test_the_viewer_is_the_person_with_program_zone_and_enrollment(cast, viewer):
    jordan, sam = viewer("jordan"), viewer("sam")
    assert (jordan.name, jordan.program_name) == ("Jordan M.", "New Light")
    assert jordan.zone == zone_named("America/New_York")
    assert (jordan.participant_id, jordan.planned_weeks) == (cast.jordan.participant_id, 14)
    assert (sam.participant_id, sam.is_office, sam.own_phone) == (None, True, False)


@pytest.mark.parametrize("token", ["", "x", "' OR ''='"])
@pytest.mark.usefixtures("app")
def test_no_token_no_viewer(now, token):
    assert sign_in.live(token, now) is None


def test_a_closed_account_is_signed_out_at_once(cast, now):
    token = token_for(cast.jordan, now)
    with transaction() as session:
        session.get_one(Account, cast.jordan.account_id).closed_at = now
    assert sign_in.live(token, now) is None


def test_devices_are_ones_own_live_ones_this_one_first(cast, viewer, clock):
    token_for(cast.jordan, clock.now(), own_phone=False)
    clock.forward(minutes=6)
    jordan = viewer("jordan")
    clock.forward(minutes=1)
    token_for(cast.jordan, clock.now())
    token_for(cast.maria, clock.now())
    found = sign_in.devices(jordan, clock.now())
    assert [device.is_this_one for device in found] == [True, False]
