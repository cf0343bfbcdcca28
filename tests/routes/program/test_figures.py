"""Staff read what everybody's records add up to, and the record behind each figure."""

from tests.helpers.record import tick
from tests.helpers.rows import count, rows
from webapp.models.audit import AuditEvent
from webapp.queries import figures


def test_everybody_is_listed_by_name_with_a_way_to_what_is_counted(signed_in, cast, clock):
    clock.set("2026-11-25 12:00")
    sam = signed_in("sam")
    page = sam.get("/program/figures")
    rows = [" ".join(row.to_text().split()) for row in page.all("tbody tr")]
    assert [row.split(".")[0] for row in rows] == ["Jordan M", "Maria L"]
    links = [a.attrs["href"] for a in page.all("tbody th a")]
    assert links == [f"/program/people/{p.key}/record" for p in (cast.jordan, cast.maria)]


def test_the_record_is_what_the_participant_reads(signed_in, cast, viewer, now):
    tick(viewer("sam"), cast.jordan.key, now)
    staff = signed_in("sam").get(f"/program/people/{cast.jordan.key}/record")
    own = signed_in("jordan").get("/record")
    assert staff.text(".record__lines") == own.text(".record__lines")
    assert staff.text(".rows") == own.text(".rows")
    assert staff.all(".record__counted")
    assert own.all(".record__counted")
    assert not [a for a in staff.tags("a") if "/disputes" in a.attrs["href"]]


def test_who_looked_is_on_record(signed_in, cast):
    sam = signed_in("sam")
    where = {"action": "viewed", "participant_id": cast.jordan.participant_id}
    for path in ("/program/figures", f"/program/people/{cast.jordan.key}/record"):
        before = count(AuditEvent, **where)
        sam.get(path)
        assert count(AuditEvent, **where) == before + 1


def test_many_come_fifty_at_a_time_and_only_those_shown_are_written_down(
    signed_in, cast, viewer, now, monkeypatch
):
    monkeypatch.setattr(figures, "A_PAGE", 1)
    sam = signed_in("sam")
    first, second = sam.get("/program/figures"), sam.get("/program/figures?page=2")
    assert "1 to 1 of 2" in first.text("caption")
    assert [n.attrs["href"] for n in first.all(".people__pages a")] == ["/program/figures?page=2"]
    assert (first.text("tbody th a"), second.text("tbody th a")) == ("Jordan M.", "Maria L.")
    looked = [row.participant_id for row in rows(AuditEvent, action="viewed", detail="figures")]
    assert looked == [cast.jordan.participant_id, cast.maria.participant_id]
    for odd in ("0", "-1", "99", "many"):
        assert sam.raw(f"/program/figures?page={odd}").status_code == 200
