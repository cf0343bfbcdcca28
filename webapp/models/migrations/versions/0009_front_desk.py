"""Screens at the door, and a number for whoever has no phone

Revision: 0009, after 0008
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "front_desk",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("program_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("paired_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paired_by", ROW_ID, nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unpaired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unpaired_by", ROW_ID, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_front_desk_{column}"))
            for column, to in (
                ("program_id", "program.id"),
                ("paired_by", "account.id"),
                ("unpaired_by", "account.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_front_desk")),
        sa.UniqueConstraint("key", name=op.f("uq_front_desk_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_front_desk_token_hash")),
    )
    op.create_index("ix_front_desk_program_id", "front_desk", ["program_id"])
    _number_everybody()
    # A row of the old kind would be an ordinary sign-in once nothing tells it apart.
    op.execute(sa.text("DELETE FROM sign_in WHERE front_desk"))
    op.drop_column("sign_in", "front_desk")


def _number_everybody() -> None:
    number = sa.Column("number", sa.String(length=6), nullable=False, server_default="")
    op.add_column("participant", number)
    connection = op.get_bind()
    ids = list(connection.execute(sa.text("SELECT id FROM participant")).scalars())
    numbers: set[int] = set()
    while len(numbers) < len(ids):
        numbers.add(100_000 + secrets.randbelow(900_000))
    for row_id, chosen in zip(ids, numbers, strict=True):
        connection.execute(
            sa.text("UPDATE participant SET number = :number WHERE id = :id"),
            {"number": str(chosen), "id": row_id},
        )
    op.create_index("ix_participant_number", "participant", ["number"], unique=True)
    if connection.dialect.name == "postgresql":
        op.alter_column("participant", "number", server_default=None)


def downgrade() -> None:
    """Check-ins name the screens' accounts and people hold their numbers in their hands."""
    raise RuntimeError("numbers that were given out are never taken away; restore a backup")
