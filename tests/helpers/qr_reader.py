"""Reads a small QR code, written apart from what draws them (ISO/IEC 18004, byte mode).

One block only: sizes 1 to 3 with error correction L or M. Nothing is corrected; what is
drawn on a screen has no errors.
"""

from __future__ import annotations

import re

FORMAT_MASK = 0b101010000010010
MASKS = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)


def read(path: str, side: int, quiet_zone: int = 4) -> str:
    """The text in a square that is drawn as runs ("M4 4h7v1h-7z…") in a box of that side."""
    dark = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        dark |= {(int(y) - quiet_zone, int(x) - quiet_zone + n) for n in range(int(run))}
    size = side - 2 * quiet_zone
    level, mask = _format(dark)
    assert level in (0b00, 0b01), "several blocks"
    bits = "".join(
        str(int(((row, column) in dark) != MASKS[mask](row, column)))
        for row, column in _data_cells(size)
    )
    assert bits[:4] == "0100", "not byte mode"
    length = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * n : 20 + 8 * n], 2) for n in range(length)).decode()


def _format(dark: set[tuple[int, int]]) -> tuple[int, int]:
    cells = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    value = int("".join(str(int(cell in dark)) for cell in cells), 2) ^ FORMAT_MASK
    return value >> 13, value >> 10 & 0b111


def _data_cells(size: int):
    """In the order of their bits: two columns at a time from the right, up and down in turn."""
    upwards = True
    for right in (c if c > 6 else c - 1 for c in range(size - 1, 0, -2)):
        rows = range(size - 1, -1, -1) if upwards else range(size)
        for row in rows:
            for column in (right, right - 1):
                if not _is_fixed(row, column, size):
                    yield row, column
        upwards = not upwards


def _is_fixed(row: int, column: int, size: int) -> bool:
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    aligned = size > 21 and abs(row - size + 7) <= 2 and abs(column - size + 7) <= 2
    return corner or aligned or 6 in (row, column)
