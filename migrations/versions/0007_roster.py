"""The roster: enrolment, profiles, pauses, suspensions, work accounts."""

import sqlalchemy as sa
from alembic import op

from advocacy.db import OrderedText, UtcDateTime
from advocacy.insert_only import protect, unprotect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSERT_ONLY = (
    "roster_commitment",
    "roster_enrolment",
    "roster_enrolment_end",
)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

REPORT = """
CREATE VIEW report_roster AS
SELECT e.enrolled_on,
       (SELECT p.department_id FROM placement p
        WHERE p.person_id = e.person_id AND p.retired_at IS NULL AND p.valid_from <= CURRENT_DATE
        ORDER BY p.valid_from DESC, p.id DESC LIMIT 1) AS department_id,
       (SELECT COUNT(DISTINCT l.language) FROM roster_language l
        WHERE l.person_id = e.person_id AND l.to_at IS NULL) AS languages,
       t.slug AS topic
FROM roster_enrolment e
LEFT JOIN (topic_holding h JOIN topic t ON t.id = h.topic_id AND t.closed_at IS NULL)
       ON h.person_id = e.person_id AND h.to_at IS NULL
WHERE e.id = (SELECT MAX(o.id) FROM roster_enrolment o WHERE o.person_id = e.person_id)
  AND NOT EXISTS (SELECT 1 FROM roster_enrolment_end x WHERE x.enrolment_id = e.id)
  AND EXISTS (SELECT 1 FROM employment w
              WHERE w.person_id = e.person_id AND w.retired_at IS NULL AND w.valid_from <= CURRENT_DATE
                AND (w.valid_to IS NULL OR w.valid_to > CURRENT_DATE))
  AND NOT EXISTS (SELECT 1 FROM employment w
                  WHERE w.person_id = e.person_id AND w.retired_at IS NULL
                    AND w.valid_to <= CURRENT_DATE AND w.valid_to > e.enrolled_on
                    AND NOT EXISTS (SELECT 1 FROM employment n
                                    WHERE n.person_id = w.person_id AND n.retired_at IS NULL
                                      AND n.valid_from <= w.valid_to
                                      AND (n.valid_to IS NULL OR n.valid_to > w.valid_to)))
"""
"""One row per member and topic held now (no topic: one row without), for reporting tools: no name, no alias.

Whoever left the company is no member any more, as in advocacy/roster/queries/enrolled.py.
"""


