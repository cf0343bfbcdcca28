"""The row that a check-in makes, whoever makes it."""

from datetime import date

from tests.helpers.rows import rows
from webapp.actions import presence
from webapp.domain.record import Evidence
from webapp.models.attendance import CheckInRow
from webapp.models.base import transaction

MONDAY = date(2026, 11, 23)


def put(cast, viewer, key, who, now):
    where = (cast.jordan.program_id, MONDAY, "Evening")
    facts = {"key": key, "evidence": Evidence.STAFF, "at": now, "now": now, "true_now": now}
    with transaction() as session:
        presence.insert(session, viewer("sam"), cast.people[who].participant_id, where, **facts)


def test_each_recording_of_a_person_and_session_gets_the_next_number(cast, viewer, now):
    for key, who in (("a", "jordan"), ("b", "jordan"), ("a", "maria")):
        put(cast, viewer, key, who, now)
    assert [row.nth for row in rows(CheckInRow)] == [1, 2, 1]


def test_a_form_is_known_again_by_its_key_for_that_person_only(cast, viewer, now):
    put(cast, viewer, "a", "jordan", now)
    with transaction() as session:
        assert presence.replayed(session, "a", cast.jordan.participant_id) == now
        assert presence.replayed(session, "a", cast.maria.participant_id) is None
        assert presence.replayed(session, "b", cast.jordan.participant_id) is None
