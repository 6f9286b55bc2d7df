"""Many rows as one statement with its parameters, made before the write gate is taken.

SQLAlchemy inserts many rows by working through them one by one while the transaction is open; here that is
over before it begins. On SQLite the driver is given plain tuples, on PostgreSQL one JSON text that the server
takes apart, twenty times faster than row by row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from advocacy.db import Model


@dataclass(frozen=True)
class Packed:
    """Rows ready to be inserted."""

    statement: str
    parameters: Any

    def insert(self, connection: Connection) -> None:
        """Insert the rows."""
        if isinstance(self.parameters, list):
            connection.exec_driver_sql(self.statement, self.parameters)
        else:
            connection.execute(text(self.statement), {"rows": self.parameters})


def packed(table: type[Model], rows: Sequence[Mapping[str, Any]], dialect: str) -> Packed:
    """These rows, which all have the same keys: names of columns, the table's key left out.

    Values are those of JSON, dates and string enums; a dictionary goes into a JSON column.
    """
    name, columns = table.__tablename__, list(rows[0])
    named = ", ".join(columns)
    if dialect == "postgresql":
        taken = f"jsonb_populate_recordset(NULL::{name}, CAST(:rows AS jsonb))"
        return Packed(
            f"INSERT INTO {name} ({named}) SELECT {named} FROM {taken}",  # noqa: S608 - names of our own
            json.dumps(rows, default=str),
        )
    gaps = ", ".join("?" * len(columns))
    return Packed(
        f"INSERT INTO {name} ({named}) VALUES ({gaps})",  # noqa: S608 - names of our own
        [tuple(_plain(row[column]) for column in columns) for row in rows],
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, date) else value
