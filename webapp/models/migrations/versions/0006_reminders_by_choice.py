"""Reminders by choice: since when, in which words, and who was called instead

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

from webapp.models.migrations.append_only import refuse_changes

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "reminder_choice", sa.Column("since", sa.JSON(), nullable=False, server_default="{}")
    )
    op.add_column(
        "push_subscription",
        sa.Column("detailed_since", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_table(
        "reminder_contact",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("session", sa.String(length=40), nullable=False),
        sa.Column("how", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_reminder_contact_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_reminder_contact_program_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_reminder_contact_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_contact")),
        sa.UniqueConstraint(
            "participant_id", "key", name=op.f("uq_reminder_contact_participant_id_key")
        ),
    )
    op.create_index("ix_reminder_contact_program_id_day", "reminder_contact", ["program_id", "day"])
    refuse_changes("reminder_contact")


def downgrade() -> None:
    """Who was called is history: it is not taken away."""
    raise RuntimeError("calls are never taken away; restore a backup")
