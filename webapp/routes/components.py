"""Parts of a page that every template has at hand, and what is the same each time kept ready."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for


def register(app: Flask) -> None:
    """Make these available in templates, without an import in each."""
    parts = app.jinja_env

    def macro(template: str, name: str) -> Any:
        return getattr(parts.get_template(f"components/{template}.html").module, name)

    parts.globals["url_for"] = address
    parts.globals["icon"] = lru_cache(maxsize=64)(macro("icon", "icon"))
    parts.globals["day_gradients"] = lru_cache(maxsize=1)(macro("day_gradients", "day_gradients"))
    parts.globals["token"] = macro("form", "token")
    parts.globals["waiting_here"] = macro("waiting", "waiting_here")
    parts.globals["waiting_words"] = macro("waiting", "waiting_words")


def address(endpoint: str, **values: Any) -> str:
    """`url_for`, which has to be asked only once for each address on this site."""
    if "_external" in values:
        return url_for(endpoint, **values)
    return _address(request.root_path, endpoint, tuple(values.items()))


@lru_cache(maxsize=4096)
def _address(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))
