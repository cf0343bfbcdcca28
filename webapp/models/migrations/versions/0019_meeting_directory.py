"""The meeting directory, and what an entry copies from it

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=30)


def upgrade() -> None:
    op.create_table(
        "meeting_source",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("fellowship", WORD, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("attribution", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("access_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", ROW_ID, nullable=True),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_meeting_source_program_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_meeting_source_created_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_source")),
        sa.UniqueConstraint("key", name=op.f("uq_meeting_source_key")),
    )
    op.create_index(op.f("ix_meeting_source_program_id"), "meeting_source", ["program_id"])
    _listed_meeting()
    for name, length in (("listed_key", 20), ("place", 300)):
        op.add_column(
            "meeting_entry",
            sa.Column(name, sa.String(length=length), nullable=False, server_default=""),
        )
    op.add_column(
        "meeting_entry",
        sa.Column("fits_list", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def _listed_meeting() -> None:
    texts = {
        "group_name": 200,
        "location_name": 200,
        "address_line": 200,
        "city": 120,
        "state": 60,
        "postal_code": 20,
        "location_hint": 300,
        "types_raw": 300,
        "online_url": 500,
        "online_phone": 80,
        "content_hash": 64,
    }
    op.create_table(
        "listed_meeting",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("source_id", ROW_ID, nullable=False),
        sa.Column("uid", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Integer(), nullable=True),
        sa.Column("week_min", sa.Integer(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=False),
        *(
            sa.Column(name, WORD, nullable=False)
            for name in ("fellowship", "venue", "precision", "openness")
        ),
        *(
            sa.Column(name, sa.Boolean(), nullable=False)
            for name in ("duration_said", "zone_said", "gives_proof", "irregular")
        ),
        *(sa.Column(name, sa.String(length=most), nullable=False) for name, most in texts.items()),
        sa.Column("lat", sa.Float(precision=53), nullable=True),
        sa.Column("lon", sa.Float(precision=53), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("gone_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["meeting_source.id"], name=op.f("fk_listed_meeting_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_meeting")),
        sa.UniqueConstraint("key", name=op.f("uq_listed_meeting_key")),
        sa.UniqueConstraint("source_id", "uid", name=op.f("uq_listed_meeting_source_id_uid")),
    )
    op.create_index(
        "ix_listed_meeting_source_id_zone_week_min",
        "listed_meeting",
        ["source_id", "zone", "week_min"],
    )
    op.create_index(
        "ix_listed_meeting_source_id_lat_lon", "listed_meeting", ["source_id", "lat", "lon"]
    )


def downgrade() -> None:
    """What an entry says about its meeting is never dropped."""
    raise RuntimeError("the record is never taken away; restore a backup instead")
