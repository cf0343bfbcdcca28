"""A directory of 100,000 meetings asked for what is near, beside reading just those rows by
their key. SQLite on this disk."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import bindparam, select

from tests.bench.figures import Figure, middle, seconds_of
from tests.helpers.configs import config_of
from tests.helpers.directory import listing, put, source
from tests.helpers.rows import rows as table_rows
from webapp.actions import apply_program
from webapp.app import create_app
from webapp.clock import SystemClock
from webapp.domain.directory import Precision, Venue
from webapp.domain.nearby import Found, Point
from webapp.domain.wall_clock import Instant, WallTime, later
from webapp.models.base import db
from webapp.models.directory import ListedMeeting
from webapp.models.program import Program
from webapp.queries import nearby
from webapp.queries.directory import COLUMNS, listing_in
from webapp.queries.together import rows

LEAVES_OUT = (
    "the page around it; PostgreSQL; a first read from a cold disk; lists whose meetings lie "
    "closer together than towns do"
)
PEER = "the same rows read by their primary key"
MEETINGS, TOWNS = 100_000, 1_500
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
RADIUS = 25.0


def run(*, quick: bool) -> Iterator[Figure]:
    """Three questions that people ask, each from another town every time."""
    rounds, times = (3, 10) if quick else (5, 40)
    with tempfile.TemporaryDirectory(prefix="dayline-bench-") as folder:
        config = config_of(f"sqlite:///{folder}/dayline.sqlite", Path(folder))
        app = create_app(config)
        now = SystemClock().now()
        with app.app_context():
            upgrade()
            program = apply_program.read_template("new_light")
            apply_program.apply_program(program, now=now, effective_from=now.date())
            program_id = table_rows(Program)[0].id
            towns = _fill(program_id, now)
            origins = random.Random(7).sample(towns, times)
            for what, ask in _questions(program_id, now):
                yield _figure(what, ask, origins, rounds)
            db.session.remove()
            db.engine.dispose()


Ask = Callable[[Point], tuple[Found, ...]]


def _questions(program_id: int, now: Instant) -> Iterator[tuple[str, Ask]]:
    day = later(now, 24 * 60)
    yield (
        "what begins within three hours and 25 miles",
        lambda there: nearby.between(program_id, now, later(now, 180), there, RADIUS),
    )
    yield (
        "what begins within a day and 25 miles",
        lambda there: nearby.between(program_id, now, day, there, RADIUS),
    )
    yield (
        "what ended within a day and 25 miles, nearest first",
        lambda there: nearby.lately(program_id, now, there, RADIUS),
    )


def _figure(what: str, ask: Ask, origins: list[Point], rounds: int) -> Figure:
    """Asked in turn with the peer, a round at a time; medians of the rounds."""
    by_key = select(*COLUMNS).where(ListedMeeting.key.in_(bindparam("keys", expanding=True)))
    found = [[each.listing.key for each in ask(there)] for there in origins]

    def ours() -> None:
        for there in origins:
            ask(there)

    def peer() -> None:
        for keys in found:
            list(map(listing_in, rows(by_key, keys=keys)))

    taken = [{"ours": seconds_of(ours), "peer": seconds_of(peer)} for _ in range(rounds)]
    number = sum(map(len, found)) // len(found)
    return Figure(
        "meetings",
        f"{what}, of {MEETINGS:,} (on average {number} found)",
        len(origins),
        middle(taken, "ours"),
        PEER,
        middle(taken, "peer"),
    )


def _fill(program_id: int, now: Instant) -> list[Point]:
    """Four lists of meetings in towns all over the country, and where the towns are."""
    chance = random.Random(6)
    towns = [Point(chance.uniform(26, 48), chance.uniform(-124, -68)) for _ in range(TOWNS)]
    for number, zone in enumerate(ZONES):
        central = source(program_id, now, name=f"List {number}")
        put(central, now, *(_meeting(n, zone, chance, towns) for n in range(MEETINGS // 4)))
    return towns


def _meeting(number: int, zone: str, chance: random.Random, towns: list[Point]) -> object:
    town = chance.choice(towns)
    is_online = chance.random() < 0.1
    return listing(
        f"m{number}",
        chance.randrange(7),
        str(WallTime(15 * chance.randrange(24, 92))),
        name=f"Meeting {number}",
        zone=zone,
        venue=Venue.ONLINE if is_online else Venue.IN_PERSON,
        precision=Precision.NONE if is_online else Precision.EXACT,
        lat=None if is_online else town.lat + chance.uniform(-0.1, 0.1),
        lon=None if is_online else town.lon + chance.uniform(-0.1, 0.1),
    )
