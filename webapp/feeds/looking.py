"""Look again and again whether a list is to be read; if so, let a process of its own do it.

It never reads one itself: whatever a list does, who looks here goes on with its own work.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

from webapp.domain.wall_clock import Instant
from webapp.queries import meeting_import

log = logging.getLogger("dayline.feeds")
OFTEN = 3.0
"""Seconds between two looks."""
LONGEST = 600.0
"""Seconds that such a process gets. What it did not finish is begun again."""
ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "flask", "--app", "wsgi", "meetings", "import", "--due")


async def look_again_and_again(
    context: Callable[[], AbstractContextManager[Any]],
    true_now: Callable[[], Instant],
    command: Sequence[str] = COMMAND,
) -> None:
    """Go on until cancelled; a process that was begun is ended then."""
    while True:
        await asyncio.sleep(OFTEN)
        try:
            with context():
                is_due = meeting_import.is_due(true_now())
            if is_due:
                await _let_read(command)
        except Exception:
            log.exception("it could not be looked whether a list is to be read")


async def _let_read(command: Sequence[str]) -> None:
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    try:
        status = await asyncio.wait_for(process.wait(), LONGEST)
        if status:
            log.error("the process that reads lists ended with %d", status)
    except TimeoutError:
        log.error("the process that reads lists took too long, and was ended")
    finally:
        with suppress(ProcessLookupError):
            if process.returncode is None:
                process.kill()
                await process.wait()
