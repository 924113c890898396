"""Settings: pictures and terms of the own firms, how numbers look, days of a stage, word lists."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    "ALTER TABLE organisation ADD COLUMN rank TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN due_days INTEGER",
    "ALTER TABLE organisation ADD COLUMN notice TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN logo TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN stamp TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE organisation ADD COLUMN archived_at TEXT",
    "ALTER TABLE stage ADD COLUMN norm_days INTEGER",
    """
    CREATE TABLE numbering (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        organisation_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        prefix TEXT NOT NULL,
        width INTEGER NOT NULL,
        yearly BOOLEAN NOT NULL,
        CONSTRAINT uq_numbering_organisation_id_kind UNIQUE (organisation_id, kind),
        CONSTRAINT fk_numbering_organisation_id FOREIGN KEY(organisation_id)
            REFERENCES organisation (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE dictionary_entry (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        rank TEXT NOT NULL,
        CONSTRAINT uq_dictionary_entry_kind_name UNIQUE (kind, name)
    )
    """,
    # An image in the journal is a whole row: what undo brings back needs the new columns, too.
    """
    UPDATE journal SET old = json_set(old, '$.rank', '', '$.due_days', NULL, '$.notice', '',
        '$.logo', '', '$.stamp', '', '$.signature', '', '$.archived_at', NULL)
    WHERE tbl = 'organisation' AND old IS NOT NULL
    """,
    """
    UPDATE journal SET old = json_set(old, '$.norm_days', NULL)
    WHERE tbl = 'stage' AND old IS NOT NULL
    """,
)


def upgrade() -> None:
    """Add the columns and tables, and the columns to the images of older changes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
