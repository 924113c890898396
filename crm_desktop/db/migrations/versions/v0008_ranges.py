"""Many new records of a table may be told by one row of the journal."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    "ALTER TABLE journal ADD COLUMN last_pk INTEGER",
    "ALTER TABLE journal ADD COLUMN holds INTEGER",
    "CREATE INDEX ix_journal_range ON journal (tbl, pk) WHERE last_pk IS NOT NULL",
    "ALTER TABLE journal_context ADD COLUMN first_pk INTEGER",
    "ALTER TABLE journal_context ADD COLUMN last_pk INTEGER",
    """
    ALTER TABLE journal_context ADD COLUMN tbl TEXT
    CONSTRAINT ck_journal_context_in_operation CHECK (tbl IS NULL OR op IS NOT NULL)
    """,
)


def upgrade() -> None:
    """Add the columns and the index; what the journal holds already stays as it is."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
