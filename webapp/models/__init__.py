"""What Dayline remembers. Importing this package defines every table."""

from webapp.models import answers, attendance, audit, meetings, people, program, push, reminders
from webapp.models.base import Base, db, transaction

__all__ = [
    "Base",
    "answers",
    "attendance",
    "audit",
    "db",
    "meetings",
    "people",
    "program",
    "push",
    "reminders",
    "transaction",
]
