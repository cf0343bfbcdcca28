"""Whoever keeps a list, on loopback: answers byte for byte what a test wrote, however wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ssl import SSLContext

Say = Callable[[asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = b"[]", status: int = 200, **headers: str) -> bytes:
    """An honest answer. Underscores in the names of headers are dashes."""
    lines = {"Content-Length": str(len(body)), "Connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} So\r\n{head}\r\n".encode() + body


class ListServer:
    """What it says at each path, and the requests that came."""

    def __init__(self) -> None:
        self.says: dict[str, bytes | Say] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.origin = ""
        self.sent = 0

    @property
    def port(self) -> int:
        return int(self.origin.rpartition(":")[2])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, one answer."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            target = head[0].split(" ")[1]
            pairs = (line.partition(": ") for line in head[1:] if line)
            headers = {name.lower(): value for name, _, value in pairs}
            self.asked.append((target, headers))
            says = self.says.get(target.partition("?")[0], answer(status=404))
            if isinstance(says, bytes):
                writer.write(says)
            else:
                await says(writer)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def pour(self, writer: asyncio.StreamWriter, part: bytes, times: int) -> None:
        """The same bytes again and again, as long as somebody takes them."""
        for _ in range(times):
            writer.write(part)
            await writer.drain()
            self.sent += len(part)


@asynccontextmanager
async def serving(tls: SSLContext | None = None) -> AsyncIterator[ListServer]:
    """A server for as long as the block."""
    made = ListServer()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0, ssl=tls)
    made.origin = f"http{'s' if tls else ''}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        await server.wait_closed()
