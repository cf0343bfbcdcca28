"""Addresses on the web that people type."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST_ADDRESS = 500


def is_web_address(text: str) -> bool:
    """Whether it is one that a browser opens and that names nobody: http or https, with a host,
    without a user's name. Where it leads is looked at when it is opened."""
    if len(text) > LONGEST_ADDRESS or not text.isprintable() or " " in text or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        _port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
