"""The form of a meeting entry: what its fields mean, on the page and when it waited on a phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from webapp.actions.log_meeting import NewMeeting
from webapp.domain import picking
from webapp.domain.access import Viewer
from webapp.domain.meeting_search import place_of
from webapp.domain.meetings import LONGEST_TEXT, Fellowship, MeetingRefusal, Mode
from webapp.domain.wall_clock import Instant, WallTime, local_date
from webapp.queries import meeting_picker as picker
from webapp.queries import meetings as query
from webapp.queries.meeting_picker import Listed, Pick
from webapp.queries.meetings import Usual
from webapp.routes import note_form, respond
from webapp.routes.dates import FURTHEST, parse_day, read_wall_time

Form = dict[str, str]
Meant = NewMeeting | MeetingRefusal | None

TYPED = "typed"
LONGEST_PLACE = 300
FIELDS = (
    "pick",
    "held",
    "moved_day",
    "moved_starts",
    "shown_on",
    "day",
    "other_day",
    "starts",
    "fellowship",
    "mode",
    "name",
    "town",
    "key",
    "beside",
    *note_form.FIELDS,
)
"""`pick` is "listed:KEY:DATE:START" or "usual:KEY:DATE", with the date and the start that were
shown, else what was typed is meant. `held` is how they were there, where the list leaves a choice;
`moved_day` and `moved_starts` are for a picked one that was at another time."""
EMPTY = dict.fromkeys(FIELDS, "") | {"day": "today", "mode": Mode.IN_PERSON.value}


def sent(fields: Mapping[str, str]) -> Form:
    """The fields of the form among those that came."""
    return {name: fields.get(name, "").strip() for name in FIELDS}


def read(form: Form, viewer: Viewer, now: Instant) -> Meant:
    """The meeting that a form of that instant means, with the note of its own beside it; None if
    it picks an entry of a log that is not theirs, or not there any more."""
    found = _read(form, viewer, now)
    return note_form.with_note(found, form) if isinstance(found, NewMeeting) else found


def _read(form: Form, viewer: Viewer, now: Instant) -> Meant:
    shown = _shown(form)
    if shown.kind not in ("listed", "usual"):
        return _spelled(form, viewer, now)
    when = _when(form, shown, local_date(now, viewer.zone))
    if isinstance(when, MeetingRefusal):
        return when
    picked = _usual if shown.kind == "usual" else _listed
    return picked(shown.key, form, when, viewer, now)


def chosen(form: Form, viewer: Viewer, now: Instant) -> Pick | Usual | None:
    """What the form picks, as it was shown, to be offered once more after a refusal."""
    shown, today = _shown(form), local_date(now, viewer.zone)
    if shown.kind == "usual":
        usual = query.usual(viewer, shown.key, now)
        return replace(usual, day=_near(shown.day, today) or usual.day) if usual else None
    found = picker.listed(viewer, shown.key) if shown.kind == "listed" else None
    if found is None:
        return None
    listing, day = found.listing, _near(shown.day, today)
    starts = shown.starts or (picking.start_on(listing, day, viewer.zone) if day else None)
    return Pick(listing, day, starts)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A meeting as somebody means it, as far as that can be told."""

    name: str
    day: date | None
    starts: WallTime | None


def spoken(form: Form, viewer: Viewer, now: Instant) -> Spoken:
    """What a form says of its meeting, for the words about one that cannot be saved."""
    picked = chosen(form, viewer, now)
    day, starts = parse_day(form["moved_day"]), read_wall_time(form["moved_starts"])
    if isinstance(picked, Pick):
        return Spoken(picked.listing.name, day or picked.day, starts or picked.starts)
    if picked is not None:
        return Spoken(picked.entry.name, day or picked.day, starts or picked.entry.starts)
    if _shown(form).kind in ("listed", "usual"):
        return Spoken("", day or _shown(form).day, starts or _shown(form).starts)
    day = _day(form, local_date(now, viewer.zone))
    return Spoken(form["name"], day, read_wall_time(form["starts"]))


def form_key(form: Form) -> str:
    """The key under which the form is saved."""
    return form["key"] or respond.new_form_key()


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a row names, with the date and the start that stood on it. A list may change before
    the row is saved, so the row says them itself; a row without a start means the list's own."""

    kind: str
    key: str
    day: date | None
    starts: WallTime | None


