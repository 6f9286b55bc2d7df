"""What the database knows of its own rows and plans queries by, taken anew after many were written at once.

Without it PostgreSQL takes a company of 100,000 for an empty table until its autovacuum comes by, and the
query for everybody's standing runs into its time limit.
"""

from __future__ import annotations

from sqlalchemy import text

from advocacy.db import Model
from advocacy.people.models import Department, Employer, Employment, Person, Placement, RoleGrant, Site
from advocacy.work import Work

TAKE = "people.take_statistics"
"""The kind of the job that does it: whatever ends a worker after an import, it is done all the same."""

TABLES: tuple[type[Model], ...] = (Person, Employment, Placement, RoleGrant, Employer, Site, Department)

ROWS_LOOKED_AT = 1_000
"""Of each index on SQLite, whose writers wait meanwhile. PostgreSQL draws its sample by itself."""


def take(work: Work) -> None:
    """Count the rows an import wrote. Done twice it is only done anew.

    PostgreSQL lets nobody but the owner of the tables do it (or who has MAINTAIN); for any other role it
    warns and changes nothing, and autovacuum comes later.
    """
    connection = work.session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}"))
    for table in TABLES:
        connection.execute(text(f"ANALYZE {table.__tablename__}"))
