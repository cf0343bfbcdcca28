"""A process that brings a reading in and stands still in the middle, for a test that kills it.

Arguments: the file of the configuration, the file that says that it stands still, the reading's
key, after which step, and the time.
"""

from __future__ import annotations

import pickle
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from webapp.actions import bring_in
from webapp.app import create_app
from webapp.domain.wall_clock import Instant

if __name__ == "__main__":
    settings, there, key, step, now = sys.argv[1:]
    done = getattr(bring_in, step)

    def stand_still(*arguments: Any) -> None:
        done(*arguments)
        Path(there).touch()
        time.sleep(600)

    setattr(bring_in, step, stand_still)
    with create_app(pickle.loads(Path(settings).read_bytes())).app_context():
        bring_in.confirm(None, key, Instant(datetime.fromisoformat(now)))
