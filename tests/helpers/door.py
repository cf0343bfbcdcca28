"""A program whose check-in is open right now, by the machine's clock, and phones at its door."""

from __future__ import annotations

from contextvars import Context
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert

from tests.helpers import server
from tests.helpers.server import Answered
from webapp.actions import apply_program
from webapp.clock import SystemClock
from webapp.domain import notice
from webapp.domain.access import Role
from webapp.domain.blocks import EVERY_DAY, Kind
from webapp.domain.program_template import TemplateBlock
from webapp.domain.rotating_code import code_for, step_of
from webapp.domain.wall_clock import WallTime
from webapp.models.base import transaction
from webapp.models.consent import NoticeSeen
from webapp.models.people import Account, Enrollment, Participant, SignIn
from webapp.queries import front_desk
from webapp.queries.sign_in import token_hash

FIRST_ID = 10_000
"""Whoever is there already has a smaller one."""


@dataclass(frozen=True)
class Phone:
    """A signed-in phone with the check-in page open: its cookie and the form's hidden fields."""

    participant_id: int
    cookie: str
    csrf_token: str
    key: str


@dataclass(frozen=True)
class Door:
    """The screen at the door, and the phones of everybody who is expected."""

    secret: bytes
    phones: tuple[Phone, ...]

    async def check_in(self, phone: Phone, port: int) -> Answered:
        """Type the code that the screen shows now, and send the form."""
        shown = code_for(self.secret, step_of(SystemClock().now()))
        fields = {"csrf_token": phone.csrf_token, "key": phone.key, "code": shown}
        return await server.post(port, "/check-in", fields, phone.cookie)

    async def look(self, phone: Phone, port: int) -> Answered:
        """Open Today."""
        return await server.get(port, "/today", phone.cookie)


def is_in(answered: Answered) -> bool:
    """Whether the phone was told that its check-in stands."""
    return answered.status == 303 and answered.location.endswith("/today")


def open_door(app: Flask, people: int) -> Door:
    """Rows as they would be, without hashing a passphrase for each."""
    now = SystemClock().now()
    arrive = WallTime.of((now + timedelta(minutes=10)).time())
    if arrive < WallTime.of(now.time()):
        arrive = arrive.plus(24 * 60)
    group = arrive.plus(15)
    blocks = (
        TemplateBlock(Kind.ARRIVE, "Arrive", EVERY_DAY, arrive, None, "Group"),
        TemplateBlock(Kind.TREATMENT, "Group", EVERY_DAY, group, group.plus(60), "Group"),
    )
    template = replace(apply_program.read_template("new_light"), name="Open now", zone="UTC")
    begun = (now - timedelta(days=30)).date()
    program_id = apply_program.apply_program(
        replace(template, blocks=blocks), now=now, effective_from=begun
    )
    ids = range(FIRST_ID, FIRST_ID + people)
    before = now - timedelta(days=7)
    account = {"role": Role.PARTICIPANT, "program_id": program_id, "created_at": before}
    enrollment = {"program_id": program_id, "starts_on": begun, "planned_weeks": 14}
    sign_in = {"own_phone": True, "created_at": now, "last_used_at": now}
    notice_seen = {"version": notice.VERSION, "at": before}
    rows = {
        Account: [{"id": n, "username": f"p{n}", "name": f"P {n}", **account} for n in ids],
        Participant: [{"id": n, "account_id": n, "number": f"{n:06}"} for n in ids],
        Enrollment: [{"participant_id": n, "enrolled_at": before, **enrollment} for n in ids],
        NoticeSeen: [{"participant_id": n, "language": "en", **notice_seen} for n in ids],
        SignIn: [{"account_id": n, "token_hash": token_hash(f"token {n}"), **sign_in} for n in ids],
    }
    with transaction() as writing:
        for table, made in rows.items():
            writing.execute(insert(table), made)
    # Each outside the context of a test, in which Flask would remember one's form for all.
    phones = tuple(Context().run(_phone, app, n) for n in ids)
    return Door(front_desk.secret_of(program_id), phones)


def _phone(app: Flask, participant_id: int) -> Phone:
    with app.test_request_context():
        token = generate_csrf()
        cookie = cookie_of(app, f"token {participant_id}")
    return Phone(participant_id, cookie, token, f"check-in-{participant_id}")


def cookie_of(app: Flask, token: str) -> str:
    """The cookie of a browser that holds that token; the caller has a request open."""
    session["_user_id"] = token
    session["_fresh"] = True
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # of the session interface that is in use
    return f"__Host-dayline={serializer.dumps(dict(session))}"
