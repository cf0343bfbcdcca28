"""A table on paper: a title, a few lines, the rows, a sentence below. Text in, PDF out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace, TTFFont
from fpdf.table import Table

from webapp.domain.wall_clock import Instant

FONTS = Path(__file__).parent / "fonts"
FONT = "Roboto"
MARGIN = 14
"""Millimetres."""
NO_LETTER = "\ufffd"
"""Stands for a sign that the font has no letter for."""
PICTURES = frozenset({"So", "Sk", "Cf"})
"""Kinds of signs that say nothing to read: little pictures, their colours and what joins them."""
AS_PICTURE = "\ufe0f"
"""Asks for the sign before it as a picture."""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands above it, and its share of the width."""

    head: str
    share: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document. Every text is in `language`; `made_at` is when it was asked for."""

    title: str
    language: str
    made_at: Instant
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...] = ()
    """Above the table."""
    below: str = ""
    row_height: int = 0
    """Millimetres; 0 for as much as the text needs."""
    is_wide: bool = False


class _Paper(FPDF):
    """Letter paper, each page after the first with its number."""

    def footer(self) -> None:
        if self.page_no() > 1:
            self.set_y(-MARGIN + 2)
            self.set_font(FONT, size=8)
            self.cell(0, 4, str(self.page_no()), align="R")


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF, with its title and its language in it."""
    paper = _Paper(orientation="landscape" if sheet.is_wide else "portrait", format="letter")
    paper.set_margin(MARGIN)
    paper.set_auto_page_break(True, margin=MARGIN + 4)
    paper.add_font(FONT, fname=FONTS / "Roboto-Regular.ttf")
    paper.add_font(FONT, style="B", fname=FONTS / "Roboto-Bold.ttf")
    paper.set_title(sheet.title)
    paper.set_lang(sheet.language)
    paper.set_creation_date(sheet.made_at)
    paper.set_display_mode("fullwidth")
    paper.add_page()
    font = paper.fonts[FONT.lower()]
    assert isinstance(font, TTFFont)
    known = frozenset(font.cmap)
    _text(paper, known, sheet.title, 18, bold=True)
    for line in sheet.lines:
        _text(paper, known, line, 11)
    paper.ln(4)
    _table(paper, known, sheet)
    if sheet.below:
        paper.ln(4)
        _text(paper, known, sheet.below, 9)
    return bytes(paper.output())


def _text(paper: FPDF, known: frozenset[int], text: str, size: int, *, bold: bool = False) -> None:
    paper.set_font(FONT, style="B" if bold else "", size=size)
    paper.multi_cell(0, size * 0.5, _letters(text, known), new_x="LMARGIN", new_y="NEXT")


def _table(paper: FPDF, known: frozenset[int], sheet: Sheet) -> None:
    paper.set_font(FONT, size=9)
    with paper.table(
        col_widths=tuple(column.share for column in sheet.columns),
        headings_style=FontFace(emphasis="BOLD"),
        borders_layout=TableBordersLayout.ALL,
        line_height=4.5,
        padding=1.5,
        text_align="LEFT",
    ) as table:
        _row(table, (column.head for column in sheet.columns), known, 0)
        for row in sheet.rows:
            _row(table, row, known, sheet.row_height)


def _row(table: Table, cells: Iterable[str], known: frozenset[int], height: int) -> None:
    row = table.row(min_height=height or None)
    for cell in cells:
        row.cell(_letters(cell, known))


def _letters(text: str, known: frozenset[int]) -> str:
    """The text in signs that the font has. A letter it has not shall neither vanish nor be
    logged; a picture it has not is left out."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(_letter(sign, known) for sign in whole)


def _letter(sign: str, known: frozenset[int]) -> str:
    if ord(sign) in known or sign == "\n":
        return sign
    is_picture = unicodedata.category(sign) in PICTURES or sign == AS_PICTURE
    return "" if is_picture else NO_LETTER
