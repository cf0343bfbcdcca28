"""The form of one line of the week: on which days, from when until when; read and filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from webapp.domain.blocks import SESSION_KINDS, Block, Kind, Level
from webapp.domain.errors import InvalidTime
from webapp.domain.wall_clock import MINUTES_A_DAY, WallTime
from webapp.queries.week_plan import About
from webapp.routes.dates import read_wall_time
from webapp.routes.language import _
from webapp.routes.schedule_words import KIND

MOST_PATTERNS, MOST_ROWS = 3, 6
"""So many sets of days with times of their own, and so many parts of a session in each."""
LONGEST_TITLE = 120
LONGEST_MINUTES = 16 * 60
WITH_AN_END = frozenset({Kind.TREATMENT, Kind.MEAL, Kind.DAYTIME, Kind.MEETING})
MIDNIGHT_KINDS = frozenset({Kind.LIGHTS_OUT})
BEFORE_DAWN = 4 * 60
"""Lights out before then is the end of the day before."""

HALF_A_DAY = MINUTES_A_DAY // 2
"""A part that begins so much earlier than the arrival is meant in the night after it."""
OWN, PROGRAMS, NONE = "own", "programs", "none"


@dataclass
class LineForm:
    """Reads what was typed; what is wrong with each field is kept in `errors`."""

    form: MultiDict[str, str]
    about: About
    level: Level
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_session(self) -> bool:
        return self.about[0] is None

    def blocks(self) -> tuple[Block, ...]:
        """The line as it was typed; no block leaves it to the program, or takes it away."""
        choice = self.form.get("own", OWN)
        if choice == PROGRAMS:
            return ()
        if choice == NONE:
            kind = self.about[0] or Kind.ARRIVE
            nothing = WallTime(0)
            return (self._block(kind, KIND[kind], frozenset(), nothing, None),)
        place = self._text("place")
        if len(place) > LONGEST_TITLE or not place.isprintable():
            self.errors["place"] = _("At most %(most)d signs.", most=LONGEST_TITLE)
        found = tuple(b for nth in range(MOST_PATTERNS) for b in self._pattern(nth))
        if not found and not self.errors:
            self.errors["days-0"] = _("Choose at least one day.")
        return found

    def _pattern(self, nth: int) -> Iterator[Block]:
        days = frozenset(int(d) for d in self.form.getlist(f"days-{nth}") if d in set("0123456"))
        rows = [self._row(f"{nth}-{m}") for m in range(MOST_ROWS if self.is_session else 1)]
        typed = [row for row in rows if row is not None]
        if not days and (nth or not typed):
            return
        if not days:
            self.errors[f"days-{nth}"] = _("Choose at least one day.")
        if not typed:
            self.errors.setdefault(f"starts-{nth}-0", _("Enter a time, like 17:45."))
            return
        if self.is_session and not self._is_whole(nth, [kind for kind, *_rest in typed]):
            return
        first = next((starts for kind, _t, starts, _e in typed if kind is Kind.ARRIVE), None)
        for m, (kind, title, starts, ends) in enumerate(typed):
            ahead = first.minutes - starts.minutes if first is not None else 0
            if 0 < ahead <= HALF_A_DAY:
                self.errors[f"starts-{nth}-{m}"] = _("The arrival comes first.")
                continue
            late = kind in MIDNIGHT_KINDS and starts.minutes < BEFORE_DAWN
            over = MINUTES_A_DAY if ahead > 0 or late else 0
            try:
                begins, stops = starts.plus(over), ends.plus(over) if ends else None
            except InvalidTime:
                self.errors[f"ends-{nth}-{m}"] = _("That ends too late: begin another session.")
                continue
            yield self._block(kind, title, days, begins, stops)

    def _is_whole(self, nth: int, kinds: list[Kind]) -> bool:
        if kinds.count(Kind.ARRIVE) != 1:
            self.errors[f"kind-{nth}-0"] = _("A session needs one time to arrive.")
        elif Kind.TREATMENT not in kinds:
            self.errors[f"kind-{nth}-0"] = _("A session needs at least one group.")
        return f"kind-{nth}-0" not in self.errors

    def _row(self, name: str) -> tuple[Kind, str, WallTime, WallTime | None] | None:
        typed_start, typed_end = self._text(f"starts-{name}"), self._text(f"ends-{name}")
        if not typed_start and not typed_end:
            return None
        kind = self.about[0] or _kind(self._text(f"kind-{name}"))
        title = self._text(f"title-{name}") or str(KIND[kind])
        starts, ends = read_wall_time(typed_start), read_wall_time(typed_end)
        if len(title) > LONGEST_TITLE or not title.isprintable():
            self.errors[f"title-{name}"] = _("At most %(most)d signs.", most=LONGEST_TITLE)
        if starts is None:
            self.errors[f"starts-{name}"] = _("Enter a time, like 17:45.")
        needs_end = kind in WITH_AN_END
        if (ends is None and (needs_end or typed_end)) or ends == starts:
            self.errors[f"ends-{name}"] = _("Enter when it ends, like 21:00.")
        if starts is None or f"ends-{name}" in self.errors:
            return None
        if ends is not None and ends < starts:
            ends = ends.plus(MINUTES_A_DAY)
        if ends is not None and ends.minutes - starts.minutes > LONGEST_MINUTES:
            self.errors[f"ends-{name}"] = _("It would last for more than 16 hours. Is this right?")
        return kind, title, starts, ends

    def _block(
        self,
        kind: Kind,
        title: str,
        days: frozenset[int],
        starts: WallTime,
        ends: WallTime | None,
    ) -> Block:
        session = self.about[1] if self.is_session else None
        place = self._text("place") if self.is_session else ""
        return Block(kind, str(title), days, starts, ends, session, level=self.level, place=place)

    def _text(self, name: str) -> str:
        return " ".join(self.form.get(name, "").split())


def _kind(text: str) -> Kind:
    return Kind(text) if text in SESSION_KINDS else Kind.TREATMENT


def filled(own: Iterable[Block], shown: Iterable[Block], level: Level) -> MultiDict[str, str]:
    """The form as it holds: the level's own blocks, or what holds without any, to begin with."""
    own = tuple(own)
    form = MultiDict[str, str]()
    if level is not Level.PROGRAM:
        is_none = bool(own) and not any(block.weekdays for block in own)
        form.add("own", NONE if is_none else OWN if own else PROGRAMS)
    shown = tuple(shown)
    form.add("place", next((block.place for block in shown if block.place), ""))
    by_days: dict[frozenset[int], list[Block]] = {}
    for block in shown:
        if block.weekdays:
            by_days.setdefault(block.weekdays, []).append(block)
    for nth, (days, blocks) in enumerate(sorted(by_days.items(), key=lambda each: min(each[0]))):
        for day in sorted(days):
            form.add(f"days-{nth}", str(day))
        for m, block in enumerate(sorted(blocks, key=lambda block: block.starts)):
            form.add(f"kind-{nth}-{m}", block.kind)
            form.add(f"title-{nth}-{m}", block.title)
            form.add(f"starts-{nth}-{m}", _typed(block.starts))
            form.add(f"ends-{nth}-{m}", _typed(block.ends) if block.ends else "")
    return form


def new_session() -> MultiDict[str, str]:
    """The form of a session that is not there yet, with the parts that one has."""
    form = MultiDict[str, str]()
    for m, kind in enumerate((Kind.ARRIVE, Kind.TREATMENT, Kind.LEAVE)):
        form.add(f"kind-0-{m}", kind)
        form.add(f"title-0-{m}", str(KIND[kind]))
    return form


def _typed(value: WallTime) -> str:
    """17:30, as a time picker has it."""
    return f"{value.clock:%H:%M}"
