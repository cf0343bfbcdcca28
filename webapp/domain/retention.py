"""For how long technical rows are kept once they matter to nobody.

Never part of this: the record, meetings, consents, disclosures and the history of who did what.
45 CFR 164.530(j) wants documents for six years, 42 CFR 2.25 an account of three years of
disclosures; the database itself refuses to delete any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from webapp.domain.access import FORGOTTEN_AFTER, OWN_PHONE
from webapp.domain.directory_import import KEPT
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant

EVERY = timedelta(hours=24)
"""So often it is looked for what is over."""


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """What ended before these instants is not kept any longer.

    `sent` goes by the time of the schedule, the others by the machine's. A sign-in that nobody
    ended is over by itself after the longest life that one can have: it began before `begun`.
    """

    sent: Instant
    phones: Instant
    sign_ins: Instant
    begun: Instant


def cutoffs(settings: ProgramSettings, now: Instant, true_now: Instant) -> Cutoffs:
    """The ends of what these settings keep."""
    sent, sign_ins = timedelta(days=settings.kept_sent), timedelta(days=settings.kept_sign_ins)
    return Cutoffs(
        sent=Instant(now - sent),
        phones=Instant(true_now - sent),
        sign_ins=Instant(true_now - sign_ins),
        begun=Instant(true_now - sign_ins - OWN_PHONE.overall),
    )


def guesses(true_now: Instant) -> Instant:
    """Failures before this instant slow nobody any more, and are kept no longer."""
    return Instant(true_now - FORGOTTEN_AFTER)


def lists_read(true_now: Instant) -> Instant:
    """What was read of meeting lists before this instant is not looked up any more."""
    return Instant(true_now - KEPT)


def is_due(last: Instant | None, true_now: Instant) -> bool:
    """Whether it is time to sweep again."""
    return last is None or true_now - last >= EVERY
