"""Sign in, stay signed in as long as that is right, sign out."""

from dataclasses import replace

import pytest

from tests.helpers.browser import Browser
from tests.helpers.cast import PASSPHRASE
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from tests.helpers.subscriptions import subscribed
from webapp.domain.subscription import Ended
from webapp.models.audit import AuditEvent
from webapp.models.people import SignIn, Throttle
from webapp.models.push import PushSubscription

OPENED = {"Sec-Fetch-Mode": "navigate"}
"""What a browser says of a page that somebody opens."""
WRONG = "That name and those words don’t go together."


@pytest.fixture
def device(app):
    """device(): another browser in which nobody has been yet."""
    return lambda: Browser(app)


def sign_in(browser, username="jordan", passcode=PASSPHRASE, **more):
    return browser.post("/sign-in", username=username, passcode=passcode, **more)


def said(answer):
    return lint(answer.text).text("main")


@pytest.mark.parametrize(
    ("username", "start"),
    [("jordan", "/today"), ("sam", "/program/sessions"), ("rosa", "/program/sessions")],
)
def test_the_right_words_lead_to_ones_own_start_page(anybody, username, start):
    answer = sign_in(anybody, username)
    assert (answer.status_code, answer.location) == (303, start)
    anybody.get(start)
    assert anybody.raw("/").location == anybody.raw("/sign-in").location == start


@pytest.mark.parametrize("typed", ["VIOLET Canoe garden LAMP", "  violet  canoe\tgarden lamp "])
def test_case_and_blanks_in_the_passphrase_do_not_matter(anybody, typed):
    assert sign_in(anybody, passcode=typed).status_code == 303


def test_case_and_blanks_in_the_name_do_not_matter(anybody):
    assert sign_in(anybody, username="  JORDAN ").status_code == 303


@pytest.mark.parametrize(
    "typed", ["", "violetcanoegardenlamp", "violet canoe garden", PASSPHRASE + " x", "x" * 10_000]
)
def test_other_words_are_refused_and_the_name_is_kept(anybody, typed):
    answer = sign_in(anybody, passcode=typed)
    assert answer.status_code == 422
    assert WRONG in said(answer)
    assert lint(answer.text).value("username") == "jordan"
    assert lint(answer.text).value("passcode") == ""
    assert count(SignIn) == 0


def test_a_known_and_an_unknown_name_get_the_same_words_each_time(device):
    known, unknown = device(), device()
    for _ in range(7):
        answers = [sign_in(known, "jordan", "x"), sign_in(unknown, "nobody", "x")]
        assert answers[0].status_code == answers[1].status_code == 422
        assert said(answers[0]) == said(answers[1])


def test_an_account_that_never_redeemed_an_invitation_opens_with_nothing(app, anybody, viewer, now):
    from webapp.actions import enroll

    new = enroll.NewParticipant("Owen B.", "owen", now.date(), 12)
    enroll.enroll(new, program_id=viewer("sam").program_id, by=None, now=now, true_now=now)
    for typed in ("", "None", PASSPHRASE):
        assert sign_in(anybody, "owen", typed).status_code == 422


def test_after_five_wrong_tries_the_waits_grow_and_even_the_right_words_wait(device, clock):
    for _ in range(4):
        assert "Nothing is lost: try again." in said(sign_in(device(), passcode="x"))
    for seconds in (2, 4, 8, 16):
        assert f"Wait {seconds} seconds" in said(sign_in(device(), passcode="x"))
        clock.forward(seconds=seconds - 1)
        assert "Wait 1 second," in said(sign_in(device()))
        clock.forward(seconds=1)
    assert sign_in(device()).status_code == 303


def test_a_right_sign_in_forgets_the_wrong_tries_before_it(device):
    for _ in range(4):
        sign_in(device(), passcode="x")
    assert sign_in(device()).status_code == 303
    assert count(Throttle) == 0


def test_a_phone_that_was_here_before_is_not_slowed_by_strangers(device, clock):
    own = device()
    assert sign_in(own).status_code == 303
    own.send("/you", "/sign-out")
    for _ in range(12):
        sign_in(device(), passcode="x")
        clock.forward(minutes=1)
    assert "Wait" in said(sign_in(device()))
    assert sign_in(own).status_code == 303


def test_wrong_tries_on_ones_own_phone_are_slowed_as_well(device):
    own = device()
    sign_in(own)
    own.send("/you", "/sign-out")
    for _ in range(5):
        answer = sign_in(own, passcode="x")
    assert "Wait 2 seconds" in said(answer)


