"""Parts of a page that every template has at hand, and what is the same each time kept ready."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from markupsafe import Markup

from webapp.routes.language import language

Part = Callable[..., Markup]
KEPT = {
    "icon": "icon",
    "day_gradients": "day_gradients",
    "tabs": "tabs",
    "waiting_words": "waiting",
}
"""Macros that say the same to everybody for the same arguments, and the files they are in."""
MADE = {"token": "form", "waiting_here": "waiting"}


def register(app: Flask) -> None:
    """Make these available in templates, without an import in each."""
    parts = app.jinja_env
    # There are few templates: all of them are kept.
    parts.cache = {}
    parts.globals["url_for"] = address

    def macro(name: str, file: str) -> Part:
        found: Part = getattr(parts.get_template(f"components/{file}.html").module, name)
        return found

    # One after the other: each finds those before it.
    for name, file in KEPT.items():
        parts.globals[name] = _kept(macro(name, file))
    for name, file in MADE.items():
        parts.globals[name] = macro(name, file)


def _kept(part: Part) -> Part:
    """The part, made once for each of its arguments and language of the page."""

    @lru_cache(maxsize=256)
    def made(_root: str, _language: str, *arguments: Any) -> Markup:
        return part(*arguments)

    return lambda *arguments: made(request.root_path, language().name, *arguments)


def address(endpoint: str, **values: Any) -> str:
    """`url_for`, which has to be asked only once for each address on this site."""
    if "_external" in values:
        return url_for(endpoint, **values)
    return _address(request.root_path, endpoint, tuple(values.items()))


@lru_cache(maxsize=4096)
def _address(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))
