"""Insights: daily headcount, what contents brought, verbatims, lessons; three views for reporting tools."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from advocacy.db import UtcDateTime
from advocacy.insert_only import protect, unprotect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


INSERT_ONLY = ("headcount_day",)

VIEWS = {
    "report_content": """
CREATE VIEW report_content AS
SELECT c.id AS content_id, c.kind, c.objective_id, o.aim, o.measure, c.stage,
       {opens} AS opens_on, {closes} AS closes_on,
       CASE WHEN x.id IS NOT NULL THEN 'recalled'
            WHEN l.content_id IS NOT NULL THEN 'live'
            ELSE 'not_live' END AS state,
       (SELECT COUNT(*) FROM content_revision r WHERE r.content_id = c.id) AS revisions,
       (SELECT COUNT(*) FROM content_topic t WHERE t.content_id = c.id) AS topics
FROM content c
LEFT JOIN objective o ON o.id = c.objective_id
LEFT JOIN live_content l ON l.content_id = c.id
LEFT JOIN content_recall x ON x.content_id = c.id
WHERE c.discarded_at IS NULL
""",
    "report_share": """
CREATE VIEW report_share AS
SELECT s.day, s.content_id, s.wording_id, s.network, s.opened, s.declared
FROM share_tally s
""",
    "report_link": """
CREATE VIEW report_link AS
SELECT d.day, k.content_id, k.wording_id, k.network, d.people, d.bots
FROM link_day d JOIN tracked_link k ON k.id = d.link_id
""",
}
"""What reporting tools read: no person, no department, no word of a text, no address. Days are those of UTC.

`live` is what people may pass on within its window; what is being written or held back is `not_live`.
"""

DAY = {"sqlite": "date({})", "postgresql": "({} AT TIME ZONE 'UTC')::date"}


def _network() -> sa.Column[str]:
    return sa.Column(
        "network",
        sa.Enum(
            *("x", "bluesky", "mastodon", "linkedin", "facebook", "instagram", "threads"),
            *("youtube", "tiktok", "whatsapp", "email", "other"),
            name="network",
            native_enum=False,
            create_constraint=True,
            length=32,
        ),
        nullable=False,
    )


def _brought(table: str, *more: sa.Column[Any], key: tuple[str, ...]) -> None:
    """A table of what contents brought."""
    op.create_table(
        table,
        *more,
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("opened", "declared", "sharers", "declarers", "clicked", "bots")
        ),
        sa.Column("content_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f(f"fk_{table}_content_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    _brought("content_impact", sa.Column("counted_at", UtcDateTime(), nullable=False), key=("content_id",))
    with op.batch_alter_table("content_impact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_impact_counted_at"), ["counted_at"], unique=False)
    _brought("network_impact", _network(), key=("content_id", "network"))
    wording = sa.Column("wording_id", sa.Integer(), nullable=False)
    _brought("wording_impact", _network(), wording, key=("content_id", "network", "wording_id"))
    op.create_table(
        "impact_day",
        sa.Column("content_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("declared", sa.Integer(), nullable=False),
        sa.Column("declarers", sa.Integer(), nullable=False),
        sa.Column("clicked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["content.id"], name=op.f("fk_impact_day_content_id")),
        sa.PrimaryKeyConstraint("content_id", "day", name=op.f("pk_impact_day")),
    )
    op.create_table(
        "headcount_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
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
        batch_op.create_index("ix_lesson_content_id_id", ["content_id", "id"], unique=False)
        batch_op.create_index("ix_lesson_objective_id_id", ["objective_id", "id"], unique=False)

    op.create_table(
        "verbatim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        _network(),
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
    day = DAY[op.get_bind().dialect.name]
    for view in VIEWS.values():
        op.execute(view.format(opens=day.format("c.opens_at"), closes=day.format("c.closes_at")))


def downgrade() -> None:
    for view in VIEWS:
        op.execute(f"DROP VIEW {view}")
    for table in INSERT_ONLY:
        unprotect(table)
    with op.batch_alter_table("verbatim", schema=None) as batch_op:
        batch_op.drop_index("ix_verbatim_content_id_id")

    op.drop_table("verbatim")
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_index("ix_lesson_objective_id_id")
        batch_op.drop_index("ix_lesson_content_id_id")

    op.drop_table("lesson")
    op.drop_table("headcount_day")
    op.drop_table("impact_day")
    for table in ("wording_impact", "network_impact"):
        op.drop_table(table)
    with op.batch_alter_table("content_impact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_impact_counted_at"))
    op.drop_table("content_impact")
