"""Past imports: what a list was made of, and the rows that did not come in as they stood."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    "ALTER TABLE import_run ADD COLUMN fingerprint TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE import_row (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        run_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        cells JSON NOT NULL,
        faults JSON NOT NULL,
        CONSTRAINT fk_import_row_run_id_import_run FOREIGN KEY(run_id)
            REFERENCES import_run (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_import_row_run_id ON import_row (run_id)",
    # An image in the journal is a whole row: what undo brings back needs the new column, too.
    """
    UPDATE journal SET old = json_set(old, '$.fingerprint', '')
    WHERE tbl = 'import_run' AND old IS NOT NULL
    """,
)


def upgrade() -> None:
    """Add the column and the table, and the column to the images of older changes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
