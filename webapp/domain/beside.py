"""Two meetings at once: what is certain is pointed out, and nothing is forbidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.meetings import MeetingRefusal
from webapp.domain.wall_clock import Instant, later


@dataclass(frozen=True, slots=True)
class Attended:
    """A meeting in the log, or about to be. `minutes` is what its list says of its length, None
    where nobody can know; `listed_key` is empty for one that was typed; `said` is what else is
    known of it, to tell whether another is the very same."""

    begins: Instant
    minutes: int | None = None
    listed_key: str = ""
    said: tuple[str, ...] = ()

    def is_the_same(self, other: Attended) -> bool:
        """Whether it is that meeting, of the same date."""
        if self.listed_key and other.listed_key:
            return self.listed_key == other.listed_key
        return bool(self.said) and (self.begins, self.said) == (other.begins, other.said)

    @property
    def ends(self) -> Instant:
        """The earliest instant at which it can be over, as far as anybody knows."""
        return later(self.begins, self.minutes or 0)


@dataclass(frozen=True, slots=True)
class Present:
    """At a session, from check-in to check-out: both are on record."""

    came: Instant
    left: Instant


def pointed_out(
    new: Attended, same_day: Iterable[Attended], near: Iterable[Attended], there: Iterable[Present]
) -> MeetingRefusal | None:
    """What speaks against it, or None. `same_day`: the entries of its date; `near`: those of the
    dates around it too."""
    others = list(near)
    if any(new.is_the_same(each) for each in same_day):
        return MeetingRefusal.SAME_MEETING
    if any(each.begins == new.begins for each in others):
        return MeetingRefusal.SAME_START
    if any(each.begins < new.ends and new.begins < each.ends for each in others):
        return MeetingRefusal.OVERLAPS
    if any(each.came < new.begins < each.left for each in there):
        return MeetingRefusal.IN_SESSION
    return None
