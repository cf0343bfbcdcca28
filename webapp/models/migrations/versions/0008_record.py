"""What is on record beside the check-ins

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

from webapp.models.migrations.append_only import refuse_changes

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("check_in", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("check_in", sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("arrival_answer", sa.Column("words", sa.LargeBinary(), nullable=True))
    op.create_table(
        "record_entry",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.String(length=20), nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("session", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence", sa.String(length=30), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("about_day", sa.Date(), nullable=True),
        sa.Column("about_session", sa.String(length=40), nullable=True),
        sa.Column("owner_id", ROW_ID, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_record_entry_{column}"))
            for column, to in (
                ("participant_id", "participant.id"),
                ("program_id", "program.id"),
                ("owner_id", "account.id"),
                ("recorded_by", "account.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_entry")),
        sa.UniqueConstraint("public_key", name=op.f("uq_record_entry_public_key")),
        sa.UniqueConstraint(
            "participant_id", "key", name=op.f("uq_record_entry_participant_id_key")
        ),
    )
    for first in ("participant_id", "program_id"):
        op.create_index(f"ix_record_entry_{first}_day", "record_entry", [first, "day"])
    op.create_table(
        "record_void",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("entry_id", ROW_ID, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["record_entry.id"], name=op.f("fk_record_void_entry_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_record_void_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_void")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_record_void_entry_id")),
    )
    op.create_table(
        "outage",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage")),
    )
    op.create_index("ix_outage_ended_at", "outage", ["ended_at"])
    for table in ("record_entry", "record_void", "outage"):
        refuse_changes(table)


def downgrade() -> None:
    """The record is history: it is not taken away."""
    raise RuntimeError("the record is never taken away; restore a backup")
