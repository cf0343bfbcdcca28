"""A screen is paired by staff, told its secret once, and ended at once."""

from datetime import timedelta

from tests.helpers.desk import code_on, paired
from tests.helpers.rows import count, rows
from webapp.actions import pair_front_desk
from webapp.actions.check_in import judge_at
from webapp.domain.check_in import Refusal
from webapp.models.audit import AuditEvent
from webapp.models.front_desk import FrontDesk
from webapp.queries import front_desk, sign_in


def test_its_token_is_a_screen_and_signs_nobody_in(cast, viewer, now):
    token = pair_front_desk.pair(viewer("sam"), " Front door ", now)
    screen = front_desk.screen(token, now)
    assert (screen.program_id, screen.paired_by) == (cast.sam.program_id, cast.sam.account_id)
    assert screen.is_paired
    assert sign_in.live(token, now) is None
    assert count(AuditEvent, action="paired_front_desk", actor_id=cast.sam.account_id) == 1
    row = rows(FrontDesk)[0]
    assert (row.name, token in row.token_hash) == ("Front door", False)


def test_every_screen_has_a_secret_of_its_own(cast, viewer, now):
    secrets = [front_desk.secret_of_screen(paired(viewer("sam"), now).id) for _ in range(3)]
    assert len({*secrets, front_desk.secret_of(cast.sam.program_id)}) == 4
    assert all(len(secret) == 20 for secret in secrets)


def test_the_secret_is_told_for_ten_minutes_and_each_time_leaves_a_line(viewer, clock):
    screen = paired(viewer("sam"), clock.now())
    secret = front_desk.secret_of_screen(screen.id)
    clock.forward(minutes=10)
    assert pair_front_desk.hand_over(screen, clock.now()) == secret
    assert count(AuditEvent, action="handed_over_front_desk_secret", detail=screen.key) == 1
    clock.forward(seconds=1)
    assert pair_front_desk.hand_over(screen, clock.now()) is None


def test_a_screen_that_was_ended_is_told_nothing(viewer, now):
    token = pair_front_desk.pair(viewer("sam"), "Door", now)
    key = front_desk.screen(token, now).key
    assert pair_front_desk.unpair(viewer("rosa"), key, now=now, true_now=now)
    screen = front_desk.screen(token, now)
    assert not screen.is_paired
    assert pair_front_desk.hand_over(screen, now) is None
    row = rows(FrontDesk)[0]
    assert row.unpaired_at == now
    assert count(AuditEvent, action="unpaired_front_desk", detail=key) == 1


def test_it_is_ended_once_and_by_its_own_program_only(viewer, now):
    screen = paired(viewer("sam"), now)
    when = {"now": now, "true_now": now}
    assert not pair_front_desk.unpair(viewer("kim"), screen.key, **when)
    assert pair_front_desk.unpair(viewer("sam"), screen.key, **when)
    assert not pair_front_desk.unpair(viewer("sam"), screen.key, **when)


def test_from_then_on_its_codes_are_refused_and_those_before_still_count(cast, viewer, clock):
    screen = paired(viewer("sam"), clock.now())
    before, early = clock.now(), code_on(screen, clock.now())
    clock.forward(minutes=5)
    pair_front_desk.unpair(viewer("sam"), screen.key, now=clock.now(), true_now=clock.true_now())
    late = code_on(screen, clock.now())
    assert judge_at(cast.jordan.program_id, late, clock.now()) is Refusal.CODE_UNPAIRED
    assert judge_at(cast.jordan.program_id, early, before) is None


def test_being_seen_is_written_down(viewer, now):
    screen = paired(viewer("sam"), now)
    later = now + timedelta(minutes=3)
    pair_front_desk.touch(screen.id, later)
    assert rows(FrontDesk)[0].last_seen_at == later
