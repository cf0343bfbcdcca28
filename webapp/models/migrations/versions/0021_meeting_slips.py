"""Slips that staff saw, who shares their log, and notes of one's own

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

from webapp.models.migrations.append_only import refuse_changes

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "meeting_slip",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.String(length=20), nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("fellowship", sa.String(length=30), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("seen_by", ROW_ID, nullable=False),
        *_to("meeting_slip", participant_id="participant", program_id="program", seen_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_slip")),
        sa.UniqueConstraint("public_key", name=op.f("uq_meeting_slip_public_key")),
        sa.UniqueConstraint(
            "participant_id", "key", name=op.f("uq_meeting_slip_participant_id_key")
        ),
        sa.UniqueConstraint(
            *("participant_id", "day", "starts", "nth"),
            name=op.f("uq_meeting_slip_participant_id_day_starts_nth"),
        ),
    )
    op.create_index("ix_meeting_slip_program_id_day", "meeting_slip", ["program_id", "day"])
    op.create_table(
        "meeting_slip_void",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("meeting_slip_id", ROW_ID, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", ROW_ID, nullable=False),
        *_to("meeting_slip_void", meeting_slip_id="meeting_slip", by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_slip_void")),
        sa.UniqueConstraint("meeting_slip_id", name=op.f("uq_meeting_slip_void_meeting_slip_id")),
    )
    op.create_table(
        "log_sharing",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *_to("log_sharing", participant_id="participant", program_id="program"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_sharing")),
    )
    for column in ("participant_id", "program_id"):
        op.create_index(f"ix_log_sharing_{column}", "log_sharing", [column])
    op.create_table(
        "meeting_note",
        sa.Column("meeting_entry_id", ROW_ID, nullable=False),
        sa.Column("signer", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        *_to("meeting_note", meeting_entry_id="meeting_entry"),
        sa.PrimaryKeyConstraint("meeting_entry_id", name=op.f("pk_meeting_note")),
    )
    for table in ("meeting_slip", "meeting_slip_void", "log_sharing"):
        refuse_changes(table)


def _to(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]


def downgrade() -> None:
    """What staff saw, and what somebody shared, is never dropped."""
    raise RuntimeError("the record is never taken away; restore a backup instead")
