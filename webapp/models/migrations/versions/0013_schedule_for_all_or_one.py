"""Blocks of a house or of one participant, exceptions for one, zones, phases, returning

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

from webapp.models.migrations.append_only import refuse_changes

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("block") as table:
        for column, to in (("house_id", "house"), ("participant_id", "participant")):
            table.add_column(sa.Column(column, ROW_ID, nullable=True))
            table.create_foreign_key(op.f(f"fk_block_{column}"), to, [column], ["id"])
            table.create_index(op.f(f"ix_block_{column}"), [column])
        table.add_column(sa.Column("recorded_at", MOMENT, nullable=True))
        table.add_column(sa.Column("recorded_by", ROW_ID, nullable=True))
        table.create_foreign_key(op.f("fk_block_recorded_by"), "account", ["recorded_by"], ["id"])
    with op.batch_alter_table("schedule_exception") as table:
        table.add_column(sa.Column("participant_id", ROW_ID, nullable=True))
        table.create_foreign_key(
            op.f("fk_schedule_exception_participant_id"), "participant", ["participant_id"], ["id"]
        )
    _table(
        "program_zone",
        [
            sa.Column("program_id", ROW_ID, nullable=False),
            sa.Column("effective_from", sa.Date(), nullable=False),
            sa.Column("zone", sa.String(length=64), nullable=False),
            sa.Column("begins_at", MOMENT, nullable=False),
        ],
        {"program_id": "program.id"},
        unique=("program_id", "effective_from"),
    )
    _table(
        "phase",
        [
            sa.Column("program_id", ROW_ID, nullable=False),
            sa.Column("effective_from", sa.Date(), nullable=False),
            sa.Column("key", sa.String(length=20), nullable=False),
            sa.Column("name", sa.String(length=60), nullable=False),
            sa.Column("position", sa.Integer(), nullable=False),
            sa.Column("weeks", sa.Integer(), nullable=True),
            sa.Column("values", sa.JSON(), nullable=False),
        ],
        {"program_id": "program.id"},
        unique=("program_id", "effective_from", "key"),
    )
    _table(
        "phase_move",
        [
            sa.Column("participant_id", ROW_ID, nullable=False),
            sa.Column("program_id", ROW_ID, nullable=False),
            sa.Column("key", sa.String(length=20), nullable=False),
            sa.Column("since", sa.Date(), nullable=False),
        ],
        {"participant_id": "participant.id", "program_id": "program.id"},
    )
    op.create_index("ix_phase_move_participant_id_since", "phase_move", ["participant_id", "since"])
    op.create_index(op.f("ix_phase_move_program_id"), "phase_move", ["program_id"])
    _table(
        "earlier_enrollment",
        [
            sa.Column("participant_id", ROW_ID, nullable=False),
            sa.Column("program_id", ROW_ID, nullable=False),
            sa.Column("starts_on", sa.Date(), nullable=False),
            sa.Column("planned_weeks", sa.Integer(), nullable=False),
            sa.Column("ended_on", sa.Date(), nullable=False),
        ],
        {"participant_id": "participant.id", "program_id": "program.id"},
    )
    for column in ("participant_id", "program_id"):
        op.create_index(op.f(f"ix_earlier_enrollment_{column}"), "earlier_enrollment", [column])
    refuse_changes("earlier_enrollment")


def _table(
    name: str,
    columns: list[sa.Column[object]],
    to: dict[str, str],
    unique: tuple[str, ...] = (),
) -> None:
    more = (
        [sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}"))] if unique else []
    )
    op.create_table(
        name,
        sa.Column("id", ROW_ID, nullable=False),
        *columns,
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{name}_{column}"))
            for column, target in {**to, "recorded_by": "account.id"}.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *more,
    )


def downgrade() -> None:
    """Whose line of the week it was cannot be told apart without these columns."""
    raise RuntimeError("the record is never taken away; restore a backup instead")
