"""The sign-in sheet, on paper."""

from tests.helpers.record import decide, tick
from tests.helpers.rows import rows
from webapp.domain.record import Entry
from webapp.models.audit import AuditEvent

AT = "/program/sessions/2026-11-23/Evening/sheet"


def test_everybody_expected_has_a_line_and_what_is_known_stands_there(signed_in, cast, viewer, now):
    sam = viewer("sam")
    tick(sam, cast.jordan.key, now)
    decide(sam, cast.maria.key, Entry.EXCUSED, now, emergency=True)
    page = signed_in("sam").get(AT)
    assert [row.to_text().split() for row in page.tags("tr")][1:3] == [
        ["Jordan", "M.", "5:20", "PM"],
        ["Maria", "L.", "excused"],
    ]
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in page.text()
    seen = rows(AuditEvent, action="viewed", detail="sheet")
    assert {row.participant_id for row in seen} == {
        cast.jordan.participant_id,
        cast.maria.participant_id,
    }


def test_it_is_for_the_staff_of_that_program_only(signed_in):
    assert signed_in("kim").raw(AT).status_code == 404
    assert signed_in("dana").raw(AT).status_code == 404
    assert signed_in("jordan").raw(AT).status_code == 404