def test_moving_the_demos_time_moves_neither_waits_nor_sign_ins(device, signed_in, clock):
    sam = signed_in("sam")
    for _ in range(5):
        sign_in(device(), passcode="x")
    clock.pretend("2026-12-24 08:00")
    assert "Wait 2 seconds" in said(sign_in(device()))
    assert "Thu, Dec 24" in sam.get("/program/sessions").text("main")


def test_signing_in_and_being_refused_leave_audit_rows(device, cast):
    sign_in(device(), passcode="x")
    sign_in(device(), username="nobody", passcode="x")
    sign_in(device())
    refused = rows(AuditEvent, action="sign_in_refused")
    assert [(row.actor_id, row.detail) for row in refused] == [
        (None, f"account {cast.jordan.account_id}")
    ]
    assert count(AuditEvent, action="signed_in", actor_id=cast.jordan.account_id) == 1


def test_a_sign_in_page_that_is_too_old_is_the_same_page_again_with_the_name_kept(device):
    phone = device()
    phone.get("/sign-in")
    old = {"csrf_token": "of a session before", "username": "jordan", "passcode": PASSPHRASE}
    answer = phone.submit("/sign-in", data=old)
    assert answer.status_code == 400
    page = lint(answer.text)
    assert "This page was open too long. Nothing is lost: try again." in page.text("main")
    assert page.value("username") == "jordan"
    assert PASSPHRASE not in answer.text
    again = {**page.form("/sign-in"), "passcode": PASSPHRASE}
    assert phone.submit("/sign-in", data=again).location == "/today"


def test_only_a_hash_of_the_cookies_token_is_kept(anybody):
    sign_in(anybody)
    with anybody.client.session_transaction() as session:
        token = session["_user_id"]
    (row,) = rows(SignIn)
    assert token not in (row.token_hash, row.key)
    assert len(row.token_hash) == 64


def test_signing_in_makes_a_fresh_session(anybody):
    with anybody.client.session_transaction() as session:
        session["planted"] = "before"
    sign_in(anybody)
    with anybody.client.session_transaction() as session:
        assert "planted" not in session


def test_pages_that_come_side_by_side_after_signing_in_make_no_form_token_of_their_own(device):
    phone = device()
    sign_in(phone)
    for path in ("/today", "/waiting/meeting", "/waiting"):
        assert "Set-Cookie" not in phone.raw(path).headers


@pytest.mark.parametrize(
    ("username", "page", "lands_on"),
    [
        ("sam", "/kiosk", "/kiosk"),
        ("rosa", "/kiosk", "/kiosk"),
        ("jordan", "/kiosk", "/today"),
        ("jordan", "/check-in", "/check-in"),
        ("sam", "/check-in", "/program/sessions"),
        ("jordan", "/week", "/today"),
        ("sam", "/program/people", "/program/sessions"),
    ],
)
def test_whoever_meant_the_front_desk_or_check_in_lands_there_if_it_is_theirs(
    anybody, username, page, lands_on
):
    assert anybody.raw(page, headers=OPENED).location == "/sign-in"
    assert sign_in(anybody, username).location == lands_on


@pytest.mark.parametrize(
    "by_itself",
    [
        {"Sec-Fetch-Mode": "cors", "Accept": "*/*"},
        {"Sec-Fetch-Mode": "same-origin", "Accept": "text/html"},
        {"Accept": "*/*"},
        {},
    ],
)
@pytest.mark.parametrize("path", ["/meetings/directory.json", "/waiting/meeting", "/today"])
def test_what_a_phone_asks_for_by_itself_cannot_spoil_the_sign_in_page_beside_it(
    device, path, by_itself
):
    phone = device()
    page = phone.get("/sign-in")
    beside = phone.raw(path, headers=by_itself)
    assert (beside.status_code, beside.location) == (303, "/sign-in")
    assert "Set-Cookie" not in beside.headers
    fields = {**page.form("/sign-in"), "username": "jordan", "passcode": PASSPHRASE}
    assert phone.submit("/sign-in", data=fields).location == "/today"


@pytest.mark.parametrize("opened", [OPENED, {"Accept": "text/html,application/xhtml+xml,*/*"}])
def test_a_page_that_somebody_opened_is_come_back_to(device, opened):
    phone = device()
    phone.raw("/check-in", headers=opened)
    phone.raw("/today", headers={"Sec-Fetch-Mode": "cors"})
    assert sign_in(phone).location == "/check-in"


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example/", "/static", "x"])
def test_a_page_to_return_to_cannot_be_brought_along(anybody, where):
    answer = anybody.post(
        f"/sign-in?next={where}&return_to={where}",
        username="jordan",
        passcode=PASSPHRASE,
        next=where,
        return_to=where,
    )
    assert answer.location == "/today"


