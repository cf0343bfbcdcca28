"""How long before an arrival one is reminded."""

from webapp.domain.reminder_choice import in_force, offered, usual
from webapp.domain.settings import ProgramSettings

HALF = ProgramSettings(lead_first=45, lead_second=10)


def test_an_hour_and_half_an_hour_are_usual_and_ten_minutes_are_offered():
    assert usual(ProgramSettings()) == (60, 30)
    assert offered(ProgramSettings()) == (60, 30, 10)


def test_the_programs_own_leads_are_offered_and_none_of_them_twice():
    assert offered(HALF) == (45, 10)
    assert usual(HALF) == (45, 10)


def test_who_never_chose_gets_the_usual():
    assert in_force(None, ProgramSettings()) == (60, 30)


def test_a_choice_holds_within_what_the_program_offers():
    assert in_force([10, 30], ProgramSettings()) == (30, 10)
    assert in_force([60, 10], HALF) == (10,)


def test_an_empty_choice_means_no_reminders():
    assert in_force([], ProgramSettings()) == ()
