"""Topics and who leads, planned for the weeks ahead; and the topics to choose from."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import plan_ahead as action
from webapp.actions.plan_ahead import NewTopic
from webapp.domain.access import Viewer
from webapp.queries import calendar as query
from webapp.queries.change import topics_of
from webapp.routes import guard, respond
from webapp.routes.language import _

topic_pages = Blueprint("topics", __name__, url_prefix="/program/schedule/topics")
LONGEST = 120


@topic_pages.get("")
def show() -> Response:
    """The sessions of the next four weeks."""
    return _page(guard.office())


@topic_pages.post("")
def save() -> Response:
    """Save what is new; where somebody else wrote meanwhile, say so and keep what was typed."""
    viewer = guard.office()
    times = {"now": guard.now(), "true_now": guard.true_now()}
    wanted = {
        each: NewTopic(_typed(f"title-{each}"), _typed(f"led-{each}"), _typed(f"seen-{each}"))
        for each in request.form.getlist("id")
    }
    changed = action.plan_topics(viewer, wanted, **times)
    if changed:
        return _page(viewer, changed)
    return respond.to(url_for("topics.show", _anchor="saved"))


@topic_pages.post("/offered")
def add() -> Response:
    """Another topic to choose from."""
    viewer = guard.office()
    title = _typed("title")
    if not title or not title.isprintable():
        return _page(viewer, wrong=_("Enter a topic of at most 120 signs."))
    if not action.add_topic(viewer, title, true_now=guard.true_now()):
        return _page(viewer, wrong=_("This topic is there already."))
    return respond.to(url_for("topics.show", _anchor="offered"))


@topic_pages.post("/offered/remove")
def remove() -> Response:
    """Offer a topic no longer."""
    viewer = guard.office()
    if not action.remove_topic(viewer, _typed("title"), true_now=guard.true_now()):
        abort(404)
    return respond.to(url_for("topics.show", _anchor="offered"))


def _typed(name: str) -> str:
    return " ".join(request.form.get(name, "").split())[:LONGEST]


def _page(viewer: Viewer, changed: frozenset[str] = frozenset(), wrong: str = "") -> Response:
    return respond.page(
        "program/topics/show.html",
        422 if changed or wrong else 200,
        viewer=viewer,
        sessions=query.topics_ahead(viewer, guard.now()),
        topics=topics_of(viewer),
        changed=changed,
        wrong=wrong,
        form=request.form if changed else {},
    )
