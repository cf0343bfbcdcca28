"""What makes Dayline an app on a phone: manifest, service worker, one stylesheet."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, jsonify, url_for

from webapp.routes.language import _

pwa = Blueprint("pwa", __name__)

WORKER = ("service_worker.js", "push_worker.js", "waiting_worker.js")
"""The parts of the service worker: what it keeps on the phone, what reaches it from outside,
what waits to be sent."""
IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')


@pwa.get("/manifest.webmanifest")
def manifest() -> Response:
    """The web app manifest. Name and icon say nothing about what Dayline is for."""

    def icon(name: str, size: int, purpose: str) -> dict[str, str]:
        source = url_for("static", filename=f"icons/{name}.png")
        sizes = f"{size}x{size}"
        return {"src": source, "sizes": sizes, "type": "image/png", "purpose": purpose}

    response = jsonify(
        id="/",
        name="Dayline",
        short_name="Dayline",
        description=_("Your day on one line."),
        start_url="/",
        scope="/",
        display="standalone",
        orientation="portrait",
        background_color="#17182b",
        theme_color="#17182b",
        icons=[
            icon("icon-192", 192, "any"),
            icon("icon-512", 512, "any"),
            icon("maskable-192", 192, "maskable"),
            icon("maskable-512", 512, "maskable"),
        ],
    )
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


@pwa.get("/service-worker.js")
def service_worker() -> Response:
    """The service worker at its one stable address, told which release it belongs to."""
    scripts = Path(current_app.static_folder or "") / "js"
    first = f'const STATIC = "{current_app.static_url_path}";\n'
    parts = [(scripts / name).read_text(encoding="utf-8") for name in WORKER]
    response = Response(first + "".join(parts), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _bundled(static_folder: str) -> str:
    """All stylesheets in the order that css/app.css gives, each in its layer."""
    css = Path(static_folder) / "css"
    manifest = (css / "app.css").read_text(encoding="utf-8")

    def inlined(found: re.Match[str]) -> str:
        body = (css / found[1]).read_text(encoding="utf-8")
        return f"@layer {found[2]} {{\n{body}}}"

    return IMPORT.sub(inlined, manifest)


@pwa.get("/style/<release>.css")
def stylesheet(release: str) -> Response:
    """css/app.css with its imports in place: one round trip instead of thirty."""
    if release != (current_app.static_url_path or "").rsplit("/", 1)[-1]:
        abort(404)
    response = Response(_bundled(current_app.static_folder or ""), mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
