"""A figure, and how figures are taken and written down."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """What took how long, beside a peer that does the least which could be called the same."""

    bench: str
    what: str
    number: int
    seconds: float
    peer: str
    peer_seconds: float

    @property
    def of_the_peer(self) -> float:
        """Our speed as a part of the peer's: 0.5 is half as fast."""
        return self.peer_seconds / self.seconds

    def __str__(self) -> str:
        return (
            f"{self.bench}: {self.what}: {self.number} in {self.seconds:.3f} s "
            f"({self.number / self.seconds:.0f} per second), "
            f"{self.of_the_peer:.2f} × {self.peer} "
            f"({self.number / self.peer_seconds:.0f} per second)"
        )


@dataclass(frozen=True)
class Wait(Figure):
    """How long one of many had to wait; `number` is of how many."""

    def __str__(self) -> str:
        return (
            f"{self.bench}: {self.what} ({self.number} of them): {self.seconds * 1000:.0f} ms; "
            f"{self.peer}: {self.peer_seconds * 1000:.0f} ms"
        )


def seconds_of(job: Callable[[], object]) -> float:
    """How long the job takes, once."""
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def middle(rounds: list[dict[str, float]], name: str) -> float:
    """The median of one measurement over all rounds."""
    return median(each[name] for each in rounds)
