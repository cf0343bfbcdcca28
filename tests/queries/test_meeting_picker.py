"""What a participant picks from: just now and near, or searched for."""

from datetime import timedelta

import pytest

from tests.helpers.directory import listing, put, source
from tests.helpers.listed import ALL, EVENING, EXACT, MORNING, NOON, lists
from webapp.actions import log_meeting, plan_meeting
from webapp.actions.plan_meeting import OnADate
from webapp.domain import meeting_search
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import WallTime, local_date
from webapp.queries import meeting_picker as picker
from webapp.queries import meetings

KINDS = {Fellowship.AA: "AA", Fellowship.AL_ANON: "Al-Anon"}


@pytest.fixture
def maria(viewer, cast, now):
    lists(cast.maria.program_id, now)
    return viewer("maria")


def log(viewer, now, town="", days=3, **more):
    day = local_date(now, viewer.zone) - timedelta(days=days)
    new = log_meeting.NewMeeting(
        Fellowship.AA, "Here", day, WallTime.parse("12:00"), Mode.IN_PERSON, town, **more
    )
    log_meeting.log_meeting(viewer, new, f"{town} {days} {more}", now)


def just_now(viewer, now):
    return picker.just_now(viewer, meetings.load(viewer, now).entries, now)


def names(picks):
    return [pick.listing.name for pick in picks]


def found(viewer, typed, now):
    return names(picker.search(viewer, meeting_search.read(typed), now, KINDS))


def test_without_a_place_what_was_just_now_comes_by_time(maria, now):
    shown = just_now(maria, now)
    assert shown.town == ""
    assert names(shown.picks) == [
        "Both Ways",
        "Coast to Coast",
        "Noon Reflections",
        "Breakfast Club",
        "Just for Today",
    ]


def test_from_the_town_of_the_last_meeting_the_nearest_come_first(maria, now):
    log(maria, now, "worcester")
    shown = just_now(maria, now)
    assert shown.town == "worcester"
    assert names(shown.picks)[:2] == ["Breakfast Club", "Just for Today"]
    assert [round(pick.miles) for pick in shown.picks[:2]] == [0, 39]


def test_those_that_they_go_to_come_before_the_nearest(maria, now):
    log(maria, now, "Worcester", listed_key=NOON.key)
    first = just_now(maria, now).picks[0]
    assert (first.listing.name, first.been) == ("Noon Reflections", True)


def test_what_they_meant_to_go_to_comes_before_everything(maria, now, clock):
    log(maria, now, "Worcester", listed_key=NOON.key)
    begins = clock.now() + timedelta(minutes=100)
    assert plan_meeting.plan(maria, OnADate(EVENING, begins), now)
    clock.set("2026-11-23 20:30")
    assert names(just_now(maria, clock.now()).picks)[:2] == ["Tonight", "Noon Reflections"]


def test_what_is_logged_already_is_not_offered_again(maria, now):
    log(maria, now, days=0, listed_key=NOON.key)
    assert "Noon Reflections" not in names(just_now(maria, now).picks)


def test_one_that_was_typed_before_is_known_by_its_name_and_start(maria, now):
    day = now.date()
    for days, offered in ((7, True), (0, False)):
        new = log_meeting.NewMeeting(
            Fellowship.AA,
            "NOON reflections",
            day - timedelta(days=days),
            WallTime.parse("12:00"),
            Mode.ONLINE,
            "",
        )
        log_meeting.log_meeting(maria, new, str(days), now)
        found = {pick.listing.name: pick.been for pick in just_now(maria, now).picks}
        assert found.get("Noon Reflections", False) is offered


def test_an_online_one_is_told_by_the_participants_wall(maria, now):
    coast = just_now(maria, now).picks[1]
    assert (coast.listing.name, str(coast.starts)) == ("Coast to Coast", "15:00")
    assert coast.day == now.date()


