"""A house code says the same to everybody who types it

Revision: 0007, after 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("residency_link") as links:
        links.drop_constraint("uq_residency_link_residency_id", type_="unique")
        links.create_unique_constraint(
            "uq_residency_link_residency_id_participant_id", ["residency_id", "participant_id"]
        )


def downgrade() -> None:
    """Two participants may have named the same residency since: neither is taken away."""
    raise RuntimeError("what participants said of their house is kept; restore a backup")
