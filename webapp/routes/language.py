"""gettext with types: every word that people read passes through here or a template."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext
from flask_babel import ngettext as plural


def _(text: str, **values: object) -> str:
    """The text in the language of the page, its %(names)s filled in."""
    return str(gettext(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The singular or the plural in the language of the page; %(num)d is the number."""
    return str(plural(one, many, num, **values))


def _l(text: str) -> str:
    """A text that is translated when it is shown, for tables made at import."""
    lazy: str = lazy_gettext(text)
    return lazy
