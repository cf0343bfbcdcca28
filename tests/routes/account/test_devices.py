"""The phones and browsers that one is signed in on."""

from tests.helpers.rows import count, rows
from webapp.models.audit import AuditEvent
from webapp.models.people import SignIn


def end_address(account_id, number):
    return f"/you/devices/{rows(SignIn, account_id=account_id)[number].key}/end"


def test_the_list_holds_ones_own_live_sign_ins_this_one_marked(signed_in, cast, clock):
    signed_in("maria")
    signed_in("jordan", own_phone=False)
    clock.forward(minutes=10)
    jordan = signed_in("jordan")
    signed_in("jordan", own_phone=False)
    page = jordan.get("/you/devices")
    entries = [" ".join(item.to_text().split()) for item in page.all(".rows li")]
    assert len(entries) == 2
    assert "this one" in entries[0]
    assert "shared phone" in entries[1]


def test_ending_another_of_ones_own_sign_ins_ends_that_one(signed_in, cast):
    other, jordan = signed_in("jordan"), signed_in("jordan")
    answer = jordan.send("/you/devices", end_address(cast.jordan.account_id, 0))
    assert (answer.status_code, answer.location) == (303, "/you/devices")
    assert other.raw("/today").location == "/sign-in"
    jordan.get("/today")
    assert count(AuditEvent, action="device_signed_out", actor_id=cast.jordan.account_id) == 1


def test_ending_this_one_signs_out(signed_in, cast):
    jordan = signed_in("jordan")
    jordan.send("/you/devices", end_address(cast.jordan.account_id, 0))
    assert jordan.raw("/today").location == "/sign-in"


def test_somebody_elses_sign_in_is_not_there(signed_in, cast):
    jordan, maria = signed_in("jordan"), signed_in("maria")
    assert maria.post(end_address(cast.jordan.account_id, 0)).status_code == 404
    jordan.get("/today")


def test_a_sign_in_that_ended_cannot_be_ended_again(signed_in, cast):
    signed_in("jordan")
    jordan = signed_in("jordan")
    address = end_address(cast.jordan.account_id, 0)
    assert [jordan.post(address).status_code for _ in range(2)] == [303, 404]


def test_staff_have_the_same_list(signed_in):
    assert "this one" in signed_in("sam").get("/you/devices").text("main")
