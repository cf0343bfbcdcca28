"""gettext with types: every word that people read passes through here or a template.

A page has hundreds of them, so what its language is and where its catalog lies is found once
a request.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from flask_babel import get_domain, get_locale
from flask_babel.speaklater import LazyString
from markupsafe import Markup


class Language:
    """A language and its catalog. `markup` keeps the texts of templates that have nothing to
    fill in."""

    def __init__(self, name: str, catalog: Any) -> None:
        self.name, self.catalog = name, catalog
        self.markup: dict[str, Markup] = {}


_LANGUAGES: dict[str, Language] = {}


def register(app: Flask) -> None:
    """Let templates find their words here as well."""
    app.jinja_env.globals.update({"_": _in_template, "ngettext": _plural_in_template})


def language() -> Language:
    """That of the page."""
    found: Language | None = g.get("language")
    if found is None:
        name = str(get_locale() or "en")
        if name not in _LANGUAGES:
            _LANGUAGES[name] = Language(name, get_domain().get_translations())
        found = g.language = _LANGUAGES[name]
    return found


def _(text: str, **values: object) -> str:
    """The text in the language of the page, its %(names)s filled in."""
    said = str(language().catalog.ugettext(text))
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The singular or the plural in the language of the page; %(num)d is the number."""
    said = str(language().catalog.ungettext(one, many, num))
    return said % {"num": num, **values}


def _l(text: str) -> str:
    """A text that is translated when it is shown, for tables made at import."""
    lazy: str = LazyString(_, text)
    return lazy


def _in_template(text: str, **values: object) -> Markup:
    """The same as markup: the catalog is ours, what is filled in is escaped."""
    here = language()
    if values:
        return Markup(here.catalog.ugettext(text)) % values  # noqa: S704 — a text of ours
    if text not in here.markup:
        here.markup[text] = Markup(here.catalog.ugettext(text)) % ()  # noqa: S704 — the same
    return here.markup[text]


def _plural_in_template(one: str, many: str, num: int, **values: object) -> Markup:
    said = Markup(language().catalog.ungettext(one, many, num))  # noqa: S704 — the same
    return said % {"num": num, **values}
