"""The meeting directory of a program: whose lists it takes, and their meetings."""

from __future__ import annotations

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.directory import FeedKind, Openness, Precision, Venue
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import Base, Named, RowId, new_key
from webapp.models.encrypted import EncryptedText


class MeetingSource(Base):
    """A list that a program takes: where it is, whose it is, and in which zone it is meant.

    `kind` None: found out at each reading. `access_key` is what the feed asks for, where it asks
    for one. `updated_at` is when the list was last read and stood as it is here, `due_at` when it
    is next read by itself (None: never); `etag` and `last_modified` are the feed's own. `version`
    counts how often what is on it changed.
    """

    __tablename__ = "meeting_source"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    kind: Mapped[FeedKind | None] = mapped_column(Named(FeedKind))
    fellowship: Mapped[Fellowship] = mapped_column(Named(Fellowship))
    name: Mapped[str] = mapped_column(String(120))
    attribution: Mapped[str] = mapped_column(String(200), default="")
    zone: Mapped[str] = mapped_column(String(64))
    url: Mapped[str] = mapped_column(String(500), default="")
    access_key: Mapped[str] = mapped_column(EncryptedText, default="")
    created_at: Mapped[Instant]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[Instant | None]
    updated_at: Mapped[Instant | None]
    version: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[Instant | None] = mapped_column(index=True)
    etag: Mapped[str] = mapped_column(String(200), default="", server_default="")
    last_modified: Mapped[str] = mapped_column(String(60), default="", server_default="")


class ListedMeeting(Base):
    """One meeting of a source (see `domain.directory.Listing`). It is retired, never deleted:
    `gone_at` says since when the list has it no more.

    `week_min` is `Listing.week_minute`; `content_hash` tells whether anything changed.
    """

    __tablename__ = "listed_meeting"
    __table_args__ = (
        UniqueConstraint("source_id", "uid"),
        Index("ix_listed_meeting_source_id_zone_week_min", "source_id", "zone", "week_min"),
        Index("ix_listed_meeting_source_id_lat_lon", "source_id", "lat", "lon"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    source_id: Mapped[int] = mapped_column(ForeignKey("meeting_source.id"))
    uid: Mapped[str] = mapped_column(String(200))
    fellowship: Mapped[Fellowship] = mapped_column(Named(Fellowship))
    name: Mapped[str] = mapped_column(String(200))
    group_name: Mapped[str] = mapped_column(String(200), default="")
    weekday: Mapped[int | None]
    starts: Mapped[WallTime | None]
    week_min: Mapped[int | None]
    duration: Mapped[int]
    duration_said: Mapped[bool] = mapped_column(default=False)
    zone: Mapped[str] = mapped_column(String(64))
    zone_said: Mapped[bool] = mapped_column(default=False)
    venue: Mapped[Venue] = mapped_column(Named(Venue))
    location_name: Mapped[str] = mapped_column(String(200), default="")
    address_line: Mapped[str] = mapped_column(String(200), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(60), default="")
    postal_code: Mapped[str] = mapped_column(String(20), default="")
    location_hint: Mapped[str] = mapped_column(String(300), default="")
    lat: Mapped[float | None] = mapped_column(Float(53))
    lon: Mapped[float | None] = mapped_column(Float(53))
    precision: Mapped[Precision] = mapped_column(Named(Precision), default=Precision.NONE)
    openness: Mapped[Openness] = mapped_column(Named(Openness), default=Openness.UNKNOWN)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    types_raw: Mapped[str] = mapped_column(String(300), default="")
    gives_proof: Mapped[bool] = mapped_column(default=False)
    online_url: Mapped[str] = mapped_column(String(500), default="")
    online_phone: Mapped[str] = mapped_column(String(80), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    irregular: Mapped[bool] = mapped_column(default=False)
    first_seen: Mapped[Instant]
    last_seen: Mapped[Instant]
    gone_at: Mapped[Instant | None]
    content_hash: Mapped[str] = mapped_column(String(64), default="")
