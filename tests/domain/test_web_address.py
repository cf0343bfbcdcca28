import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.web_address import is_web_address


@pytest.mark.parametrize(
    "address",
    ["https://lists.example.org", "http://a.example.org:8080/x?action=meetings&key=1#a"],
)
def test_an_address_of_the_web_is_one(address):
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "lists.example.org",
        "ftp://lists.example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://sam:secret@lists.example.org",
        "https://lists.example.org/a b",
        "https://lists.example.org\\@other.example.org",
        "https://lists.example.org:99999",
        "https://[half",
        "https://lists.example.org/\n",
        "https://lists.example.org/" + "x" * 500,
    ],
)
def test_what_no_browser_opens_or_what_names_somebody_is_none(address):
    assert not is_web_address(address)


@given(st.text())
def test_whatever_somebody_types_has_an_answer(text):
    assert is_web_address(text) in (True, False)
