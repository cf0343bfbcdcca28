"""What can be changed about one date."""

from datetime import date

from webapp.queries import change


def test_what_is_not_there_can_be_added(viewer):
    sam = viewer("sam")
    monday = change.load(sam, date(2026, 11, 23))
    assert ([s.name for s in monday.sessions], monday.can_add) == (["Evening"], ())
    saturday = change.load(sam, date(2026, 11, 28))
    assert (saturday.sessions, saturday.can_add) == ((), ("Evening",))
    assert "Coping skills" in monday.topics
