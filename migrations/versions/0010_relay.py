"""The relay: tracked links, shares and their tallies, wishes, the stop."""

import sqlalchemy as sa
from alembic import op

from advocacy.db import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "click_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_click_salt")),
    )
    op.create_table(
        "click_seen",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("visitor", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("day", "link_id", "visitor", name=op.f("pk_click_seen")),
    )
    op.create_table(
        "mastodon_server",
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("most_characters", sa.Integer(), nullable=False),
        sa.Column("link_characters", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=200), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_mastodon_server")),
    )
    op.create_table(
        "team_tally",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "department_id", name=op.f("pk_team_tally")),
    )
    op.create_table(
        "relay_digest",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_relay_digest_person_id")),
        sa.PrimaryKeyConstraint("person_id", "week", name=op.f("pk_relay_digest")),
    )
    op.create_table(
        "relay_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("reason_fr", sa.String(length=1000), nullable=False),
        sa.Column("reason_en", sa.String(length=1000), nullable=False),
        sa.Column("holding_fr", sa.String(length=1000), nullable=False),
        sa.Column("holding_en", sa.String(length=1000), nullable=False),
        sa.Column("call", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_relay_stop_by_id")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["person.id"], name=op.f("fk_relay_stop_lifted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_stop")),
    )
    with op.batch_alter_table("relay_stop", schema=None) as batch_op:
        batch_op.create_index(
            "uq_relay_stop_open",
            ["is_open"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.create_table(
        "relay_wishes",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mastodon", sa.String(length=253), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_relay_wishes_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_relay_wishes")),
    )
    op.create_table(
        "sharer_month",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sharer_month_person_id")),
        sa.PrimaryKeyConstraint("person_id", "month", name=op.f("pk_sharer_month")),
    )
    op.create_table(
        "topic_subscription",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_topic_subscription_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_subscription_topic_id")),
        sa.PrimaryKeyConstraint("person_id", "topic_id", name=op.f("pk_topic_subscription")),
    )
    op.create_table(
        "relay_reminder",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("dropped_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_relay_reminder_content_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_relay_reminder_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_reminder")),
    )
    with op.batch_alter_table("relay_reminder", schema=None) as batch_op:
        batch_op.create_index(
            "uq_relay_reminder_person_id_content_id",
            ["person_id", "content_id"],
            unique=True,
            sqlite_where=sa.text("sent_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND dropped_at IS NULL"),
        )

    op.create_table(
        "share_tally",
        sa.Column("content_id", sa.Integer(), nullable=False),
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
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("declared", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_share_tally_content_id")),
        sa.PrimaryKeyConstraint("content_id", "wording_id", "network", "day", name=op.f("pk_share_tally")),
    )
    with op.batch_alter_table("share_tally", schema=None) as batch_op:
        batch_op.create_index("ix_share_tally_day", ["day"], unique=False)

    op.create_table(
        "tracked_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=16), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
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
        sa.Column("target", sa.String(length=2600), nullable=False),
        sa.Column("fallback", sa.String(length=2000), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_tracked_link_content_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracked_link")),
        sa.UniqueConstraint(
            "content_id", "wording_id", "network", name=op.f("uq_tracked_link_content_id_wording_id_network")
        ),
        sa.UniqueConstraint("slug", name=op.f("uq_tracked_link_slug")),
    )
    op.create_table(
        "link_day",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("bots", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["tracked_link.id"], name=op.f("fk_link_day_link_id")),
        sa.PrimaryKeyConstraint("link_id", "day", name=op.f("pk_link_day")),
    )
    with op.batch_alter_table("link_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_day_day"), ["day"], unique=False)

    op.create_table(
        "share",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
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
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_share_content_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_share_person_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["content_revision.id"], name=op.f("fk_share_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
        sa.UniqueConstraint(
            "person_id",
            "content_id",
            "wording_id",
            "network",
            name=op.f("uq_share_person_id_content_id_wording_id_network"),
        ),
    )
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.create_index("ix_share_content_id_id", ["content_id", "id"], unique=False)
        batch_op.create_index("ix_share_person_id_id", ["person_id", "id"], unique=False)

    op.create_table(
        "recall_notice",
        sa.Column("recall_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recall_notice_person_id")),
        sa.ForeignKeyConstraint(
            ["recall_id"], ["content_recall.id"], name=op.f("fk_recall_notice_recall_id")
        ),
        sa.PrimaryKeyConstraint("recall_id", "person_id", name=op.f("pk_recall_notice")),
    )
    with op.batch_alter_table("recall_notice", schema=None) as batch_op:
        batch_op.create_index("ix_recall_notice_person_id_seen_at", ["person_id", "seen_at"], unique=False)

    op.create_table(
        "share_declaration",
        sa.Column("share_id", BIG, nullable=False),
        sa.Column("link", sa.String(length=600), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["share_id"], ["share.id"], name=op.f("fk_share_declaration_share_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("share_id", name=op.f("pk_share_declaration")),
    )


def downgrade() -> None:
    op.drop_table("share_declaration")
    with op.batch_alter_table("recall_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_recall_notice_person_id_seen_at")

    op.drop_table("recall_notice")
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.drop_index("ix_share_person_id_id")
        batch_op.drop_index("ix_share_content_id_id")

    op.drop_table("share")
    with op.batch_alter_table("link_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_day_day"))

    op.drop_table("link_day")
    op.drop_table("tracked_link")
    with op.batch_alter_table("share_tally", schema=None) as batch_op:
        batch_op.drop_index("ix_share_tally_day")

    op.drop_table("share_tally")
    with op.batch_alter_table("relay_reminder", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_relay_reminder_person_id_content_id",
            sqlite_where=sa.text("sent_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND dropped_at IS NULL"),
        )

    op.drop_table("relay_reminder")
    op.drop_table("topic_subscription")
    op.drop_table("sharer_month")
    op.drop_table("relay_wishes")
    with op.batch_alter_table("relay_stop", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_relay_stop_open",
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.drop_table("relay_stop")
    op.drop_table("relay_digest")
    op.drop_table("team_tally")
    op.drop_table("mastodon_server")
    op.drop_table("click_seen")
    op.drop_table("click_salt")
