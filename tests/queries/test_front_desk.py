"""The screens at the door, and whose codes count where."""

from datetime import timedelta

from tests.helpers.desk import paired
from tests.helpers.rows import rows
from tests.queries.test_statements import counted
from webapp.actions import pair_front_desk
from webapp.domain.desk import Says
from webapp.domain.wall_clock import Instant
from webapp.models.people import Participant
from webapp.queries import front_desk


def test_each_program_has_its_own_and_the_others_are_elsewhere(cast, viewer, now):
    ours = front_desk.secret_of(cast.jordan.program_id)
    theirs = front_desk.secret_of(cast.priya.program_id)
    assert ours != theirs
    assert front_desk.secrets_at(cast.jordan.program_id, now) == [ours]
    assert front_desk.secrets_elsewhere(cast.jordan.program_id) == [theirs]
    their_screen = front_desk.secret_of_screen(paired(viewer("kim"), now).id)
    assert front_desk.secrets_at(cast.jordan.program_id, now) == [ours]
    assert front_desk.secrets_elsewhere(cast.jordan.program_id) == [theirs, their_screen]


def test_a_screens_secret_counts_until_the_instant_it_was_unpaired(cast, viewer, now):
    program_id = cast.jordan.program_id
    screen = paired(viewer("sam"), now)
    secret = front_desk.secret_of_screen(screen.id)
    assert secret in front_desk.secrets_at(program_id, now)
    pair_front_desk.unpair(viewer("sam"), screen.key, now=now, true_now=now)
    before = Instant(now - timedelta(seconds=1))
    assert secret in front_desk.secrets_at(program_id, before)
    assert secret not in front_desk.secrets_at(program_id, now)
    assert front_desk.secrets_unpaired(program_id, now) == [secret]
    assert front_desk.secrets_unpaired(program_id, before) == []


def test_all_secrets_take_one_statement_however_many_screens(cast, viewer, now):
    for _ in range(3):
        paired(viewer("sam"), now)
    with counted() as sent:
        assert len(front_desk.secrets_at(cast.jordan.program_id, now)) == 4
    assert len(sent) == 1


def test_staff_read_of_the_paired_screens_of_their_program(cast, viewer, now):
    for name in ("Side door", "Front door"):
        paired(viewer("sam"), now, name)
    paired(viewer("kim"), now)
    gone = paired(viewer("sam"), now, "Old")
    pair_front_desk.unpair(viewer("sam"), gone.key, now=now, true_now=now)
    found = front_desk.of_program(cast.sam.program_id)
    assert [(each.name, each.paired_by) for each in found] == [
        ("Front door", "Sam K."),
        ("Side door", "Sam K."),
    ]


def test_a_number_leads_to_its_participant_in_its_own_program_and_to_no_name(cast, viewer, now):
    jordan = viewer("jordan")
    number = rows(Participant, id=jordan.participant_id)[0].number
    found = front_desk.whose_number(number, jordan.program_id, now)
    assert (found.participant_id, found.enrolled_from) == (
        jordan.participant_id,
        jordan.enrolled_from,
    )
    assert (found.name, found.program_name) == ("", "")
    assert front_desk.whose_number(number, cast.priya.program_id, now) is None
    assert front_desk.whose_number("000000", jordan.program_id, now) is None


def test_the_signs_are_those_of_the_programs_own_sessions(viewer, now):
    sam = viewer("sam")
    with counted() as sent:
        found = front_desk.signs_of(sam.program_id, sam.zone, now)
    assert found[0].says is Says.OPEN
    assert sum(each.says is Says.OPEN for each in found) == 4
    assert len(sent) == 1
