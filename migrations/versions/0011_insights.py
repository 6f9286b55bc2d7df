"""Insights: daily headcount, verbatims, lessons."""

import sqlalchemy as sa
from alembic import op

from advocacy.db import UtcDateTime
from advocacy.insert_only import protect, unprotect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


INSERT_ONLY = ("headcount_day",)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "headcount_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "department_id", name=op.f("pk_headcount_day")),
    )
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_lesson_by_id")),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_lesson_content_id")),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_lesson_objective_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.create_index("ix_lesson_objective_id_id", ["objective_id", "id"], unique=False)

    op.create_table(
        "verbatim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column(
            "network",
            sa.Enum(
                "x",
                "bluesky",
                "mastodon",
                "linkedin",
                "facebook",
                "instagram",
                "threads",
                "youtube",
                "tiktok",
                "whatsapp",
                "email",
                "other",
                name="network",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("quote", sa.String(length=600), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_verbatim_by_id")),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_verbatim_content_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verbatim")),
    )
    with op.batch_alter_table("verbatim", schema=None) as batch_op:
        batch_op.create_index("ix_verbatim_content_id_id", ["content_id", "id"], unique=False)

    for table in INSERT_ONLY:
        protect(table)


def downgrade() -> None:
    for table in INSERT_ONLY:
        unprotect(table)
    with op.batch_alter_table("verbatim", schema=None) as batch_op:
        batch_op.drop_index("ix_verbatim_content_id_id")

    op.drop_table("verbatim")
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_index("ix_lesson_objective_id_id")

    op.drop_table("lesson")
    op.drop_table("headcount_day")
