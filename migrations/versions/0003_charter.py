"""The charter: drafts, versions, acknowledgements."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from advocacy.db import UtcDateTime
from advocacy.insert_only import protect, unprotect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


INSERT_ONLY = (
    "charter_submission",
    "charter_review",
    "charter_version",
    "charter_text",
    "charter_withdrawal",
    "charter_attempt",
    "charter_result",
    "charter_passing",
    "acknowledgement",
    "charter_reading",
)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("slug", name=op.f("uq_document_slug")),
    )
    op.create_table(
        "charter_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "force",
            sa.Enum(
                "informative", "binding", name="force", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "authoritative",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("days_to_acknowledge", sa.Integer(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=False),
        sa.Column("discarded_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_charter_draft_author_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_charter_draft_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_draft")),
    )
    with op.batch_alter_table("charter_draft", schema=None) as batch_op:
        batch_op.create_index(
            "uq_charter_draft_document_id_number",
            ["document_id", "number"],
            unique=True,
            sqlite_where=sa.text("discarded_at IS NULL"),
            postgresql_where=sa.text("discarded_at IS NULL"),
        )

    op.create_table(
        "charter_draft_writer",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["charter_draft.id"], name=op.f("fk_charter_draft_writer_draft_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charter_draft_writer_person_id")),
        sa.PrimaryKeyConstraint("draft_id", "person_id", name=op.f("pk_charter_draft_writer")),
    )
    op.create_table(
        "charter_dossier_entry",
        sa.Column("id", BIG, nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "works_council",
                "publicity",
                "deposit",
                "inspector",
                name="dossier_step",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_charter_dossier_entry_by_id")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["charter_draft.id"], name=op.f("fk_charter_dossier_entry_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_charter_dossier_entry_employer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_dossier_entry")),
    )
    with op.batch_alter_table("charter_dossier_entry", schema=None) as batch_op:
        batch_op.create_index("ix_charter_dossier_entry_draft_id", ["draft_id"], unique=False)

    op.create_table(
        "charter_draft_audience",
        sa.Column("id", BIG, nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_charter_draft_audience_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["charter_draft.id"],
            name=op.f("fk_charter_draft_audience_draft_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_charter_draft_audience_employer_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_charter_draft_audience_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_draft_audience")),
    )
    with op.batch_alter_table("charter_draft_audience", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_draft_audience_draft_id"), ["draft_id"], unique=False)

    op.create_table(
        "charter_draft_text",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("statement", sa.String(length=600), nullable=False),
        sa.Column("change_note", sa.String(length=2000), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("quiz", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["charter_draft.id"],
            name=op.f("fk_charter_draft_text_draft_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("draft_id", "language", name=op.f("pk_charter_draft_text")),
    )
    op.create_table(
        "charter_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("manifest", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_charter_submission_by_id")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["charter_draft.id"], name=op.f("fk_charter_submission_draft_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_submission")),
    )
    with op.batch_alter_table("charter_submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_submission_draft_id"), ["draft_id"], unique=False)

    op.create_table(
        "charter_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "force",
            sa.Enum(
                "informative", "binding", name="force", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
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
        sa.Column("manifest", sa.String(length=64), nullable=False),
        sa.Column("manifest_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("days_to_acknowledge", sa.Integer(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("quiz_sha256", sa.String(length=64), nullable=True),
        sa.Column("live_at", UtcDateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("binding_on", JSON, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("publisher_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_charter_version_document_id")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["charter_draft.id"], name=op.f("fk_charter_version_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_charter_version_document_id_number")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_charter_version_draft_id")),
    )
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.create_index("ix_charter_version_live_at", ["live_at"], unique=False)

    op.create_table(
        "charter_audience",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
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
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_charter_audience_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_charter_audience_employer_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_charter_audience_site_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name=op.f("fk_charter_audience_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_audience")),
    )
    with op.batch_alter_table("charter_audience", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_audience_version_id"), ["version_id"], unique=False)

    op.create_table(
        "charter_question",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("clause", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=2000), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.String(length=4000), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charter_question_person_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name=op.f("fk_charter_question_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_question")),
    )
    with op.batch_alter_table("charter_question", schema=None) as batch_op:
        batch_op.create_index("ix_charter_question_answered_at_id", ["answered_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_charter_question_person_id"), ["person_id"], unique=False)

    op.create_table(
        "charter_review",
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
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_charter_review_by_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["charter_submission.id"], name=op.f("fk_charter_review_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_review")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_charter_review_submission_id")),
    )
    op.create_table(
        "charter_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("statement", sa.String(length=600), nullable=False),
        sa.Column("change_note", sa.String(length=2000), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("quiz", sa.Text(), nullable=False),
        sa.Column("questions", JSON, nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("summary_html", sa.Text(), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("html_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name=op.f("fk_charter_text_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_text")),
        sa.UniqueConstraint("version_id", "language", name=op.f("uq_charter_text_version_id_language")),
    )
    with op.batch_alter_table("charter_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_text_sha256"), ["sha256"], unique=False)

    op.create_table(
        "charter_withdrawal",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name=op.f("fk_charter_withdrawal_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_charter_withdrawal")),
    )
    op.create_table(
        "charter_attempt",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charter_attempt_person_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name=op.f("fk_charter_attempt_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_attempt")),
        sa.UniqueConstraint(
            "person_id", "version_id", "number", name=op.f("uq_charter_attempt_person_id_version_id_number")
        ),
    )
    op.create_table(
        "charter_result",
        sa.Column("attempt_id", BIG, nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["charter_attempt.id"], name=op.f("fk_charter_result_attempt_id")
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_charter_result")),
    )
    op.create_table(
        "charter_passing",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", BIG, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["charter_attempt.id"], name=op.f("fk_charter_passing_attempt_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_charter_passing_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charter_passing_person_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name=op.f("fk_charter_passing_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_passing")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_charter_passing_attempt_id")),
        sa.UniqueConstraint("person_id", "version_id", name=op.f("uq_charter_passing_person_id_version_id")),
    )
    op.create_table(
        "acknowledgement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "acknowledged", "objected", name="act", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("reached_end", sa.Boolean(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("passing_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_acknowledgement_event_id")),
        sa.ForeignKeyConstraint(
            ["passing_id"], ["charter_passing.id"], name=op.f("fk_acknowledgement_passing_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_acknowledgement_person_id")),
        sa.ForeignKeyConstraint(["text_id"], ["charter_text.id"], name=op.f("fk_acknowledgement_text_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name=op.f("fk_acknowledgement_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgement")),
        sa.UniqueConstraint(
            "person_id", "version_id", "act", name=op.f("uq_acknowledgement_person_id_version_id_act")
        ),
    )
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.create_index("ix_acknowledgement_version_id_at", ["version_id", "at"], unique=False)

    op.create_table(
        "charter_reading",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("reached_end_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charter_reading_person_id")),
        sa.ForeignKeyConstraint(["text_id"], ["charter_text.id"], name=op.f("fk_charter_reading_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_reading")),
        sa.UniqueConstraint("person_id", "text_id", name=op.f("uq_charter_reading_person_id_text_id")),
    )
    op.create_table(
        "objection_reason",
        sa.Column("acknowledgement_id", BIG, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["acknowledgement_id"],
            ["acknowledgement.id"],
            name=op.f("fk_objection_reason_acknowledgement_id"),
        ),
        sa.PrimaryKeyConstraint("acknowledgement_id", name=op.f("pk_objection_reason")),
    )
    for table in INSERT_ONLY:
        protect(table)


def downgrade() -> None:
    for table in INSERT_ONLY:
        unprotect(table)
    op.drop_table("objection_reason")
    op.drop_table("charter_reading")
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.drop_index("ix_acknowledgement_version_id_at")

    op.drop_table("acknowledgement")
    op.drop_table("charter_passing")
    op.drop_table("charter_result")
    op.drop_table("charter_attempt")
    op.drop_table("charter_withdrawal")
    with op.batch_alter_table("charter_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_text_sha256"))

    op.drop_table("charter_text")
    op.drop_table("charter_review")
    with op.batch_alter_table("charter_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_question_person_id"))
        batch_op.drop_index("ix_charter_question_answered_at_id")

    op.drop_table("charter_question")
    with op.batch_alter_table("charter_audience", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_audience_version_id"))

    op.drop_table("charter_audience")
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.drop_index("ix_charter_version_live_at")

    op.drop_table("charter_version")
    with op.batch_alter_table("charter_submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_submission_draft_id"))

    op.drop_table("charter_submission")
    op.drop_table("charter_draft_text")
    with op.batch_alter_table("charter_draft_audience", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_draft_audience_draft_id"))

    op.drop_table("charter_draft_audience")
    with op.batch_alter_table("charter_dossier_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_charter_dossier_entry_draft_id")

    op.drop_table("charter_dossier_entry")
    op.drop_table("charter_draft_writer")
    with op.batch_alter_table("charter_draft", schema=None) as batch_op:
        batch_op.drop_index("uq_charter_draft_document_id_number")

    op.drop_table("charter_draft")
    op.drop_table("document")
