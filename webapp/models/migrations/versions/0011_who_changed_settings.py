"""Who changed a program's settings, and when

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = "fk_program_settings_recorded_by"


def upgrade() -> None:
    with op.batch_alter_table("program_settings") as table:
        table.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("recorded_by", ROW_ID, nullable=True))
        table.create_foreign_key(op.f(NAME), "account", ["recorded_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("program_settings") as table:
        table.drop_constraint(op.f(NAME), type_="foreignkey")
        table.drop_column("recorded_by")
        table.drop_column("recorded_at")
