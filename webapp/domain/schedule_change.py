"""What becomes of a week when its blocks change from a date on.

Blocks are compared by what they are (kind, session, words, days, times), never by their
dates: `differences` says it in words that a page can show, `transition` as what has to be
written so that every day before the date keeps exactly the blocks it had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from webapp.domain.blocks import Block, Kind
from webapp.domain.schedule import Change

Like = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the week that is not the same: it ends, begins, or goes on otherwise."""

    before: Block | None
    after: Block | None

    @property
    def ends(self) -> bool:
        return self.after is None

    @property
    def begins(self) -> bool:
        return self.before is None

    @property
    def is_renamed(self) -> bool:
        """Whether it goes on in other words."""
        return self._both(lambda block: block.title)

    @property
    def is_moved(self) -> bool:
        """Whether it goes on at other times of the day."""
        return self._both(lambda block: (block.starts, block.ends))

    @property
    def is_on_other_days(self) -> bool:
        """Whether it goes on on other weekdays."""
        return self._both(lambda block: block.weekdays)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it goes on in another place."""
        return self._both(lambda block: block.place)

    def _both(self, part: Callable[[Block], object]) -> bool:
        if self.before is None or self.after is None:
            return False
        return part(self.before) != part(self.after)


@dataclass(frozen=True, slots=True)
class Transition:
    """What has to be written: the blocks that end, by their number, and those that begin.

    A block runs until its date and without it; None lets it go on without an end.
    """

    until: Mapping[int, date | None]
    begin: tuple[Block, ...]


def differences(before: Iterable[Block], after: Iterable[Block]) -> tuple[Difference, ...]:
    """What is different between two weeks, in the order of the day.

    What is the same in both is left out. The rest is paired by likeness: first what has the
    same kind, session and words, then the same kind and session. Whatever finds no partner
    ends or begins.
    """
    olds, news = _apart(before, after)
    pairs: list[Difference] = []
    for likeness in (_same_words, _same_place):
        olds, news, found = _paired(olds, news, likeness)
        pairs += found
    pairs += [Difference(old, None) for old in olds]
    pairs += [Difference(None, new) for new in news]
    return tuple(sorted(pairs, key=_in_the_order_of_the_day))


def transition(held: Mapping[int, Block], wanted: Iterable[Block], day: date) -> Transition:
    """How the blocks that are held become the wanted week, from that date on and for good.

    Blocks that the wanted week has as well go on untouched; those that would begin later than
    the date never begin. Days before the date are not touched.
    """
    missing = [undated(block) for block in wanted]
    until: dict[int, date | None] = {}
    for each, block in sorted(held.items(), key=lambda item: item[1].effective_from):
        if block.effective_until is not None and block.effective_until <= day:
            continue
        if block.effective_from <= day and undated(block) in missing:
            missing.remove(undated(block))
            last = None
        else:
            last = max(day, block.effective_from)
        if last != block.effective_until:
            until[each] = last
    begin = tuple(replace(block, effective_from=day, effective_until=None) for block in missing)
    return Transition(until, begin)


def undated(block: Block) -> Block:
    """What the block is, whenever it holds."""
    return replace(block, effective_from=date.min, effective_until=None)


def _apart(before: Iterable[Block], after: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """What only the one has, and what only the other has."""
    olds, news = [undated(block) for block in before], []
    for block in after:
        bare = undated(block)
        if bare in olds:
            olds.remove(bare)
        else:
            news.append(bare)
    return olds, news


def _same_words(block: Block) -> Like:
    return block.kind, block.session, block.title


def _same_place(block: Block) -> Like:
    return block.kind, block.session


def _paired(
    olds: list[Block], news: list[Block], likeness: Callable[[Block], Like]
) -> tuple[list[Block], list[Block], list[Difference]]:
    """Pair what is alike, each once; return what is left of both, and the pairs."""
    left, found = list(news), []
    alone = []
    for old in olds:
        new = next((each for each in left if likeness(each) == likeness(old)), None)
        if new is None:
            alone.append(old)
        else:
            left.remove(new)
            found.append(Difference(old, new))
    return alone, left, found


def _in_the_order_of_the_day(each: Difference) -> tuple[int, int, bool, str]:
    block = each.after or each.before
    assert block is not None
    return block.starts.minutes, list(Kind).index(block.kind), each.before is None, block.title


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that was said about one session of a date to come: a change, or its topic."""

    day: date
    session: str | None
    change: Change | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Affected:
    """What a new week touches besides its blocks.

    `gone` are the sessions that take place on no day any more, or on fewer, with those
    weekdays; `enrolled` is how many people they were for; `idle` is what was planned for a
    session that does not take place on that date any more.
    """

    gone: tuple[tuple[str, frozenset[int]], ...]
    enrolled: int
    idle: tuple[Planned, ...]


def affected(
    before: Iterable[Block], after: Iterable[Block], enrolled: int, planned: Iterable[Planned]
) -> Affected:
    """Which sessions fall away between two weeks, and what was planned for those.

    A session that was added to a date stands as long as the week still has one of its name; a
    later word about the same thing on the same date replaces the earlier one.
    """
    olds, news = _days_of_sessions(before), _days_of_sessions(after)
    gone = {name: days - news.get(name, frozenset()) for name, days in olds.items()}
    latest = {(each.day, each.session, each.topic != ""): each for each in planned}
    added = {
        (each.day, each.session)
        for each in latest.values()
        if each.change in (Change.EXTRA, Change.MAKE_UP)
    }

    def is_idle(each: Planned) -> bool:
        if each.session is None:
            return False
        if (each.day, each.session) in added:
            return each.session not in news
        return each.day.weekday() not in news.get(each.session, frozenset())

    return Affected(
        tuple((name, days) for name, days in gone.items() if days),
        enrolled,
        tuple(sorted(filter(is_idle, latest.values()), key=lambda each: (each.day, each.topic))),
    )


def by_weekday(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], ...]:
    """Seven days from Monday on, each with its blocks in the order of the line."""
    order = list(Kind)
    week = sorted(blocks, key=lambda block: (block.starts, order.index(block.kind)))
    return tuple(tuple(b for b in week if day in b.weekdays) for day in range(7))


def _days_of_sessions(blocks: Iterable[Block]) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for block in blocks:
        if block.session is not None:
            found[block.session] = found.get(block.session, frozenset()) | block.weekdays
    return found


def written(shown: object) -> str:
    """Blocks in writing, always the same for the same: a frozenset says its members in no order
    of its own."""
    if isinstance(shown, frozenset):
        return repr(sorted(shown))
    if isinstance(shown, (tuple, list)):
        return f"({','.join(map(written, shown))})"
    if isinstance(shown, Block):
        line = (shown.kind, shown.title, shown.weekdays, shown.starts, shown.ends, shown.session)
        return written((*line, shown.effective_from, shown.effective_until, shown.place))
    return repr(shown)
