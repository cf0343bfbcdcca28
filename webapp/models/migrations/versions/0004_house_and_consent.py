"""Houses and their own record; consents, disclosures, the notice

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

from webapp.models.migrations.append_only import refuse_changes

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = (
    "consent",
    "consent_revocation",
    "disclosure",
    "notice_seen",
    "house_leave",
    "house_return",
    "roll_call",
)


def upgrade() -> None:
    op.create_table(
        "house",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("program_id", ROW_ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_house_program_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house")),
        sa.UniqueConstraint("key", name=op.f("uq_house_key")),
        sa.UniqueConstraint("name", name=op.f("uq_house_name")),
    )
    op.create_index("ix_house_program_id", "house", ["program_id"])
    op.create_table(
        "house_manager",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("house_id", ROW_ID, nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", ROW_ID, nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_house_manager_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["account.id"], name=op.f("fk_house_manager_added_by")
        ),
        sa.ForeignKeyConstraint(["house_id"], ["house.id"], name=op.f("fk_house_manager_house_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_manager")),
    )
    op.create_index(
        "ix_house_manager_account_id_removed_at",
        "house_manager",
        ["account_id", "removed_at"],
        unique=False,
    )
    op.create_table(
        "resident",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("house_id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_resident_created_by")
        ),
        sa.ForeignKeyConstraint(["house_id"], ["house.id"], name=op.f("fk_resident_house_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident")),
        sa.UniqueConstraint("key", name=op.f("uq_resident_key")),
    )
    op.create_index(op.f("ix_resident_house_id"), "resident", ["house_id"], unique=False)
    op.create_table(
        "notice_seen",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("version", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_notice_seen_participant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_seen")),
        sa.UniqueConstraint(
            "participant_id", "version", name=op.f("uq_notice_seen_participant_id_version")
        ),
    )
    op.create_table(
        "residency",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("resident_id", ROW_ID, nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("moved_in", sa.Date(), nullable=False),
        sa.Column("moved_out", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_residency_ended_by")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_residency_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_residency_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residency")),
        sa.UniqueConstraint("code", name=op.f("uq_residency_code")),
    )
    op.create_index(op.f("ix_residency_resident_id"), "residency", ["resident_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("house_id", ROW_ID, nullable=False),
        sa.Column("residency_id", ROW_ID, nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("purposes", sa.String(length=100), nullable=False),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.Column("typed_name", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("version", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", ROW_ID, nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["house_id"], ["house.id"], name=op.f("fk_consent_house_id")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_consent_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["residency_id"], ["residency.id"], name=op.f("fk_consent_residency_id")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["account.id"], name=op.f("fk_consent_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("key", name=op.f("uq_consent_key")),
    )
    op.create_index(op.f("ix_consent_participant_id"), "consent", ["participant_id"], unique=False)
    op.create_index(op.f("ix_consent_residency_id"), "consent", ["residency_id"], unique=False)
    op.create_table(
        "house_leave",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.String(length=20), nullable=False),
        sa.Column("residency_id", ROW_ID, nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_house_leave_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["residency_id"], ["residency.id"], name=op.f("fk_house_leave_residency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_leave")),
        sa.UniqueConstraint("public_key", name=op.f("uq_house_leave_public_key")),
        sa.UniqueConstraint("residency_id", "key", name=op.f("uq_house_leave_residency_id_key")),
    )
    op.create_index(
        "ix_house_leave_residency_id_left_at",
        "house_leave",
        ["residency_id", "left_at"],
        unique=False,
    )
    op.create_table(
        "residency_level",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("residency_id", ROW_ID, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["residency_id"], ["residency.id"], name=op.f("fk_residency_level_residency_id")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_residency_level_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residency_level")),
    )
    op.create_index(
        op.f("ix_residency_level_residency_id"), "residency_level", ["residency_id"], unique=False
    )
    op.create_table(
        "residency_link",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("residency_id", ROW_ID, nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_residency_link_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["residency_id"], ["residency.id"], name=op.f("fk_residency_link_residency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residency_link")),
        sa.UniqueConstraint("residency_id", name=op.f("uq_residency_link_residency_id")),
    )
    op.create_index(
        op.f("ix_residency_link_participant_id"), "residency_link", ["participant_id"], unique=False
    )
    op.create_table(
        "roll_call",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("residency_id", ROW_ID, nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("word", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_roll_call_by")),
        sa.ForeignKeyConstraint(
            ["residency_id"], ["residency.id"], name=op.f("fk_roll_call_residency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_call")),
        sa.UniqueConstraint("residency_id", "key", name=op.f("uq_roll_call_residency_id_key")),
    )
    op.create_index(
        "ix_roll_call_residency_id_night", "roll_call", ["residency_id", "night"], unique=False
    )
    op.create_table(
        "consent_revocation",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("consent_id", ROW_ID, nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_by", ROW_ID, nullable=False),
        sa.Column("is_replaced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_consent_revocation_consent_id")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"], ["account.id"], name=op.f("fk_consent_revocation_revoked_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_revocation")),
        sa.UniqueConstraint("consent_id", name=op.f("uq_consent_revocation_consent_id")),
    )
    op.create_table(
        "disclosure",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("sign_in_id", ROW_ID, nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("participant_id", ROW_ID, nullable=False),
        sa.Column("consent_id", ROW_ID, nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("purposes", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_disclosure_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_disclosure_consent_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_disclosure_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["sign_in_id"], ["sign_in.id"], name=op.f("fk_disclosure_sign_in_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    op.create_index(
        "ix_disclosure_participant_id_at", "disclosure", ["participant_id", "at"], unique=False
    )
    op.create_index(
        "ix_disclosure_sign_in_id_page", "disclosure", ["sign_in_id", "page"], unique=False
    )
    op.create_table(
        "house_return",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("leave_id", ROW_ID, nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["leave_id"], ["house_leave.id"], name=op.f("fk_house_return_leave_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_house_return_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_return")),
        sa.UniqueConstraint("leave_id", name=op.f("uq_house_return_leave_id")),
    )

    for table in APPEND_ONLY:
        refuse_changes(table)


def downgrade() -> None:
    """Consents and disclosures are kept for years; restore a backup instead."""
    raise RuntimeError("consents and disclosures are never taken away; restore a backup")
