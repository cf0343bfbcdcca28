"""The house code: good for whoever has it, while the stay lasts; its answer tells of nobody."""

from datetime import timedelta

from sqlalchemy import update

from tests.helpers import houses
from tests.helpers.rows import count, rows
from webapp.actions import join_house
from webapp.domain.wall_clock import later
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction
from webapp.models.consent import ConsentRevocation
from webapp.models.house import Residency, ResidencyLink
from webapp.queries import sharing


def join(viewer, code, now):
    return join_house.join(viewer, code, now=now, true_now=now)


def test_a_code_is_answered_the_same_however_often_and_by_whom_it_was_typed(viewer, now):
    code = houses.resident(viewer("dana"), "Jordan at Maple", now).code
    assert join(viewer("jordan"), code.lower(), now) is True
    assert join(viewer("jordan"), code, now) is True
    assert join(viewer("maria"), code, now) is True
    assert count(ResidencyLink) == 2
    assert count(AuditEvent, action="joined_house") == 2


def test_who_types_a_used_code_takes_nothing_from_who_used_it(viewer, now):
    key = houses.sign(viewer("jordan"), "Jordan at Maple", now)
    houses.join(viewer("maria"), "Jordan at Maple", now)
    assert sharing.home(viewer("jordan"), now).standing(now).key == key
    assert not sharing.home(viewer("jordan"), now).subject.is_contested


def test_a_participant_lives_in_the_house_they_named_last(viewer, now):
    for name, house in (
        ("Jordan at Maple", "Maple House"),
        ("Andre at Harbor", "Harbor House"),
        ("Jordan at Maple", "Maple House"),
    ):
        houses.join(viewer("jordan"), name, now)
        assert sharing.home(viewer("jordan"), now).house == house
        assert count(ResidencyLink) == 1


def test_this_is_not_my_house_ends_the_consent_and_revives_no_house_before(viewer, now):
    jordan, when = viewer("jordan"), {"now": now, "true_now": now}
    houses.join(jordan, "Andre at Harbor", now)
    houses.sign(jordan, "Jordan at Maple", now)
    for _ in range(2):
        join_house.leave(jordan, **when)
    assert sharing.home(jordan, now) is None
    assert [row.is_replaced for row in rows(ConsentRevocation)] == [False]
    assert count(AuditEvent, action="disowned_house") == 1
    houses.join(jordan, "Jordan at Maple", now)
    assert sharing.home(jordan, now).standing(now) is None


def test_a_good_code_in_between_does_not_make_guessing_quicker(viewer, now):
    for _ in range(5):
        assert join(viewer("jordan"), "00000000", now) is False
    code = houses.resident(viewer("dana"), "Chris at Maple", now).code
    assert join(viewer("jordan"), code, later(now, 1)) is True
    assert join(viewer("jordan"), "00000000", later(now, 1)) is False
    assert join(viewer("jordan"), "00000000", later(now, 1)) == timedelta(seconds=4)


def test_the_code_of_a_stay_that_is_over_or_has_not_begun_is_none(viewer, now):
    code = houses.resident(viewer("dana"), "Jordan at Maple", now).code
    for change in ({"moved_out": now.date()}, {"moved_in": now.date() + timedelta(days=1)}):
        with transaction() as session:
            session.execute(update(Residency).where(Residency.code == code).values(**change))
        assert join(viewer("jordan"), code, now) is False
    assert rows(ResidencyLink) == []


def test_guessing_gets_slow_for_the_one_who_guesses(viewer, now):
    for _ in range(5):
        assert join(viewer("jordan"), "00000000", now) is False
    assert join(viewer("jordan"), "00000000", now) == timedelta(seconds=2)
    assert join(viewer("maria"), "00000000", now) is False


def test_who_lives_somewhere_else_now_stops_sharing_with_the_house_before(viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    assert count(ConsentRevocation) == 0
    houses.join(viewer("jordan"), "Andre at Harbor", now)
    assert count(ConsentRevocation) == 1
