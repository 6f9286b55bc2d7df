"""Workbooks of the register that a worker writes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from advocacy.db import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "register_export",
        sa.Column("id", BIG, nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("wanted", JSON, nullable=False),
        sa.Column("departments", JSON, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("people_done", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=80), nullable=True),
        sa.Column("file_bytes", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_export")),
    )
    with op.batch_alter_table("register_export", schema=None) as batch_op:
        batch_op.create_index("ix_register_export_asked_by_id_id", ["asked_by_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("register_export", schema=None) as batch_op:
        batch_op.drop_index("ix_register_export_asked_by_id_id")

    op.drop_table("register_export")
