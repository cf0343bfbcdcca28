"""Who a person is to Dayline, how long a sign-in lasts and how guessing is slowed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.wall_clock import Instant


class Role(StrEnum):
    """One account, one role."""

    PARTICIPANT = "participant"
    STAFF = "staff"
    OWNER = "owner"
    HOUSE_MANAGER = "house_manager"


OFFICE = frozenset({Role.STAFF, Role.OWNER})


@dataclass(frozen=True, slots=True)
class ManagedHouse:
    """A house that the viewer manages now. Its organisation is not the program's."""

    id: int
    key: str
    name: str
    zone: ZoneInfo
    organisation: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever sends a request: the account behind a live sign-in."""

    account_id: int
    account_key: str
    sign_in_id: int
    role: Role
    name: str
    program_id: int | None
    program_name: str
    zone: ZoneInfo
    own_phone: bool
    participant_id: int | None = None
    enrolled_from: date | None = None
    enrolled_at: Instant | None = None
    planned_weeks: int | None = None
    ended_on: date | None = None
    houses: tuple[ManagedHouse, ...] = ()
    has_seen_notice: bool = True

    @property
    def is_office(self) -> bool:
        return self.role in OFFICE


@dataclass(frozen=True, slots=True)
class SignInLife:
    """How long a sign-in lasts: altogether, and without being used (None: no limit)."""

    overall: timedelta
    idle: timedelta | None


OWN_PHONE = SignInLife(timedelta(days=30), None)
SHARED_PHONE = SignInLife(timedelta(hours=12), timedelta(minutes=5))
OFFICE_LIFE = SignInLife(timedelta(hours=12), timedelta(minutes=15))


def life_of(role: Role, own_phone: bool) -> SignInLife:
    """A participant's own phone stays signed in; a shared one, office and house do not."""
    if role is not Role.PARTICIPANT:
        return OFFICE_LIFE
    return OWN_PHONE if own_phone else SHARED_PHONE


def is_live(life: SignInLife, created_at: Instant, last_used_at: Instant, now: Instant) -> bool:
    """Whether a sign-in made and last used then is still good."""
    if now - created_at >= life.overall:
        return False
    return life.idle is None or now - last_used_at < life.idle


FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
MOST_FAILURES = 100
LOCKED_FOR = timedelta(hours=24)
FORGOTTEN_AFTER = timedelta(hours=24)


LONGEST_WAIT_AT_THE_DOOR = timedelta(seconds=30)
"""A code lives for 30 seconds: who waits longer than that at the door could come out late."""


def wait_after(failures: int, longest: timedelta = LONGEST_WAIT) -> timedelta:
    """How long the next try has to wait: nothing for five, then doubling from 2 seconds to
    `longest`. Where that is minutes, a whole day from the hundredth on."""
    if failures < FREE_TRIES:
        return timedelta(0)
    if failures >= MOST_FAILURES and longest >= LONGEST_WAIT:
        return LOCKED_FOR
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES + 1, 12)), longest)


SHORTEST_PASSPHRASE = 15
LONGEST_PASSPHRASE = 200


def normalized_passphrase(typed: str) -> str:
    """What is hashed: case and repeated blanks do not matter ("with spaces, any case")."""
    return " ".join(unicodedata.normalize("NFKC", typed).casefold().split())


USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,38}[a-z0-9])?")


def normalized_username(typed: str) -> str:
    """What is compared: lower case, without blanks around it."""
    return typed.strip().casefold()


CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10


def normalized_invitation(typed: str) -> str:
    """An invitation code as stored: capitals, no blanks or hyphens, look-alikes folded.

    The alphabet is Crockford's base 32, in which I and L read as 1 and O reads as 0.
    """
    bare = "".join(sign for sign in typed.upper() if not sign.isspace() and sign != "-")
    return bare.translate(str.maketrans("ILO", "110"))


def grouped_invitation(code: str) -> str:
    """The code as printed: two groups of five."""
    return f"{code[:5]}-{code[5:]}"