def test_signing_out_ends_the_row_so_that_a_copied_cookie_is_worth_nothing(signed_in, device):
    jordan, thief = signed_in("jordan"), device()
    thief.client.set_cookie("dayline", jordan.cookie("dayline"))
    thief.get("/today")
    answer = jordan.send("/you", "/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert jordan.cookie("dayline") is None
    assert thief.raw("/today").location == "/sign-in"
    assert rows(SignIn)[0].ended_at is not None
    assert count(AuditEvent, action="signed_out") == 1


def test_signing_out_of_a_sign_in_that_has_grown_too_old_still_ends_it_and_its_reminders(
    signed_in, viewer, clock
):
    jordan = signed_in("jordan")
    (row,) = rows(SignIn)
    subscribed(replace(viewer("jordan"), sign_in_id=row.id), clock.true_now())
    clock.forward(days=30)
    assert jordan.raw("/today").location == "/sign-in"
    assert jordan.post("/sign-out").location == "/sign-in"
    assert rows(SignIn, id=row.id)[0].ended_at == clock.true_now()
    assert rows(PushSubscription)[0].removed_why == Ended.SIGNED_OUT
    assert count(AuditEvent, action="signed_out") == 1


def test_the_next_to_sign_in_ends_the_one_before_however_old(signed_in, clock):
    phone = signed_in("jordan")
    (before,) = rows(SignIn)
    clock.forward(days=30)
    assert sign_in(phone, "maria").location == "/today"
    assert rows(SignIn, id=before.id)[0].ended_at == clock.true_now()


def test_signing_out_without_being_signed_in_does_no_harm(anybody):
    answer = anybody.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")


def test_signing_out_ends_this_sign_in_only(signed_in):
    one, other = signed_in("jordan"), signed_in("jordan")
    one.send("/you", "/sign-out")
    other.get("/today")


LIVES = [
    ("jordan", True, {"days": 30}),
    ("jordan", False, {"minutes": 5}),
    ("sam", True, {"minutes": 15}),
    ("rosa", True, {"minutes": 15}),
]


@pytest.mark.parametrize(("who", "own", "life"), LIVES)
def test_a_sign_in_that_rests_ends_when_its_time_is_over(signed_in, clock, who, own, life):
    page = "/today" if who == "jordan" else "/program/people"
    browser = signed_in(who, own_phone=own)
    clock.forward(**life)
    clock.forward(seconds=-1)
    assert browser.raw(page).status_code == 200
    browser = signed_in(who, own_phone=own)
    clock.forward(**life)
    assert browser.raw(page).location == "/sign-in"


def test_use_keeps_staff_signed_in_but_never_beyond_twelve_hours(signed_in, clock):
    browser = signed_in("sam")
    for _ in range(51):
        clock.forward(minutes=14)
        assert browser.raw("/you/devices").status_code == 200
    clock.forward(minutes=12 * 60 - 51 * 14)
    assert browser.raw("/you/devices").location == "/sign-in"


def test_ones_own_phone_keeps_the_cookie_a_shared_one_forgets_it_when_closed(device):
    kept = sign_in(device()).headers.getlist("Set-Cookie")
    shared = sign_in(device(), shared_phone="1").headers.getlist("Set-Cookie")
    staff = sign_in(device(), "sam").headers.getlist("Set-Cookie")
    expire = [
        "Expires=" in next(c for c in each if "dayline=" in c) for each in (kept, shared, staff)
    ]
    assert expire == [True, False, False]


def test_this_is_not_my_phone_is_kept_with_the_sign_in(device):
    sign_in(device(), shared_phone="1")
    sign_in(device())
    assert [row.own_phone for row in rows(SignIn)] == [False, True]


def test_an_office_sign_in_is_never_an_own_phone(device):
    sign_in(device(), "sam")
    assert rows(SignIn)[0].own_phone is False


def test_the_browser_is_named_for_the_list_of_devices(device):
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
    browser = device()
    form = {"username": "jordan", "passcode": PASSPHRASE, "csrf_token": browser.form_token()}
    browser.submit("/sign-in", data=form, headers={"User-Agent": agent})
    assert rows(SignIn)[0].browser == "Chrome, Android"


def test_a_forged_cookie_opens_nothing(device, cast):
    for token in ("", "1", str(cast.jordan.account_id), cast.jordan.key):
        browser = device()
        with browser.client.session_transaction() as session:
            session["_user_id"] = token
        assert browser.raw("/today").location == "/sign-in"
    browser = device()
    browser.client.set_cookie("dayline", "eyJfdXNlcl9pZCI6IjEifQ.forged.forged")
    assert browser.raw("/today").location == "/sign-in"
