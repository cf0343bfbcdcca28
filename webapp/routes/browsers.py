"""What a browser calls itself, for the list of where one is signed in."""

from __future__ import annotations

from flask import request

BROWSERS = ("Firefox", "SamsungBrowser", "Edg", "CriOS", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
CALLED = {
    "SamsungBrowser": "Samsung Internet",
    "Edg": "Edge",
    "CriOS": "Chrome",
    "Macintosh": "Mac",
}


def browser_name() -> str:
    """Enough of the browser's own name to recognise it: "Chrome, Android"."""
    says = request.headers.get("User-Agent", "")
    found = [next((name for name in names if name in says), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(CALLED.get(name, name) for name in found if name)
