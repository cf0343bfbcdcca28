"""What a list says, row by row. Nothing in it is trusted, and nothing in it raises."""

from __future__ import annotations

from webapp.domain.directory import FeedKind
from webapp.domain.feed import About, Reading


def read(body: bytes, about: About) -> Reading:
    """Every row of a body: listings, or a reason why not."""
    raise NotImplementedError


def kind_of(body: bytes) -> FeedKind | None:
    """How an uploaded list is written, by its shape; None if it is neither kind."""
    raise NotImplementedError
