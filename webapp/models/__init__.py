"""What Dayline remembers. Importing this package defines every table."""

from webapp.models import attendance, audit, meetings, people, program, push
from webapp.models.base import Base, db, transaction

__all__ = [
    "Base",
    "attendance",
    "audit",
    "db",
    "meetings",
    "people",
    "program",
    "push",
    "transaction",
]
