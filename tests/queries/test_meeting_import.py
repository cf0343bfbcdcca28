"""What is to be read, and exactly which list a reading was compared with."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from tests.helpers import directory, lists
from webapp.actions import read_list
from webapp.domain.directory_import import LEASE
from webapp.domain.wall_clock import Instant
from webapp.models.base import db, transaction
from webapp.models.directory import ListedMeeting
from webapp.queries import meeting_import


@pytest.fixture
def central(cast, now):
    return directory.source(cast.sam.program_id, now)


def test_a_list_is_due_when_its_night_came_and_while_it_is_taken(cast, now):
    soon = Instant(now + timedelta(minutes=1))
    lists.by_feed(cast.sam.program_id, now, due_at=soon)
    assert not meeting_import.is_due(now)
    assert meeting_import.is_due(soon)


def test_a_list_that_nobody_takes_any_more_is_never_due(cast, now):
    lists.by_feed(cast.sam.program_id, now, removed_at=now)
    assert not meeting_import.is_due(now)


def test_what_was_left_behind_is_due_when_its_lease_is_over(central, now):
    lists.asked(central, b"[]", now)
    read_list.claim(now)
    assert not meeting_import.is_due(now)
    assert meeting_import.is_due(Instant(now + LEASE))


def test_every_change_of_a_list_has_its_own_version(central, now):
    seen = {meeting_import.version(central)}
    directory.put(central, now, directory.listing("a"))
    seen.add(meeting_import.version(central))
    for changed in ({"gone_at": now}, {"gone_at": None, "content_hash": "other"}):
        with transaction() as session:
            session.execute(update(ListedMeeting).values(**changed))
        seen.add(meeting_import.version(central))
        assert meeting_import.standing(central).version == meeting_import.version(central)
    assert len(seen) == 4


@pytest.mark.sqlite_only
def test_looking_goes_by_the_small_indexes_and_never_through_a_table(central, now):
    asked = (
        "EXPLAIN QUERY PLAN SELECT 1 FROM meeting_import WHERE state = 'asked' OR"
        " (state = 'reading' AND started_at <= '2026-01-01')",
        "EXPLAIN QUERY PLAN SELECT 1 FROM meeting_source WHERE due_at <= '2026-01-01'",
    )
    for statement in asked:
        assert "SCAN" not in str(db.session.execute(text(statement)).all())
