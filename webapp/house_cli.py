"""Commands for houses and who manages them."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.actions import invite, manage_house
from webapp.clock import Clock
from webapp.domain.access import grouped_invitation
from webapp.domain.errors import DaylineError

house = AppGroup("house", help="Sober-living houses: organisations of their own.")
manager = AppGroup("manager", help="House managers.")
GROUPS = (house, manager)


def _clock() -> Clock:
    clock: Clock = current_app.extensions["dayline_clock"]
    return clock


@house.command("create")
@click.option("--name", required=True)
@click.option("--zone", default="America/New_York", help="An IANA zone like America/Chicago.")
@click.option("--phone", default="", help="The house's own number.")
@click.option("--organisation", default="", help="Who runs it; else its name.")
def house_create(name: str, zone: str, phone: str, organisation: str) -> None:
    """Make a house."""
    try:
        manage_house.create_house(
            name, zone=zone, phone=phone, organisation=organisation, now=_clock().true_now()
        )
    except DaylineError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{name}, {zone}.")


@manager.command("invite")
@click.option("--house", "house_name", required=True)
@click.option("--name", required=True, help="As residents will read it.")
@click.option("--username", required=True, help="To sign in with.")
def manager_invite(house_name: str, name: str, username: str) -> None:
    """Let somebody manage a house and print their one-time way in.

    A manager who has an account gets the house as well, and a new way in: when it is used,
    the old one ends.
    """
    now = _clock().true_now()
    try:
        house_id = manage_house.house_named(house_name)
        account_id = manage_house.add_manager(house_id, name, username, now=now)
    except DaylineError as error:
        raise click.ClickException(str(error)) from error
    made = invite.invite(account_id, by=None, now=now)
    click.echo(f"Open {current_app.config['DAYLINE_PUBLIC_URL']}/invite#{made.token}")
    click.echo(f"or type {grouped_invitation(made.code)} there. It works once, for 72 hours.")


@manager.command("remove")
@click.option("--house", "house_name", required=True)
@click.argument("username")
def manager_remove(house_name: str, username: str) -> None:
    """Take a house away from USERNAME; their sign-ins end at once."""
    try:
        house_id = manage_house.house_named(house_name)
    except DaylineError as error:
        raise click.ClickException(str(error)) from error
    if not manage_house.remove_manager(house_id, username, now=_clock().true_now()):
        raise click.ClickException(f"{username!r} does not manage {house_name!r}")
    click.echo(f"{username} does not manage {house_name} any more.")
