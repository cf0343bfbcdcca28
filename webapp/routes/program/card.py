"""The card that an invitation is printed on: shown once, to be scanned or typed."""

from __future__ import annotations

from flask import current_app, url_for

from webapp.actions.invite import Invited
from webapp.documents.qr import square
from webapp.domain.access import grouped_invitation


def card(made: Invited) -> dict[str, object]:
    """What the card shows, for its template."""
    address = f"{current_app.config['DAYLINE_PUBLIC_URL']}{url_for('invite.show')}"
    link = f"{address}#{made.token}"
    return {
        "link": link,
        "qr": square(link),
        "code": grouped_invitation(made.code),
        "expires_at": made.expires_at,
        "address": address,
    }
