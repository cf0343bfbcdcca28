"""A table that any spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

BYTE_ORDER_MARK = "\ufeff"
"""By it spreadsheets know that the text is UTF-8."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def text(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """The rows under their head, as CSV. No cell is taken for a formula."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow(head)
    for row in rows:
        table.writerow([_harmless(cell) for cell in row])
    return BYTE_ORDER_MARK + out.getvalue()


def _harmless(cell: str) -> str:
    """No spreadsheet shall take what somebody typed for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
