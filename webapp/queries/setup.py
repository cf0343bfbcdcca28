"""Whether anybody is here yet."""

from __future__ import annotations

from sqlalchemy import select

from webapp.models.base import db
from webapp.models.people import Account


def is_empty() -> bool:
    """True until the first account is made: nobody could sign in. One statement."""
    return db.session.execute(select(Account.id).limit(1)).first() is None
