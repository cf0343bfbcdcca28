"""What became of a message that was handed to a push service. Status 0: there was no answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted by the push service. Never "delivered": only the phone could say that."""

    status: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The subscription has ended (404 or 410): remove it."""

    status: int


@dataclass(frozen=True, slots=True)
class Retry:
    """Busy, broken or silent. `after` is how long it asked for, if it did."""

    status: int
    after: timedelta | None


@dataclass(frozen=True, slots=True)
class KeyMismatch:
    """The browser subscribed with another key of ours: it has to subscribe again."""

    status: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Every other answer, redirects too; or we refused to send there. Keep it, and look."""

    status: int


Outcome: TypeAlias = Sent | Gone | Retry | KeyMismatch | Refused
