"""A file of people to enroll, as a spreadsheet saves it. Every cell is text and nothing else."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import StringIO

LARGEST = 1024 * 1024
"""Bytes."""
MOST_ROWS = 500
NEEDED = ("name", "first_day", "weeks")
OWN_NAME = "sign_in_name"
PLAN = ("activity", "days", "from", "until", "place", "full_time")
HEADER = (*NEEDED, OWN_NAME, *PLAN)
"""The columns, in the order of the template; a file may have them in any other."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
YES = frozenset({"yes", "y", "1", "true", "x"})
NO = frozenset({"", "no", "n", "0", "false"})


class FileRefusal(StrEnum):
    """Why a file cannot be read at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    NO_HEADER = "no_header"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file with its number as a spreadsheet counts them, the header being 1."""

    number: int
    cells: dict[str, str]

    def cell(self, column: str) -> str:
        """What stands in that column; nothing if the file has none."""
        return self.cells.get(column, "")


def decoded(content: bytes) -> str | FileRefusal:
    """The text of a file: UTF-8, with or without the mark that spreadsheets begin it with."""
    if len(content) > LARGEST:
        return FileRefusal.TOO_LARGE
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return FileRefusal.NOT_TEXT
    return FileRefusal.NOT_TEXT if "\0" in text else text


def read(text: str) -> tuple[Row, ...] | FileRefusal:
    """The rows that are not empty. Columns that are not ours are left out."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        table = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return FileRefusal.NOT_TEXT
    filled = [(number, row) for number, row in enumerate(table, 1) if any(map(str.strip, row))]
    if not filled:
        return FileRefusal.EMPTY
    header = ["_".join(cell.split()).casefold() for cell in filled[0][1]]
    if not set(NEEDED) <= set(header):
        return FileRefusal.NO_HEADER
    rows = tuple(Row(number, _cells(header, cells)) for number, cells in filled[1:])
    if len(rows) > MOST_ROWS:
        return FileRefusal.TOO_MANY
    return rows or FileRefusal.EMPTY


def _cells(header: list[str], cells: list[str]) -> dict[str, str]:
    pairs = zip(header, cells, strict=False)
    return {column: " ".join(cell.split()) for column, cell in pairs if column in HEADER}


def template() -> str:
    """An empty file to fill in: the header row."""
    return ",".join(HEADER) + "\r\n"


def iso_day(text: str) -> str:
    """A date as spreadsheets in the United States save it, 11/30/2026, as 2026-11-30; any
    other text as it is."""
    try:
        return datetime.strptime(text, "%m/%d/%Y").date().isoformat()  # noqa: DTZ007 — only its date is kept
    except ValueError:
        return text


def read_days(text: str) -> frozenset[int] | None:
    """Weekdays, Monday = 0: "Mon Wed Fri", "Mon, Wed" or "Mon-Fri". None if it is none."""
    found: set[int] = set()
    for part in re.sub(r"\s*[-–]\s*", "-", text).replace(",", " ").split():
        ends = [_day(word) for word in part.split("-")]
        if len(ends) > 2 or None in ends:
            return None
        first, last = ends[0], ends[-1]
        assert first is not None
        assert last is not None
        found |= {(first + n) % 7 for n in range((last - first) % 7 + 1)}
    return frozenset(found) or None


def _day(word: str) -> int | None:
    beginning = word[:3].casefold()
    return DAYS.index(beginning) if beginning in DAYS else None


def read_yes(text: str) -> bool | None:
    """Yes or no, which an empty cell means too; None if it is neither."""
    said = text.casefold()
    return said in YES if said in YES | NO else None
