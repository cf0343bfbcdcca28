"""The form about a list of meetings: what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import request

from webapp.domain.access import Viewer
from webapp.domain.directory import FeedKind
from webapp.domain.directory_import import LARGEST
from webapp.domain.errors import UnknownZone
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import zone_named
from webapp.domain.web_address import is_web_address
from webapp.queries.meeting_sources import Facts
from webapp.routes.language import _

LONGEST = {"name": 120, "access_key": 200, "attribution": 200}
FIND_OUT = ""
READ = (FeedKind.MEETING_GUIDE, FeedKind.BMLT)


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they were typed, what is wrong with each, and the facts if nothing is."""

    form: Mapping[str, str]
    errors: Mapping[str, str]
    facts: Facts | None


def empty(viewer: Viewer) -> dict[str, str]:
    """What the form begins with."""
    return {"zone": viewer.zone.key, "kind": FIND_OUT, "fellowship": Fellowship.AA}


def of(facts: Facts) -> dict[str, str]:
    """The form of a list that is there. Its key is not shown again."""
    return {
        "name": facts.name,
        "kind": facts.kind or FIND_OUT,
        "fellowship": facts.fellowship,
        "zone": facts.zone,
        "url": facts.url,
        "attribution": facts.attribution,
    }


def typed(before: Facts | None = None) -> Typed:
    """Read what was sent. `before`: what stands; its key stays unless another is typed."""
    form = {name: request.form.get(name, "").strip() for name in ("url", "zone", "kind")}
    form["fellowship"] = request.form.get("fellowship", "")
    form |= {name: " ".join(request.form.get(name, "").split()) for name in LONGEST}
    errors = dict(_wrong(form))
    if errors:
        return Typed(form, errors, None)
    key = form["access_key"]
    if before is not None and not key and not request.form.get("no_key"):
        key = before.access_key
    facts = Facts(
        form["name"],
        FeedKind(form["kind"]) if form["kind"] else None,
        Fellowship(form["fellowship"]),
        form["zone"],
        form["url"],
        key,
        form["attribution"],
    )
    return Typed(form, {}, facts)


def _wrong(form: Mapping[str, str]) -> list[tuple[str, str]]:
    wrong = []
    if not form["name"]:
        wrong.append(("name", _("Enter a name, like the intergroup’s.")))
    wrong += [
        (name, _("Enter at most %(most)d signs.", most=most))
        for name, most in LONGEST.items()
        if len(form[name]) > most or not form[name].isprintable()
    ]
    if form["url"] and not is_web_address(form["url"]):
        wrong.append(("url", _("Enter an address like https://example.org/meetings.json.")))
    if form["fellowship"] not in tuple(Fellowship):
        wrong.append(("fellowship", _("Choose what kind of meetings these are.")))
    if form["kind"] not in (FIND_OUT, *READ):
        wrong.append(("kind", _("Choose how the list is written.")))
    if _zone(form["zone"]) is None:
        wrong.append(("zone", _("Choose a time zone.")))
    return wrong


def _zone(name: str) -> ZoneInfo | None:
    try:
        return zone_named(name)
    except UnknownZone:
        return None


def file() -> tuple[bytes | None, str]:
    """The uploaded list, if there is one, and what is wrong with it."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None, ""
    with closing(sent):
        content = sent.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        return None, _("That file is larger than 10 MB. Ask for a list of your area only.")
    if not content.strip():
        return None, _("There is nothing in that file.")
    return content, ""
