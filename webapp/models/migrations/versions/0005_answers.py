"""What participants say before a session

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

from webapp.models.migrations.append_only import refuse_changes

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "arrival_answer",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("session", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_arrival_answer_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_arrival_answer_program_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival_answer")),
        sa.UniqueConstraint(
            "participant_id", "key", name=op.f("uq_arrival_answer_participant_id_key")
        ),
    )
    op.create_index("ix_arrival_answer_program_id_day", "arrival_answer", ["program_id", "day"])
    refuse_changes("arrival_answer")


def downgrade() -> None:
    """Answers are history: they are not taken away."""
    raise RuntimeError("answers are never taken away; restore a backup")
