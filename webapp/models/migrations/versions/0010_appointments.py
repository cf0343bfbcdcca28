"""Appointments: visits and tests

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

from webapp.models.migrations.append_only import refuse_changes

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.String(length=20), nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("with_whom", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", ROW_ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_appointment_{column}"))
            for column, to in (
                ("participant_id", "participant.id"),
                ("program_id", "program.id"),
                ("made_by", "account.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("public_key", name=op.f("uq_appointment_public_key")),
        sa.UniqueConstraint(
            "participant_id", "key", name=op.f("uq_appointment_participant_id_key")
        ),
    )
    for first in ("participant_id", "program_id"):
        op.create_index(f"ix_appointment_{first}_day", "appointment", [first, "day"])
    refuse_changes("appointment")


def downgrade() -> None:
    """What people were asked to come to is never dropped."""
    raise RuntimeError("the record is never taken away; restore a backup instead")
