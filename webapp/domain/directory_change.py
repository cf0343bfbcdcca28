"""What an import would change: a list as it stands, against the same list as it was just read."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import Any

from webapp.domain.directory import Listing, Openness, Precision, Venue
from webapp.domain.feed import Reason, Refused
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import WallTime

MOST_VANISHING = 30
"""Percent of a list that may vanish at once before a person has to look at it."""
MOST_COMING = 200
"""So many more lines, if they are more than there were, have to be looked at by a person."""
NAMES = tuple(each.name for each in fields(Listing) if each.name != "key")
"""What a list says about a meeting; the key is ours."""
TOLD_APART = re.compile(r"(?:#[0-6])?(?:@(?:-|[0-6]-[0-9]{4}))?\Z")
"""What a reader adds to the name that a feed gives, as long as it has several meetings of it."""
USUAL = {each.name: each.default for each in fields(Listing)}


@dataclass(frozen=True, slots=True)
class Changed:
    """A meeting that the list now says something else about."""

    before: Listing
    after: Listing

    @property
    def what(self) -> tuple[str, ...]:
        """The names of the fields that differ."""
        return tuple(n for n in NAMES if getattr(self.before, n) != getattr(self.after, n))


@dataclass(frozen=True, slots=True)
class Change:
    """What an import does to a list. `back` was gone and is listed again; `stays` is how many
    are as they were. What vanishes is marked gone and never deleted."""

    new: tuple[Listing, ...] = ()
    changed: tuple[Changed, ...] = ()
    back: tuple[Listing, ...] = ()
    vanishes: tuple[Listing, ...] = ()
    refused: tuple[Refused, ...] = ()
    stays: int = 0

    @property
    def here(self) -> int:
        """How many are on the list before it."""
        return self.stays + len(self.changed) + len(self.vanishes)

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.changed or self.back or self.vanishes)

    @property
    def is_held(self) -> bool:
        """Whether so much of the list would vanish, or come, that a person has to look first. A
        list that is brought in for the first time has nothing to lose."""
        return len(self.vanishes) * 100 > self.here * MOST_VANISHING or self.outgrows

    @property
    def outgrows(self) -> bool:
        """Whether the list would grow far beyond what somebody once said yes to."""
        grows = len(self.new) + len(self.back) - len(self.vanishes)
        return 0 < self.here < grows and grows >= MOST_COMING


def plan(
    here: Sequence[Listing],
    gone: Sequence[Listing],
    read: Sequence[Listing],
    refused: Sequence[Refused] = (),
) -> Change:
    """What bringing in `read` would do to a list on which `here` are, and `gone` once were.

    Meetings are told apart by `uid`; of two with the same the first counts. A reader has to call
    a meeting otherwise as soon as its feed uses the name for a second one: it is the same one.
    """
    now: dict[str, Listing] = {}
    for each in read:
        now.setdefault(each.uid, replace(each, key=""))
    once = {each.uid: each for each in gone}
    before = {each.uid: each for each in here}
    called = before | _called_otherwise(before, now, once)
    known = [(each, replace(now[uid], key=each.key)) for uid, each in called.items() if uid in now]
    stay = {old.uid for old, _ in known}
    changed = tuple(Changed(old, new) for old, new in known if old != new)
    fresh = [each for uid, each in now.items() if uid not in called]
    return Change(
        new=tuple(each for each in fresh if each.uid not in once),
        changed=changed,
        back=tuple(replace(each, key=once[each.uid].key) for each in fresh if each.uid in once),
        vanishes=tuple(each for uid, each in before.items() if uid not in stay),
        refused=tuple(refused),
        stays=len(known) - len(changed),
    )


def _called_otherwise(
    before: Mapping[str, Listing], now: Mapping[str, Listing], once: Mapping[str, Listing]
) -> dict[str, Listing]:
    """What is here, by the uid that it has now, where that is all that tells it from before."""
    left = {_meant(each): each for uid, each in before.items() if uid not in now}
    fresh = [each for uid, each in now.items() if uid not in before and uid not in once]
    pairs = [(each.uid, left.pop(_meant(each), None)) for each in fresh]
    return {uid: each for uid, each in pairs if each is not None}


def _meant(listing: Listing) -> tuple[object, ...]:
    """The feed's own name of a meeting, its name, and when it is."""
    own = TOLD_APART.sub("", listing.uid)
    return own, listing.name, listing.weekday, listing.starts


def content_hash(listing: Listing) -> str:
    """A short name for all that a list says about a meeting: equal as long as nothing changes."""
    return sha256(repr(replace(listing, key="")).encode()).hexdigest()


def packed(change: Change) -> bytes:
    """The change as bytes to keep until somebody decides."""
    said = {
        "new": [_values(each) for each in change.new],
        "changed": [[_values(each.before), _values(each.after)] for each in change.changed],
        "back": [_values(each) for each in change.back],
        "vanishes": [_values(each) for each in change.vanishes],
        "refused": [[each.nth, each.uid, each.name, each.reason] for each in change.refused],
        "stays": change.stays,
    }
    return zlib.compress(json.dumps(said, separators=(",", ":")).encode(), 1)


def unpacked(kept: bytes) -> Change:
    """What `packed` kept."""
    said = json.loads(zlib.decompress(kept))
    return Change(
        new=tuple(map(_listing, said["new"])),
        changed=tuple(Changed(*map(_listing, pair)) for pair in said["changed"]),
        back=tuple(map(_listing, said["back"])),
        vanishes=tuple(map(_listing, said["vanishes"])),
        refused=tuple(Refused(n, uid, name, Reason(w)) for n, uid, name, w in said["refused"]),
        stays=said["stays"],
    )


def _values(listing: Listing) -> dict[str, Any]:
    """All that is not as usual, as JSON knows it."""
    said = {name: getattr(listing, name) for name in (*NAMES, "key")}
    return {
        name: value.minutes if name == "starts" else value
        for name, value in said.items()
        if value != USUAL[name]
    }


def _listing(said: Mapping[str, Any]) -> Listing:
    return Listing(**{name: READ.get(name, _as_it_is)(value) for name, value in said.items()})


def _as_it_is(value: Any) -> Any:
    return value


READ: Mapping[str, Callable[[Any], Any]] = {
    "fellowship": Fellowship,
    "venue": Venue,
    "precision": Precision,
    "openness": Openness,
    "starts": WallTime,
    "languages": tuple,
    "tags": tuple,
}
"""What JSON does not know, made again."""
