"""The secret behind the code at the front desk."""

from webapp.queries import front_desk


def test_each_program_has_its_own_and_the_others_are_elsewhere(cast):
    ours = front_desk.secret_of(cast.jordan.program_id)
    theirs = front_desk.secret_of(cast.priya.program_id)
    assert ours != theirs
    assert front_desk.secrets_elsewhere(cast.jordan.program_id) == [theirs]
