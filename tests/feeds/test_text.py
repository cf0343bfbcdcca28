"""Words out of a list."""

import pytest
from sqlalchemy import String

from tests.feeds.lists import one
from webapp.feeds import text
from webapp.feeds.text import LONGEST_RAW, name_of, note_of, plain, uid_of
from webapp.models.directory import ListedMeeting

LONG = 10 * LONGEST_RAW


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Bread &amp; Butter &#8211; <b>Big Book</b>", "Bread & Butter – Big Book"),
        ("  two\r\n\tlines ", "two lines"),
        ("A<br>B</p>C", "A B C"),
        ("A<script>alert(1)</script>B<style>x{}</style>C", "ABC"),
        ("A<script>never closed", "A"),
        ("A<SCRIPT src=x>x</ScRiPt >B", "AB"),
        ("&lt;script&gt;", "<script>"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("I <3 you", "I <3 you"),
        ("a <![CDATA[b]]> c", "a c"),
        ("<!-- hidden -->shown", "shown"),
        ("nul\x00 bell\x07 rtl\u202e \ud800", "nul bell rtl"),
        ("&#0;&#xd800;&#x110000;&nbsp;x", "��� x".replace("\xa0", " ")),
        ("Bus Lines#@-@#Route 7", "Route 7"),
        (7, "7"),
        (True, ""),
        (1.5, ""),
        (None, ""),
        (["a"], ""),
        (10**4000, ""),
    ],
)
def test_text_is_plain(said, words):
    assert plain(said, 100) == words


def test_what_is_too_long_ends_in_an_ellipsis():
    assert plain("abcdef", 6) == "abcdef"
    assert plain("abcdefg", 6) == "abcde…"
    assert plain("abcd efg", 6) == "abcd…"


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Ring bell. Contact Bob 555-555-0100 or bob@example.org", "Ring bell."),
        ("Ring. Call Bob at (555) 555-0100! Use the side door.", "Ring. Use the side door."),
        ("Text +1 555 555 0100", ""),
        ("bob@example.org", ""),
        ("Ask for Ann, 555-0100.", ""),
        ("Seventh tradition: Venmo @bob", ""),
        ("Meeting ID: 812 345 6789 Passcode: 1234", "Meeting ID: 812 345 6789 Passcode: 1234"),
        ("ID: 812 3456 7890", "ID: 812 3456 7890"),
        ("ID: 8123456789 Passcode: abc group@example.org", "ID: 8123456789 Passcode: abc"),
        ("Passcode: 1 – call Bob 555-555-0100", ""),
        ("https://zoom.us/j/8123456789?pwd=5555550100", "https://zoom.us/j/8123456789?pwd=5555550100"),
        ("Founded 1935-1940, room 1234567", "Founded 1935-1940, room 1234567"),
        ("Line one\nLine two<br>Line three", "Line one\nLine two\nLine three"),
    ],
)  # fmt: skip
def test_sentences_that_lead_to_a_person_are_left_out_of_notes(note, kept):
    assert note_of([note], 500) == kept


def test_notes_of_several_fields_are_lines():
    assert note_of(["One.", None, "", "Two."], 500) == "One.\nTwo."


def test_a_name_loses_the_number_and_keeps_the_name():
    assert name_of("Noon group - 555-555-0100", 100) == "Noon group"
    assert name_of("Group bob@example.org", 100) == "Group"


def test_a_long_uid_is_cut_and_still_tells_apart():
    assert uid_of("x" * 150) == "x" * 150
    one_uid, other = uid_of("x" * 200 + "a"), uid_of("x" * 200 + "b")
    assert one_uid != other
    assert len(one_uid) < 150


def test_no_text_is_longer_than_its_column():
    long = {"location": "l", "group": "g", "address": "a", "city": "c", "state": "s"}
    long |= {"postal_code": "p", "location_notes": "h", "slug": "u", "name": "n"}
    row = {field: sign * 5000 for field, sign in long.items()}
    made = one(**row, types=["T" * 60] * 100, conference_url="https://a.b/" + "x" * 489)
    for column in ListedMeeting.__table__.columns:
        if isinstance(column.type, String) and column.type.length:
            value = getattr(made, column.name, "")
            assert len(str(value)) <= column.type.length, column.name
    assert len(made.location_name) == 200


def test_a_sign_by_an_endless_number_is_none():
    assert plain(f"A&#{'1' * 5000};B", 10) == "A\ufffdB"
    assert plain(f"A&#x{'1' * 5000};B", 10) == "A\ufffdB"


@pytest.mark.parametrize(
    "run", ["a", " ", "\n", "1", "@", "&", "<", "<a ", "&#1", "a@", "a.", "id ", "first, ", "555-"]
)
def test_a_note_is_read_in_one_pass_whatever_it_repeats(run, monkeypatch):
    """With a step for every two signs of it, this would take an hour."""
    monkeypatch.setattr(text, "LONGEST_RAW", LONG)
    note = (run * LONG)[: LONG - 2]
    for each in (f"<a{note}", f"id{note}"):
        assert len(note_of([each], 2000)) <= 2000
        assert len(name_of(each, 200)) <= 200


@pytest.mark.parametrize("run", ["a", "1", "a.", "a-", " ", "(", "&", "http://", "first ", "1st, "])
def test_a_row_of_nothing_but_long_runs_is_read(run):
    note = (run * LONGEST_RAW)[:LONGEST_RAW]
    fields = ("location", "formatted_address", "conference_url", "conference_phone", "types")
    one(name=note, notes=note, **dict.fromkeys((*fields, "end_time", "coordinates"), note))
    for field in ("slug", "day", "time", "timezone"):
        one(**{field: note})
