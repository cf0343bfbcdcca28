"""Every page of the office and of a house, as the URL map has them, in the large demo.

A page that is new is among them; one whose address nobody here can fill in fails.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy import update

from tests.helpers import lists, slips
from tests.helpers.cast import someone, token_for
from tests.helpers.rows import rows
from webapp.actions import enroll, import_people
from webapp.domain.access import Viewer
from webapp.models.appointment import AppointmentRow
from webapp.models.attendance import CheckInRow
from webapp.models.base import transaction
from webapp.models.house import House, Resident
from webapp.models.people import Enrollment
from webapp.models.slips import MeetingSlip
from webapp.queries.sign_in import live

WHO = (("/program", "rosa"), ("/house", "m01"), ("/kiosk", "sam"))
OF_A_SCREEN = {"/kiosk/screen", "/kiosk/contact", "/kiosk/number"}
"""A screen's own, which knows nobody."""


class Address(NamedTuple):
    """Who asks, the rule, and the rule with somebody's keys in it."""

    who: str
    rule: str
    path: str


def addresses(app: Flask, today: date) -> list[Address]:
    """All of them, by rule."""
    values = _values(today)
    found = []
    for rule in app.url_map.iter_rules():
        who = next((name for prefix, name in WHO if rule.rule.startswith(prefix)), None)
        if who and "GET" in (rule.methods or ()) and rule.rule not in OF_A_SCREEN:
            found.append(Address(who, rule.rule, _filled(rule.rule, values)))
    return sorted(found)


def _filled(rule: str, values: dict[str, str]) -> str:
    path = rule
    for name, value in values.items():
        path = path.replace(name, value)
    assert "<" not in path, f"say in {__name__} how to fill in {rule}"
    return path


def _values(today: date) -> dict[str, str]:
    person, visit = someone("p001").key, rows(AppointmentRow)[0].public_key
    own = rows(CheckInRow, participant_id=someone("p001").participant_id)
    check_in = max(own, key=lambda row: row.day)
    house = next(house for house in rows(House) if house.name == "Alder House")
    soon = today + timedelta(days=7)
    rosa, true_now = _viewer("rosa"), current_app.extensions["dayline_clock"].true_now()
    listed, by_hand = lists.by_feed(rosa.program_id or 0, true_now), lists.by_hand(rosa, true_now)
    reading = lists.read(listed, lists.many(range(60)), true_now)
    return {
        "/program/people/import/<key>": f"/program/people/import/{_imported()}",
        "/program/people/<key>/again": f"/program/people/{_who_left(today)}/again",
        "/program/people/<key>": f"/program/people/{person}",
        "<any(house, person):level>/<key>": f"person/{person}",
        "<participant_key>": person,
        "/program/slips/<key>": f"/program/slips/{_seen(today)}",
        "/program/appointments/<key>": f"/program/appointments/{visit}",
        "/house/residents/<key>": f"/house/residents/{rows(Resident, house_id=house.id)[0].key}",
        "/program/meetings/readings/<key>": f"/program/meetings/readings/{reading}",
        "/program/meetings/by-hand/<key>": f"/program/meetings/by-hand/{by_hand}",
        "/program/meetings/<key>": f"/program/meetings/{lists.source_of(listed).key}",
        "/program/houses/<key>": f"/program/houses/{house.key}",
        "<check_in_key>": check_in.public_key,
        "<session_name>": check_in.session,
        "<day>": check_in.day.isoformat(),
        "<name>/difference": f"baystate/difference?from={soon}",
        "<name>": "baystate",
    }


def _seen(today: date) -> str:
    """The key of a slip that staff saw of somebody who shares their log."""
    now = current_app.extensions["dayline_clock"].now()
    sam, person = _viewer("sam"), someone("p001")
    slips.shares(_viewer("p001"), now)
    slips.seen(sam, person.key, now, today - timedelta(days=1))
    return rows(MeetingSlip)[0].public_key


def _viewer(username: str) -> Viewer:
    true_now = current_app.extensions["dayline_clock"].true_now()
    found = live(token_for(someone(username), true_now), true_now)
    assert found is not None
    return found.viewer


def _imported() -> str:
    """The key of a form with which somebody came in from a file."""
    clock = current_app.extensions["dayline_clock"]
    incoming = [import_people.Incoming(2, enroll.NewParticipant("Ana", "", clock.now().date(), 9))]
    times = {"now": clock.now(), "true_now": clock.true_now()}
    import_people.enroll_all(_viewer("rosa"), "k", incoming, **times)
    return "k"


def _who_left(today: date) -> str:
    """A participant whose last day is past."""
    gone = someone("p002")
    with transaction() as session:
        session.execute(
            update(Enrollment)
            .where(Enrollment.participant_id == gone.participant_id)
            .values(ended_on=today - timedelta(days=1))
        )
    return gone.key
