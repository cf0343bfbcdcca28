"""The choice of times is a row; the latest counts."""

from tests.helpers.rows import rows
from webapp.actions.choose_reminders import choose
from webapp.domain.settings import ProgramSettings
from webapp.models.push import ReminderChoiceRow
from webapp.queries.phones import choice_of

SETTINGS = ProgramSettings()


def test_each_choice_is_a_row_of_its_own_and_the_latest_counts(app, viewer, now):
    jordan = viewer("jordan")
    assert choice_of(jordan.participant_id) is None
    choose(jordan, {60}, SETTINGS, now)
    choose(jordan, {10, 30}, SETTINGS, now)
    assert [row.leads for row in rows(ReminderChoiceRow)] == [[60], [30, 10]]
    assert choice_of(jordan.participant_id).leads == (30, 10)
    assert choice_of(viewer("maria").participant_id) is None


def test_what_the_program_does_not_offer_is_left_out(app, viewer, now):
    choose(viewer("jordan"), {60, 5, 99999}, SETTINGS, now)
    assert rows(ReminderChoiceRow)[0].leads == [60]


def test_none_at_all_is_a_choice(app, viewer, now):
    jordan = viewer("jordan")
    choose(jordan, (), SETTINGS, now)
    assert choice_of(jordan.participant_id).leads == ()


def test_it_says_since_when_a_lead_is_wanted_that_was_not(app, viewer, clock):
    jordan = viewer("jordan")
    choose(jordan, {30}, SETTINGS, clock.now())
    clock.forward(minutes=5)
    choose(jordan, {60, 30}, SETTINGS, clock.now())
    assert choice_of(jordan.participant_id).since == {60: clock.now()}
