"""Meetings put on one's own day, and the town of a house

Revision: 0022, after 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "planned_meeting",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("public_key", sa.String(length=20), nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("listed_key", sa.String(length=20), nullable=False),
        sa.Column("fellowship", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("venue", sa.String(length=30), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_planned_meeting_participant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_meeting")),
        sa.UniqueConstraint("public_key", name=op.f("uq_planned_meeting_public_key")),
        sa.UniqueConstraint(
            "participant_id",
            "listed_key",
            "day",
            name=op.f("uq_planned_meeting_participant_id_listed_key_day"),
        ),
    )
    op.create_index(
        "ix_planned_meeting_participant_id_day", "planned_meeting", ["participant_id", "day"]
    )
    op.add_column(
        "house", sa.Column("town", sa.String(length=120), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("house", "town")
    op.drop_table("planned_meeting")
