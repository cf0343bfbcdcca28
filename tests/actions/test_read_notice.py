"""The notice is acknowledged once."""

from tests.helpers.rows import rows
from webapp.actions import read_notice
from webapp.domain.wall_clock import later
from webapp.models.consent import NoticeSeen


def test_the_first_time_counts(cast, viewer, now):
    priya = viewer("priya")
    before = rows(NoticeSeen, participant_id=priya.participant_id)
    read_notice.acknowledge(priya, later(now, 5))
    after = rows(NoticeSeen, participant_id=priya.participant_id)
    assert [row.at for row in after] == [row.at for row in before] == [now]
