"""The address that a list is asked for at."""

import pytest

from webapp.domain.directory import FeedKind
from webapp.feeds.address import address_of

SEARCH = "switcher=GetSearchResults&get_used_formats=1&lang_enum=en"
AJAX = "/wp-admin/admin-ajax.php?action=meetings"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://na.example.org/main_server", f"/main_server/client_interface/json/?{SEARCH}"),
        ("https://na.example.org/main_server/", f"/main_server/client_interface/json/?{SEARCH}"),
        ("https://na.example.org", f"/client_interface/json/?{SEARCH}"),
        ("https://na.example.org/m/client_interface/json", f"/m/client_interface/json?{SEARCH}"),
        (
            "https://na.example.org/m/?services=5",
            f"/m/client_interface/json/?services=5&{SEARCH}",
        ),
        (
            "https://na.example.org/client_interface/json/?switcher=GetSearchResults&services=5",
            "/client_interface/json/?switcher=GetSearchResults&services=5&get_used_formats=1",
        ),
        (
            "https://na.example.org/client_interface/json/?switcher=GetFormats",
            "/client_interface/json/?switcher=GetFormats",
        ),
    ],
)
def test_the_address_of_a_bmlt_server_becomes_a_search(typed, asked):
    assert str(address_of(typed, FeedKind.BMLT)) == f"https://na.example.org{asked}"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://aa.example.org", AJAX),
        (" https://aa.example.org/ ", AJAX),
        (f"https://aa.example.org{AJAX}", AJAX),
        ("https://aa.example.org/wp-json/tsml/meetings", "/wp-json/tsml/meetings"),
        ("https://aa.example.org/tsml-cache-1a2b.json#top", "/tsml-cache-1a2b.json"),
        ("https://aa.example.org/?feed=meetings", "/?feed=meetings"),
    ],
)
def test_a_site_is_asked_where_its_plugin_answers_and_any_other_address_as_it_is(typed, asked):
    assert str(address_of(typed, FeedKind.MEETING_GUIDE)) == f"https://aa.example.org{asked}"


def test_a_key_replaces_the_one_in_the_address():
    url = f"https://aa.example.org{AJAX}&key=old"
    asked = address_of(url, FeedKind.MEETING_GUIDE, "new")
    assert asked is not None
    assert dict(asked.query) == {"action": "meetings", "key": "new"}