def test_no_more_are_offered_than_a_thumb_goes_through(maria, cast, now):
    more = [listing(f"m{n}", 1, f"{n:02}:10", name=f"M {n}") for n in range(1, 12)]
    put(source(cast.maria.program_id, now), now, *more)
    assert len(just_now(maria, now).picks) == picker.MOST_SHOWN


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("noon", ["Noon Reflections"]),
        ("GRACE quincy", ["Noon Reflections"]),
        ("elm st", ["Noon Reflections"]),
        ("quincy thu", ["Big Book Step Study"]),
        ("7 pm", ["Big Book Step Study", "Tonight"]),
        ("3:00", ["Both Ways", "Coast to Coast"]),
        ("worcester 8 pm", []),
        ("100%", []),
        ("_", []),
        ("phone", ["On the Phone"]),
    ],
)
def test_the_lists_are_searched_by_name_place_town_day_and_time(maria, now, typed, names):
    assert sorted(found(maria, typed, now)) == sorted(names)


def test_what_is_found_comes_on_its_latest_date_the_latest_first(maria, now):
    picks = picker.search(maria, meeting_search.read("quincy"), now, KINDS)
    assert [(pick.listing.name, str(pick.day)) for pick in picks] == [
        ("Both Ways", "2026-11-23"),
        ("Noon Reflections", "2026-11-23"),
        ("Big Book Step Study", "2026-11-19"),
        ("Tonight", "2026-11-16"),
    ]


def test_by_appointment_it_has_no_date(maria, now):
    (pick,) = picker.search(maria, meeting_search.read("phone"), now, KINDS)
    assert (pick.day, pick.starts) == (None, None)


def test_another_programs_lists_are_neither_shown_nor_found_nor_picked(maria, viewer, now):
    priya = viewer("priya")
    assert just_now(priya, now).picks == ()
    assert found(priya, "noon", now) == []
    assert picker.listed(priya, NOON.key) is None


def test_one_that_is_gone_is_still_known_and_not_offered(viewer, cast, now):
    gone_at = now - timedelta(hours=1)
    put(source(cast.maria.program_id, now), now, MORNING, gone_at=gone_at)
    maria = viewer("maria")
    assert just_now(maria, now).picks == ()
    assert found(maria, "breakfast", now) == []
    known = picker.listed(maria, MORNING.key)
    assert known is not None
    assert (known.listing, known.gone_at) == (MORNING, gone_at)


def test_a_line_is_known_by_its_short_key_and_by_nothing_shorter(maria):
    for key in (NOON.key, NOON.key[:8], NOON.key[:12]):
        known = picker.listed(maria, key)
        assert known is not None
        assert known.listing == NOON
    for key in ("", "n", NOON.key[:7], "nnnnnnnz", NOON.key + "n"):
        assert picker.listed(maria, key) is None


def test_of_two_with_the_same_short_key_neither_is_guessed(maria, cast, now):
    put(source(cast.maria.program_id, now), now, listing("n2", key="n" * 8 + "a" * 12))
    assert picker.listed(maria, NOON.key[:8]) is None
    known = picker.listed(maria, NOON.key)
    assert known is not None
    assert known.listing == NOON


def test_a_long_list_is_found_in_as_well(maria, cast, now):
    many = [listing(f"x{n}", 2, "19:00", name=f"A {n:04}", precision=EXACT) for n in range(300)]
    put(source(cast.maria.program_id, now), now, *many)
    assert found(maria, "noon reflections", now) == ["Noon Reflections"]
    assert len(found(maria, "worcester", now)) == picker.MOST_FOUND


def test_among_many_the_latest_is_found_whatever_zone_its_list_is_of(maria, cast, now):
    many = [listing(f"a{n}", 5, "10:00", name=f"A {n:03}", city="Salem") for n in range(250)]
    there = listing("z", 1, "22:00", name="Zoom", city="Salem", zone="Europe/London")
    put(source(cast.maria.program_id, now), now, *many, there)
    assert found(maria, "salem", now)[:2] == ["Zoom", "A 000"]


def test_its_kind_is_looked_for_by_the_words_on_screen(maria, cast, now):
    line = listing("k", 1, "16:00", name="Hope", city="Salem", fellowship=Fellowship.AL_ANON)
    put(source(cast.maria.program_id, now), now, line)
    assert found(maria, "AL-ANON salem", now) == ["Hope"]
    assert found(maria, "aa salem", now) == []


def test_every_line_of_the_helpers_is_on_the_list(maria, cast):
    from webapp.queries import directory

    assert set(directory.load(cast.maria.program_id)) == set(ALL)
