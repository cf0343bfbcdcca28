"""The house code: good for one participant, while the stay lasts."""

from datetime import timedelta

from sqlalchemy import update

from tests.helpers import houses
from tests.helpers.rows import count, rows
from webapp.actions import join_house
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction
from webapp.models.consent import ConsentRevocation
from webapp.models.house import Residency, ResidencyLink


def join(viewer, code, now):
    return join_house.join(viewer, code, now=now, true_now=now)


def test_a_code_can_be_typed_twice_by_the_same_and_once_by_another(viewer, now):
    code = houses.resident(viewer("dana"), "Jordan at Maple", now).code
    assert join(viewer("jordan"), code.lower(), now) is True
    assert join(viewer("jordan"), code, now) is True
    assert join(viewer("maria"), code, now) is False
    assert count(ResidencyLink) == 1
    assert count(AuditEvent, action="joined_house") == 1


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
