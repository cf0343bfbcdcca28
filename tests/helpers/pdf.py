"""What a PDF of ours says, read back from its bytes: fonts, streams and their ToUnicode maps.

Enough for what `webapp/documents` makes, and no more.
"""

from __future__ import annotations

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)


class Pdf:
    """The words of each page, and what the document says about itself."""

    def __init__(self, data: bytes) -> None:
        assert data.startswith(b"%PDF-")
        self.data = data
        self.objects = {int(number): body for number, body in OBJECT.findall(data)}
        pages = [body for body in self.objects.values() if b"/Type /Page\n" in body]
        self.pages = [self._words(body) for body in pages]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    def about(self, name: str) -> str:
        """A text of the document's own, such as Title or Lang."""
        found = re.search(rb"/%s \(((?:\\.|[^\\)])*)\)" % name.encode(), self.data, re.DOTALL)
        assert found, name
        raw = re.sub(rb"\\(.)", rb"\1", found[1])
        return raw.decode("utf-16") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")

    def _stream(self, number: int) -> bytes:
        body = self.objects[number]
        found = STREAM.search(body)
        assert found
        return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]

    def _fonts(self) -> dict[bytes, dict[int, str]]:
        """For each font of the document, by its short name: which sign each of its codes is."""
        fonts = {}
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", self.data):
            to_unicode = re.search(rb"/ToUnicode (\d+) 0 R", self.objects[int(number)])
            assert to_unicode
            cmap = self._stream(int(to_unicode[1]))
            pairs = re.findall(rb"<([0-9A-F]+)> <([0-9A-F]+)>\n", cmap)
            fonts[name] = {
                int(code, 16): bytes.fromhex(sign.decode()).decode("utf-16-be")
                for code, sign in pairs
            }
        return fonts

    def _words(self, page: bytes) -> str:
        found = re.search(rb"/Contents (\d+) 0 R", page)
        assert found
        fonts, signs, said = self._fonts(), {}, []
        shown = re.compile(rb"/(F\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
        for font, words in shown.findall(self._stream(int(found[1]))):
            if font:
                signs = fonts[font]
                continue
            raw = re.sub(rb"\\(.)", _escaped, words, flags=re.DOTALL)
            codes = [int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2)]
            said.append("".join(signs[code] for code in codes))
        return "\n".join(said)


def _escaped(found: re.Match[bytes]) -> bytes:
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(found[1], found[1])
