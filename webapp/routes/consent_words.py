"""The words around a consent that both its participant and the program's staff read."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.domain.consent import Asked
from webapp.routes.language import _l

ASKED: Mapping[Asked, str] = {
    Asked.IN_PERSON: _l("Asked in person"),
    Asked.BY_PHONE: _l("Asked by phone"),
    Asked.IN_WRITING: _l("Asked in writing"),
}
