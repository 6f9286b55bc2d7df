"""How Alembic runs our migrations: on the connection it is given, one transaction each.

On SQLite foreign keys are off meanwhile (a table that is copied would cascade) and checked at the end.
"""

from alembic import context

import advocacy.answers.models
import advocacy.audit.models
import advocacy.charter.models
import advocacy.hr.models
import advocacy.insights.models
import advocacy.jobs.models
import advocacy.library.models
import advocacy.notices.models
import advocacy.people.models
import advocacy.relay.models
import advocacy.roster.models
import advocacy.topics.models
import advocacy.training.models  # noqa: F401
from advocacy.db import Model

connection = context.config.attributes["connection"]
sqlite = connection.dialect.name == "sqlite"
if sqlite:
    connection.commit()
    connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
    connection = connection.execution_options(advocacy_write=True)

context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    include_object=context.config.attributes.get("include_object"),
    render_as_batch=sqlite,
    transaction_per_migration=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

if sqlite:
    connection.commit()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    connection.commit()
    connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise RuntimeError(f"After the migration these rows point nowhere: {broken[:5]}")
