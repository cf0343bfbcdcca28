"""A square to scan, as an SVG path."""

import re

import pytest
import segno

from webapp.documents.qr import QUIET_ZONE, square

LINK = "https://day.example.org/invite#" + "x" * 32


def modules(path: str) -> set[tuple[int, int]]:
    """The dark modules that a path draws, the quiet zone taken off."""
    dark = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        dark |= {(int(x) + n - QUIET_ZONE, int(y) - QUIET_ZONE) for n in range(int(run))}
    return dark


@pytest.mark.parametrize("text", ["123456", LINK, "Zoë — 5:45 PM"])
def test_the_path_draws_exactly_the_dark_modules(text):
    matrix = segno.make(text, error="m", micro=False).matrix
    drawn = square(text)
    assert modules(drawn.path) == {
        (x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    }
    assert drawn.side == len(matrix) + 8


def test_nothing_is_drawn_into_the_quiet_zone():
    drawn = square(LINK)
    inner = range(drawn.side - 2 * QUIET_ZONE)
    assert all(x in inner and y in inner for x, y in modules(drawn.path))


def test_the_path_holds_numbers_and_commands_only():
    assert re.fullmatch(r"[Mhvz0-9 -]+", square(LINK).path)