def upgrade() -> None:
    op.create_table(
        "roster_alias",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("skeleton", OrderedText(), nullable=False),
        sa.Column("sort_key", OrderedText(), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("to_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_alias_person_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["person.id"], name=op.f("fk_roster_alias_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_alias")),
    )
    with op.batch_alter_table("roster_alias", schema=None) as batch_op:
        batch_op.create_index("ix_roster_alias_skeleton", ["skeleton"], unique=False)
        batch_op.create_index(batch_op.f("ix_roster_alias_slug"), ["slug"], unique=False)
        batch_op.create_index("ix_roster_alias_sort_key_id", ["sort_key", "id"], unique=False)
        batch_op.create_index(
            "uq_roster_alias_person_id",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("to_at IS NULL"),
            postgresql_where=sa.text("to_at IS NULL"),
        )

    op.create_table(
        "roster_alias_look",
        sa.Column("look", OrderedText(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_alias_look_person_id")),
        sa.PrimaryKeyConstraint("look", name=op.f("pk_roster_alias_look")),
    )
    with op.batch_alter_table("roster_alias_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_alias_look_person_id"), ["person_id"], unique=False)

    op.create_table(
        "roster_commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_roster_commitment_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_commitment")),
        sa.UniqueConstraint("number", "language", name=op.f("uq_roster_commitment_number_language")),
    )
    op.create_table(
        "roster_hours",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("to_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "starts >= 0 AND ends <= 1440 AND ends > starts", name=op.f("ck_roster_hours_within_the_day")
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_roster_hours_day_of_the_week")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_hours_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_hours")),
    )
    with op.batch_alter_table("roster_hours", schema=None) as batch_op:
        batch_op.create_index("ix_roster_hours_person_id_to_at", ["person_id", "to_at"], unique=False)

    op.create_table(
        "roster_language",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("to_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_language_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_language")),
    )
    with op.batch_alter_table("roster_language", schema=None) as batch_op:
        batch_op.create_index("ix_roster_language_person_id_to_at", ["person_id", "to_at"], unique=False)

    op.create_table(
        "roster_pause",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("until_at", UtcDateTime(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "until_at IS NULL OR until_at >= from_at", name=op.f("ck_roster_pause_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_pause_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_pause")),
    )
    with op.batch_alter_table("roster_pause", schema=None) as batch_op:
        batch_op.create_index("ix_roster_pause_person_id_from_at", ["person_id", "from_at"], unique=False)

    op.create_table(
        "roster_profile",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("capacity BETWEEN 1 AND 20", name=op.f("ck_roster_profile_capacity_is_sane")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_profile_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_roster_profile")),
    )
    op.create_table(
        "roster_suspension",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_roster_suspension_by_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_roster_suspension_event_id")),
        sa.ForeignKeyConstraint(
            ["lifted_by_id"], ["person.id"], name=op.f("fk_roster_suspension_lifted_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_suspension_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_suspension")),
    )
    with op.batch_alter_table("roster_suspension", schema=None) as batch_op:
        batch_op.create_index(
            "ix_roster_suspension_person_id_from_at", ["person_id", "from_at"], unique=False
        )

    op.create_table(
        "roster_topic_wish",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_topic_wish_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_roster_topic_wish_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_topic_wish")),
    )
    with op.batch_alter_table("roster_topic_wish", schema=None) as batch_op:
        batch_op.create_index(
            "uq_roster_topic_wish_person_id_topic_id",
            ["person_id", "topic_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "roster_work_account",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
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
        sa.Column("handle", sa.String(length=120), nullable=False),
        sa.Column("handle_key", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=400), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "confirmation",
            sa.Enum(
                "administrator",
                "code",
                name="confirmation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "check_result",
            sa.Enum(
                "waiting",
                "not_there",
                "unreachable",
                "taken",
                name="check_result",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("checked_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_roster_work_account_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_work_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_work_account")),
    )
    with op.batch_alter_table("roster_work_account", schema=None) as batch_op:
        batch_op.create_index("ix_roster_work_account_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "uq_roster_work_account_network_handle_key",
            ["network", "handle_key"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND confirmed_at IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND confirmed_at IS NOT NULL"),
        )

    op.create_table(
        "roster_enrolment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["roster_commitment.id"], name=op.f("fk_roster_enrolment_commitment_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_roster_enrolment_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_enrolment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_enrolment")),
    )
    with op.batch_alter_table("roster_enrolment", schema=None) as batch_op:
        batch_op.create_index("ix_roster_enrolment_person_id_at", ["person_id", "at"], unique=False)

    op.create_table(
        "roster_suspension_reason",
        sa.Column("suspension_id", BIG, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["suspension_id"],
            ["roster_suspension.id"],
            name=op.f("fk_roster_suspension_reason_suspension_id"),
        ),
        sa.PrimaryKeyConstraint("suspension_id", name=op.f("pk_roster_suspension_reason")),
    )
    op.create_table(
        "roster_enrolment_end",
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column(
            "cause",
            sa.Enum("member", "hr", name="end_cause", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_roster_enrolment_end_by_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["roster_enrolment.id"], name=op.f("fk_roster_enrolment_end_enrolment_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_roster_enrolment_end_event_id")),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_roster_enrolment_end")),
    )
    op.execute(REPORT)

    for table in INSERT_ONLY:
        protect(table)


def downgrade() -> None:
    op.execute("DROP VIEW report_roster")
    for table in INSERT_ONLY:
        unprotect(table)
    op.drop_table("roster_enrolment_end")
    op.drop_table("roster_suspension_reason")
    with op.batch_alter_table("roster_enrolment", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_enrolment_person_id_at")

    op.drop_table("roster_enrolment")
    with op.batch_alter_table("roster_work_account", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_roster_work_account_network_handle_key",
            sqlite_where=sa.text("ended_at IS NULL AND confirmed_at IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND confirmed_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_roster_work_account_person_id")

    op.drop_table("roster_work_account")
    with op.batch_alter_table("roster_topic_wish", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_roster_topic_wish_person_id_topic_id",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("roster_topic_wish")
    with op.batch_alter_table("roster_suspension", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_suspension_person_id_from_at")

    op.drop_table("roster_suspension")
    op.drop_table("roster_profile")
    with op.batch_alter_table("roster_pause", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_pause_person_id_from_at")

    op.drop_table("roster_pause")
    with op.batch_alter_table("roster_language", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_language_person_id_to_at")

    op.drop_table("roster_language")
    with op.batch_alter_table("roster_hours", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_hours_person_id_to_at")

    op.drop_table("roster_hours")
    op.drop_table("roster_commitment")
    with op.batch_alter_table("roster_alias_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_alias_look_person_id"))

    op.drop_table("roster_alias_look")
    with op.batch_alter_table("roster_alias", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_roster_alias_person_id",
            sqlite_where=sa.text("to_at IS NULL"),
            postgresql_where=sa.text("to_at IS NULL"),
        )
        batch_op.drop_index("ix_roster_alias_sort_key_id")
        batch_op.drop_index(batch_op.f("ix_roster_alias_slug"))
        batch_op.drop_index("ix_roster_alias_skeleton")

    op.drop_table("roster_alias")
