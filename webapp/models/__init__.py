"""What Dayline remembers. Importing this package defines every table."""

from webapp.models import attendance, audit, consent, house, meetings, people, program, push
from webapp.models.base import Base, db, transaction

__all__ = [
    "Base",
    "attendance",
    "audit",
    "consent",
    "db",
    "house",
    "meetings",
    "people",
    "program",
    "push",
    "transaction",
]
