"""The address that a list is asked for at, from the one that somebody typed."""

from __future__ import annotations

from yarl import URL

from webapp.domain.directory import FeedKind

SEARCH = {"switcher": "GetSearchResults", "get_used_formats": "1", "lang_enum": "en"}
JSON_PATH = "/client_interface/json/"
LONGEST = 2000


def address_of(url: str, kind: FeedKind, access_key: str = "") -> URL | None:
    """Where to ask, or None if it is no http or https address or carries a user's name.

    A BMLT server's own address is completed to a search for all its meetings with what their
    formats mean; a site without a path to where the TSML plugin answers. The plugin takes its
    key as the parameter `key`.
    """
    address = opened(url)
    if address is None:
        return None
    if kind is FeedKind.BMLT:
        return _search(address)
    if address.path == "/" and not address.query_string:
        address = address.with_path("/wp-admin/admin-ajax.php").with_query(action="meetings")
    return address.update_query(key=access_key) if access_key else address


def opened(url: str) -> URL | None:
    """The address without its fragment, if it is one that may be opened."""
    try:
        address = URL(url.strip()[:LONGEST])
        usable = address.scheme in ("http", "https") and address.host and address.port
    except ValueError:
        return None
    if not usable or address.user is not None or address.password is not None:
        return None
    return address.with_fragment(None)


def without_key(address: URL, access_key: str) -> URL:
    """The address without the key in it."""
    kept = [(name, value) for name, value in address.query.items() if value != access_key]
    return address.with_query(kept) if len(kept) < len(address.query) else address


def _search(address: URL) -> URL:
    if "switcher" not in address.query:
        if not address.path.rstrip("/").endswith(JSON_PATH.rstrip("/")):
            address = address.with_path(address.path.rstrip("/") + JSON_PATH, keep_query=True)
        return address.update_query(SEARCH)
    if address.query["switcher"] == SEARCH["switcher"] and JSON_PATH in address.path:
        return address.update_query(get_used_formats="1")
    return address
