"""Writing a row unless it is there: both databases know ON CONFLICT, SQLAlchemy has it per dialect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from advocacy.db import Model

Values = Mapping[str, Any]


def insertion(session: Session, table: type[Model]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into `table` in the dialect of the session's database, to which ON CONFLICT can be added."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def insert_once(
    session: Session,
    table: type[Model],
    values: Values | Sequence[Values],
    *returning: InstrumentedAttribute[Any],
    unique: Sequence[str],
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Insert the rows whose `unique` columns no row has yet: nothing is said of the others.

    Returns the columns `returning` of each row that is new. One statement.
    """
    statement = insertion(session, table).values(values).on_conflict_do_nothing(index_elements=unique)
    if not returning:
        session.execute(statement)
        return ()
    return session.execute(statement.returning(*returning)).all()
