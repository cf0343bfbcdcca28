"""A house's rules, from a date on, and the words that a program chooses itself

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "house_rules",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("house_id", ROW_ID, nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["house_id"], ["house.id"], op.f("fk_house_rules_house_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], op.f("fk_house_rules_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_rules")),
        sa.UniqueConstraint(
            "house_id", "effective_from", name=op.f("uq_house_rules_house_id_effective_from")
        ),
    )
    op.create_table(
        "program_text",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("text", sa.String(length=30), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], op.f("fk_program_text_program_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], op.f("fk_program_text_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_text")),
    )
    op.create_index("ix_program_text_program_id", "program_text", ["program_id"])


def downgrade() -> None:
    op.drop_table("program_text")
    op.drop_table("house_rules")
