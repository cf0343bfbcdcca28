"""The command that lets somebody begin in the browser."""

from __future__ import annotations

import click
from flask import current_app

from webapp.actions import set_up
from webapp.clock import Clock
from webapp.domain.access import grouped_invitation
from webapp.domain.errors import DaylineError
from webapp.queries import setup


@click.command("setup-code")
@click.option("--if-empty", is_flag=True, help="Say nothing where Dayline is set up already.")
def setup_code(if_empty: bool) -> None:
    """Print the one-time code for /setup, while nobody has an account yet."""
    if if_empty and not setup.is_empty():
        return
    clock: Clock = current_app.extensions["dayline_clock"]
    try:
        code = set_up.make_code(clock.true_now())
    except DaylineError as error:
        raise click.ClickException(str(error)) from error
    click.echo("Nobody has an account here yet. Open this address and type the code:")
    click.echo(f"{current_app.config['DAYLINE_PUBLIC_URL']}/setup")
    click.echo(f"{grouped_invitation(code)} works once, for 24 hours.")
