"""What is free of the days ahead, and the week's meetings against it."""

from datetime import timedelta

from tests.helpers.appointments import make, planned
from tests.helpers.record import decide
from webapp.actions import log_meeting
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.record import Entry
from webapp.domain.wall_clock import WallTime, local
from webapp.queries import own_days


def spans(viewer, own, ahead=0):
    return [
        tuple(f"{local(at, viewer.zone):%H:%M}" for at in (span.starts_at, span.ends_at))
        for span in own.free[ahead].free
    ]


def test_work_session_and_curfew_take_their_time(viewer, now):
    jordan = viewer("jordan")
    own = own_days.load(jordan, now)
    assert [each.day - own.today for each in own.free] == [timedelta(days=n) for n in range(7)]
    assert spans(jordan, own) == [("07:00", "08:30"), ("16:00", "17:45"), ("21:20", "23:00")]
    assert spans(jordan, own, 1) == [("07:00", "08:30"), ("16:00", "23:00")]


def test_who_is_excused_has_the_evening_and_a_visit_takes_its_own(viewer, cast, now):
    maria = viewer("maria")
    decide(viewer("sam"), cast.maria.key, Entry.EXCUSED, now, emergency=True)
    make(viewer("sam"), cast.maria.key, now, planned("14:00"))
    assert spans(maria, own_days.load(maria, now)) == [("07:00", "14:00"), ("14:30", "23:00")]


def test_the_room_is_that_of_the_rest_of_the_week(viewer, now):
    own = own_days.load(viewer("jordan"), now)
    assert (own.count.done, own.count.quota, own.room.to_go) == (0, 4, 4)
    assert [day.weekday() for day in own.room.days] == [1, 3, 5, 6]
    assert own.room.is_tight
    assert not own.room.is_short


def test_the_town_is_that_of_the_last_meeting_in_person(viewer, now):
    maria = viewer("maria")
    assert own_days.load(maria, now).town == ""
    for nth, (mode, town) in enumerate(
        [(Mode.IN_PERSON, "Quincy"), (Mode.IN_PERSON, "Boston"), (Mode.ONLINE, "Salem")]
    ):
        day = now.date() - timedelta(days=9 - nth)
        new = log_meeting.NewMeeting(Fellowship.AA, "", day, WallTime(600), mode, town)
        log_meeting.log_meeting(maria, new, f"k{nth}", now)
    assert own_days.load(maria, now).town == "Boston"
