"""The journal, the ledger, the outbox, notices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from advocacy.db import UtcDateTime
from advocacy.insert_only import protect, unprotect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


INSERT_ONLY = (
    "event",
    "ledger_leaf",
    "ledger_node",
    "ledger_checkpoint",
    "ledger_anchor",
    "reminder_sent",
)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_event_name_id", ["name", "id"], unique=False)
        batch_op.create_index("ix_event_subject_id_id", ["subject_id", "id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("arguments", JSON, nullable=False),
        sa.Column("dedup_key", sa.String(length=160), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "done",
                "failed",
                name="job_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_job_dedup_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(
            "ix_job_waiting",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index("ix_job_state_ended_at", ["state", "ended_at"], unique=False)

    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "ledger_checkpoint",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("frontier", JSON, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sealed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_ledger_checkpoint")),
    )
    op.create_table(
        "ledger_node",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "number", name=op.f("pk_ledger_node")),
    )
    op.create_table(
        "notice",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("dedup_key", sa.String(length=160), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "due",
                "sending",
                "sent",
                "failed",
                "bounced",
                "dropped",
                name="notice_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(length=400), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_notice_dedup_key")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_person_id_created_at", ["person_id", "created_at"], unique=False)
        batch_op.create_index("ix_notice_state_ended_at", ["state", "ended_at"], unique=False)

    op.create_table(
        "ledger_anchor",
        sa.Column("id", BIG, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["size"], ["ledger_checkpoint.size"], name=op.f("fk_ledger_anchor_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_anchor")),
    )
    with op.batch_alter_table("ledger_anchor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_anchor_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_anchor_size"), ["size"], unique=False)

    op.create_table(
        "ledger_leaf",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_ledger_leaf_event_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_ledger_leaf")),
        sa.UniqueConstraint("event_id", name=op.f("uq_ledger_leaf_event_id")),
    )
    op.create_table(
        "ledger_pending",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_ledger_pending_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_ledger_pending")),
    )
    op.create_table(
        "ledger_export",
        sa.Column("id", BIG, nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("opened", JSON, nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("lines_done", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(length=80), nullable=True),
        sa.Column("file_bytes", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_export")),
    )
    with op.batch_alter_table("ledger_export", schema=None) as batch_op:
        batch_op.create_index("ix_ledger_export_asked_by_id_id", ["asked_by_id", "id"], unique=False)

    op.create_table(
        "ledger_opening",
        sa.Column("id", BIG, nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("opened_values", JSON, nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_ledger_opening_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_opening")),
    )
    with op.batch_alter_table("ledger_opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_opening_commitment"), ["commitment"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_opening_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_opening_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_opening_person_id"), ["person_id"], unique=False)

    op.create_table(
        "notice_body",
        sa.Column("notice_id", BIG, nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("filled_values", JSON, nullable=False),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_body_notice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_notice_body")),
    )
    op.create_table(
        "reminder_sent",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("notice_id", BIG, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "key", "stage", name=op.f("pk_reminder_sent")),
    )
    for table in INSERT_ONLY:
        protect(table)


def downgrade() -> None:
    for table in INSERT_ONLY:
        unprotect(table)
    op.drop_table("reminder_sent")
    op.drop_table("notice_body")
    with op.batch_alter_table("ledger_opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_opening_person_id"))
        batch_op.drop_index(batch_op.f("ix_ledger_opening_expires_at"))
        batch_op.drop_index(batch_op.f("ix_ledger_opening_event_id"))
        batch_op.drop_index(batch_op.f("ix_ledger_opening_commitment"))

    op.drop_table("ledger_opening")
    with op.batch_alter_table("ledger_export", schema=None) as batch_op:
        batch_op.drop_index("ix_ledger_export_asked_by_id_id")

    op.drop_table("ledger_export")
    op.drop_table("ledger_pending")
    op.drop_table("ledger_leaf")
    with op.batch_alter_table("ledger_anchor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_anchor_size"))
        batch_op.drop_index(batch_op.f("ix_ledger_anchor_at"))

    op.drop_table("ledger_anchor")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_state_ended_at")
        batch_op.drop_index("ix_notice_person_id_created_at")

    op.drop_table("notice")
    op.drop_table("ledger_node")
    op.drop_table("ledger_checkpoint")
    op.drop_table("lease")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state_ended_at")
        batch_op.drop_index("ix_job_waiting")

    op.drop_table("job")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_subject_id_id")
        batch_op.drop_index("ix_event_name_id")
        batch_op.drop_index(batch_op.f("ix_event_actor_id"))

    op.drop_table("event")
