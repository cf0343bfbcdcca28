"""What a daytime plan runs into, said once for all dates on which it does."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from zoneinfo import ZoneInfo

from webapp.domain.clashes import Clash
from webapp.domain.free_time import Room
from webapp.routes.formats import clock, weekdays_said
from webapp.routes.language import _
from webapp.routes.words import ACTIVITY


def said(found: Iterable[Clash], zone: ZoneInfo) -> list[str]:
    """One sentence for each line and session: "Work, 9:00 AM – 6:30 PM, runs into Evening,
    5:45 PM – 9:20 PM: Mon, Wed, Fri."."""
    weekdays: dict[tuple[str, str, str, str], set[int]] = {}
    for each in found:
        assert each.daytime.activity is not None
        assert each.daytime.ends_at is not None
        line = (
            str(ACTIVITY[each.daytime.activity]),
            f"{clock(each.daytime.starts_at, zone)} – {clock(each.daytime.ends_at, zone)}",
            each.session,
            f"{clock(each.arrives_at, zone)} – {clock(each.leaves_at, zone)}",
        )
        weekdays.setdefault(line, set()).add(each.daytime.day.weekday())
    return [
        _(
            "%(activity)s, %(hours)s, runs into %(session)s, %(times)s: %(days)s.",
            activity=activity,
            hours=hours,
            session=session,
            times=times,
            days=weekdays_said(frozenset(days)),
        )
        for (activity, hours, session, times), days in weekdays.items()
    ]


def no_room(room: Room) -> list[str]:
    """One sentence, if a week has fewer days with room for a meeting than it asks for."""
    if not room.is_short:
        return []
    days = weekdays_said(frozenset(day.weekday() for day in room.days))
    if not days:
        return [
            _("It leaves no room for meetings: %(quota)d a week are asked for.", quota=room.to_go)
        ]
    return [
        _(
            "It leaves room for a meeting on %(days)s: %(quota)d a week are asked for.",
            days=days,
            quota=room.to_go,
        )
    ]


def digest(sentences: Iterable[str]) -> str:
    """A short name for exactly these: whoever confirms them has read these and no others."""
    return sha256("\n".join(sentences).encode()).hexdigest()[:16]
