"""One structured line a request: which page, how it went. Never who, never what."""

from __future__ import annotations

import json
import logging
import sys
import traceback

from flask import Flask, Response, request

log = logging.getLogger("dayline.request")
UNHEARD = frozenset({"pages.help_now", "pages.help_of_mine", "static", "up.show"})
"""Nobody may learn that somebody opened Help now: it leaves no line at all."""


class JsonLines(logging.Formatter):
    """One JSON object a line. An exception is named and located; its message stays out."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-6:]
            ]
        return json.dumps(line)


def register(app: Flask) -> None:
    """Send all of the application's log lines to standard error, as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for logger in (app.logger, log):
        logger.handlers = [handler]
        logger.propagate = False
    log.setLevel(logging.INFO)
    app.logger.setLevel(logging.INFO)
    app.after_request(_write)


def _write(response: Response) -> Response:
    if request.endpoint not in UNHEARD:
        facts = {
            "page": request.endpoint or "none",
            "method": request.method,
            "status": response.status_code,
        }
        log.info("answered", extra={"facts": facts})
    return response
