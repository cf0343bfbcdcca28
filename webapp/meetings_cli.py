"""Commands about the lists of meetings."""

from __future__ import annotations

import os
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.actions import ask_import, bring_in
from webapp.clock import Clock
from webapp.domain.directory_import import LARGEST, Import, ImportState
from webapp.feeds import run
from webapp.queries import meeting_import, meeting_sources

meetings = AppGroup("meetings", help="The lists of meetings that programs take.")
POLITE = 10
"""How far this stands back behind whatever else the machine does."""
SAID = {
    ImportState.APPLIED: "brought in",
    ImportState.UNCHANGED: "nothing changed",
    ImportState.READY: "waits for somebody at /program/meetings",
    ImportState.HELD: "waits for somebody at /program/meetings",
}


@meetings.command("import")
@click.argument("source_key", required=False)
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--due", is_flag=True, help="Read what was asked for or is due, then end.")
@click.option("--yes", is_flag=True, help="Bring it in without anybody looking at it first.")
def import_lists(source_key: str | None, file: Path | None, due: bool, yes: bool) -> None:
    """Read the list of SOURCE_KEY from its address, or from FILE. Without either: the keys."""
    clock: Clock = current_app.extensions["dayline_clock"]
    if due:
        os.nice(POLITE)
        run.run_due(clock.true_now)
        return
    known = {key: (source_id, name) for source_id, key, name in meeting_sources.everywhere()}
    if source_key is None:
        for key, (_source_id, name) in known.items():
            click.echo(f"{key}  {name}")
        return
    if source_key not in known:
        raise click.ClickException(
            f"no list has the key {source_key!r}; without a key all are shown"
        )
    body = _content(file) if file else None
    key = ask_import.ask(known[source_key][0], by=None, true_now=clock.true_now(), body=body)
    run.run_one(clock.true_now, key)
    if yes:
        bring_in.confirm(None, key, clock.true_now())
    read = meeting_import.reading(key)
    if read.state is ImportState.TROUBLED:
        raise click.ClickException(f"not read: {read.trouble}; the list stays as it was")
    click.echo(_in_a_line(read))


def _content(file: Path) -> bytes:
    if file.stat().st_size > LARGEST:
        raise click.ClickException(f"{file} is larger than {LARGEST // 1024**2} MB")
    return file.read_bytes()


def _in_a_line(read: Import) -> str:
    counts = read.counts
    return (
        f"{counts.new} new, {counts.changed} changed, {counts.back} back, "
        f"{counts.vanishes} gone, {counts.stays} as they were, {counts.refused} rows refused: "
        f"{SAID.get(read.state, read.state)}"
    )
