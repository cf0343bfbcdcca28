"""Read a program template: data with its provenance, checked value by value.

A template is TOML. Every value is a table with the value itself and where it comes from:
`{ is = "17:45", page = "the words of the program's own page" }` or
`{ is = 30, proposal = "why we propose it" }`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from webapp.domain.blocks import SESSION_KINDS, Block, Kind
from webapp.domain.errors import DaylineError, InvalidTemplate
from webapp.domain.settings import ProgramSettings, SettingOutOfRange
from webapp.domain.wall_clock import WallTime, zone_named

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PROVENANCES = ("page", "proposal")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TemplateBlock:
    """A block as the template gives it, without dates."""

    kind: Kind
    title: str
    weekdays: frozenset[int]
    starts: WallTime
    ends: WallTime | None
    session: str | None


@dataclass(frozen=True, slots=True)
class ProgramTemplate:
    """Everything that `program apply` turns into a program."""

    name: str
    zone: str
    place: str
    phone: str
    weeks_least: int
    weeks_most: int
    settings: dict[str, int]
    topics: tuple[str, ...]
    blocks: tuple[TemplateBlock, ...]
    pages: tuple[str, ...]

    def week(self) -> tuple[Block, ...]:
        """Its blocks, whenever they begin."""
        return tuple(
            Block(b.kind, b.title, b.weekdays, b.starts, b.ends, b.session) for b in self.blocks
        )


def parse(text: str, where: str) -> ProgramTemplate:
    """Read and check a template. Raises `InvalidTemplate`, naming the line and the reason."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise InvalidTemplate(where, line, f"not readable as TOML: {error}") from error
    return _Reader(where, data, _lines(text)).template()


def _lines(text: str) -> dict[tuple[str, int, str], int]:
    """Where each key stands: (table, its number, key) → line. One key a line, as we write them."""
    found: dict[tuple[str, int, str], int] = {}
    table, counts = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), start=1):
        if head := re.match(r"\s*\[+\s*([\w-]+)\s*\]+", line):
            table = head[1]
            counts[table] = counts.get(table, -1) + 1
            found[(table, counts[table], "")] = number
        elif key := re.match(r"\s*([\w-]+)\s*=", line):
            found.setdefault((table, counts.get(table, 0), key[1]), number)
    return found


