"""Commands that exist in the demo only."""

from __future__ import annotations

import json
from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from webapp import demo as demo_data
from webapp import demo_cast as cast
from webapp import demo_houses as houses
from webapp import demo_large, demo_meetings
from webapp.clock import DemoClock
from webapp.domain.access import Role
from webapp.domain.errors import DaylineError
from webapp.domain.wall_clock import WallTime, zone_named

demo = AppGroup("demo", help="The demo: its time, its people.")

ZONE = "America/New_York"
FIRST_YEAR, LAST_YEAR = 2021, 2099
SIZES = ("usual", "large")
"""A cast that one can know by name, or 300 participants in twenty houses."""


def _clock() -> DemoClock:
    clock: DemoClock = current_app.extensions["dayline_clock"]
    return clock


@demo.command("prepare")
@click.argument("at", required=False)
@click.option("--size", type=click.Choice(SIZES), default=SIZES[0])
@click.pass_context
def prepare(context: click.Context, at: str | None, size: str) -> None:
    """Everything `./run demo` needs before it serves: time, tables, people, and who they are."""
    context.invoke(set_clock, at=at)
    upgrade()
    context.invoke(seed, size=size)
    context.invoke(show_cast, as_json=False)


@demo.command("clock")
@click.argument("at", required=False)
def set_clock(at: str | None) -> None:
    """Start the demo's time at AT (YYYY-MM-DD HH:MM, wall time of the demo's programs).

    Without AT the demo goes by the machine's clock again.
    """
    if not at:
        _clock().set_to(None)
        return
    try:
        shown = datetime.strptime(at, "%Y-%m-%d %H:%M")  # noqa: DTZ007 — wall time by nature
        if not FIRST_YEAR <= shown.year <= LAST_YEAR:
            raise ValueError
        moment = WallTime.of(shown.time()).on(shown.date(), zone_named(ZONE))
    except (ValueError, OverflowError, DaylineError) as error:
        raise click.ClickException(
            f"--at {at!r} is no time Dayline knows; write it like 2026-11-23 17:20"
        ) from error
    _clock().set_to(moment)


@demo.command("seed")
@click.option("--size", type=click.Choice(SIZES), default=SIZES[0])
def seed(size: str) -> None:
    """Make the demo's programs, people, last two weeks and meeting lists, where they are
    missing."""
    make = demo_large.seed if size == "large" else demo_data.seed
    make(_clock().now(), _clock().true_now())
    demo_meetings.seed(_clock().true_now())


@demo.command("cast")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
def show_cast(as_json: bool) -> None:
    """Who can sign in, and how."""
    people = [
        {
            "role": str(person.role),
            "name": person.name,
            "username": person.username,
            "passcode": cast.PASSPHRASE,
            "note": f"{person.program}: {person.note}{houses.house_of(person.username)}",
        }
        for person in cast.CAST
        if not person.invited_only
    ]
    people += [
        {
            "role": str(Role.HOUSE_MANAGER),
            "name": manager.name,
            "username": manager.username,
            "passcode": cast.PASSPHRASE,
            "note": f"{manager.house}: house manager",
        }
        for manager in houses.MANAGERS
    ]
    if as_json:
        click.echo(json.dumps(people, ensure_ascii=False, indent=2))
        return
    click.echo(f'Everybody\'s passphrase is "{cast.PASSPHRASE}".')
    for each in people:
        click.echo(f"  {each['username']:<8} {each['role']:<13} {each['name']}, {each['note']}")
