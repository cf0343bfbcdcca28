"""The words that a program chooses itself: on lock screens, under the place, at the front desk."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, request, url_for

from webapp.actions import change_texts as action
from webapp.actions.change_texts import TextsRefusal
from webapp.domain.access import Viewer
from webapp.domain.texts import MOST, Text, WhyNot, why_not
from webapp.queries import texts as query
from webapp.routes import guard, respond
from webapp.routes.language import _
from webapp.routes.text_words import TEXTS, usual

text_pages = Blueprint("texts", __name__, url_prefix="/program/texts")


@text_pages.get("")
def show() -> Response:
    """Each text, with what usually stands there."""
    return _page(guard.owner())


@text_pages.post("")
def change() -> Response:
    """Let other words stand from now on, or say what is wrong and keep what was typed."""
    viewer = guard.owner()
    typed = {
        (text, language): " ".join(request.form.get(f"{text}_{language}", "").split())
        for text in Text
        for language in _languages()
    }
    errors = {}
    for (text, language), words in typed.items():
        why = why_not(text, words, viewer.program_name)
        if why is not None:
            errors[f"{text}_{language}"] = {
                WhyNot.TOO_LONG: _("Use at most %(most)d signs.", most=MOST[text]),
                WhyNot.UNREADABLE: _("Some signs in it cannot be shown. Type it anew."),
                WhyNot.TELLS: _(
                    "A stranger who sees a lock screen could learn from it what this is about."
                    " Use a word that any app could use."
                ),
            }[why]
    if not errors:
        seen, now, true_now = request.form.get("seen", ""), guard.now(), guard.true_now()
        refused = action.change(viewer, typed, seen, now=now, true_now=true_now)
        if refused is None:
            return respond.to(url_for("texts.show"))
        assert refused is TextsRefusal.CHANGED_MEANWHILE
        errors[""] = _(
            "Somebody changed the words meanwhile. What stands now is said beside each field; look"
            " at yours again, then save."
        )
    return _page(viewer, errors, request.form)


def _languages() -> tuple[str, ...]:
    found: tuple[str, ...] = current_app.config["DAYLINE_LANGUAGES"]
    return found


def _page(
    viewer: Viewer, errors: dict[str, str] | None = None, form: Mapping[str, str] | None = None
) -> Response:
    page = query.load(viewer)
    kept = {
        f"{text}_{language}": page.of(text, language).words
        for text in Text
        for language in _languages()
    }
    return respond.page(
        "program/texts/show.html",
        422 if errors else 200,
        viewer=viewer,
        page=page,
        texts=TEXTS,
        most=MOST,
        usual=usual,
        languages=_languages(),
        form={**kept, **(form or {})},
        errors=errors or {},
    )
