"""Dayline's web server as `./run serve` starts it, and requests to it over real sockets."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from config import Config
from tests.helpers.days import ROOT

ADDRESS = "127.0.0.1"
HELLO = "tests.helpers.hello:app"
"""Flask and nothing else: what the same server can do at most."""


class Server:
    """gunicorn with the options of `./run serve`, on a free port that stays its own."""

    def __init__(self, config: Config, wsgi: str = "wsgi:app") -> None:
        self.environment, self.wsgi = environment(config), wsgi
        self.log = config.var / "server.log"
        with socket.socket() as probe:
            probe.bind((ADDRESS, 0))
            self.port: int = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Come back when it answers."""
        command = [sys.executable, "-m", "gunicorn", *options(), "--bind", f"{ADDRESS}:{self.port}"]
        how = {"cwd": ROOT, "env": self.environment, "start_new_session": True}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([*command, self.wsgi], stderr=log, **how)
        end = time.monotonic() + 60
        while True:
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            assert time.monotonic() < end, "the server took too long"
            try:
                socket.create_connection((ADDRESS, self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)

    def cpu_seconds(self) -> float:
        """The processor time that its processes have taken until now (Linux alone tells)."""
        assert self.process is not None
        ours = [stat.parent for stat in Path("/proc").glob("[0-9]*/stat") if self._is_ours(stat)]
        taken = (path.read_text() for each in ours for path in each.glob("task/*/schedstat"))
        return sum(int(line.split()[0]) for line in taken) / 1e9

    def _is_ours(self, stat: Path) -> bool:
        """Whether it is of our process group, which stands third after the name in brackets."""
        assert self.process is not None
        try:
            return int(stat.read_text().rpartition(")")[2].split()[2]) == self.process.pid
        except OSError:
            return False

    def kill(self) -> None:
        """kill -9, the workers with it: nobody gets to finish anything."""
        process, self.process = self.process, None
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def options() -> list[str]:
    """What `./run serve` gives to gunicorn, read from there."""
    found = re.search(r"^GUNICORN_OPTIONS=\((.*)\)$", (ROOT / "run").read_text(), re.MULTILINE)
    assert found
    return found[1].split()


def environment(config: Config) -> dict[str, str]:
    """That configuration as an operator would set it."""
    others = {k: v for k, v in os.environ.items() if not k.startswith("DAYLINE_")}
    return {
        **others,
        "DAYLINE_DATABASE_URL": config.database_url,
        "DAYLINE_SECRET_KEY": config.secret_key,
        "DAYLINE_DATA_KEY": config.data_key,
        "DAYLINE_VAPID_PRIVATE_KEY": config.vapid_private_key,
        "DAYLINE_VAPID_CONTACT": "mailto:somebody@dayline.dev",
        "DAYLINE_PUBLIC_URL": config.public_url,
    }


class Answered(NamedTuple):
    """What came back: the status, where it sends the browser, and how much there is to show."""

    status: int
    location: str
    length: int = 0


async def post(port: int, path: str, fields: Mapping[str, str], cookie: str) -> Answered:
    """Send a form on a connection of its own. Raises `OSError` if no whole answer comes."""
    body = urlencode(fields)
    return await _ask(
        port,
        f"POST {path} HTTP/1.1\r\nHost: day.example.org\r\nCookie: {cookie}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}",
    )


async def get(port: int, path: str, cookie: str = "") -> Answered:
    """Fetch a page on a connection of its own."""
    return await _ask(
        port,
        f"GET {path} HTTP/1.1\r\nHost: day.example.org\r\nCookie: {cookie}\r\n"
        "Accept-Language: en-US,en;q=0.9\r\nConnection: close\r\n\r\n",
    )


async def _ask(port: int, request: str) -> Answered:
    reader, writer = await asyncio.open_connection(ADDRESS, port)
    try:
        writer.write(request.encode())
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    status = re.match(rb"HTTP/1.1 (\d{3})", head)
    if status is None:
        raise ConnectionResetError("it was cut off")
    location = re.search(rb"\r\nLocation: (\S+)", head)
    return Answered(int(status[1]), location[1].decode() if location else "", len(body))


def file_of(config: Config) -> Path:
    """The SQLite file of that configuration."""
    return Path(config.database_url.removeprefix("sqlite:///"))
