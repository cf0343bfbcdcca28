"""A long list, so many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Cut:
    """One page of a list. Pages and `first` count from 1, `total` is of all pages."""

    number: int
    total: int
    size: int = AT_A_TIME

    @classmethod
    def nearest(cls, number: int, total: int, size: int = AT_A_TIME) -> Cut:
        """That page, or the nearest there is."""
        pages = max(1, -(-total // size))
        return cls(min(max(number, 1), pages), total, size)

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def has_next(self) -> bool:
        return self.last < self.total

    @property
    def is_all(self) -> bool:
        """Whether there is no other page."""
        return self.number == 1 and not self.has_next

    def of(self, everything: Sequence[T]) -> Sequence[T]:
        """What stands on that page."""
        return everything[self.first - 1 : self.last]
