"""What Dayline remembers. Importing this package defines every table."""

from webapp.models import (
    answers,
    appointment,
    attendance,
    audit,
    consent,
    contacts,
    front_desk,
    house,
    meetings,
    people,
    program,
    push,
    record,
    reminders,
    template,
)
from webapp.models.base import Base, db, transaction

__all__ = [
    "Base",
    "answers",
    "appointment",
    "attendance",
    "audit",
    "consent",
    "contacts",
    "db",
    "front_desk",
    "house",
    "meetings",
    "people",
    "program",
    "push",
    "record",
    "reminders",
    "template",
    "transaction",
]
