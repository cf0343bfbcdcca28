"""The row that every entry of the record makes."""

from tests.helpers.record import EVENING
from tests.helpers.rows import count, rows
from webapp.actions import put_on_record
from webapp.domain.record import Entry
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction
from webapp.models.record import RecordRow, RecordVoid


def test_a_row_names_its_author_and_leaves_a_line_of_history(cast, viewer, now):
    sam, where = viewer("sam"), (cast.jordan.participant_id, cast.sam.program_id, *EVENING)
    times = {"now": now, "true_now": now}
    with transaction() as session:
        put_on_record.put(session, sam, where, Entry.UNKNOWN, "k" * 90, words="wifi", **times)
    (row,) = rows(RecordRow)
    assert (row.recorded_by, row.at, row.words, len(row.key)) == (
        cast.sam.account_id,
        now,
        "wifi",
        64,
    )
    with transaction() as session:
        found = put_on_record.replayed(session, "k" * 80, cast.jordan.participant_id)
        assert found is not None
        assert put_on_record.replayed(session, "k" * 80, cast.maria.participant_id) is None
        put_on_record.void(session, sam, found, "it was known", **times)
    assert rows(RecordVoid)[0].reason == "it was known"
    actions = [row.action for row in rows(AuditEvent, participant_id=cast.jordan.participant_id)]
    assert actions[-2:] == ["record_unknown", "voided_unknown"]
    assert "wifi" not in str([row.detail for row in rows(AuditEvent)])
    assert count(RecordRow) == 1
