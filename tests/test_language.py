"""Every word that people read passes through gettext."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.lexer import (
    TOKEN_BLOCK_BEGIN,
    TOKEN_BLOCK_END,
    TOKEN_DATA,
    TOKEN_VARIABLE_BEGIN,
    TOKEN_VARIABLE_END,
)

from tests.helpers.days import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SAME_IN_EVERY_LANGUAGE = ("Dayline", "En español: 2", "TTY", "AA", "NA", "tel:", "SAMHSA")
READ_ATTRIBUTE = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')
FILLED = "\N{BLACK SQUARE}"
"""What stands for an expression of the template, so that tags around it stay whole."""


def raw_markup(path: Path) -> str:
    """The template's own markup, with every expression and statement filled in blind."""
    inside, kept = 0, []
    for _line, kind, value in Environment().lex(path.read_text(encoding="utf-8")):
        if kind in (TOKEN_BLOCK_BEGIN, TOKEN_VARIABLE_BEGIN):
            inside += 1
        elif kind in (TOKEN_BLOCK_END, TOKEN_VARIABLE_END):
            inside -= 1
            kept.append(FILLED)
        elif kind == TOKEN_DATA and not inside:
            kept.append(value)
    return "".join(kept)


def plain_words(markup: str) -> list[str]:
    """Letters that a person would read and nobody could translate."""
    read = READ_ATTRIBUTE.findall(markup)
    read += re.sub(r"<[^>]*>", "\n", markup).split("\n")
    for allowed in SAME_IN_EVERY_LANGUAGE:
        read = [text.replace(allowed, "") for text in read]
    return [text.strip() for text in read if re.search(r"[^\W\d_]", text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_word_on_a_page_is_written_plainly_into_its_template(path):
    assert plain_words(raw_markup(path)) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p>{{ _("Hello") }}</p>', []),
        ('<p aria-label="Hello">{{ x }}</p>', ["Hello"]),
        ("<p>{% if x %}yes{% endif %}</p>", ["yes"]),
        ('<b class="{{ x }}">1-800</b> Dayline', []),
    ],
)
def test_the_search_finds_plain_words_and_nothing_else(tmp_path, template, found):
    (tmp_path / "page.html").write_text(template)
    assert [text.strip(FILLED) for text in plain_words(raw_markup(tmp_path / "page.html"))] == found


def test_no_screen_uses_a_word_that_blames():
    never = re.compile(r"\b(violation|failed|dirty|clean|non-?compliant|tonight)\b", re.IGNORECASE)
    said = re.compile(r'_\(\s*"((?:[^"\\]|\\.)*)"')
    files = [*TEMPLATES, *(ROOT / "webapp" / "routes").rglob("*.py")]
    spoken = [text for path in files for text in said.findall(path.read_text(encoding="utf-8"))]
    assert len(spoken) > 150
    assert [text for text in spoken if never.search(text)] == []


def test_every_page_says_its_language(anybody):
    assert anybody.get("/help").all("html")[0].attrs["lang"] == "en"


@pytest.mark.parametrize("accepts", ["de", "", "xx-invalid", "en-GB,en;q=0.5", "*"])
def test_a_language_that_is_not_there_gets_english(anybody, accepts):
    page = anybody.get("/help", headers={"Accept-Language": accepts})
    assert page.text("h1") == "Help now"
