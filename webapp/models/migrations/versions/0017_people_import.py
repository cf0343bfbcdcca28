"""Who came into a program with a file

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

from webapp.models.migrations.append_only import refuse_changes

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "imported_line",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", ROW_ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_imported_line_{column}"))
            for column, to in (
                ("program_id", "program.id"),
                ("participant_id", "participant.id"),
                ("by", "account.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_line")),
        sa.UniqueConstraint(
            "program_id", "key", "line", name=op.f("uq_imported_line_program_id_key_line")
        ),
        sa.UniqueConstraint("participant_id", name=op.f("uq_imported_line_participant_id")),
    )
    refuse_changes("imported_line")


def downgrade() -> None:
    """Who came in, and by whose word, is never dropped."""
    raise RuntimeError("the record is never taken away; restore a backup instead")
