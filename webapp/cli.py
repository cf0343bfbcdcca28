"""Commands, for what the browser cannot do yet and for whoever runs the machine."""

from __future__ import annotations

import secrets
import shlex
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click
from cryptography.fernet import Fernet
from flask import Flask, current_app
from flask.cli import AppGroup

from config import Config, new_vapid_key
from webapp import demo_cli, house_cli, meetings_cli, setup_cli, worker_cli
from webapp.actions import apply_program, change_schedule, enroll, invite
from webapp.clock import Clock
from webapp.domain.access import Role, grouped_invitation
from webapp.domain.errors import DaylineError
from webapp.domain.schedule import Change, ScheduleException, Topic
from webapp.domain.wall_clock import WallTime, local_date, zone_named

keys = AppGroup("keys", help="The secrets of this deployment.")
program = AppGroup("program", help="Programs, made from templates.")
owner = AppGroup("owner", help="Owners: program staff who also manage staff and settings.")
staff = AppGroup("staff", help="Program staff.")
exception = AppGroup("exception", help="Changes to one date of a program.")
topic = AppGroup("topic", help="What sessions are about.")


def register(app: Flask, config: Config) -> None:
    """Add the commands; those of the demo only where this is a demo."""
    for group in (
        keys,
        program,
        owner,
        staff,
        exception,
        topic,
        meetings_cli.meetings,
        *house_cli.GROUPS,
    ):
        app.cli.add_command(group)
    for command in (worker_cli.remind, worker_cli.worker, setup_cli.setup_code):
        app.cli.add_command(command)
    app.config["DAYLINE_KEYS"] = config.var / "keys"
    if config.demo:
        app.cli.add_command(demo_cli.demo)


def _says_why(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what a person can put right into one line, without a trace."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except DaylineError as error:
            raise click.ClickException(str(error)) from error

    return wrapped


def _clock() -> Clock:
    clock: Clock = current_app.extensions["dayline_clock"]
    return clock


@keys.command("create")
def keys_create() -> None:
    """Make the secrets that are missing, under var/, readable by you alone."""
    folder: Path = current_app.config["DAYLINE_KEYS"]
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    made = {
        "secret_key": secrets.token_urlsafe(48),
        "data_key": Fernet.generate_key().decode(),
        "vapid_private_key": new_vapid_key(),
    }
    for name, value in made.items():
        path = folder / name
        if not path.exists() or not path.read_text(encoding="utf-8").strip():
            beside = path.with_suffix(".new")
            beside.touch(mode=0o600)
            beside.write_text(value + "\n", encoding="utf-8")
            beside.replace(path)
        path.chmod(0o600)
        click.echo(f"DAYLINE_{name.upper()}_FILE={shlex.quote(str(path))}")


@program.command("apply")
@click.argument("template")
@click.option("--name", help="Call it something else than the template does.")
@click.option("--zone", help="An IANA zone like America/Chicago.")
@_says_why
def program_apply(template: str, name: str | None, zone: str | None) -> None:
    """Make a program from TEMPLATE: new_light, baystate, blank, or the path of a file of yours."""
    read = apply_program.read_template(template)
    now = _clock().now()
    begins = local_date(now, zone_named(zone or read.zone))
    apply_program.apply_program(read, now=now, effective_from=begins, name=name, zone=zone)
    click.echo(f"{name or read.name}: {len(read.blocks)} blocks, {len(read.topics)} topics.")


@owner.command("create")
@click.option("--program", "program_name", required=True)
@click.option("--name", required=True, help="As staff and participants will read it.")
@click.option("--username", required=True, help="To sign in with.")
@_says_why
def owner_create(program_name: str, name: str, username: str) -> None:
    """Make an owner and print their one-time way in."""
    _add_staff(program_name, name, username, Role.OWNER)


@staff.command("create")
@click.option("--program", "program_name", required=True)
@click.option("--name", required=True, help="As participants will read it.")
@click.option("--username", required=True, help="To sign in with.")
@_says_why
def staff_create(program_name: str, name: str, username: str) -> None:
    """Make a member of staff and print their one-time way in."""
    _add_staff(program_name, name, username, Role.STAFF)


@staff.command("invite")
@click.argument("username")
@_says_why
def staff_invite(username: str) -> None:
    """Give USERNAME (staff or owner) a new way in; when it is used, the old one ends."""
    account_id = enroll.office_account(username)
    _print_invitation(account_id)


def _add_staff(program_name: str, name: str, username: str, role: Role) -> None:
    program_id, _zone = change_schedule.program_named(program_name)
    now = _clock().true_now()
    account_id = enroll.add_staff(name, username, role, program_id=program_id, now=now)
    _print_invitation(account_id)


def _print_invitation(account_id: int) -> None:
    made = invite.invite(account_id, by=None, now=_clock().true_now())
    click.echo(f"Open {current_app.config['DAYLINE_PUBLIC_URL']}/invite#{made.token}")
    click.echo(f"or type {grouped_invitation(made.code)} there. It works once, for 72 hours.")


@exception.command("add")
@click.option("--program", "program_name", required=True)
@click.option("--date", "day", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--change", required=True, type=click.Choice([each.value for each in Change]))
@click.option("--session", "session_name", help="Leave out for all sessions of that date.")
@click.option("--arrive", help="The new arrival time, like 16:30, if it is moved or extra.")
@_says_why
def exception_add(
    program_name: str, day: Any, change: str, session_name: str | None, arrive: str | None
) -> None:
    """Add a holiday, or cancel, move or add a session."""
    program_id, _zone = change_schedule.program_named(program_name)
    new = ScheduleException(
        day=day.date(),
        change=Change(change),
        session=session_name,
        arrive=WallTime.parse(arrive) if arrive else None,
    )
    change_schedule.add_exception(program_id, new, _clock().now())
    click.echo(f"{day.date()}: {change}.")


@topic.command("set")
@click.option("--program", "program_name", required=True)
@click.option("--date", "day", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--session", "session_name", required=True)
@click.option("--facilitator", default="")
@click.argument("title")
@_says_why
def topic_set(program_name: str, day: Any, session_name: str, facilitator: str, title: str) -> None:
    """Say that the session of a date is about TITLE."""
    program_id, _zone = change_schedule.program_named(program_name)
    when: date = day.date()
    new = Topic(when, session_name, title, facilitator)
    change_schedule.set_topic(program_id, new, _clock().now())
    click.echo(f"{when}: {title}.")
