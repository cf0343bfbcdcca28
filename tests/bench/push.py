"""The evening's reminders of one large program: planned, claimed, asked about, encrypted,
delivered over TLS and written down."""

from __future__ import annotations

import asyncio
import sqlite3
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import certifi
import pytest
from flask import Flask
from flask_migrate import upgrade
from pywebpush import webpush
from sqlalchemy import insert

from config import DEMO_CONTACT, new_vapid_key
from tests.bench.figures import Figure, middle, seconds_of
from tests.helpers.clock import FrozenClock
from tests.helpers.configs import config_of
from tests.helpers.databases import SqliteFile
from tests.helpers.loopback import loopback, taken
from tests.helpers.push import FakeTransport
from tests.helpers.push_service import Handset, base64url
from webapp.actions import apply_program
from webapp.actions.plan_reminders import plan_reminders
from webapp.app import create_app
from webapp.domain.access import Role
from webapp.models.base import db, transaction
from webapp.models.people import Account, Enrollment, Participant, SignIn
from webapp.models.push import PushSubscription
from webapp.models.reminders import DeliveryRow, ReminderRow
from webapp.push.message import payload, trial
from webapp.push.transport import Transport
from webapp.push.vapid import OriginVapid
from webapp.push.worker import AT_ONCE, Worker

LEAVES_OUT = (
    "the internet (the push service is a process beside it, over TLS, that takes everything at "
    "once), PostgreSQL, and everybody else who uses the database meanwhile"
)
PLAIN_INSERT = "plain sqlite3 inserts of as many rows, one commit"
PLAIN_READ = "one plain sqlite3 SELECT of as many rows"
PLAIN_SETTLE = f"plain sqlite3: insert, lease and settle as many rows, {AT_ONCE} a commit"
CALLS = 60
DOCUMENTED = f"pywebpush's documented call, one after the other ({CALLS} of them)"


def run(*, quick: bool) -> Iterator[Figure]:
    """Several rounds in turn, each with a fresh copy of the database; medians."""
    people = 500 if quick else 2000
    with program(people) as (app, database, clock), service(database.file.parent) as bench:
        rounds = [one_round(app, database, clock, bench) for _ in range(3 if quick else 5)]
    rows = 2 * people

    def figure(what: str, number: int, ours: str, peer: str, named: str) -> Figure:
        return Figure("push", what, number, middle(rounds, ours), named, middle(rounds, peer))

    yield figure("due rows to delivered and recorded", people, "deliver", "calls", DOCUMENTED)
    yield figure("the same without sending", people, "record", "settle", PLAIN_SETTLE)
    yield figure("plan them", rows, "plan", "insert", PLAIN_INSERT)
    yield figure("plan again, nothing new", rows, "again", "read", PLAIN_READ)


@dataclass(frozen=True)
class Service:
    """The push service of the benchmark: where it is, its certificate, and our signing key."""

    origin: str
    certificate: Path
    key: str

    def transport(self) -> Transport:
        """Ours, trusting that certificate."""
        tls = ssl.create_default_context(cafile=str(self.certificate))
        vapid = OriginVapid(self.key, DEMO_CONTACT)
        return Transport(vapid, "https://day.example.org", frozenset({self.origin}), tls=tls)

    def calls(self, number: int) -> float:
        """Seconds that pywebpush takes for so many messages of our size, called as its
        documentation says. It reads the usual certificates each time, as it would anywhere."""
        phone = Handset()
        keys = {"p256dh": base64url(phone.point), "auth": base64url(phone.auth)}
        to = {"endpoint": f"{self.origin}/phone", "keys": keys}
        data = payload(trial("en"), "https://day.example.org").decode()

        def all_of_them() -> None:
            for _ in range(CALLS):
                webpush(to, data, vapid_private_key=self.key, vapid_claims={"sub": DEMO_CONTACT})

        return seconds_of(all_of_them) * number / CALLS


@contextmanager
def service(folder: Path) -> Iterator[Service]:
    """The push service, known to pywebpush's HTTP client beside all other certificates."""
    with loopback(folder) as (origin, certificate), pytest.MonkeyPatch.context() as patch:
        bundle = folder / "bundle.pem"
        bundle.write_bytes(Path(certifi.where()).read_bytes() + certificate.read_bytes())
        patch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        yield Service(origin, certificate, new_vapid_key())


