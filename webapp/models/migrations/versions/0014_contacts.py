"""Whom to call: a participant's own phone, and somebody for an emergency

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

from webapp.models.migrations.append_only import refuse_changes

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "participant_contacts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        *(
            sa.Column(name, sa.LargeBinary(), nullable=False)
            for name in ("phone", "emergency_name", "emergency_relation", "emergency_phone")
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_participant_contacts_{column}"))
            for column, to in (("participant_id", "participant.id"), ("recorded_by", "account.id"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant_contacts")),
    )
    op.create_index(
        "ix_participant_contacts_participant_id", "participant_contacts", ["participant_id", "id"]
    )
    refuse_changes("participant_contacts")


def downgrade() -> None:
    """Who was to be called, and who said so, is never dropped."""
    raise RuntimeError("the record is never taken away; restore a backup instead")
