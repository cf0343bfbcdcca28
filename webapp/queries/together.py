"""Statements that are built once, and several of them sent as one.

Building a statement costs more than running it, and each one that is sent costs as much as the
rows that it brings: what a page needs is asked for together.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, cast, literal, null, union_all

from webapp.models.base import db, run

Statement = Select[*tuple[Any, ...]]
Found = dict[str, list[Any]]
"""The rows of each part, by its name. Nothing is said about their order."""


def rows(statement: Statement, **values: Any) -> list[Any]:
    """The rows of a statement that was built before, with these values in it."""
    return list(run(db.session(), statement, **values))


class Together:
    """Selects of different tables as one statement (UNION ALL), built once.

    Each brings columns of its own, which are empty in the rows of the others. `first`, `last`
    and so on are `bindparam`s of the selects; one name is one value in all of them.
    """

    def __init__(self, **parts: Statement) -> None:
        self._statement: Any = None
        self._cuts: list[tuple[str, Callable[[Any], Any], slice]] = []
        columns = {name: list(part.selected_columns) for name, part in parts.items()}
        branches = []
        for number, (name, own) in enumerate(columns.items()):
            side_by_side: list[ColumnElement[Any]] = [literal(number).label("part")]
            for other, theirs in columns.items():
                if other == name:
                    start = len(side_by_side)
                    side_by_side += own
                else:
                    side_by_side += [cast(null(), column.type) for column in theirs]
            # mypy knows only field names that are written out; these are the columns' own.
            named = namedtuple(name, [column.key or "" for column in own])  # type: ignore[misc]
            self._cuts.append((name, named._make, slice(start, start + len(own))))
            labelled = [each.label(f"c{nth}") for nth, each in enumerate(side_by_side)]
            branches.append(parts[name].with_only_columns(*labelled, maintain_column_froms=True))
        self._statement = union_all(*branches)

    def read(self, **values: Any) -> Found:
        """All their rows. One statement."""
        found: Found = {name: [] for name, _, _ in self._cuts}
        for row in rows(self._statement, **values):
            name, make, cut = self._cuts[row[0]]
            found[name].append(make(row[cut]))
        return found


def whose(by: str, table: Any) -> ColumnElement[bool]:
    """Whose rows of a table, given later: by "participant_id", "participant_ids" or
    "program_id"."""
    if by == "participant_ids":
        some: ColumnElement[bool] = table.participant_id.in_(bindparam(by, expanding=True))
        return some
    one: ColumnElement[bool] = getattr(table, by) == bindparam(by)
    return one


by_id = attrgetter("id")
"""The order in which rows were written."""