def one_round(
    app: Flask, database: SqliteFile, clock: FrozenClock, bench: Service
) -> dict[str, float]:
    """Ours and the peers', one after the other, on the same disk."""
    took: dict[str, float] = {}
    for name, transport in (("record", FakeTransport()), ("deliver", bench.transport())):
        database.restore()
        worker = Worker(app.app_context, transport, clock, "bench", b"s", lambda: 0.0)

        def plan() -> None:
            plan_reminders(1, now=clock.now(), true_now=clock.now())

        def remind(worker: Worker = worker) -> None:
            asyncio.run(worker.run_once())

        before = taken(bench.origin, bench.certificate)
        with app.app_context():
            aim(bench.origin)
            clock.set("2026-11-23 15:40")
            took["plan"] = seconds_of(plan)
            took["again"] = seconds_of(plan)
            clock.set("2026-11-23 16:45")
            took[name] = seconds_of(remind)
            db.session.rollback()
            people = db.session.query(DeliveryRow).filter_by(state="sent").count()
            assert db.session.query(ReminderRow).count() == 2 * people
            db.session.remove()
            db.engine.dispose()
        delivered = taken(bench.origin, bench.certificate) - before
        assert delivered == (people if name == "deliver" else 0)
    took["calls"] = bench.calls(people)
    took.update(peers(database.file.with_name("peer.sqlite"), people))
    return took


def aim(origin: str) -> None:
    """All phones are phones of that push service."""
    with transaction() as session:
        for phone in session.query(PushSubscription):
            phone.endpoint = f"{origin}/{phone.id}".encode()


def peers(file: Path, people: int) -> dict[str, float]:
    """The least that could be called the same, on a file of its own with the same settings."""
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE reminder (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i)")
    connection.execute("CREATE TABLE delivery (id INTEGER PRIMARY KEY, a, b, state, d, e, f)")
    row = ("2026-11-23 22:45:00.000000",) * 9

    def in_one_commit(statement: str, values: list[tuple[object, ...]]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(statement, values)
        connection.execute("COMMIT")

    def settle() -> None:
        for start in range(0, people, AT_ONCE):
            some = [(each,) for each in range(start, min(start + AT_ONCE, people))]
            in_one_commit("INSERT INTO delivery VALUES (?, 1, 2, 'waiting', 4, 5, 6)", some)
            in_one_commit("UPDATE delivery SET d = 'leased' WHERE id = ?", some)
            in_one_commit("UPDATE delivery SET state = 'sent', d = NULL WHERE id = ?", some)

    plain = "INSERT INTO reminder (a, b, c, d, e, f, g, h, i) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    return {
        "insert": seconds_of(lambda: in_one_commit(plain, [row] * (2 * people))),
        "read": seconds_of(lambda: connection.execute("SELECT * FROM reminder").fetchall()),
        "settle": seconds_of(settle),
    }


@contextmanager
def program(people: int) -> Iterator[tuple[Flask, SqliteFile, FrozenClock]]:
    """New Light with so many participants, a phone each, in a database on this disk."""
    clock = FrozenClock("2026-11-23 09:00")
    with tempfile.TemporaryDirectory(prefix="dayline-bench-") as folder:
        database = SqliteFile(Path(folder))
        config = config_of(database.url, Path(folder))
        app = create_app(config, clock=clock)
        with app.app_context():
            upgrade()
            read = apply_program.read_template("new_light")
            begins = date(2026, 1, 1)
            program_id = apply_program.apply_program(read, now=clock.now(), effective_from=begins)
            enroll(people, program_id, clock)
            db.session.remove()
            db.engine.dispose()
        database.keep()
        yield app, database, clock


def enroll(people: int, program_id: int, clock: FrozenClock) -> None:
    """Rows as they would be, without hashing a passphrase for each."""
    now, ids = clock.now(), range(1, people + 1)
    account = {"role": Role.PARTICIPANT, "program_id": program_id, "created_at": now}
    enrollment = {"program_id": program_id, "starts_on": date(2026, 10, 26), "planned_weeks": 14}
    sign_in = {"own_phone": True, "created_at": now, "last_used_at": now}
    handset = Handset()
    phone = {"p256dh": handset.point, "auth": handset.auth, "vapid_key_id": "one"}
    phone |= {"created_at": now, "seen_at": now}
    rows = {
        Account: [{"id": n, "username": f"p{n}", "name": f"P {n}", **account} for n in ids],
        Participant: [{"id": n, "account_id": n, "number": f"{n:06}"} for n in ids],
        Enrollment: [{"participant_id": n, "enrolled_at": now, **enrollment} for n in ids],
        SignIn: [{"id": n, "account_id": n, "token_hash": str(n), **sign_in} for n in ids],
        PushSubscription: [
            {
                "account_id": n,
                "sign_in_id": n,
                "endpoint": f"https://fcm.googleapis.com/{n}".encode(),
                "endpoint_hash": str(n),
                **phone,
            }
            for n in ids
        ],
    }
    with transaction() as session:
        for table, made in rows.items():
            session.execute(insert(table), made)
