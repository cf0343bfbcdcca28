"""The words and the flat line of a house's pages. Times are those of the house's wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask

from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.consent import OFFERED, Scope
from webapp.domain.house import Reason, RollWord, Stand, Standing
from webapp.domain.marks import Mark
from webapp.domain.shared import Shared
from webapp.domain.wall_clock import Instant, WallTime, local, local_date
from webapp.queries.board import BoardPage, BoardRow
from webapp.routes import words
from webapp.routes.formats import clock, day, weekday
from webapp.routes.language import _, _l

SCOPE: Mapping[Scope, tuple[str, str]] = {
    Scope.SCHEDULE: (_l("When you’re away"), _l("“Away 5:20 to 9:45 PM”, never what for")),
    Scope.ATTENDANCE: (_l("Attendance"), _l("Arrived, late or missed; never why")),
    Scope.DAY_MARKS: (_l("Your taps"), _l("Wake-up, daytime and lights out")),
    Scope.MEETING_COUNT: (_l("How many meetings"), _l("“3 of 5 this week”, not which")),
    Scope.MEETING_DETAIL: (_l("Which meetings"), _l("Date, kind and name; never notes")),
    Scope.ENROLLMENT: (_l("That you’re enrolled"), _l("Since when and until when")),
    Scope.TEST_DONE: (_l("Tests done or missed"), _l("Never a result")),
    Scope.WELFARE_CONTACT: (_l("Whom to call"), _l("When nobody knows where you are")),
    Scope.HOUSE_TO_PROGRAM: (_l("The house’s record, to your program"), _l("Roll call, curfew")),
}
SCOPE_FOR_HOUSE: Mapping[Scope, str] = {
    Scope.SCHEDULE: _l("away times"),
    Scope.ATTENDANCE: _l("attendance"),
    Scope.DAY_MARKS: _l("day marks"),
    Scope.MEETING_COUNT: _l("meeting count"),
    Scope.MEETING_DETAIL: _l("meetings"),
    Scope.ENROLLMENT: _l("enrollment"),
    Scope.TEST_DONE: _l("tests done or missed"),
}
REASON: Mapping[Reason, str] = {
    Reason.OUT: _l("Out"),
    Reason.WORK: _l("Work"),
    Reason.PASS: _l("Overnight pass"),
    Reason.MEDICAL: _l("Medical"),
}
ROLL: Mapping[RollWord, str] = {
    RollWord.IN: _l("In"),
    RollWord.NOT_SEEN: _l("Not seen"),
    RollWord.OUT: _l("Out"),
    RollWord.WORK: _l("Work"),
    RollWord.PASS: _l("Pass"),
    RollWord.MEDICAL: _l("Medical"),
    RollWord.PROGRAM: _l("Program"),
}
TAPPED: Mapping[Mark, str] = {
    Mark.WAKE_UP: _l("Up %(time)s"),
    Mark.DAYTIME: _l("Daytime done %(time)s"),
    Mark.LIGHTS_OUT: _l("Lights out %(time)s"),
}
PAGE: Mapping[str, str] = {
    "board": _l("on the board"),
    "roll_call": _l("in the roll call"),
    "resident": _l("on your page at the house"),
}
LOOK = {
    Standing.NOT_SEEN: ("unknown", "unknown"),
    Standing.LATE: ("late", "clock"),
    Standing.NO_WORD: ("", "unknown"),
    Standing.AWAY: ("", "out"),
    Standing.OUT: ("", "out"),
    Standing.IN: ("", "house"),
}
"""How a standing is drawn: the tone of its word, and its icon."""


def register(app: Flask) -> None:
    """Make these available in templates."""
    app.jinja_env.globals.update(
        scope_words=SCOPE,
        scope_words_for_house=SCOPE_FOR_HOUSE,
        leave_words=REASON,
        roll_words=ROLL,
        disclosed_on=PAGE,
        stand_look=LOOK,
        all_scopes=OFFERED,
    )
    for function in (
        stand_word,
        stand_fact,
        shared_facts,
        board_says,
        strip,
        now_words,
        legal_scopes,
    ):
        app.template_global(function.__name__)(function)
    app.template_global("minute_of_line")(minute_of_line)


def at(viewer: Viewer, house: ManagedHouse) -> dict[str, Any]:
    """What an address needs to name this house: nothing for those who have only one."""
    return {"house": house.key} if len(viewer.houses) > 1 else {}


def now_words(now: Instant, zone: ZoneInfo) -> str:
    """Mon, 6:20 PM."""
    return f"{weekday(local_date(now, zone))}, {clock(now, zone)}"


def board_says(page: BoardPage) -> list[str]:
    """The board in one sentence, piece by piece: "9 in, 1 late, 2 not seen"."""
    count = {each: len(page.standing(each)) for each in Standing}
    out = count[Standing.OUT] + count[Standing.AWAY]
    said = [
        (count[Standing.IN], _("%(n)d in", n=count[Standing.IN])),
        (out, _("%(n)d out", n=out)),
        (count[Standing.LATE], _("%(n)d late", n=count[Standing.LATE])),
        (count[Standing.NOT_SEEN], _("%(n)d not seen", n=count[Standing.NOT_SEEN])),
        (count[Standing.NO_WORD], _("%(n)d without word", n=count[Standing.NO_WORD])),
    ]
    return [words for n, words in said if n] or [_("Nobody lives here yet")]


def stand_word(stand: Stand, zone: ZoneInfo, today: date) -> str:
    """The one word, or few, for where somebody is."""
    if stand.standing is Standing.AWAY and stand.since and stand.until:
        return _("Away %(span)s", span=_span(stand.since, stand.until, zone))
    if stand.standing is Standing.LATE and stand.until:
        return _("Late, due %(time)s", time=_when(stand.until, zone, today))
    if stand.standing is Standing.OUT:
        why = _reason(stand)
        if stand.until:
            time = _when(stand.until, zone, today)
            return _("%(why)s, back by %(time)s", why=why, time=time)
        return why
    if stand.standing is Standing.IN and stand.since and stand.reason is None:
        return _("In since %(time)s", time=_when(stand.since, zone, today))
    if stand.standing is Standing.IN:
        return _("In")
    return _("Not seen") if stand.standing is Standing.NOT_SEEN else _("No word yet")


def _reason(stand: Stand) -> str:
    if isinstance(stand.reason, Reason):
        return str(REASON[stand.reason])
    return str(ROLL[stand.reason]) if stand.reason else _("Out")


def stand_fact(stand: Stand, zone: ZoneInfo, today: date) -> str:
    """How the house knows."""
    if stand.since is None:
        return _("Nothing written down since last night")
    time = _when(stand.since, zone, today)
    if stand.standing is Standing.NO_WORD and stand.reason is RollWord.NOT_SEEN:
        return _("Not there yet at roll call, %(time)s", time=time)
    if stand.standing is Standing.NO_WORD:
        return _("Was away until %(time)s", time=time)
    if stand.standing in (Standing.LATE, Standing.OUT) and isinstance(stand.reason, Reason):
        return _("Left %(time)s", time=time)
    if stand.standing is Standing.AWAY or stand.reason is None:
        return _("At roll call, %(time)s", time=time) if stand.standing is Standing.NOT_SEEN else ""
    return _("At roll call, %(time)s", time=time)


def shared_facts(shared: Shared, zone: ZoneInfo, now: Instant) -> list[tuple[str, str, str]]:
    """What consent adds in words: text, tone and icon of each."""
    found = []
    for away in shared.aways:
        if now < away.starts_at and local_date(away.starts_at, zone) == local_date(now, zone):
            span = _span(away.starts_at, away.ends_at, zone)
            found.append((_("Away %(span)s", span=span), "", "out"))
    for each in shared.statuses:
        word = str(words.STATUS_FOR_STAFF[each.status])
        if each.came_at is not None:
            tone = "late" if each.status in ("late", "partial", "left_early") else "done"
            came = clock(each.came_at, zone)
            found.append((_("%(word)s, in %(time)s", word=word, time=came), tone, "done"))
        else:
            found.append((word, "", "clock"))
    found += [
        (str(TAPPED[mark.mark]) % {"time": clock(mark.at, zone)}, "", "check")
        for mark in shared.marks
    ]
    if shared.meetings is not None:
        count = shared.meetings
        found.append(
            (_("%(n)d of %(all)d meetings", n=count.done, all=count.quota), "", "meetings")
        )
    return found


def _span(starts_at: Instant, ends_at: Instant, zone: ZoneInfo) -> str:
    """5:20–9:45 PM: the half of the day is said once where it is the same."""
    first, last = clock(starts_at, zone), clock(ends_at, zone)
    hour, _blank, half = first.partition(" ")
    return f"{hour}–{last}" if half and last.endswith(half) else f"{first} – {last}"


def _when(moment: Instant, zone: ZoneInfo, today: date) -> str:
    """4:30 PM, or yesterday 11:02 PM, or Sat, Nov 21, 11:02 PM."""
    there, time = local_date(moment, zone), clock(moment, zone)
    if there == today:
        return time
    if (today - there).days == 1:
        return _("%(time)s yesterday", time=time)
    if (there - today).days == 1:
        return _("%(time)s tomorrow", time=time)
    return f"{day(there)}, {time}"


LINE_BEGINS, LINE_MINUTES = WallTime(7 * 60), 960


def minute_of_line(moment: Instant, zone: ZoneInfo) -> int:
    """Minutes after 7 AM of the instant's own date, kept on the line."""
    there = local(moment, zone)
    minutes = there.hour * 60 + there.minute - LINE_BEGINS.minutes
    return min(max(minutes, 4), LINE_MINUTES - 4)


