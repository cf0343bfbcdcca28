"""A reading is brought in as somebody saw it, all of it or nothing."""

import pickle
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest

from tests.helpers import directory
from tests.helpers.days import ROOT
from tests.helpers.lists import body, how_it_stands, many, read, row
from tests.helpers.rows import count, rows
from webapp.actions import bring_in
from webapp.actions.bring_in import Settled
from webapp.domain.directory_change import content_hash
from webapp.domain.directory_import import ImportState
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.directory import ListedMeeting
from webapp.models.meeting_import import MeetingImportRow
from webapp.queries import meeting_import


@pytest.fixture
def central(cast, now):
    return directory.source(cast.sam.program_id, now)


def test_new_changed_back_and_gone_are_written_together(central, now):
    first = body(row("stays"), row("moves"), row("goes"), row("a"), row("b"))
    bring_in.confirm(None, read(central, first, now), now)
    before = {each.uid: each for each in rows(ListedMeeting)}
    day = Instant(now + timedelta(days=1))
    second = body(row("stays"), row("moves", time="20:00"), row("new"), row("a"), row("b"))
    assert bring_in.confirm(None, read(central, second, day), day) is Settled.DONE
    after = {each.uid: each for each in rows(ListedMeeting)}
    assert how_it_stands(central) == (["a", "b", "moves", "new", "stays"], ["goes"])
    assert after["goes"].gone_at == day
    assert {uid: after[uid].key for uid in before} == {uid: before[uid].key for uid in before}
    assert str(after["moves"].starts) == "20:00"
    assert after["moves"].week_min == 1440 + 20 * 60
    assert after["moves"].content_hash != before["moves"].content_hash
    assert (after["stays"].first_seen, after["stays"].last_seen) == (now, day)
    assert after["goes"].last_seen == now
    for each in meeting_import.standing(central).here:
        assert after[each.uid].content_hash == content_hash(each)


def test_of_two_at_once_one_is_told(app, central, now):
    key = read(central, many(range(50)), now)
    db.session.remove()
    settled = []

    def confirm():
        with app.app_context():
            settled.append(bring_in.confirm(None, key, now))
            db.session.remove()

    both = [threading.Thread(target=confirm) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(settled) == [Settled.DONE, Settled.NOT_WAITING]
    assert count(ListedMeeting) == 50


def test_what_was_compared_with_another_list_is_not_brought_in(central, now):
    key = read(central, many(range(3)), now)
    directory.put(central, now, directory.listing("meanwhile"))
    assert bring_in.confirm(None, key, now) is Settled.LIST_CHANGED
    assert how_it_stands(central) == (["meanwhile"], [])


def test_a_reading_that_is_not_there_waits_for_nobody(viewer, now):
    assert bring_in.confirm(None, "2" * 20, now) is Settled.NOT_WAITING
    assert bring_in.put_aside(viewer("sam"), "2" * 20, now) is Settled.NOT_WAITING


def test_what_breaks_in_the_middle_leaves_the_old_list(central, now, monkeypatch):
    bring_in.confirm(None, read(central, many(range(10)), now), now)
    before = meeting_import.version(central)
    key = read(central, many(range(3, 14)), now)
    monkeypatch.setattr(bring_in, "seen_again", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring_in.confirm(None, key, now)
    assert meeting_import.version(central) == before
    monkeypatch.undo()
    assert bring_in.confirm(None, key, now) is Settled.DONE


def test_kill_nine_in_the_middle_leaves_the_old_list_and_the_reading_as_it_was(
    central, config, now, tmp_path
):
    bring_in.confirm(None, read(central, many(range(10)), now), now)
    before = meeting_import.version(central)
    key = read(central, many(range(3, 400)), now)
    db.session.remove()
    settings, there = tmp_path / "config", tmp_path / "there"
    settings.write_bytes(pickle.dumps(config))
    for killed_at in ("put", "remember", "seen_again"):
        there.unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.helpers.half_way", str(settings), str(there)]
        process = subprocess.Popen([*command, key, killed_at, now.isoformat()], cwd=ROOT)
        end = time.monotonic() + 60
        while not there.exists():
            assert process.poll() is None
            assert time.monotonic() < end, "it never came to the middle"
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert meeting_import.version(central) == before
        db.session.remove()
    assert rows(MeetingImportRow)[-1].state is ImportState.HELD
    assert bring_in.confirm(None, key, now) is Settled.DONE
    assert len(how_it_stands(central)[0]) == 397


def test_a_meeting_whose_name_in_the_feed_gains_a_second_time_stays_the_same_one(central, now):
    monday = row("a", day=1)
    bring_in.confirm(None, read(central, body(monday), now), now)
    (before,) = rows(ListedMeeting)
    for second in (body(monday, row("a", day=3)), body(row("a", day=[1, 3]))):
        key = read(central, second, now)
        assert bring_in.confirm(None, key, now) is Settled.DONE
        same = rows(ListedMeeting, key=before.key)[0]
        assert (same.weekday, same.gone_at) == (1, None)
        assert len(rows(ListedMeeting)) == 2
        again = rows(MeetingImportRow, key=read(central, second, now))[0]
        assert again.state is ImportState.UNCHANGED
