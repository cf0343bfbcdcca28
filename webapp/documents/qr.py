"""A square to scan, as an SVG path."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET_ZONE = 4
"""The blank margin that ISO/IEC 18004 asks for, in modules."""


@dataclass(frozen=True, slots=True)
class Square:
    """The path of the dark modules, and the side of the whole square, in modules."""

    path: str
    side: int


def square(text: str) -> Square:
    """The QR code of a text, with its quiet zone, error correction M."""
    code = segno.make(text, error="m", micro=False)
    parts: list[str] = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            run = 1
            while x + run < len(row) and row[x + run] == row[x]:
                run += 1
            if row[x]:
                parts.append(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{run}v1h-{run}z")
            x += run
    return Square("".join(parts), len(code.matrix) + 2 * QUIET_ZONE)
