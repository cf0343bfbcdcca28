"""No phone, same standing: a personal number at the front desk's screen."""

import pytest
from sqlalchemy import update

from tests.helpers.desk import paired
from tests.helpers.record import attendance
from tests.helpers.rows import count, rows
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.actions.check_in_by_number import NumberUnknown, check_in_by_number
from webapp.domain.attendance import Status
from webapp.domain.check_in import Refusal
from webapp.domain.record import Evidence, SessionName
from webapp.models.attendance import CheckInRow
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction
from webapp.models.people import Account, Participant


def number_of(person):
    return rows(Participant, id=person.participant_id)[0].number


@pytest.fixture
def typed(cast, viewer, clock):
    """typed("jordan"): that person's number (or any digits) is typed at New Light's screen."""
    screen = paired(viewer("sam"), clock.true_now())

    def make(who, key="k"):
        digits = number_of(cast.people[who]) if who in cast.people else who
        when = {"now": clock.now(), "true_now": clock.true_now()}
        return check_in_by_number(screen, digits, key, **when)

    return make


def test_it_counts_like_a_code_and_says_how_it_is_known(cast, viewer, typed, now):
    assert typed("jordan") == Recorded(now)
    row = rows(CheckInRow)[0]
    assert (row.evidence, row.recorded_by) == (Evidence.FRONT_DESK, cast.sam.account_id)
    seen = attendance(viewer("sam"), cast.jordan.key, SessionName(now.date(), "Evening"), now)
    assert (seen.status, seen.check_in.by) == (Status.ON_TIME, "Sam K.")
    assert count(AuditEvent, action="checked_in_by_number") == 1


def test_blanks_and_hyphens_are_forgiven(cast, typed, now):
    number = number_of(cast.jordan)
    assert typed(f" {number[:3]}-{number[3:]}") == Recorded(now)


def test_the_same_form_twice_is_one_check_in(typed, clock):
    first = typed("jordan")
    clock.forward(minutes=1)
    assert typed("jordan") == first
    assert count(CheckInRow) == 1


def test_typed_again_it_says_since_when(typed, clock):
    first = typed("jordan")
    clock.forward(minutes=1)
    again = typed("jordan", "other form")
    assert again.why is Refusal.ALREADY_IN
    assert again.attendance.check_in.at == first.at
    assert count(CheckInRow) == 1


@pytest.mark.parametrize("wrong", ["", "12", "000000", "abcdef", "priya"])
def test_what_is_nobodys_here_has_one_answer(typed, wrong):
    assert isinstance(typed(wrong), NumberUnknown)
    assert count(CheckInRow) == 0


def test_a_closed_account_has_no_number(cast, typed, now):
    with transaction() as session:
        session.execute(
            update(Account).where(Account.id == cast.jordan.account_id).values(closed_at=now)
        )
    assert isinstance(typed("jordan"), NumberUnknown)


@pytest.mark.parametrize(
    ("time", "why"),
    [
        ("2026-11-23 17:14:59", Refusal.TOO_EARLY),
        ("2026-11-23 18:15:01", Refusal.CLOSED),
        ("2026-11-23 21:00:01", Refusal.OVER),
        ("2026-11-24 17:20", Refusal.NO_SESSION),
    ],
)
def test_it_has_the_same_hours_as_a_code(typed, clock, time, why):
    clock.set(time)
    outcome = typed("jordan")
    assert isinstance(outcome, NotRecorded)
    assert outcome.why is why


def test_guessing_slows_this_screen_and_no_other(cast, viewer, typed, clock, now):
    for _ in range(5):
        wait = typed("000000").wait
    assert wait.total_seconds() == 2
    assert typed("jordan").why is Refusal.TOO_MANY
    other = paired(viewer("sam"), clock.true_now(), "Back door")
    when = {"now": now, "true_now": now}
    assert check_in_by_number(other, number_of(cast.jordan), "k", **when) == Recorded(now)


def test_nobody_waits_longer_than_half_a_minute_for_the_guesses_of_another(typed, clock):
    for _ in range(30):
        wait = typed("000000").wait
        clock.forward(seconds=31)
    assert wait.total_seconds() == 30
    assert isinstance(typed("jordan"), Recorded)


def test_a_known_number_does_not_buy_more_guesses(typed, clock):
    typed("jordan")
    for _ in range(5):
        typed("000000")
    clock.forward(seconds=3)
    assert typed("jordan", "again").why is Refusal.ALREADY_IN
    assert typed("000000").wait.total_seconds() == 4
