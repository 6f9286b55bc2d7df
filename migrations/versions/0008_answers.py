"""The answers log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from advocacy.db import UtcDateTime
from advocacy.insert_only import protect, unprotect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSERT_ONLY = ("public_answer",)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

REPORT = """
CREATE VIEW report_answer AS
SELECT a.answered_on AS day, a.network, t.slug AS topic, a.language, a.minutes, a.eligible, a.department_id
FROM public_answer a JOIN topic t ON t.id = a.topic_id
"""
"""One row per answer for reporting tools: no name, no question, no link."""


def upgrade() -> None:
    op.create_table(
        "public_answer",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=False),
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
        sa.Column("link_key", sa.String(length=64), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("hand", "desk", name="source", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("eligible", sa.Boolean(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("corrects_id", BIG, nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_public_answer_time_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["public_answer.id"], name=op.f("fk_public_answer_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_public_answer_department_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_public_answer_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_public_answer_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_public_answer_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_answer")),
    )
    with op.batch_alter_table("public_answer", schema=None) as batch_op:
        batch_op.create_index("ix_public_answer_answered_at_id", ["answered_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_public_answer_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_index(
            "ix_public_answer_flagged",
            ["answered_at", "id"],
            unique=False,
            sqlite_where=sa.text("NOT eligible"),
            postgresql_where=sa.text("NOT eligible"),
        )
        batch_op.create_index(
            "ix_public_answer_person_id_answered_at_id", ["person_id", "answered_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_public_answer_network_answered_at_id", ["network", "answered_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_public_answer_topic_id_answered_at_id", ["topic_id", "answered_at", "id"], unique=False
        )
        batch_op.create_index("uq_public_answer_link_key", ["link_key"], unique=True)

    op.create_table(
        "answer_words",
        sa.Column("answer_id", BIG, autoincrement=False, nullable=False),
        sa.Column("link", sa.String(length=600), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["public_answer.id"], name=op.f("fk_answer_words_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answer_words")),
    )
    op.create_table(
        "answer_thanks",
        sa.Column("id", BIG, nullable=False),
        sa.Column("answer_id", BIG, nullable=False),
        sa.Column(
            "thanks_from",
            sa.Enum(
                "customer",
                "manager",
                name="thanks_from",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["public_answer.id"], name=op.f("fk_answer_thanks_answer_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_answer_thanks_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_thanks")),
    )
    with op.batch_alter_table("answer_thanks", schema=None) as batch_op:
        batch_op.create_index(
            "uq_answer_thanks_answer_id_thanks_from", ["answer_id", "thanks_from"], unique=True
        )

    op.execute(REPORT)

    for table in INSERT_ONLY:
        protect(table)


def downgrade() -> None:
    op.execute("DROP VIEW report_answer")
    for table in INSERT_ONLY:
        unprotect(table)
    with op.batch_alter_table("answer_thanks", schema=None) as batch_op:
        batch_op.drop_index("uq_answer_thanks_answer_id_thanks_from")

    op.drop_table("answer_thanks")
    op.drop_table("answer_words")
    with op.batch_alter_table("public_answer", schema=None) as batch_op:
        batch_op.drop_index("uq_public_answer_link_key")
        batch_op.drop_index("ix_public_answer_topic_id_answered_at_id")
        batch_op.drop_index("ix_public_answer_network_answered_at_id")
        batch_op.drop_index("ix_public_answer_person_id_answered_at_id")
        batch_op.drop_index(
            "ix_public_answer_flagged",
            sqlite_where=sa.text("NOT eligible"),
            postgresql_where=sa.text("NOT eligible"),
        )
        batch_op.drop_index(batch_op.f("ix_public_answer_corrects_id"))
        batch_op.drop_index("ix_public_answer_answered_at_id")

    op.drop_table("public_answer")
