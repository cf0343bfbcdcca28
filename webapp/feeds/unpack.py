"""Bytes of an answer, unpacked as they come and never beyond a limit: a packed megabyte can hold
a gigabyte of nothing."""

from __future__ import annotations

import zlib

GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class TooMuch(Exception):
    """There is more than the limit."""


class Unpacker:
    """Collects a body. `packed`: it comes as gzip."""

    def __init__(self, packed: bool, most: int) -> None:
        self._packed = zlib.decompressobj(GZIP_OR_ZLIB) if packed else None
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0

    def take(self, part: bytes) -> None:
        """The next bytes of the answer. Raises `TooMuch`, or `zlib.error` for what is no gzip."""
        if self._packed is not None:
            part = self._packed.decompress(part, self._most - self._size + 1)
        self._size += len(part)
        if self._size > self._most:
            raise TooMuch
        self._parts.append(part)

    def whole(self) -> bytes:
        """All of it. Raises `EOFError` if what was packed breaks off."""
        if self._packed is not None and self._size and not self._packed.eof:
            raise EOFError
        return b"".join(self._parts)
