"""Passphrases: made of four plain words, kept as argon2id hashes."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from webapp.domain.access import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE, normalized_passphrase

WORDS_FILE = Path(__file__).with_name("passphrase_words.txt")
HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
AT_MOST_TWO = BoundedSemaphore(2)
"""Each hash takes 64 MiB: a crowd at the door must not take the machine's memory."""


@cache
def words() -> tuple[str, ...]:
    """The words that passphrases are made of: short, plain, and none that stings here."""
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def suggest() -> str:
    """Four random words, fifteen characters or more (about 40 bits, behind a throttle)."""
    while True:
        phrase = " ".join(secrets.choice(words()) for _ in range(4))
        if len(phrase) >= SHORTEST_PASSPHRASE:
            return phrase


def is_acceptable(typed: str) -> bool:
    """Long enough to be safe, short enough to be hashed."""
    return SHORTEST_PASSPHRASE <= len(normalized_passphrase(typed)) <= LONGEST_PASSPHRASE


def hashed(typed: str) -> str:
    """The argon2id hash to keep (t=3, 64 MiB, p=1)."""
    with AT_MOST_TWO:
        return HASHER.hash(normalized_passphrase(typed))


@cache
def _nobodys_hash() -> str:
    return HASHER.hash(secrets.token_urlsafe())


def matches(kept: str | None, typed: str) -> bool:
    """Whether the passphrase is the one kept. Without one it takes just as long to say no."""
    with AT_MOST_TWO:
        try:
            found = HASHER.verify(
                kept or _nobodys_hash(), normalized_passphrase(typed)[:LONGEST_PASSPHRASE]
            )
        except VerificationError:
            return False
    return found and kept is not None