class _Reader:
    """Takes values out of the parsed data, one at a time, and remembers where it is."""

    def __init__(
        self, where: str, data: Mapping[str, Any], lines: dict[tuple[str, int, str], int]
    ) -> None:
        self.where = where
        self.data = data
        self.lines = lines
        self.pages: list[str] = []

    def template(self) -> ProgramTemplate:
        self._only(self.data, {"program", "settings", "topics", "block"}, "", 0)
        program = self._table("program")
        known = {"name", "zone", "place", "phone", "weeks_least", "weeks_most"}
        self._only(program, known, "program", 0)
        topics = self._table("topics")
        self._only(topics, {"list"}, "topics", 0)
        blocks = self.data.get("block")
        if not isinstance(blocks, list) or not blocks:
            raise InvalidTemplate(self.where, None, "there is no [[block]]")
        least = self._value(program, "program", 0, "weeks_least", _weeks)
        most = self._value(program, "program", 0, "weeks_most", _weeks)
        if most < least:
            self._refuse("program", 0, "weeks_most", "is less than weeks_least")
        return ProgramTemplate(
            name=self._value(program, "program", 0, "name", _text),
            zone=self._value(program, "program", 0, "zone", _zone),
            place=self._value(program, "program", 0, "place", _text_or_nothing),
            phone=self._value(program, "program", 0, "phone", _text_or_nothing),
            weeks_least=least,
            weeks_most=most,
            settings=self._settings(),
            topics=self._value(topics, "topics", 0, "list", _texts),
            blocks=tuple(self._block(block, number) for number, block in enumerate(blocks)),
            pages=tuple(self.pages),
        )

    def _settings(self) -> dict[str, int]:
        table = self._table("settings")
        values: dict[str, int] = {}
        for name in table:
            values[name] = self._value(table, "settings", 0, name, _whole_number)
            try:
                ProgramSettings.check(name, values[name])
            except SettingOutOfRange as error:
                self._refuse("settings", 0, name, str(error).removeprefix(f"{name} "))
        try:
            ProgramSettings.from_values(values)
        except SettingOutOfRange as error:
            name = "closes_after" if "closes_after" in values else "grace"
            self._refuse("settings", 0, name, str(error))
        return values

    def _block(self, block: Mapping[str, Any], number: int) -> TemplateBlock:
        if not isinstance(block, dict):
            raise InvalidTemplate(self.where, None, "every [[block]] must be a table")
        known = {"kind", "title", "days", "starts", "ends", "session"}
        self._only(block, known, "block", number)
        kind = self._value(block, "block", number, "kind", Kind)
        session = None
        if "session" in block:
            session = self._value(block, "block", number, "session", _text)
        if (kind in SESSION_KINDS) != (session is not None):
            self._refuse("block", number, "kind", f"{kind} and a session do not go together")
        starts = self._value(block, "block", number, "starts", WallTime.parse)
        ends = None
        if "ends" in block:
            ends = self._value(block, "block", number, "ends", WallTime.parse)
            if ends <= starts:
                self._refuse(
                    "block", number, "ends", "is not after starts; past midnight write 25:00"
                )
        return TemplateBlock(
            kind=kind,
            title=self._value(block, "block", number, "title", _text),
            weekdays=self._value(block, "block", number, "days", _days),
            starts=starts,
            ends=ends,
            session=session,
        )

    def _table(self, name: str) -> Mapping[str, Any]:
        table = self.data.get(name)
        if not isinstance(table, dict):
            raise InvalidTemplate(self.where, None, f"there is no [{name}]")
        return table

    def _value(
        self,
        table: Mapping[str, Any],
        name: str,
        number: int,
        key: str,
        read: Callable[[Any], T],
    ) -> T:
        if key not in table:
            self._refuse(name, number, "", f"{key} is missing")
        held = table[key]
        sources = [p for p in PROVENANCES if isinstance(held, dict) and p in held]
        if len(sources) != 1 or set(held) != {"is", sources[0]} or not held[sources[0]]:
            self._refuse(
                name, number, key, 'needs { is = …, page = "…" } or { is = …, proposal = "…" }'
            )
        if sources[0] == "page":
            self.pages.append(str(held["page"]))
        try:
            return read(held["is"])
        except (ValueError, TypeError, AttributeError, DaylineError) as error:
            self._refuse(name, number, key, str(error))

    def _only(self, table: Mapping[str, Any], known: set[str], name: str, number: int) -> None:
        for key in table:
            if key not in known:
                self._refuse(
                    name, number, key, f"is not known; known are {', '.join(sorted(known))}"
                )

    def _refuse(self, name: str, number: int, key: str, why: str) -> NoReturn:
        line = self.lines.get((name, number, key))
        if line is None and not name:
            line = self.lines.get((key, 0, ""))
        raise InvalidTemplate(self.where, line, f"{key} {why}".strip())


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= 120:
        raise ValueError("must be text of 1 to 120 characters")
    return value.strip()


def _text_or_nothing(value: Any) -> str:
    return "" if value == "" else _text(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(set(value)) != len(value):
        raise ValueError("must be a list of different texts")
    return tuple(_text(each) for each in value)


def _whole_number(value: Any) -> int:
    if type(value) is not int:
        raise ValueError("must be a whole number")
    return value


def _weeks(value: Any) -> int:
    if not 1 <= _whole_number(value) <= 104:
        raise ValueError("must be 1 to 104 weeks")
    return int(value)


def _zone(value: Any) -> str:
    zone_named(_text(value))
    return str(value)


def _days(value: Any) -> frozenset[int]:
    if not isinstance(value, list) or not value:
        raise ValueError("must be a list of days like mon, tue")
    for day in value:
        if day not in DAYS:
            raise ValueError(f"{day!r} is none of {', '.join(DAYS)}")
    return frozenset(DAYS.index(day) for day in value)
