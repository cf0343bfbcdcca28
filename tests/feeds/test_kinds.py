"""What kind codes mean, fellowship by fellowship."""

import pytest

from tests.feeds.lists import raw
from webapp.domain.directory import Openness
from webapp.domain.meetings import Fellowship
from webapp.feeds.kinds import (
    EVERYWHERE,
    LANGUAGE_NAMES,
    LANGUAGES,
    MEETING_GUIDE,
    NAMED,
    NO_ROOM,
    OPEN,
    PROOF,
    TAGS,
    WORLD_IDS,
    kinds_in,
    languages_of,
    meanings_of,
)

AA_CODES = set(raw("meeting_guide/spec-types-1.1.9.json"))
SIGNS = {"open", "closed", "no_room", "online", "proof"}
NOT_ASKED_FOR = {"AL", "AL-AN", "BRK", "DB", "H", "SM", "XT"}
"""Codes of AA that nobody here would look for."""


def test_every_code_of_aa_is_a_tag_a_sign_a_language_or_left_out_knowingly():
    known = set(MEETING_GUIDE[Fellowship.AA]) | set(LANGUAGES)
    assert AA_CODES - known == NOT_ASKED_FOR
    assert set(MEETING_GUIDE[Fellowship.AA]) - AA_CODES == {"ONL"}


@pytest.mark.parametrize("table", [*MEETING_GUIDE.values(), EVERYWHERE, WORLD_IDS, NAMED])
def test_every_meaning_is_a_word_of_ours(table):
    assert set(table.values()) <= set(TAGS) | SIGNS


def test_languages_are_codes_that_are_known_everywhere():
    codes = set(LANGUAGES.values()) | set(LANGUAGE_NAMES.values())
    assert all(code.islower() and len(code) in (2, 3) for code in codes)


def test_the_same_letters_mean_other_things_elsewhere():
    assert meanings_of(Fellowship.AA, ["POA", "Y"]) == [PROOF, "young"]
    assert meanings_of(Fellowship.AL_ANON, ["POA", "Y"]) == []
    assert languages_of(Fellowship.AA, ["S", "IS"]) == ["es", "is"]
    assert languages_of(Fellowship.RECOVERY_DHARMA, ["S", "IS"]) == []
    assert meanings_of(Fellowship.OTHER, ["O", "TC", "B", "POA"]) == [OPEN, NO_ROOM]


def test_names_are_understood_where_codes_should_be():
    assert meanings_of(Fellowship.AA, ["Open", "wheelchair access", "?"]) == [OPEN, "wheelchair"]


def test_open_and_closed_at_once_say_nothing():
    assert kinds_in([], ["open"], []).openness is Openness.OPEN
    assert kinds_in([], ["closed"], []).openness is Openness.CLOSED
    assert kinds_in([], ["open", "closed"], []).openness is Openness.UNKNOWN
