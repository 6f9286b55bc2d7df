"""People: organisation, persons, dated rows, signing in, imports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from advocacy.db import OrderedText, UtcDateTime
from advocacy.insert_only import protect, unprotect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


INSERT_ONLY = ("privacy_notice_seen",)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("path", OrderedText(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("sort_key", OrderedText(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["department.id"], name=op.f("fk_department_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
    )
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.create_index("ix_department_path", ["path"], unique=False)
        batch_op.create_index("uq_department_parent_id_name", ["parent_id", "name"], unique=True)

    op.create_table(
        "employer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("siren", sa.String(length=9), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sa.UniqueConstraint("name", name=op.f("uq_employer_name")),
        sa.UniqueConstraint("siren", name=op.f("uq_employer_siren")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "employee",
                "external",
                "service",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("given_name", sa.String(length=80), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("sort_key", OrderedText(), nullable=False),
        sa.Column("search_key", OrderedText(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("password_set_at", UtcDateTime(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email_key", name=op.f("uq_person_email_key")),
        sa.UniqueConstraint("number", name=op.f("uq_person_number")),
        sa.UniqueConstraint("subject", name=op.f("uq_person_subject")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_sort_key_id", ["sort_key", "id"], unique=False)

    op.create_table(
        "sign_in_failure",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_failure_account_at", ["account", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_failure_at"), ["at"], unique=False)

    op.create_table(
        "absence",
        sa.Column("id", BIG, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_absence_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index("ix_absence_person_id_valid_from", ["person_id", "valid_from"], unique=False)

    op.create_table(
        "employment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_employment_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_employment_employer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_employment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment")),
    )
    with op.batch_alter_table("employment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employment_employer_id"), ["employer_id"], unique=False)
        batch_op.create_index("ix_employment_person_id_valid_from", ["person_id", "valid_from"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", BIG, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "invitation",
                "reset",
                name="link_purpose",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_one_time_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index("ix_one_time_link_person_id", ["person_id"], unique=False)

    op.create_table(
        "people_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
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
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("edition", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_people_import_ended_by_id")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f("fk_people_import_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_import")),
    )
    with op.batch_alter_table("people_import", schema=None) as batch_op:
        batch_op.create_index("ix_people_import_sha256", ["sha256"], unique=False)

    op.create_table(
        "privacy_notice_seen",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_privacy_notice_seen_person_id")),
        sa.PrimaryKeyConstraint("person_id", "edition", name=op.f("pk_privacy_notice_seen")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", BIG, nullable=False),
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
            nullable=False,
        ),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_role_grant_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_role_grant_department_id")
        ),
        sa.ForeignKeyConstraint(["granted_by_id"], ["person.id"], name=op.f("fk_role_grant_granted_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index("ix_role_grant_person_id_valid_from", ["person_id", "valid_from"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", BIG, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_person_id_ended_at", ["person_id", "ended_at"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_site_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.create_index("uq_site_employer_id_name", ["employer_id", "name"], unique=True)

    op.create_table(
        "people_import_row",
        sa.Column("id", BIG, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "joiner",
                "change",
                "leaver",
                "returner",
                "error",
                "warning",
                name="row_outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=161), nullable=False),
        sa.Column("said", JSON, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("writes", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("given_name", sa.String(length=80), nullable=True),
        sa.Column("family_name", sa.String(length=80), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=32), nullable=True),
        sa.Column("sort_key", OrderedText(), nullable=True),
        sa.Column("search_key", OrderedText(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["people_import.id"], name=op.f("fk_people_import_row_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_import_row")),
    )
    with op.batch_alter_table("people_import_row", schema=None) as batch_op:
        batch_op.create_index(
            "ix_people_import_row_import_id_outcome_id", ["import_id", "outcome", "id"], unique=False
        )

    op.create_table(
        "people_import_place",
        sa.Column("id", BIG, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "employer",
                "site",
                "department",
                name="place_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("siren", sa.String(length=9), nullable=True),
        sa.Column("parent_ref", sa.Integer(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["people_import.id"], name=op.f("fk_people_import_place_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_import_place")),
    )
    with op.batch_alter_table("people_import_place", schema=None) as batch_op:
        batch_op.create_index("uq_people_import_place_import_id_ref", ["import_id", "ref"], unique=True)

    op.create_table(
        "people_import_fact",
        sa.Column("id", BIG, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "employment",
                "placement",
                "role_grant",
                name="fact_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("retires", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("employer_ref", sa.Integer(), nullable=True),
        sa.Column("site_ref", sa.Integer(), nullable=True),
        sa.Column("department_ref", sa.Integer(), nullable=True),
        sa.Column("manager", sa.String(length=40), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["people_import.id"], name=op.f("fk_people_import_fact_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_import_fact")),
    )
    with op.batch_alter_table("people_import_fact", schema=None) as batch_op:
        batch_op.create_index("ix_people_import_fact_import_id_kind", ["import_id", "kind"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "manager_id IS NULL OR manager_id <> person_id",
            name=op.f("ck_placement_nobody_manages_themselves"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_placement_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_placement_department_id")
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_placement_employer_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_placement_manager_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_placement_person_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_placement_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_placement_department_id_valid_from", ["department_id", "valid_from"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_placement_employer_id"), ["employer_id"], unique=False)
        batch_op.create_index(
            "ix_placement_manager_id_valid_from", ["manager_id", "valid_from"], unique=False
        )
        batch_op.create_index("ix_placement_person_id_valid_from", ["person_id", "valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_site_id"), ["site_id"], unique=False)

    for table in INSERT_ONLY:
        protect(table)


def downgrade() -> None:
    for table in INSERT_ONLY:
        unprotect(table)
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_site_id"))
        batch_op.drop_index("ix_placement_person_id_valid_from")
        batch_op.drop_index("ix_placement_manager_id_valid_from")
        batch_op.drop_index(batch_op.f("ix_placement_employer_id"))
        batch_op.drop_index("ix_placement_department_id_valid_from")

    op.drop_table("placement")
    with op.batch_alter_table("people_import_fact", schema=None) as batch_op:
        batch_op.drop_index("ix_people_import_fact_import_id_kind")

    op.drop_table("people_import_fact")
    with op.batch_alter_table("people_import_place", schema=None) as batch_op:
        batch_op.drop_index("uq_people_import_place_import_id_ref")

    op.drop_table("people_import_place")
    with op.batch_alter_table("people_import_row", schema=None) as batch_op:
        batch_op.drop_index("ix_people_import_row_import_id_outcome_id")

    op.drop_table("people_import_row")
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index("uq_site_employer_id_name")

    op.drop_table("site")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_person_id_ended_at")

    op.drop_table("sign_in")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index("ix_role_grant_person_id_valid_from")

    op.drop_table("role_grant")
    op.drop_table("privacy_notice_seen")
    with op.batch_alter_table("people_import", schema=None) as batch_op:
        batch_op.drop_index("ix_people_import_sha256")

    op.drop_table("people_import")
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.drop_index("ix_one_time_link_person_id")

    op.drop_table("one_time_link")
    with op.batch_alter_table("employment", schema=None) as batch_op:
        batch_op.drop_index("ix_employment_person_id_valid_from")
        batch_op.drop_index(batch_op.f("ix_employment_employer_id"))

    op.drop_table("employment")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index("ix_absence_person_id_valid_from")

    op.drop_table("absence")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_failure_at"))
        batch_op.drop_index("ix_sign_in_failure_account_at")

    op.drop_table("sign_in_failure")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index("ix_person_sort_key_id")

    op.drop_table("person")
    op.drop_table("employer")
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.drop_index("uq_department_parent_id_name")
        batch_op.drop_index("ix_department_path")

    op.drop_table("department")
