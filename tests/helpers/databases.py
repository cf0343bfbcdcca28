"""The two databases that Dayline runs on, each real, each put back to its start between tests."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import psycopg

PUT_BACK = Path(__file__).with_name("put_back.sql")
SEND_OTHERS_AWAY = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
    AND pid <> pg_backend_pid()
"""


class Database(Protocol):
    """Where the tests' rows are. `keep` remembers a state, `restore` goes back to it."""

    url: str

    def keep(self) -> None: ...

    def restore(self) -> None: ...


class SqliteFile:
    """A file, and a copy of it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "dayline.sqlite"
        self.kept = folder / "prepared.sqlite"
        self.url = f"sqlite:///{self.file}"

    def keep(self) -> None:
        shutil.copyfile(self.file, self.kept)

    def restore(self) -> None:
        """In one transaction of SQLite's own: a late request of the test before, from a phone
        that is gone, may still be reading, and a file changed under it is a broken one."""
        with (
            closing(sqlite3.connect(self.kept)) as kept,
            closing(sqlite3.connect(self.file, timeout=10)) as live,
        ):
            live.execute("PRAGMA synchronous = OFF")
            kept.backup(live)


class PostgresCluster:
    """A server of our own on a free port of this machine, gone after the tests."""

    def __init__(self, folder: Path) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        found = shutil.which("initdb")
        assert programs or found, "these tests need PostgreSQL: apt-get install postgresql"
        self.programs = programs[-1] if programs else Path(str(found)).parent
        self.data = folder / "postgres"
        self.data.mkdir()
        # PostgreSQL refuses to run as root; Debian's package brings a user for it.
        self.as_user = [] if os.geteuid() else ["runuser", "-u", "postgres", "--"]
        if self.as_user:
            folder.chmod(0o711)
            shutil.chown(self.data, "postgres", "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run("initdb", "--auth=trust", "--username=dayline", "--encoding=UTF8", "--no-sync")
        # Nothing of a test has to survive a power cut.
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k '' -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-l", str(self.data / "log"), "-o", options)
        self.url = f"postgresql+psycopg://dayline@127.0.0.1:{self.port}/dayline"
        self._say("CREATE DATABASE dayline")
        self.connection: psycopg.Connection[Any] | None = None

    def keep(self) -> None:
        with self._connect("dayline") as connection:
            connection.execute(PUT_BACK.read_bytes())
        self._say("CREATE DATABASE prepared TEMPLATE dayline")

    def restore(self) -> None:
        """Put back the rows that the test before changed; if it changed more than rows, or
        something comes in between, make the database anew, which takes much longer."""
        if not self._put_back():
            self._leave()
            self._say("DROP DATABASE dayline WITH (FORCE)")
            self._say("CREATE DATABASE dayline TEMPLATE prepared STRATEGY FILE_COPY")

    def _put_back(self) -> bool:
        """Whether it is as it was. A late request of the test before may still be writing, or
        hold a lock: whoever else is connected is sent away first."""
        patience = time.monotonic() + 10
        try:
            # Kept open: a new connection would first have to learn about every table.
            if self.connection is None:
                self.connection = self._connect("dayline")
            while self.connection.execute(SEND_OTHERS_AWAY).fetchall():
                if time.monotonic() > patience:
                    return False
                time.sleep(0.001)
            return self.connection.execute("SELECT keeping.put_back()").fetchone() == (True,)
        except psycopg.OperationalError:
            return False

    def _leave(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def stop(self) -> None:
        self._leave()
        self._run("pg_ctl", "stop", "-m", "immediate")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.as_user, str(self.programs / program), "-D", str(self.data), *arguments]
        log = self.data.with_name("postgres.log").open("ab")
        with log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd="/")

    def _say(self, statement: str) -> None:
        with self._connect("postgres") as connection:
            connection.execute(statement.encode())

    def _connect(self, name: str) -> psycopg.Connection[Any]:
        address = f"host=127.0.0.1 port={self.port} user=dayline dbname={name}"
        return psycopg.connect(address, autocommit=True)
