"""The tables: what the migrations make is what the models say, on both engines, up and down."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from advocacy.db import Model, db, prepare
from advocacy.schema import downgrade, upgrade
from tests.support.postgres import a_database

INSERT_ONLY = {
    "acknowledgement",
    "charter_attempt",
    "charter_passing",
    "charter_reading",
    "charter_result",
    "charter_review",
    "charter_submission",
    "charter_text",
    "charter_version",
    "charter_withdrawal",
    "content_recall",
    "content_review",
    "content_revision",
    "content_revision_media",
    "content_revision_text",
    "content_revision_topic",
    "content_revision_wording",
    "event",
    "headcount_day",
    "ledger_anchor",
    "ledger_checkpoint",
    "ledger_leaf",
    "ledger_node",
    "objective_figure",
    "objective_review",
    "privacy_notice_seen",
    "public_answer",
    "roster_commitment",
    "roster_enrolment",
    "roster_enrolment_end",
    "training_attempt",
    "training_attendance",
    "training_certificate",
    "training_completion",
    "training_cycle",
    "training_proof",
    "training_proof_decision",
    "training_result",
    "training_review",
    "training_revocation",
    "training_submission",
    "training_text",
    "training_version",
}


def _protected(app: Flask) -> set[str]:
    if db.engine.dialect.name == "sqlite":
        names = db.session.scalars(text("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        names = db.session.scalars(
            text(
                "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal"
            )
        )
    return set(names)


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    context = MigrationContext.configure(db.session.connection(), opts={"compare_type": True})
    differences = compare_metadata(context, Model.metadata)
    assert not differences


def test_insert_only_tables_have_their_triggers(app: Flask) -> None:
    assert _protected(app) >= INSERT_ONLY


def test_every_check_of_the_models_is_in_the_database(app: Flask) -> None:
    found = inspect(db.session.connection())
    for table in Model.metadata.sorted_tables:
        expected = {
            str(c.name) for c in table.constraints if type(c).__name__ == "CheckConstraint" and c.name
        }
        present = {str(check["name"]) for check in found.get_check_constraints(table.name)}
        assert {name[:63] for name in expected} <= {name[:63] for name in present}, table.name


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"])
def test_the_migrations_go_down_and_up_again(
    engine_name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = f"sqlite:///{tmp_path / 'updown.sqlite'}"
    if engine_name == "postgresql":
        address = a_database(request.getfixturevalue("postgresql_server"))
    engine = create_engine(address)
    prepare(engine)
    upgrade(engine)
    tables = set(inspect(engine).get_table_names())
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine)
    assert set(inspect(engine).get_table_names()) == tables
    engine.dispose()


@pytest.mark.parametrize("table", sorted(INSERT_ONLY))
def test_an_insert_only_table_refuses_to_forget(app: Flask, table: str) -> None:
    if db.session.connection().dialect.name == "sqlite":
        sql = db.session.scalar(
            text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :t"), {"t": table}
        )
        assert sql == 2
        return
    with pytest.raises(DBAPIError, match="is insert-only"), db.session.begin_nested():
        db.session.execute(text(f"TRUNCATE {table} CASCADE"))
