"""Field history: ways of contact that once were a client's are found without a search."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
    CREATE INDEX ix_journal_point_owner ON journal (json_extract(old, '$.client_id'))
    WHERE tbl = 'contact_point' AND action <> 'I'
    """,
)


def upgrade() -> None:
    """Add the index."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
