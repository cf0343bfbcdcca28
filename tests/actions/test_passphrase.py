"""Passphrases: four plain words, kept as argon2id hashes."""

import pytest
from argon2 import PasswordHasher, extract_parameters

from tests.helpers.days import ROOT
from webapp.actions import passphrase


def test_a_suggestion_is_four_different_words_and_long_enough():
    made = [passphrase.suggest() for _ in range(50)]
    assert all(len(phrase.split()) == 4 and passphrase.is_acceptable(phrase) for phrase in made)
    assert len(set(made)) == 50


def test_the_words_are_many_plain_and_different():
    words = passphrase.words()
    assert len(words) >= 1000
    assert len(set(words)) == len(words)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)


@pytest.mark.parametrize("stings", ["drunk", "drug", "relapse", "beer", "wine", "dirty", "jail"])
def test_no_word_stings_here(stings):
    assert stings not in passphrase.words()


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("x" * 14, False),
        ("x" * 15, True),
        (" x " * 7, False),
        ("x" * 200, True),
        ("x" * 201, False),
    ],
)
def test_a_passphrase_has_15_to_200_letters_extra_blanks_not_counted(typed, fits):
    assert passphrase.is_acceptable(typed) is fits


def test_what_is_kept_matches_and_holds_no_word_of_it():
    kept = passphrase.hashed("Violet Canoe")
    assert kept.startswith("$argon2id$")
    assert "iolet" not in kept
    assert passphrase.matches(kept, " violet  CANOE ")
    assert not passphrase.matches(kept, "violet canoe x")
    assert passphrase.hashed("Violet Canoe") != kept


@pytest.mark.parametrize("kept", [None, ""])
def test_nothing_kept_matches_nothing(kept):
    assert passphrase.matches(kept, "") is False
    assert passphrase.matches(kept, "violet canoe garden lamp") is False


def test_outside_of_tests_hashing_takes_the_memory_that_it_should():
    """The tests put a quick hasher in its place, so the source is what can be read."""
    source = (ROOT / "webapp" / "actions" / "passphrase.py").read_text(encoding="utf-8")
    assert "PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)" in source
    quick = extract_parameters(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x"))
    assert quick.type.name == "ID"
