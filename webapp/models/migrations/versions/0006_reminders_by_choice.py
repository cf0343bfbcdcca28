"""Reminders as their people chose them

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "reminder_choice", sa.Column("since", sa.JSON(), nullable=False, server_default="{}")
    )
    op.add_column(
        "push_subscription",
        sa.Column("detailed_since", sa.DateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("push_subscription", "detailed_since")
    op.drop_column("reminder_choice", "since")
