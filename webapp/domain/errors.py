"""What can go wrong in the rules. The words that people read live in the templates."""

from __future__ import annotations


class DaylineError(Exception):
    """The base of every error that Dayline raises on purpose."""


class InvalidTime(DaylineError, ValueError):
    """Text or a number that is no time of day, or a moment without a zone."""


class UnknownZone(DaylineError, LookupError):
    """A zone name that this machine has no data for."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no time zone is called {name!r}; write one like America/New_York")
        self.name = name


class InvalidTemplate(DaylineError, ValueError):
    """A program template that cannot be applied; says where and why."""

    def __init__(self, where: str, line: int | None, why: str) -> None:
        place = f"{where}, line {line}" if line else where
        super().__init__(f"{place}: {why}")
        self.line = line
