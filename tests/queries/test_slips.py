"""A week of slips for staff: the logs that are shared, and nothing of the others."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.helpers.rows import rows
from tests.helpers.slips import SATURDAY, SUNDAY, logged, seen, shares
from webapp.actions import see_slips
from webapp.domain.slips import Rung
from webapp.models.base import transaction
from webapp.models.people import Enrollment
from webapp.models.slips import MeetingSlip
from webapp.queries import people, slips


@pytest.fixture
def week(viewer, now):
    def load(who="sam", day=SUNDAY):
        return slips.load(viewer(who), day, now)

    return load


def test_only_who_shares_has_entries_on_it(week, viewer, cast, now):
    for who in ("jordan", "maria"):
        logged(viewer(who), now)
    shares(viewer("jordan"), now)
    page = week()
    assert [each.name for each in page.people] == ["Jordan M.", "Maria L."]
    (shared,) = page.shared
    assert (shared.person.key, len(shared.entries)) == (cast.jordan.key, 1)
    assert (shared.count.done, shared.count.quota) == (1, 4)


def test_it_is_gone_at_once_when_they_stop(week, viewer, now):
    logged(viewer("jordan"), now)
    shares(viewer("jordan"), now)
    shares(viewer("jordan"), now, is_on=False)
    assert week().shared == ()


def test_after_the_last_day_nothing_is_shared(week, viewer, cast, now):
    logged(viewer("jordan"), now)
    shares(viewer("jordan"), now)
    with transaction() as session:
        session.execute(
            update(Enrollment)
            .where(Enrollment.participant_id == cast.jordan.participant_id)
            .values(ended_on=SUNDAY)
        )
    page = week()
    assert cast.jordan.key in {each.key for each in page.people}
    assert page.shared == ()


def test_another_program_sees_neither_entry_nor_slip(week, viewer, cast, now):
    logged(viewer("jordan"), now)
    shares(viewer("jordan"), now)
    seen(viewer("sam"), cast.jordan.key, now)
    page = week("kim")
    assert (page.shared, page.seen) == ((), ())


def test_a_slip_says_nothing_about_an_entry_of_a_log_that_is_not_shared(week, viewer, cast, now):
    seen(viewer("sam"), cast.maria.key, now)
    without = week()
    logged(viewer("maria"), now)
    assert repr(week()) == repr(without)


def test_what_was_seen_is_a_rung_and_stands_in_the_list(week, viewer, cast, now):
    logged(viewer("jordan"), now, SATURDAY, fits_list=True)
    logged(viewer("jordan"), now, SUNDAY)
    shares(viewer("jordan"), now)
    seen(viewer("sam"), cast.jordan.key, now, SUNDAY, "19:20")
    page = week()
    (shared,) = page.shared
    rungs = [shared.ladder.rung(entry) for entry in shared.entries]
    assert rungs == [Rung.ON_LIST, Rung.SLIP_SEEN]
    assert [(each.person.name, each.slip.by) for each in page.seen] == [("Jordan M.", "Sam K.")]


def test_the_week_is_the_programs_and_no_other_date_is_in_it(week, viewer, cast, now):
    for day in (date(2026, 11, 15), date(2026, 11, 16), SUNDAY, date(2026, 11, 23)):
        logged(viewer("jordan"), now, day, "09:00")
    shares(viewer("jordan"), now)
    page = week()
    assert (page.first, page.last) == (date(2026, 11, 16), SUNDAY)
    assert [entry.day.day for entry in page.shared[0].entries] == [16, 22]


def test_what_was_taken_back_is_told_apart(week, viewer, cast, now):
    sam = viewer("sam")
    seen(sam, cast.jordan.key, now)
    key = rows(MeetingSlip)[0].public_key
    assert slips.named(sam, key, now).person.name == "Jordan M."
    assert slips.named(viewer("kim"), key, now) is None
    see_slips.take_back(sam, key, "wrong", now=now, true_now=now)
    page = week()
    assert (page.seen, [each.slip.void.reason for each in page.taken_back]) == ((), ["wrong"])
    assert slips.named(sam, key, now) is None


def test_a_person_who_shares_has_a_count_and_nobody_else(viewer, cast, now):
    sam = viewer("sam")
    logged(viewer("jordan"), now, now.date(), "12:00")
    person = people.find(sam, cast.jordan.key, now)
    assert slips.this_week(sam, person, (), now) is None
    shares(viewer("jordan"), now)
    found = slips.this_week(sam, person, (), now)
    assert (found.done, found.quota) == (1, 5)
    over = replace(person, ended_on=now.date() - timedelta(days=1))
    assert slips.this_week(sam, over, (), now) is None


def test_entries_of_before_their_first_day_are_nobodys_to_tick(week, viewer, cast, now):
    for day in (SATURDAY, SUNDAY):
        logged(viewer("jordan"), now, day)
    shares(viewer("jordan"), now)
    with transaction() as session:
        session.execute(
            update(Enrollment)
            .where(Enrollment.participant_id == cast.jordan.participant_id)
            .values(starts_on=SUNDAY)
        )
    assert [entry.day for entry in week().shared[0].entries] == [SUNDAY]
