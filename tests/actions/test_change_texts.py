"""A program's own words change at once, and one owner does not overwrite another."""

from tests.helpers.rows import count, rows
from webapp.actions import change_texts
from webapp.actions.change_texts import TextsRefusal
from webapp.domain.texts import Text
from webapp.models.audit import AuditEvent
from webapp.models.program import ProgramTextRow
from webapp.queries import texts

WORD = (Text.REMINDER, "en")


def change(viewer, now, words, seen=None):
    rosa = viewer("rosa")
    version = texts.load(rosa).version if seen is None else seen
    return change_texts.change(rosa, words, version, now=now, true_now=now)


def test_words_stand_at_once_and_are_the_usual_ones_again_when_taken_away(viewer, cast, now):
    assert change(viewer, now, {WORD: "Today"}) is None
    assert texts.of_program(cast.sam.program_id, "en").reminder == "Today"
    assert change(viewer, now, {WORD: ""}) is None
    assert texts.of_program(cast.sam.program_id, "en").reminder == ""
    said = [row.detail for row in rows(AuditEvent) if row.action == "text_changed"]
    assert said == ["reminder en", "reminder en"]


def test_what_is_the_same_is_not_written(viewer, now):
    assert change(viewer, now, {WORD: ""}) is None
    assert count(ProgramTextRow) == 0
    change(viewer, now, {WORD: "Today"})
    before = count(ProgramTextRow)
    change(viewer, now, {WORD: "Today"})
    assert count(ProgramTextRow) == before


def test_a_word_that_tells_is_not_written(viewer, now):
    assert change(viewer, now, {WORD: "Group"}) is TextsRefusal.UNFIT
    assert count(ProgramTextRow) == 0


def test_of_two_who_change_at_the_same_time_the_second_is_told(viewer, now):
    seen = texts.load(viewer("rosa")).version
    assert change(viewer, now, {WORD: "Today"}, seen) is None
    assert change(viewer, now, {WORD: "Now"}, seen) is TextsRefusal.CHANGED_MEANWHILE
