"""The finder's page: constant statements, the kinds that are looked for, the lists in use."""

import pytest

from tests.helpers.directory import listing, put, source
from tests.helpers.rows import rows
from tests.queries.test_statements import cost
from webapp.domain.directory import Openness, Venue
from webapp.domain.meetings import Fellowship
from webapp.models.program import Program
from webapp.queries import find_meeting
from webapp.queries.find_meeting import SHOWN, Wanted


@pytest.fixture
def central(app, cast, now):
    program_id = next(p.id for p in rows(Program) if p.name == "New Light")
    return source(program_id, now)


def test_a_long_list_is_cut_and_costs_no_more_statements(central, viewer, signed_in, now):
    maria = signed_in("maria")
    put(central, now, listing("first", 1, "18:00"))
    few = cost(maria, "/meetings/find")
    put(central, now, *(listing(f"m{n}", 2, f"{8 + n // 6}:{n % 6}0") for n in range(SHOWN + 5)))
    assert cost(maria, "/meetings/find") == few
    tuesday = Wanted(now.date().replace(day=24))
    page = find_meeting.load(viewer("maria"), tuesday, now)
    assert (len(page.offers), page.more) == (SHOWN, 5)
    everything = find_meeting.load(viewer("maria"), tuesday, now, everything=True)
    assert (len(everything.offers), everything.more) == (SHOWN + 5, 0)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), True),
        (Wanted(fellowship=Fellowship.NA), False),
        (Wanted(fellowship=Fellowship.AA), True),
        (Wanted(venue=Venue.ONLINE), True),
        (Wanted(venue=Venue.IN_PERSON), True),
        (Wanted(openness=Openness.OPEN), False),
        (Wanted(language="es"), True),
        (Wanted(language="fr"), False),
    ],
)
def test_a_hybrid_meeting_in_spanish_is_of_both_kinds(wanted, expected):
    each = listing(venue=Venue.HYBRID, languages=("es",))
    assert wanted.takes(each) is expected


def test_the_lists_say_whose_they_are_and_when_they_were_last_looked_at(central, viewer, now):
    page = find_meeting.load(viewer("maria"), Wanted(), now)
    assert page.lists == ()
    put(central, now, listing("first"))
    page = find_meeting.load(viewer("maria"), Wanted(), now)
    assert page.lists[0].updated_at == now
