"""The words that a program chose, as far as they may be shown."""

import pytest

from webapp.domain.texts import Text, Texts
from webapp.models.base import transaction
from webapp.models.program import ProgramTextRow
from webapp.queries import texts


def add(cast, now, text, words, language="en"):
    with transaction() as session:
        session.add(
            ProgramTextRow(
                program_id=cast.sam.program_id,
                text=text,
                language=language,
                words=words,
                recorded_at=now,
                recorded_by=cast.rosa.account_id,
            )
        )


def test_a_program_that_chose_none_has_the_usual_ones(cast):
    assert texts.of_program(cast.sam.program_id, "en") == Texts()


def test_the_latest_row_counts_and_only_in_its_language(cast, now):
    add(cast, now, Text.PLACE, "1st floor")
    add(cast, now, Text.PLACE, "2nd floor")
    add(cast, now, Text.PLACE, "segundo piso", "es")
    assert texts.of_program(cast.sam.program_id, "en").place == "2nd floor"
    assert texts.of_program(cast.sam.program_id, "es").place == "segundo piso"
    assert texts.of_program(cast.kim.program_id, "en") == Texts()


@pytest.mark.parametrize("words", ["Group", "Clinics", "Therapy5", "New_Light"])
def test_a_bad_word_that_is_stored_is_never_shown(cast, now, words):
    add(cast, now, Text.REMINDER, words)
    assert texts.of_program(cast.sam.program_id, "en").reminder == ""


def test_the_page_says_since_when_and_by_whom(cast, viewer, now):
    add(cast, now, Text.PLACE, "2nd floor")
    chosen = texts.load(viewer("rosa")).of(Text.PLACE, "en")
    assert (chosen.words, chosen.since, chosen.by) == ("2nd floor", now.date(), "Rosa D.")
