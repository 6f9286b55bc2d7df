"""The database handle, and the column types that make SQLite and PostgreSQL agree."""

from __future__ import annotations

import enum
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    String,
    Table,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.types import DateTime, TypeDecorator

from advocacy.settings import Settings

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

WRITE = "advocacy_write"
"""Execution option of a connection whose transaction will write: SQLite then begins IMMEDIATE."""

WORK = "work"
"""What a session's `info` says while a unit of work has it."""

IDLE_SECONDS = 1.0
"""A connection to PostgreSQL that was not used for so long is tried before it is used again."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, kept in UTC. A value without a zone is refused: it would mean nothing."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC, without its zone where the database cannot keep one (SQLite)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a zone; this one has none.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """From the database: always with the zone UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class OrderedText(TypeDecorator[str]):
    """A sort or search key made by `advocacy.folding`: both databases compare it byte by byte."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """`COLLATE "C"` on PostgreSQL; SQLite's BINARY is the same order for UTF-8."""
        return dialect.type_descriptor(String(400, collation="C" if dialect.name == "postgresql" else None))


BigId = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]
Key = Annotated[int, mapped_column(Integer, primary_key=True)]
JsonDict = dict[str, Any]
json_type = JSON().with_variant(JSONB(), "postgresql")

E = TypeVar("E", bound=enum.Enum)


def by_value(kind: type[E]) -> Enum:
    """A column type that keeps the values of the enum `kind`, guarded by a CHECK of that name."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=_snake(kind.__name__),
        values_callable=lambda members: [str(member.value) for member in members],
        validate_strings=True,
    )


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


class Model(DeclarativeBase):
    """The base of every table."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime(), JsonDict: json_type},
    )


def table_of(model: type[Model]) -> Table:
    """The table of a model, for statements that shall not pay for objects: those of every click."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


class ReadingSession(Session):
    """A session that begins no transaction to read on PostgreSQL; a unit of work begins one as ever.

    There each statement sees what was committed before it, in a transaction or not (READ COMMITTED). But a
    transaction costs two messages, and at each ROLLBACK psycopg forgets the statements it has prepared, so
    that the server plans all of them again for the next request.
    """

    def get_bind(
        self,
        mapper: Any | None = None,
        clause: Any | None = None,
        bind: Engine | Connection | None = None,
        **rest: Any,
    ) -> Engine | Connection:
        """The engine for a statement: outside a unit of work, one that reads without a transaction."""
        found = super().get_bind(mapper, clause, bind, **rest)
        if self.info.get(WORK) or not isinstance(found, Engine) or found.dialect.name != "postgresql":
            return found
        # What is fetched bit by bit is a cursor of the server, and lives in a transaction.
        by_bits = clause is not None and "yield_per" in clause.get_execution_options()
        return found if by_bits else _without_transactions(found)


@lru_cache(maxsize=8)
def _without_transactions(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")


db = SQLAlchemy(session_options={"expire_on_commit": False, "class_": ReadingSession})


def init_db(app: Flask, settings: Settings) -> None:
    """Connect `app` to the database of `settings` (no connection is opened yet)."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def engine_options(settings: Settings) -> dict[str, Any]:
    """How the engine is made: PostgreSQL never waits for ever for a lock or a connection.

    The parameters of a statement are people's names and words: no error, and so no log line, repeats them.
    """
    if settings.is_sqlite:
        return {"hide_parameters": True}
    return {
        "hide_parameters": True,
        "connect_args": {
            "connect_timeout": 5,
            "options": "-c lock_timeout=5000 -c statement_timeout=60000 -c timezone=UTC",
        },
    }


def prepare(engine: Engine) -> None:
    """Teach an engine our ways with connections and transactions."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    else:
        try_what_was_idle(engine)


def _prepare_sqlite(engine: Engine) -> None:
    """Our pragmas; reads begin DEFERRED and writes IMMEDIATE, because a read that turns into a write fails
    with "database is locked" whatever the timeout. `recursive_triggers` keeps `INSERT OR REPLACE` from
    walking past the triggers that protect insert-only tables.
    """

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "busy_timeout=5000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        write = connection.get_execution_options().get(WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def try_what_was_idle(engine: Engine, *, seconds: float = IDLE_SECONDS) -> None:
    """Let nobody meet a connection that ended while it lay in the pool: the server may have been restarted.

    SQLAlchemy's own `pool_pre_ping` asks before each use, twice for every form that is sent.
    """

    @event.listens_for(engine, "checkin")
    def _note(_connection: Any, record: Any) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _try(connection: Any, record: Any, _proxy: Any) -> None:
        used = record.info.get("used")
        if used is None or time.monotonic() - used < seconds:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error
