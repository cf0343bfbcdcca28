"""Imports of meeting lists, and what a list keeps of its last one

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=30)
COUNTS = ("tries", "new", "changed", "back", "vanishes", "refused", "stays")


def upgrade() -> None:
    op.create_table(
        "meeting_import",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("source_id", ROW_ID, nullable=False),
        sa.Column("how", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", ROW_ID, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("plan", sa.LargeBinary(), nullable=True),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("etag", sa.String(length=200), nullable=False),
        sa.Column("last_modified", sa.String(length=60), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["meeting_source.id"], name=op.f("fk_meeting_import_source_id")
        ),
        *(
            sa.ForeignKeyConstraint([name], ["account.id"], name=op.f(f"fk_meeting_import_{name}"))
            for name in ("asked_by", "settled_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_import")),
        sa.UniqueConstraint("key", name=op.f("uq_meeting_import_key")),
    )
    op.create_index("ix_meeting_import_state", "meeting_import", ["state"])
    op.create_index(
        "ix_meeting_import_source_id_asked_at", "meeting_import", ["source_id", "asked_at"]
    )
    # No table of history refers to this one or is it: it may be made anew.
    with op.batch_alter_table("meeting_source") as source:
        source.alter_column("kind", existing_type=WORD, nullable=True)
        source.add_column(sa.Column("updated_at", MOMENT, nullable=True))
        source.add_column(sa.Column("due_at", MOMENT, nullable=True))
        for name, length in (("etag", 200), ("last_modified", 60)):
            source.add_column(
                sa.Column(name, sa.String(length=length), nullable=False, server_default="")
            )
    op.create_index("ix_meeting_source_due_at", "meeting_source", ["due_at"])


def downgrade() -> None:
    op.drop_table("meeting_import")
    op.drop_index("ix_meeting_source_due_at", "meeting_source")
    with op.batch_alter_table("meeting_source") as source:
        for name in ("updated_at", "due_at", "etag", "last_modified"):
            source.drop_column(name)