@dataclass(frozen=True, slots=True)
class Strip:
    """A resident's day laid flat, in minutes after 7 AM, and the same in words."""

    now: int
    outlines: tuple[tuple[int, int], ...]
    late: tuple[int, int] | None
    gap: tuple[int, int] | None
    dots: tuple[int, ...]
    says: str


def strip(row: BoardRow, page: BoardPage) -> Strip:
    """The small flat line of one resident: the house's own facts, and what consent adds."""
    zone, now = page.house.zone, page.now
    here = minute_of_line(now, zone)
    spans = [
        (leave.left_at, leave.returned_at or max(now, leave.due_at or now)) for leave in row.leaves
    ]
    spans += [(away.starts_at, away.ends_at) for away in row.shared.aways]
    drawn = [_on_the_line(starts, ends, zone, page.day) for starts, ends in spans]
    said = [stand_word(row.stand, zone, page.day), stand_fact(row.stand, zone, page.day)]
    said += [words for words, _tone, _icon in shared_facts(row.shared, zone, now)]
    due, since = row.stand.until, row.stand.since
    is_late = row.stand.standing is Standing.LATE and due is not None
    is_gap = row.stand.standing is Standing.NOT_SEEN and since is not None
    return Strip(
        now=here,
        outlines=tuple(each for each in drawn if each is not None),
        late=_on_the_line(due, now, zone, page.day) if is_late and due else None,
        gap=_on_the_line(since, now, zone, page.day) if is_gap and since else None,
        dots=tuple(
            minute_of_line(each.came_at, zone)
            for each in row.shared.statuses
            if each.came_at is not None
        ),
        says=", ".join(each for each in said if each),
    )


def _on_the_line(
    starts: Instant, ends: Instant, zone: ZoneInfo, today: date
) -> tuple[int, int] | None:
    """Begin and length of what falls on that date's line, or None."""
    begins, finishes = LINE_BEGINS.on(today, zone), WallTime(23 * 60).on(today, zone)
    first, last = max(starts, begins), min(ends, finishes)
    if last <= first:
        return None
    left = minute_of_line(first, zone)
    return left, max(minute_of_line(last, zone) - left, 12)


def legal_scopes(shared: Shared) -> str:
    """away times, attendance."""
    return ", ".join(str(SCOPE_FOR_HOUSE[each]) for each in OFFERED if each in shared.scopes)
