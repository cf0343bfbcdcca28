"""What came of a list that somebody else keeps: how it was fetched, and what each row became.

Nothing in a list is trusted. A row that cannot be understood is refused with a reason, and never
takes the others with it; a list that cannot be read at all says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.directory import FeedKind, Listing
from webapp.domain.meetings import Fellowship


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a list before it is read. `zone` is meant where a row names none."""

    kind: FeedKind
    fellowship: Fellowship
    zone: str


class Reason(StrEnum):
    """Why a row is not taken.

    `no_day`: a time without a day; `no_time`: a day without a time. `repeated`: the same name in
    the feed, the same day and the same time as a row before it. `bad_zone`: it names a time zone
    that nobody knows, so its times could mean anything. `unpublished`: its own list hides it.
    `far_zone`: the list is of half the world, and this zone is among the rarest in it.
    """

    NOT_A_ROW = "not_a_row"
    NO_UID = "no_uid"
    NO_NAME = "no_name"
    NO_DAY = "no_day"
    BAD_DAY = "bad_day"
    NO_TIME = "no_time"
    BAD_TIME = "bad_time"
    BAD_ZONE = "bad_zone"
    REPEATED = "repeated"
    UNPUBLISHED = "unpublished"
    FAR_ZONE = "far_zone"


class BodyTrouble(StrEnum):
    """Why nothing of a body can be used.

    `html_page`: a page for people, often a sign-in or a check for robots. `cut`: it ends in the
    middle. `too_many`: more meetings than any area has. `wrong_shape`: readable, but not a list of
    meetings of the kind that was said.
    """

    EMPTY = "empty"
    HTML_PAGE = "html_page"
    NOT_JSON = "not_json"
    CUT = "cut"
    TOO_DEEP = "too_deep"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    WRONG_SHAPE = "wrong_shape"


class FetchTrouble(StrEnum):
    """Why a list could not be fetched.

    `forbidden`: it asks for a key, or for another one. `not_http`: not an http or https address,
    or one with a user's name in it. `private_address`: it leads to an address that is not of the
    open internet. `unreachable`: no answer at all. `broken`: an answer that makes no sense.
    """

    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    BUSY = "busy"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    PRIVATE_ADDRESS = "private_address"
    NOT_HTTP = "not_http"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: the how-manieth it is (from 1), and what the feed and people
    call it, as far as it says."""

    nth: int
    uid: str
    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Reading:
    """What a body says. One row can make several listings, so `taken` counts the rows that made
    any: `rows` = `taken` + the refused ones. With a `trouble` there is nothing else.

    An empty list is a reading of no rows, and no trouble: whether to believe it, others decide.
    """

    listings: tuple[Listing, ...] = ()
    refused: tuple[Refused, ...] = ()
    rows: int = 0
    taken: int = 0
    trouble: BodyTrouble | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A list as it came, unpacked, and what to ask with the next time."""

    body: bytes
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The list is as it was when it was last fetched."""
