"""Bringing the database's tables to this release, and telling whether they are there."""

from __future__ import annotations

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from advocacy.gate import write_gate
from advocacy.paths import shipped


def alembic_config() -> Config:
    """Alembic's configuration: the shipped migrations, no file."""
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply the migrations up to `revision`, behind the write gate."""
    _run(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, revision: str) -> None:
    """Take migrations back down to `revision` (`base` for none)."""
    _run(engine, lambda config: command.downgrade(config, revision))


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the tables of this release."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(alembic_config()).get_current_head()


def _run(engine: Engine, step: Callable[[Config], None]) -> None:
    config = alembic_config()
    with write_gate(engine, wait=60.0), engine.connect() as connection:
        config.attributes["connection"] = connection
        step(config)
