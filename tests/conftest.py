"""Fixtures: an application on a real database, a clock that stands still, the cast."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade

from config import Config
from tests.helpers import cast as cast_module
from tests.helpers.browser import Browser
from tests.helpers.cast import Cast, Someone
from tests.helpers.clock import FrozenClock
from tests.helpers.configs import config_of
from tests.helpers.databases import Database, PostgresCluster, SqliteFile
from webapp.actions import passphrase
from webapp.app import create_app
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.queries.sign_in import live

NOW = "2026-11-23 17:20"
"""A Monday, 25 minutes before the arrival at New Light, with its check-in open."""
LONGEST_FIRST = (
    "journeys/test_accessibility.py",
    "test_docs.py",
    "journeys/test_without_signal.py",
    "push/test_faults.py",
    "journeys/test_front_desk.py",
    "journeys/test_reminders_in_firefox.py",
    "journeys/test_reminders.py",
    "journeys/test_on_the_phone.py",
    "push/test_kills.py",
    "test_access.py",
    "test_canaries.py",
    "journeys/test_sharing.py",
    "journeys/test_first_evening.py",
    "journeys/test_consent.py",
    "journeys/test_back_and_waits.py",
    "test_demo.py",
    "actions/record_machine/test_machine.py",
    "test_kill_nine.py",
)
"""Each file runs on one core: begun last, one of these would leave the other core idle."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.addoption("--deep", action="store_true", help="minutes in place of seconds")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about the other database alone is not part of a run on this one; and what takes
    longest begins first."""
    other = {"sqlite": "postgresql_only", "postgresql": "sqlite_only"}
    mark = other[config.getoption("--database")]
    alone = [item for item in items if item.get_closest_marker(mark)]
    config.hook.pytest_deselected(items=alone)
    here = Path(__file__).parent
    order = {here / name: place for place, name in enumerate(LONGEST_FIRST)}
    rest = [item for item in items if item not in alone]
    items[:] = sorted(rest, key=lambda item: order.get(item.path, len(order)))


@pytest.fixture(scope="session", autouse=True)
def quick_hashing() -> Iterator[None]:
    """Hash with the least work: the tests are about who gets in, not about how slow it is."""
    patch = pytest.MonkeyPatch()
    patch.setattr(passphrase, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Where the databases of the tests lie: in memory where there is such a place, for every
    commit waits until it is on the disk."""
    memory = Path("/dev/shm")
    made = tempfile.mkdtemp(prefix="dayline-", dir=memory if memory.is_dir() else None)
    yield Path(made)
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def database(folder: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The database that this run is about: a SQLite file, or a PostgreSQL server of our own."""
    if request.config.getoption("--database") == "sqlite":
        yield SqliteFile(folder)
        return
    with tempfile.TemporaryDirectory(prefix="dayline-") as roomy:
        made = PostgresCluster(Path(roomy))
        yield made
        made.stop()


@pytest.fixture(scope="session")
def config(folder: Path, database: Database) -> Config:
    return config_of(database.url, folder)


@pytest.fixture(scope="session")
def prepared(config: Config, clock: FrozenClock, database: Database) -> tuple[Flask, Cast]:
    """The application and the cast, with the migrated database that they are in kept."""
    app = create_app(config, clock=clock)
    app.config.update(TESTING=True, SESSION_COOKIE_SECURE=False, SESSION_COOKIE_NAME="dayline")
    with app.app_context():
        upgrade()
        cast = cast_module.make_cast(clock.true_now(), passphrase.hashed(cast_module.PASSPHRASE))
        db.session.remove()
        db.engine.dispose()
    database.keep()
    return app, cast


@pytest.fixture
def app(prepared: tuple[Flask, Cast], clock: FrozenClock, database: Database) -> Iterator[Flask]:
    """The application with a fresh copy of the prepared database, at NOW."""
    app, _cast = prepared
    clock.set(NOW)
    database.restore()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def cast(app: Flask, prepared: tuple[Flask, Cast]) -> Cast:
    return prepared[1]


@pytest.fixture
def now(app: Flask, clock: FrozenClock) -> Instant:
    return clock.now()


@pytest.fixture
def signed_in(app: Flask, cast: Cast, clock: FrozenClock) -> Callable[[str], Browser]:
    """signed_in("jordan"): a browser in which that person is signed in."""

    def make(username: str, *, own_phone: bool = True) -> Browser:
        person: Someone = cast.people[username]
        token = cast_module.token_for(person, clock.true_now(), own_phone=own_phone)
        return Browser(app, token)

    return make


@pytest.fixture
def viewer(app: Flask, cast: Cast, clock: FrozenClock) -> Callable[[str], Viewer]:
    """viewer("jordan"): that person as the rules and actions know them, signed in just now."""

    def make(username: str) -> Viewer:
        token = cast_module.token_for(cast.people[username], clock.true_now())
        found = live(token, clock.true_now())
        assert found is not None
        return found.viewer

    return make


@pytest.fixture
def anybody(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app)
