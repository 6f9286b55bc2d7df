"""The library: content, revisions, reviews, objectives, network sheets, calendar, sources."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from advocacy.db import OrderedText, UtcDateTime
from advocacy.insert_only import protect, unprotect

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


INSERT_ONLY = (
    "content_revision",
    "content_revision_text",
    "content_revision_topic",
    "content_revision_wording",
    "content_revision_media",
    "content_review",
    "content_recall",
    "objective_review",
    "objective_figure",
)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "media_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "image",
                "video",
                "pdf",
                name="media_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("type", sa.String(length=80), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_media_file_sha256")),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("filters", JSON, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_calendar_feed_token_sha256")),
    )
    with op.batch_alter_table("calendar_feed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_feed_person_id"), ["person_id"], unique=False)

    op.create_table(
        "company_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_fr", sa.String(length=160), nullable=False),
        sa.Column("name_en", sa.String(length=160), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_company_event_period_is_forward")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_company_event_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_event")),
    )
    with op.batch_alter_table("company_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_event_starts_on"), ["starts_on"], unique=False)

    op.create_table(
        "content_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("staged", JSON, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("applied_at", UtcDateTime(), nullable=True),
        sa.Column("discarded_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_content_import_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_import")),
    )
    with op.batch_alter_table("content_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_import_sha256"), ["sha256"], unique=False)

    op.create_table(
        "content_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_content_template_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_template")),
    )
    with op.batch_alter_table("content_template", schema=None) as batch_op:
        batch_op.create_index(
            "uq_content_template_name",
            ["name"],
            unique=True,
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )

    op.create_table(
        "link_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_sha256", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "alive",
                "changed",
                "dead",
                "forbidden",
                name="target_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.String(length=600), nullable=False),
        sa.Column("site", sa.String(length=120), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=True),
        sa.Column("seen_sha256", sa.String(length=64), nullable=True),
        sa.Column("approved_sha256", sa.String(length=64), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["image_id"], ["media_file.id"], name=op.f("fk_link_target_image_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_target")),
        sa.UniqueConstraint("address_sha256", name=op.f("uq_link_target_address_sha256")),
    )
    with op.batch_alter_table("link_target", schema=None) as batch_op:
        batch_op.create_index(
            "ix_link_target_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.create_table(
        "network_sheet",
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
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("mission_fr", sa.String(length=1000), nullable=False),
        sa.Column("mission_en", sa.String(length=1000), nullable=False),
        sa.Column("offer_fr", sa.String(length=1000), nullable=False),
        sa.Column("offer_en", sa.String(length=1000), nullable=False),
        sa.Column("expect_fr", sa.String(length=1000), nullable=False),
        sa.Column("expect_en", sa.String(length=1000), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("edited_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_network_sheet_owner_id")),
        sa.PrimaryKeyConstraint("network", name=op.f("pk_network_sheet")),
    )
    op.create_table(
        "objective",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "aim",
            sa.Enum(
                "awareness",
                "traffic",
                "leads",
                "sales",
                "recruitment",
                "loyalty",
                "service",
                name="aim",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name_fr", sa.String(length=160), nullable=False),
        sa.Column("name_en", sa.String(length=160), nullable=False),
        sa.Column(
            "measure",
            sa.Enum(
                "clicks",
                "shares",
                "answers",
                "noted",
                name="measure",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_objective_period_is_forward")),
        sa.CheckConstraint("target > 0", name=op.f("ck_objective_target_is_positive")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_objective_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
    )
    op.create_table(
        "official_account",
        sa.Column("id", sa.Integer(), nullable=False),
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
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("help_address", sa.String(length=400), nullable=False),
        sa.Column("last_post_on", sa.Date(), nullable=True),
        sa.Column("close_on", sa.Date(), nullable=True),
        sa.Column("closing_reason", sa.String(length=500), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_official_account_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_account")),
        sa.UniqueConstraint("network", "address", name=op.f("uq_official_account_network_address")),
    )
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "worrying",
                "praise",
                "competitor",
                "idea",
                name="sighting_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("handled_at", UtcDateTime(), nullable=True),
        sa.Column("handled_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["handled_by_id"], ["person.id"], name=op.f("fk_sighting_handled_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sighting_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
    )
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sighting_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("handled_at IS NULL"),
            postgresql_where=sa.text("handled_at IS NULL"),
        )
        batch_op.create_index("ix_sighting_person_id_id", ["person_id", "id"], unique=False)
        batch_op.create_index(
            "ix_sighting_untold",
            ["id"],
            unique=False,
            sqlite_where=sa.text("told_at IS NULL AND kind = 'worrying'"),
            postgresql_where=sa.text("told_at IS NULL AND kind = 'worrying'"),
        )
        batch_op.create_index(
            "ix_sighting_told_at",
            ["told_at"],
            unique=False,
            sqlite_where=sa.text("told_at IS NOT NULL"),
            postgresql_where=sa.text("told_at IS NOT NULL"),
        )

    op.create_table(
        "calendar_slot",
        sa.Column("id", sa.Integer(), nullable=False),
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
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("minute BETWEEN 0 AND 1439", name=op.f("ck_calendar_slot_is_a_minute_of_the_day")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_calendar_slot_is_a_weekday")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_calendar_slot_by_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_calendar_slot_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_slot")),
    )
    op.create_table(
        "content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "post", "contest", name="content_kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "unaware",
                "aware",
                "interested",
                "follower",
                "participant",
                "invited",
                "customer",
                "ambassador",
                "asked",
                "community",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=True),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("contest_rules", sa.Text(), nullable=False),
        sa.Column("contest_ends_at", UtcDateTime(), nullable=True),
        sa.Column("suggested_by_id", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=False),
        sa.Column("discarded_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at",
            name=op.f("ck_content_window_is_forward"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_content_author_id")),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_content_objective_id")),
        sa.ForeignKeyConstraint(["suggested_by_id"], ["person.id"], name=op.f("fk_content_suggested_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content")),
    )
    with op.batch_alter_table("content", schema=None) as batch_op:
        batch_op.create_index("ix_content_edited_at_id", ["edited_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_content_objective_id"), ["objective_id"], unique=False)
        batch_op.create_index("ix_content_opens_at", ["opens_at"], unique=False)

    op.create_table(
        "feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("etag", sa.String(length=400), nullable=False),
        sa.Column("last_modified", sa.String(length=120), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("gone_at", UtcDateTime(), nullable=True),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_feed_by_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_feed_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
    )
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.create_index("ix_feed_next_at", ["next_at"], unique=False)
        batch_op.create_index(
            "uq_feed_address",
            ["address"],
            unique=True,
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )

    op.create_table(
        "library_right",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("to_at", UtcDateTime(), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_library_right_ended_by_id")),
        sa.ForeignKeyConstraint(["given_by_id"], ["person.id"], name=op.f("fk_library_right_given_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_library_right_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_library_right_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_right")),
    )
    with op.batch_alter_table("library_right", schema=None) as batch_op:
        batch_op.create_index(
            "uq_library_right_person_id_topic_id",
            ["person_id", "topic_id"],
            unique=True,
            sqlite_where=sa.text("to_at IS NULL"),
            postgresql_where=sa.text("to_at IS NULL"),
        )

    op.create_table(
        "objective_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figure", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_objective_figure_by_id")),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_objective_figure_objective_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective_figure")),
    )
    with op.batch_alter_table("objective_figure", schema=None) as batch_op:
        batch_op.create_index("ix_objective_figure_objective_id_day", ["objective_id", "day"], unique=False)

    op.create_table(
        "objective_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "keep", "change", "stop", name="verdict", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("figure", sa.Integer(), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_objective_review_by_id")),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_objective_review_objective_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective_review")),
    )
    with op.batch_alter_table("objective_review", schema=None) as batch_op:
        batch_op.create_index("ix_objective_review_objective_id_id", ["objective_id", "id"], unique=False)

    op.create_table(
        "content_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(length=500), nullable=False),
        sa.Column("evidence", sa.String(length=1000), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_content_evidence_content_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_evidence")),
    )
    with op.batch_alter_table("content_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_evidence_content_id"), ["content_id"], unique=False)

    op.create_table(
        "content_feature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_content_feature_by_id")),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_content_feature_content_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_feature")),
    )
    with op.batch_alter_table("content_feature", schema=None) as batch_op:
        batch_op.create_index("ix_content_feature_content_id", ["content_id"], unique=False)
        batch_op.create_index(
            "uq_content_feature_place",
            ["place"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "content_finding_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column(
            "finding",
            sa.Enum(
                "same_text",
                "no_evidence",
                "evidence_ends",
                "clash",
                "forbidden_words",
                name="finding",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_content_finding_answer_by_id")),
        sa.ForeignKeyConstraint(
            ["content_id"],
            ["content.id"],
            name=op.f("fk_content_finding_answer_content_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_finding_answer")),
        sa.UniqueConstraint(
            "content_id", "finding", "about", name=op.f("uq_content_finding_answer_content_id_finding_about")
        ),
    )
    op.create_table(
        "content_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_content_hold_by_id")),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_content_hold_content_id")),
        sa.ForeignKeyConstraint(
            ["released_by_id"], ["person.id"], name=op.f("fk_content_hold_released_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_hold")),
    )
    with op.batch_alter_table("content_hold", schema=None) as batch_op:
        batch_op.create_index(
            "uq_content_hold_content_id",
            ["content_id"],
            unique=True,
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )

    op.create_table(
        "content_media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("media_file_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt_fr", sa.String(length=1500), nullable=False),
        sa.Column("alt_en", sa.String(length=1500), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_content_media_content_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["media_file_id"], ["media_file.id"], name=op.f("fk_content_media_media_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_media")),
    )
    with op.batch_alter_table("content_media", schema=None) as batch_op:
        batch_op.create_index(
            "ix_content_media_content_id_position", ["content_id", "position"], unique=False
        )

    op.create_table(
        "content_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "post", "contest", name="content_kind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "unaware",
                "aware",
                "interested",
                "follower",
                "participant",
                "invited",
                "customer",
                "ambassador",
                "asked",
                "community",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_content_revision_by_id")),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_content_revision_content_id")),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_content_revision_objective_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_revision")),
        sa.UniqueConstraint("content_id", "number", name=op.f("uq_content_revision_content_id_number")),
    )
    with op.batch_alter_table("content_revision", schema=None) as batch_op:
        batch_op.create_index("ix_content_revision_at_id", ["at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_content_revision_sha256"), ["sha256"], unique=False)

    op.create_table(
        "content_text",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("why", sa.String(length=1000), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_content_text_content_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("content_id", "language", name=op.f("pk_content_text")),
    )
    op.create_table(
        "content_topic",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_content_topic_content_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_content_topic_topic_id")),
        sa.PrimaryKeyConstraint("content_id", "topic_id", name=op.f("pk_content_topic")),
    )
    op.create_table(
        "content_writer",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_content_writer_content_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_content_writer_person_id")),
        sa.PrimaryKeyConstraint("content_id", "person_id", name=op.f("pk_content_writer")),
    )
    op.create_table(
        "feed_item",
        sa.Column("id", BIG, nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("summary", sa.String(length=2000), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("unreadable", sa.Boolean(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=True),
        sa.Column("dismissed_at", UtcDateTime(), nullable=True),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_feed_item_content_id")),
        sa.ForeignKeyConstraint(
            ["dismissed_by_id"], ["person.id"], name=op.f("fk_feed_item_dismissed_by_id")
        ),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feed_item_feed_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_item")),
        sa.UniqueConstraint("feed_id", "identity", name=op.f("uq_feed_item_feed_id_identity")),
    )
    with op.batch_alter_table("feed_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_item_content_id"), ["content_id"], unique=False)
        batch_op.create_index(
            "ix_feed_item_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("content_id IS NULL AND dismissed_at IS NULL"),
            postgresql_where=sa.text("content_id IS NULL AND dismissed_at IS NULL"),
        )

    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("idea", sa.String(length=2000), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "used",
                "declined",
                name="suggestion_answer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("content_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_suggestion_answered_by_id")),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_suggestion_content_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_suggestion_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_suggestion_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_content_id"), ["content_id"], unique=False)
        batch_op.create_index(
            "ix_suggestion_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )
        batch_op.create_index("ix_suggestion_person_id_id", ["person_id", "id"], unique=False)

    op.create_table(
        "variant",
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
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_variant_content_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variant")),
        sa.UniqueConstraint(
            "content_id", "network", "language", name=op.f("uq_variant_content_id_network_language")
        ),
    )
    op.create_table(
        "content_comment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_content_comment_by_id")),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_content_comment_content_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], name=op.f("fk_content_comment_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_comment")),
    )
    with op.batch_alter_table("content_comment", schema=None) as batch_op:
        batch_op.create_index("ix_content_comment_content_id_id", ["content_id", "id"], unique=False)

    op.create_table(
        "content_recall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_content_recall_by_id")),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_content_recall_content_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_content_recall_event_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], name=op.f("fk_content_recall_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_recall")),
        sa.UniqueConstraint("content_id", name=op.f("uq_content_recall_content_id")),
    )
    op.create_table(
        "content_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "approved", "returned", name="decision", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_content_review_by_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], name=op.f("fk_content_review_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_review")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_content_review_revision_id")),
    )
    op.create_table(
        "content_revision_media",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("media_file_id", sa.Integer(), nullable=False),
        sa.Column("alt_fr", sa.String(length=1500), nullable=False),
        sa.Column("alt_en", sa.String(length=1500), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_file_id"], ["media_file.id"], name=op.f("fk_content_revision_media_media_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], name=op.f("fk_content_revision_media_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_content_revision_media")),
    )
    with op.batch_alter_table("content_revision_media", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_content_revision_media_media_file_id"), ["media_file_id"], unique=False
        )

    op.create_table(
        "content_revision_text",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("why", sa.String(length=1000), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], name=op.f("fk_content_revision_text_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "language", name=op.f("pk_content_revision_text")),
    )
    op.create_table(
        "content_revision_topic",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], name=op.f("fk_content_revision_topic_revision_id")
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_content_revision_topic_topic_id")),
        sa.PrimaryKeyConstraint("revision_id", "topic_id", name=op.f("pk_content_revision_topic")),
    )
    with op.batch_alter_table("content_revision_topic", schema=None) as batch_op:
        batch_op.create_index("ix_content_revision_topic_topic_id", ["topic_id"], unique=False)

    op.create_table(
        "content_revision_wording",
        sa.Column("id", BIG, nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
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
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("disclosure", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], name=op.f("fk_content_revision_wording_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_revision_wording")),
        sa.UniqueConstraint(
            "revision_id", "wording_id", name=op.f("uq_content_revision_wording_revision_id_wording_id")
        ),
    )
    op.create_table(
        "live_content",
        sa.Column("content_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_live_content_content_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], name=op.f("fk_live_content_revision_id")
        ),
        sa.PrimaryKeyConstraint("content_id", name=op.f("pk_live_content")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_live_content_revision_id")),
    )
    with op.batch_alter_table("live_content", schema=None) as batch_op:
        batch_op.create_index("ix_live_content_opens_at_content_id", ["opens_at", "content_id"], unique=False)

    op.create_table(
        "content_waiting",
        sa.Column("content_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_content_waiting_content_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["content_revision.id"], name=op.f("fk_content_waiting_revision_id")
        ),
        sa.PrimaryKeyConstraint("content_id", name=op.f("pk_content_waiting")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_content_waiting_revision_id")),
    )
    with op.batch_alter_table("content_waiting", schema=None) as batch_op:
        batch_op.create_index("ix_content_waiting_at_content_id", ["at", "content_id"], unique=False)

    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_wording_variant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
    )
    with op.batch_alter_table("wording", schema=None) as batch_op:
        batch_op.create_index("ix_wording_variant_id_position", ["variant_id", "position"], unique=False)

    op.create_table(
        "content_recall_words",
        sa.Column("recall_id", sa.Integer(), nullable=False),
        sa.Column("reason_fr", sa.String(length=1000), nullable=False),
        sa.Column("reason_en", sa.String(length=1000), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=True),
        sa.Column("page", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["content.id"], name=op.f("fk_content_recall_words_correction_id")
        ),
        sa.ForeignKeyConstraint(
            ["recall_id"], ["content_recall.id"], name=op.f("fk_content_recall_words_recall_id")
        ),
        sa.PrimaryKeyConstraint("recall_id", name=op.f("pk_content_recall_words")),
    )
    op.create_table(
        "forbidden_phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phrase", sa.String(length=120), nullable=False),
        sa.Column("search_key", OrderedText(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("reason_fr", sa.String(length=400), nullable=False),
        sa.Column("reason_en", sa.String(length=400), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_forbidden_phrase_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forbidden_phrase")),
    )

    for table in INSERT_ONLY:
        protect(table)


def downgrade() -> None:
    for table in INSERT_ONLY:
        unprotect(table)
    op.drop_table("forbidden_phrase")
    op.drop_table("content_recall_words")
    with op.batch_alter_table("wording", schema=None) as batch_op:
        batch_op.drop_index("ix_wording_variant_id_position")

    op.drop_table("wording")
    with op.batch_alter_table("content_waiting", schema=None) as batch_op:
        batch_op.drop_index("ix_content_waiting_at_content_id")

    op.drop_table("content_waiting")
    with op.batch_alter_table("live_content", schema=None) as batch_op:
        batch_op.drop_index("ix_live_content_opens_at_content_id")

    op.drop_table("live_content")
    op.drop_table("content_revision_wording")
    with op.batch_alter_table("content_revision_topic", schema=None) as batch_op:
        batch_op.drop_index("ix_content_revision_topic_topic_id")

    op.drop_table("content_revision_topic")
    op.drop_table("content_revision_text")
    with op.batch_alter_table("content_revision_media", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_revision_media_media_file_id"))

    op.drop_table("content_revision_media")
    op.drop_table("content_review")
    op.drop_table("content_recall")
    with op.batch_alter_table("content_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_content_comment_content_id_id")

    op.drop_table("content_comment")
    op.drop_table("variant")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index("ix_suggestion_person_id_id")
        batch_op.drop_index(
            "ix_suggestion_open",
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_suggestion_content_id"))

    op.drop_table("suggestion")
    with op.batch_alter_table("feed_item", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_feed_item_open",
            sqlite_where=sa.text("content_id IS NULL AND dismissed_at IS NULL"),
            postgresql_where=sa.text("content_id IS NULL AND dismissed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_feed_item_content_id"))

    op.drop_table("feed_item")
    op.drop_table("content_writer")
    op.drop_table("content_topic")
    op.drop_table("content_text")
    with op.batch_alter_table("content_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_revision_sha256"))
        batch_op.drop_index("ix_content_revision_at_id")

    op.drop_table("content_revision")
    with op.batch_alter_table("content_media", schema=None) as batch_op:
        batch_op.drop_index("ix_content_media_content_id_position")

    op.drop_table("content_media")
    with op.batch_alter_table("content_hold", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_content_hold_content_id",
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )

    op.drop_table("content_hold")
    op.drop_table("content_finding_answer")
    with op.batch_alter_table("content_feature", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_content_feature_place",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_content_feature_content_id")

    op.drop_table("content_feature")
    with op.batch_alter_table("content_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_evidence_content_id"))

    op.drop_table("content_evidence")
    with op.batch_alter_table("objective_review", schema=None) as batch_op:
        batch_op.drop_index("ix_objective_review_objective_id_id")

    op.drop_table("objective_review")
    with op.batch_alter_table("objective_figure", schema=None) as batch_op:
        batch_op.drop_index("ix_objective_figure_objective_id_day")

    op.drop_table("objective_figure")
    with op.batch_alter_table("library_right", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_library_right_person_id_topic_id",
            sqlite_where=sa.text("to_at IS NULL"),
            postgresql_where=sa.text("to_at IS NULL"),
        )

    op.drop_table("library_right")
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_feed_address",
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )
        batch_op.drop_index("ix_feed_next_at")

    op.drop_table("feed")
    with op.batch_alter_table("content", schema=None) as batch_op:
        batch_op.drop_index("ix_content_opens_at")
        batch_op.drop_index(batch_op.f("ix_content_objective_id"))
        batch_op.drop_index("ix_content_edited_at_id")

    op.drop_table("content")
    op.drop_table("calendar_slot")
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_sighting_told_at",
            sqlite_where=sa.text("told_at IS NOT NULL"),
            postgresql_where=sa.text("told_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_sighting_untold",
            sqlite_where=sa.text("told_at IS NULL AND kind = 'worrying'"),
            postgresql_where=sa.text("told_at IS NULL AND kind = 'worrying'"),
        )
        batch_op.drop_index("ix_sighting_person_id_id")
        batch_op.drop_index(
            "ix_sighting_open",
            sqlite_where=sa.text("handled_at IS NULL"),
            postgresql_where=sa.text("handled_at IS NULL"),
        )

    op.drop_table("sighting")
    op.drop_table("official_account")
    op.drop_table("objective")
    op.drop_table("network_sheet")
    with op.batch_alter_table("link_target", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_link_target_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.drop_table("link_target")
    with op.batch_alter_table("content_template", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_content_template_name",
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )

    op.drop_table("content_template")
    with op.batch_alter_table("content_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_import_sha256"))

    op.drop_table("content_import")
    with op.batch_alter_table("company_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_event_starts_on"))

    op.drop_table("company_event")
    with op.batch_alter_table("calendar_feed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_feed_person_id"))

    op.drop_table("calendar_feed")
    op.drop_table("media_file")