def _shown(form: Form) -> _Shown:
    kind, key, day, starts = (*form["pick"].split(":", 3), "", "", "")[:4]
    return _Shown(kind, key, parse_day(day), read_wall_time(starts))


def _near(day: date | None, today: date) -> date | None:
    """The date, unless it is further off than any that a row shows."""
    return day if day and abs(day - today) <= FURTHEST else None


When = tuple[date | None, WallTime | None]
"""The date and the start that are meant: what they say it was, else what was shown."""


def _when(form: Form, shown: _Shown, today: date) -> When | MeetingRefusal:
    day, starts = parse_day(form["moved_day"]), read_wall_time(form["moved_starts"])
    if form["moved_day"] and day is None:
        return MeetingRefusal.NO_DATE
    if form["moved_starts"] and starts is None:
        return MeetingRefusal.NO_TIME
    meant = day or shown.day
    if meant and not _near(meant, today):
        return MeetingRefusal.FUTURE if meant > today else MeetingRefusal.LONG_AGO
    return meant, starts or shown.starts


def _usual(key: str, form: Form, when: When, viewer: Viewer, now: Instant) -> Meant:
    """One of the usual meetings, at the place where its list has it now, or with all the facts of
    last time. Its start is last time's, as it was shown."""
    picked = query.usual(viewer, key, now)
    if picked is None:
        return None
    said = picked.entry
    day, starts = when[0] or picked.day, when[1] or said.starts
    found = picker.listed(viewer, said.listed_key) if said.listed_key else None
    if found is not None and found.gone_at is None:
        return _of_list(found, said.mode, (day, starts), viewer)
    return NewMeeting(
        said.fellowship,
        said.name,
        day,
        starts,
        said.mode,
        said.town,
        said.place,
    )


def _listed(key: str, form: Form, when: When, viewer: Viewer, now: Instant) -> Meant:
    """A meeting of the program's lists: its facts are copied."""
    found = picker.listed(viewer, key)
    if found is None:
        return MeetingRefusal.NOT_LISTED
    held = Mode(form["held"]) if form["held"] in set(Mode) else None
    mode = picking.MODE.get(found.listing.venue) or held
    if mode is None:
        return MeetingRefusal.NO_MODE
    day, starts = when
    return _of_list(found, mode, (day or local_date(now, viewer.zone), starts), viewer)


def _of_list(
    found: Listed, mode: Mode, when: tuple[date, WallTime | None], viewer: Viewer
) -> NewMeeting | MeetingRefusal:
    listing = found.listing
    then = picking.occasion(listing, *when, viewer.zone)
    if then is None:
        return MeetingRefusal.NO_TIME
    gone_on = local_date(found.gone_at, viewer.zone) if found.gone_at else None
    meeting = NewMeeting(
        listing.fellowship,
        listing.name[:LONGEST_TEXT],
        then.day,
        then.starts,
        mode,
        "",
        listed_key=listing.key,
        fits_list=then.fits and (gone_on is None or then.day <= gone_on),
    )
    if mode is not Mode.IN_PERSON:
        return meeting
    return replace(
        meeting, town=listing.city[:LONGEST_TEXT], place=place_of(listing)[:LONGEST_PLACE]
    )


def _today(form: Form, today: date) -> date:
    """What "today" is on the page: it may have been opened before midnight. No page is of a day
    to come; a phone whose clock is ahead may say so."""
    yesterday = today - timedelta(days=1)
    return yesterday if parse_day(form["shown_on"]) == yesterday else today


def _day(form: Form, today: date) -> date | None:
    """The date that was chosen or typed."""
    today = _today(form, today)
    near = {"today": today, "yesterday": today - timedelta(days=1)}
    return near.get(form["day"]) or parse_day(form["other_day"])


def _spelled(form: Form, viewer: Viewer, now: Instant) -> NewMeeting | MeetingRefusal:
    if form["fellowship"] not in set(Fellowship):
        return MeetingRefusal.NO_FELLOWSHIP
    day = _day(form, local_date(now, viewer.zone))
    if day is None:
        return MeetingRefusal.NO_DATE
    starts = read_wall_time(form["starts"])
    if starts is None:
        return MeetingRefusal.NO_TIME
    if form["mode"] not in set(Mode):
        return MeetingRefusal.NO_MODE
    return NewMeeting(
        Fellowship(form["fellowship"]), form["name"], day, starts, Mode(form["mode"]), form["town"]
    )
