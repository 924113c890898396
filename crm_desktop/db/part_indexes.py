"""Two small indexes of the journal: which parts were a client's before they were taken away.

They are made by upkeep, as those of own fields are: a base without them only tells less.
"""

from __future__ import annotations

from sqlalchemy import Connection

from crm_desktop.db.engine import reading

TABLES = ("contact", "client_address", "client_account", "client_relation")
"""What belongs to a client and stands in tables of its own, besides its ways of contact."""
OWNER, OTHER = "ix_journal_part_owner", "ix_journal_relation_other"

IS_PART = f"tbl IN ({', '.join(repr(one) for one in TABLES)}) AND action <> 'I'"
IS_RELATION = "tbl = 'client_relation' AND action <> 'I'"
_MADE = {
    OWNER: f"(json_extract(old, '$.client_id')) WHERE {IS_PART}",
    OTHER: f"(json_extract(old, '$.other_id')) WHERE {IS_RELATION}",
}


def present(connection: Connection) -> bool:
    """Whether both are there."""
    ask = reading(connection).execute
    return all(ask(f"SELECT 1 FROM pragma_index_info('{one}')").fetchone() for one in _MADE)


def bring_up(connection: Connection) -> bool:
    """Make what is missing; whether anything was."""
    if present(connection):
        return False
    for name, about in _MADE.items():
        connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {name} ON journal {about}")
    return True
