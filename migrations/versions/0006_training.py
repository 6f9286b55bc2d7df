"""Trainings: modules, requirements, cycles, completions, sessions, proofs, imports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from advocacy.db import UtcDateTime
from advocacy.insert_only import protect, unprotect

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSERT_ONLY = (
    "training_submission",
    "training_review",
    "training_version",
    "training_text",
    "training_cycle",
    "training_attempt",
    "training_result",
    "training_completion",
    "training_revocation",
    "training_certificate",
    "training_attendance",
    "training_proof",
    "training_proof_decision",
)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

REPORT = """
CREATE VIEW report_training AS
SELECT c.day, m.slug AS module, c.way, c.minutes, c.cycle,
       (SELECT p.department_id FROM placement p
        WHERE p.person_id = c.person_id AND p.retired_at IS NULL AND p.valid_from <= c.day
        ORDER BY p.valid_from DESC, p.id DESC LIMIT 1) AS department_id
FROM (SELECT d.person_id, d.module_id, d.way, d.minutes, y.number AS cycle, {day} AS day
      FROM training_completion d JOIN training_cycle y ON y.id = d.cycle_id
      WHERE NOT EXISTS (SELECT 1 FROM training_revocation r WHERE r.completion_id = d.id)) c
JOIN training_module m ON m.id = c.module_id
"""
"""One row per completion that was not revoked, for reporting tools: no name. Days are those of UTC."""

DAY = {"sqlite": "date(d.completed_at)", "postgresql": "(d.completed_at AT TIME ZONE 'UTC')::date"}


def upgrade() -> None:
    op.create_table(
        "training_module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "text",
                "session",
                "proof",
                name="module_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_module")),
        sa.UniqueConstraint("slug", name=op.f("uq_training_module_slug")),
    )
    op.create_table(
        "completion_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "uploaded",
                "reading",
                "ready",
                "unreadable",
                "applying",
                "applied",
                "discarded",
                name="import_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("run", sa.String(length=32), nullable=True),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=True),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("counts", JSON, nullable=False),
        sa.Column("problem", JSON, nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["person.id"], name=op.f("fk_completion_import_ended_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f("fk_completion_import_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_import")),
    )
    with op.batch_alter_table("completion_import", schema=None) as batch_op:
        batch_op.create_index("ix_completion_import_sha256", ["sha256"], unique=False)

    op.create_table(
        "training_cycle",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "first",
                "expiry",
                "material",
                "wish",
                name="cycle_cause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"], ["training_module.id"], name=op.f("fk_training_cycle_module_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_cycle_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_cycle")),
        sa.UniqueConstraint(
            "person_id", "module_id", "number", name=op.f("uq_training_cycle_person_id_module_id_number")
        ),
    )
    with op.batch_alter_table("training_cycle", schema=None) as batch_op:
        batch_op.create_index("ix_training_cycle_module_id_id", ["module_id", "id"], unique=False)

    op.create_table(
        "training_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "authoritative",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=False),
        sa.Column("discarded_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_training_draft_author_id")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["training_module.id"], name=op.f("fk_training_draft_module_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_draft")),
    )
    with op.batch_alter_table("training_draft", schema=None) as batch_op:
        batch_op.create_index(
            "uq_training_draft_module_id_number",
            ["module_id", "number"],
            unique=True,
            sqlite_where=sa.text("discarded_at IS NULL"),
            postgresql_where=sa.text("discarded_at IS NULL"),
        )

    op.create_table(
        "training_proof",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("obtained_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("handed_in_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "expires_on IS NULL OR expires_on > obtained_on",
            name=op.f("ck_training_proof_expires_after_it_was_obtained"),
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["training_module.id"], name=op.f("fk_training_proof_module_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_proof_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_proof")),
    )
    with op.batch_alter_table("training_proof", schema=None) as batch_op:
        batch_op.create_index(
            "ix_training_proof_person_id_module_id", ["person_id", "module_id"], unique=False
        )

    op.create_table(
        "training_requirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column(
            "validity",
            sa.Enum(
                "once",
                "rolling",
                "calendar",
                name="validity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("days > 0", name=op.f("ck_training_requirement_gives_time")),
        sa.CheckConstraint("grace_days >= 0", name=op.f("ck_training_requirement_grace_is_not_negative")),
        sa.CheckConstraint(
            "month IS NULL OR month BETWEEN 1 AND 12",
            name=op.f("ck_training_requirement_month_of_the_calendar"),
        ),
        sa.CheckConstraint(
            "months IS NULL OR months > 0", name=op.f("ck_training_requirement_holds_for_a_while")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_training_requirement_by_id")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["training_module.id"], name=op.f("fk_training_requirement_module_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_requirement")),
    )
    with op.batch_alter_table("training_requirement", schema=None) as batch_op:
        batch_op.create_index("ix_training_requirement_module_id", ["module_id"], unique=False)

    op.create_table(
        "training_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_training_session_ends_after_it_begins")),
        sa.CheckConstraint("places > 0", name=op.f("ck_training_session_has_places")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["training_module.id"], name=op.f("fk_training_session_module_id")
        ),
        sa.ForeignKeyConstraint(["trainer_id"], ["person.id"], name=op.f("fk_training_session_trainer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.create_index(
            "ix_training_session_module_id_starts_at", ["module_id", "starts_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_training_session_trainer_id"), ["trainer_id"], unique=False)

    op.create_table(
        "training_tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("completions", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_training_tally_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["training_module.id"], name=op.f("fk_training_tally_module_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_tally")),
        sa.UniqueConstraint(
            "module_id",
            "department_id",
            "month",
            name=op.f("uq_training_tally_module_id_department_id_month"),
        ),
    )
    op.create_table(
        "training_waiver",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("until > valid_from", name=op.f("ck_training_waiver_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_training_waiver_by_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_training_waiver_event_id")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["training_module.id"], name=op.f("fk_training_waiver_module_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_waiver_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_waiver")),
    )
    with op.batch_alter_table("training_waiver", schema=None) as batch_op:
        batch_op.create_index(
            "ix_training_waiver_person_id_module_id", ["person_id", "module_id"], unique=False
        )

    op.create_table(
        "completion_import_row",
        sa.Column("id", BIG, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "new",
                "known",
                "error",
                "recorded",
                "refused",
                name="completion_row_outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=161), nullable=False),
        sa.Column("module", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("said", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["completion_import.id"], name=op.f("fk_completion_import_row_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_import_row")),
    )
    with op.batch_alter_table("completion_import_row", schema=None) as batch_op:
        batch_op.create_index(
            "ix_completion_import_row_import_id_outcome_id", ["import_id", "outcome", "id"], unique=False
        )
        batch_op.create_index(
            "ix_completion_import_row_to_record",
            ["import_id", "outcome", "person_id", "module_id"],
            unique=False,
        )

    op.create_table(
        "training_attendance",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("ticked_by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_attendance_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name=op.f("fk_training_attendance_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticked_by_id"], ["person.id"], name=op.f("fk_training_attendance_ticked_by_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_training_attendance")),
    )
    op.create_table(
        "training_draft_text",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("lead", sa.String(length=600), nullable=False),
        sa.Column("change_note", sa.String(length=2000), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("quiz", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["training_draft.id"],
            name=op.f("fk_training_draft_text_draft_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("draft_id", "language", name=op.f("pk_training_draft_text")),
    )
    op.create_table(
        "training_draft_writer",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["training_draft.id"], name=op.f("fk_training_draft_writer_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_training_draft_writer_person_id")
        ),
        sa.PrimaryKeyConstraint("draft_id", "person_id", name=op.f("pk_training_draft_writer")),
    )
    op.create_table(
        "training_proof_decision",
        sa.Column("proof_id", BIG, nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_training_proof_decision_by_id")),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["training_proof.id"], name=op.f("fk_training_proof_decision_proof_id")
        ),
        sa.PrimaryKeyConstraint("proof_id", name=op.f("pk_training_proof_decision")),
    )
    op.create_table(
        "training_proof_file",
        sa.Column("proof_id", BIG, nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["training_proof.id"], name=op.f("fk_training_proof_file_proof_id")
        ),
        sa.PrimaryKeyConstraint("proof_id", name=op.f("pk_training_proof_file")),
    )
    op.create_table(
        "training_requirement_line",
        sa.Column("id", BIG, nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "employee",
                "external",
                "manager",
                "charter_owner",
                "approver",
                "hr",
                "trainer",
                "editor",
                "auditor",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_training_requirement_line_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["training_requirement.id"],
            name=op.f("fk_training_requirement_line_requirement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_training_requirement_line_topic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_requirement_line")),
    )
    with op.batch_alter_table("training_requirement_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_requirement_line_requirement_id"), ["requirement_id"], unique=False
        )

    op.create_table(
        "training_session_place",
        sa.Column("id", BIG, nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("given_up_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_training_session_place_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name=op.f("fk_training_session_place_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session_place")),
    )
    with op.batch_alter_table("training_session_place", schema=None) as batch_op:
        batch_op.create_index("ix_training_session_place_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "uq_training_session_place_session_id_person_id",
            ["session_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("given_up_at IS NULL"),
            postgresql_where=sa.text("given_up_at IS NULL"),
        )

    op.create_table(
        "training_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("manifest", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_training_submission_by_id")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["training_draft.id"], name=op.f("fk_training_submission_draft_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_submission")),
    )
    with op.batch_alter_table("training_submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_submission_draft_id"), ["draft_id"], unique=False)

    op.create_table(
        "training_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "weight",
            sa.Enum("minor", "material", name="weight", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "authoritative",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("manifest", sa.String(length=64), nullable=False),
        sa.Column("manifest_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("publisher_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_training_version_takes_time")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["training_draft.id"], name=op.f("fk_training_version_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["training_module.id"], name=op.f("fk_training_version_module_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_version")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_training_version_draft_id")),
        sa.UniqueConstraint("module_id", "number", name=op.f("uq_training_version_module_id_number")),
    )
    op.create_table(
        "training_waiver_reason",
        sa.Column("waiver_id", BIG, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["waiver_id"], ["training_waiver.id"], name=op.f("fk_training_waiver_reason_waiver_id")
        ),
        sa.PrimaryKeyConstraint("waiver_id", name=op.f("pk_training_waiver_reason")),
    )
    op.create_table(
        "training_attempt",
        sa.Column("id", BIG, nullable=False),
        sa.Column("cycle_id", BIG, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["training_cycle.id"], name=op.f("fk_training_attempt_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["training_version.id"], name=op.f("fk_training_attempt_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attempt")),
        sa.UniqueConstraint(
            "cycle_id", "version_id", "number", name=op.f("uq_training_attempt_cycle_id_version_id_number")
        ),
    )
    op.create_table(
        "training_completion",
        sa.Column("id", BIG, nullable=False),
        sa.Column("cycle_id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column(
            "way",
            sa.Enum(
                "quiz",
                "attended",
                "proof",
                "recorded",
                "imported",
                name="way",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("completed_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_training_completion_time_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["training_cycle.id"], name=op.f("fk_training_completion_cycle_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_training_completion_event_id")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["training_module.id"], name=op.f("fk_training_completion_module_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_completion_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_training_completion_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["training_version.id"], name=op.f("fk_training_completion_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_completion")),
        sa.UniqueConstraint("cycle_id", name=op.f("uq_training_completion_cycle_id")),
    )
    with op.batch_alter_table("training_completion", schema=None) as batch_op:
        batch_op.create_index(
            "ix_training_completion_module_id_at", ["module_id", "completed_at"], unique=False
        )
        batch_op.create_index(
            "ix_training_completion_person_id_module_id_at",
            ["person_id", "module_id", "completed_at"],
            unique=False,
        )

    op.create_table(
        "training_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "approved", "returned", name="decision", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "weight",
            sa.Enum("minor", "material", name="weight", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_training_review_by_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["training_submission.id"], name=op.f("fk_training_review_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_review")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_training_review_submission_id")),
    )
    op.create_table(
        "training_section_time",
        sa.Column("cycle_id", BIG, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_training_section_time_time_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["training_cycle.id"], name=op.f("fk_training_section_time_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["training_version.id"], name=op.f("fk_training_section_time_version_id")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "version_id", "section", name=op.f("pk_training_section_time")),
    )
    op.create_table(
        "training_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("lead", sa.String(length=600), nullable=False),
        sa.Column("change_note", sa.String(length=2000), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("quiz", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("questions", JSON, nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("html_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["training_version.id"], name=op.f("fk_training_text_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_text")),
        sa.UniqueConstraint("version_id", "language", name=op.f("uq_training_text_version_id_language")),
    )
    with op.batch_alter_table("training_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_text_sha256"), ["sha256"], unique=False)

    op.create_table(
        "training_certificate",
        sa.Column("completion_id", BIG, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["training_completion.id"], name=op.f("fk_training_certificate_completion_id")
        ),
        sa.PrimaryKeyConstraint("completion_id", name=op.f("pk_training_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_training_certificate_code")),
    )
    op.create_table(
        "training_result",
        sa.Column("attempt_id", BIG, nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["training_attempt.id"], name=op.f("fk_training_result_attempt_id")
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_training_result")),
    )
    op.create_table(
        "training_revocation",
        sa.Column("completion_id", BIG, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_training_revocation_by_id")),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["training_completion.id"], name=op.f("fk_training_revocation_completion_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_training_revocation_event_id")),
        sa.PrimaryKeyConstraint("completion_id", name=op.f("pk_training_revocation")),
    )
    op.create_table(
        "training_revocation_reason",
        sa.Column("completion_id", BIG, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["completion_id"],
            ["training_revocation.completion_id"],
            name=op.f("fk_training_revocation_reason_completion_id"),
        ),
        sa.PrimaryKeyConstraint("completion_id", name=op.f("pk_training_revocation_reason")),
    )
    op.execute(REPORT.format(day=DAY[op.get_bind().dialect.name]))

    for table in INSERT_ONLY:
        protect(table)


def downgrade() -> None:
    op.execute("DROP VIEW report_training")
    for table in INSERT_ONLY:
        unprotect(table)
    op.drop_table("training_revocation_reason")
    op.drop_table("training_revocation")
    op.drop_table("training_result")
    op.drop_table("training_certificate")
    with op.batch_alter_table("training_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_text_sha256"))

    op.drop_table("training_text")
    op.drop_table("training_section_time")
    op.drop_table("training_review")
    with op.batch_alter_table("training_completion", schema=None) as batch_op:
        batch_op.drop_index("ix_training_completion_person_id_module_id_at")
        batch_op.drop_index("ix_training_completion_module_id_at")

    op.drop_table("training_completion")
    op.drop_table("training_attempt")
    op.drop_table("training_waiver_reason")
    op.drop_table("training_version")
    with op.batch_alter_table("training_submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_submission_draft_id"))

    op.drop_table("training_submission")
    with op.batch_alter_table("training_session_place", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_training_session_place_session_id_person_id",
            sqlite_where=sa.text("given_up_at IS NULL"),
            postgresql_where=sa.text("given_up_at IS NULL"),
        )
        batch_op.drop_index("ix_training_session_place_person_id")

    op.drop_table("training_session_place")
    with op.batch_alter_table("training_requirement_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_requirement_line_requirement_id"))

    op.drop_table("training_requirement_line")
    op.drop_table("training_proof_file")
    op.drop_table("training_proof_decision")
    op.drop_table("training_draft_writer")
    op.drop_table("training_draft_text")
    op.drop_table("training_attendance")
    with op.batch_alter_table("completion_import_row", schema=None) as batch_op:
        batch_op.drop_index("ix_completion_import_row_to_record")
        batch_op.drop_index("ix_completion_import_row_import_id_outcome_id")

    op.drop_table("completion_import_row")
    with op.batch_alter_table("training_waiver", schema=None) as batch_op:
        batch_op.drop_index("ix_training_waiver_person_id_module_id")

    op.drop_table("training_waiver")
    op.drop_table("training_tally")
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_session_trainer_id"))
        batch_op.drop_index("ix_training_session_module_id_starts_at")

    op.drop_table("training_session")
    with op.batch_alter_table("training_requirement", schema=None) as batch_op:
        batch_op.drop_index("ix_training_requirement_module_id")

    op.drop_table("training_requirement")
    with op.batch_alter_table("training_proof", schema=None) as batch_op:
        batch_op.drop_index("ix_training_proof_person_id_module_id")

    op.drop_table("training_proof")
    with op.batch_alter_table("training_draft", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_training_draft_module_id_number",
            sqlite_where=sa.text("discarded_at IS NULL"),
            postgresql_where=sa.text("discarded_at IS NULL"),
        )

    op.drop_table("training_draft")
    with op.batch_alter_table("training_cycle", schema=None) as batch_op:
        batch_op.drop_index("ix_training_cycle_module_id_id")

    op.drop_table("training_cycle")
    with op.batch_alter_table("completion_import", schema=None) as batch_op:
        batch_op.drop_index("ix_completion_import_sha256")

    op.drop_table("completion_import")
    op.drop_table("training_module")
