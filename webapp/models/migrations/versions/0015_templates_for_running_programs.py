"""Templates applied to a running program, and the code of the first set-up

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "template_use",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", ROW_ID, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_template_use_{column}"))
            for column, to in (
                ("program_id", "program.id"),
                ("recorded_by", "account.id"),
                ("taken_back_by", "account.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_use")),
        sa.UniqueConstraint("key", name=op.f("uq_template_use_key")),
    )
    op.create_index(
        "ix_template_use_program_id_effective_from",
        "template_use",
        ["program_id", "effective_from"],
    )
    op.create_table(
        "setup_code",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setup_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_setup_code_code_hash")),
    )


def downgrade() -> None:
    op.drop_table("setup_code")
    op.drop_table("template_use")
