"""The choice of times is a row; the latest counts."""

from tests.helpers.rows import rows
from webapp.actions.choose_reminders import choose
from webapp.domain.settings import ProgramSettings
from webapp.models.push import ReminderChoiceRow
from webapp.queries.phones import chosen_leads

SETTINGS = ProgramSettings()


def test_each_choice_is_a_row_of_its_own_and_the_latest_counts(app, viewer, now):
    jordan = viewer("jordan")
    assert chosen_leads(jordan.participant_id) is None
    choose(jordan, {60}, SETTINGS, now)
    choose(jordan, {10, 30}, SETTINGS, now)
    assert [row.leads for row in rows(ReminderChoiceRow)] == [[60], [30, 10]]
    assert chosen_leads(jordan.participant_id) == (30, 10)
    assert chosen_leads(viewer("maria").participant_id) is None


def test_what_the_program_does_not_offer_is_left_out(app, viewer, now):
    choose(viewer("jordan"), {60, 5, 99999}, SETTINGS, now)
    assert rows(ReminderChoiceRow)[0].leads == [60]


def test_none_at_all_is_a_choice(app, viewer, now):
    jordan = viewer("jordan")
    choose(jordan, (), SETTINGS, now)
    assert chosen_leads(jordan.participant_id) == ()
