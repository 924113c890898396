"""How lists of one kind are brought in is remembered, and which lists are of one kind."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    "ALTER TABLE import_run ADD COLUMN source TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE import_row ADD COLUMN client INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE import_profile (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        noun TEXT NOT NULL,
        name TEXT NOT NULL,
        source TEXT NOT NULL,
        data JSON NOT NULL,
        used_at TEXT NOT NULL
    )
    """,
    "CREATE INDEX ix_import_run_source ON import_run (source)",
    "CREATE INDEX ix_import_profile_source ON import_profile (source)",
    # An image in the journal is a whole row: what undo brings back needs the new columns, too.
    """
    UPDATE journal SET old = json_set(old, '$.source', '')
    WHERE tbl = 'import_run' AND old IS NOT NULL
    """,
    """
    UPDATE journal SET old = json_set(old, '$.client', 0)
    WHERE tbl = 'import_row' AND old IS NOT NULL
    """,
)


def upgrade() -> None:
    """Add the table and the columns, and these to the images of older changes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
