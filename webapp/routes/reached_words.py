"""Why no reminder reached somebody, as staff read it, and what to say that was done instead."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.domain.reached import Contact, Reached
from webapp.routes.language import _l

WHY: Mapping[Reached, str] = {
    Reached.NO_PHONE: _l("No phone set up"),
    Reached.SWITCHED_OFF: _l("Reminders switched off"),
    Reached.SIGNED_OUT: _l("Signed out on the phone"),
    Reached.ENDED: _l("The link to the phone has ended"),
    Reached.REFUSED: _l("The phone’s service refused it"),
    Reached.NOT_IN_TIME: _l("Could not be sent in time"),
}
DONE: Mapping[Contact, str] = {
    Contact.CALLED: _l("Called %(time)s by %(name)s"),
    Contact.TOLD: _l("Told %(time)s by %(name)s"),
}


def done(how: Contact, time: str, name: str) -> str:
    """Called 5:17 PM by Sam K."""
    return str(DONE[how]) % {"time": time, "name": name}
