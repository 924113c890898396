"""The clients' room: archive, relations, ways of contact, files, own fields, saved views."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    "ALTER TABLE client ADD COLUMN archived_at TEXT",
    "ALTER TABLE client ADD COLUMN price_group TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE client ADD COLUMN discount INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE client ADD COLUMN consent_on TEXT",
    "ALTER TABLE client ADD COLUMN consent_source TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE client ADD COLUMN consent_purpose TEXT NOT NULL DEFAULT ''",
    "DROP INDEX ix_client_sort_key",
    "CREATE INDEX ix_client_sort_key ON client (deleted_at, archived_at, sort_key)",
    "ALTER TABLE deal ADD COLUMN custom JSON NOT NULL DEFAULT '{}'",
    "ALTER TABLE employee ADD COLUMN archived_at TEXT",
    # SQLite changes no check and no unique constraint in place: the table is made anew, and the
    # counter of its ids is carried over, so that none is ever used again.
    """
    CREATE TABLE activity_anew (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        deal_id INTEGER,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        at TEXT NOT NULL,
        author_id INTEGER,
        way TEXT NOT NULL DEFAULT '',
        direction TEXT NOT NULL DEFAULT '',
        outcome TEXT NOT NULL DEFAULT '',
        pinned_at TEXT,
        edited_at TEXT,
        CONSTRAINT ck_activity_kind CHECK (kind IN ('note', 'contact', 'complaint')),
        CONSTRAINT fk_activity_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE,
        CONSTRAINT fk_activity_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE,
        CONSTRAINT fk_activity_author_id FOREIGN KEY(author_id) REFERENCES employee (id)
            ON DELETE RESTRICT
    )
    """,
    """
    INSERT INTO sqlite_sequence (name, seq)
    SELECT 'activity_anew', seq FROM sqlite_sequence WHERE name = 'activity'
    """,
    """
    INSERT INTO activity_anew (id, client_id, deal_id, kind, text, at, author_id)
    SELECT id, client_id, deal_id, kind, text, at, author_id FROM activity
    """,
    "DROP TABLE activity",
    "ALTER TABLE activity_anew RENAME TO activity",
    "CREATE INDEX ix_activity_author_id ON activity (author_id)",
    "CREATE INDEX ix_activity_client_at ON activity (client_id, at)",
    "CREATE INDEX ix_activity_deal_id ON activity (deal_id)",
    "CREATE INDEX ix_activity_pinned ON activity (client_id) WHERE pinned_at IS NOT NULL",
    """
    CREATE TABLE dictionary_entry_anew (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        rank TEXT NOT NULL,
        parent TEXT NOT NULL DEFAULT '',
        reverse TEXT NOT NULL DEFAULT '',
        colour INTEGER,
        asks_date BOOLEAN NOT NULL DEFAULT 0,
        archived_at TEXT,
        CONSTRAINT uq_dictionary_entry_kind_parent_name UNIQUE (kind, parent, name)
    )
    """,
    """
    INSERT INTO sqlite_sequence (name, seq)
    SELECT 'dictionary_entry_anew', seq FROM sqlite_sequence WHERE name = 'dictionary_entry'
    """,
    """
    INSERT INTO dictionary_entry_anew (id, kind, name, rank)
    SELECT id, kind, name, rank FROM dictionary_entry
    """,
    "DROP TABLE dictionary_entry",
    "ALTER TABLE dictionary_entry_anew RENAME TO dictionary_entry",
    """
    CREATE TABLE client_relation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        other_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        note TEXT NOT NULL,
        CONSTRAINT fk_client_relation_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE,
        CONSTRAINT fk_client_relation_other_id FOREIGN KEY(other_id) REFERENCES client (id)
            ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_client_relation_client_id ON client_relation (client_id)",
    "CREATE INDEX ix_client_relation_other_id ON client_relation (other_id)",
    """
    CREATE TABLE client_address (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        label TEXT NOT NULL,
        text TEXT NOT NULL,
        place INTEGER NOT NULL,
        CONSTRAINT fk_client_address_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_client_address_client_id ON client_address (client_id)",
    """
    CREATE TABLE client_account (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        label TEXT NOT NULL,
        bank_name TEXT NOT NULL,
        bik TEXT NOT NULL,
        account TEXT NOT NULL,
        corr_account TEXT NOT NULL,
        place INTEGER NOT NULL,
        CONSTRAINT fk_client_account_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_client_account_client_id ON client_account (client_id)",
    """
    CREATE TABLE attachment (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        deal_id INTEGER,
        hash TEXT NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        added_at TEXT NOT NULL,
        author_id INTEGER,
        CONSTRAINT fk_attachment_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE,
        CONSTRAINT fk_attachment_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
            ON DELETE CASCADE,
        CONSTRAINT fk_attachment_author_id FOREIGN KEY(author_id) REFERENCES employee (id)
            ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX ix_attachment_client_id ON attachment (client_id)",
    "CREATE INDEX ix_attachment_deal_id ON attachment (deal_id)",
    "CREATE INDEX ix_attachment_author_id ON attachment (author_id)",
    """
    CREATE TABLE custom_field (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        noun TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        "group" TEXT NOT NULL,
        choices JSON NOT NULL,
        standard JSON,
        rank TEXT NOT NULL,
        archived_at TEXT,
        CONSTRAINT ck_custom_field_noun CHECK (noun IN ('client', 'deal')),
        CONSTRAINT ck_custom_field_kind CHECK (
            kind IN ('text', 'number', 'date', 'choice', 'several', 'flag', 'link'))
    )
    """,
    """
    CREATE TABLE stage_field (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        stage_id INTEGER NOT NULL,
        noun TEXT NOT NULL,
        field TEXT NOT NULL,
        CONSTRAINT uq_stage_field_stage_id_noun_field UNIQUE (stage_id, noun, field),
        CONSTRAINT fk_stage_field_stage_id FOREIGN KEY(stage_id) REFERENCES stage (id)
            ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE saved_view (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        noun TEXT NOT NULL,
        employee_id INTEGER,
        name TEXT NOT NULL,
        data JSON NOT NULL,
        rank TEXT NOT NULL,
        CONSTRAINT fk_saved_view_employee_id FOREIGN KEY(employee_id) REFERENCES employee (id)
            ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_saved_view_employee_id ON saved_view (employee_id)",
    # An image in the journal is a whole row: what undo brings back needs the new columns, too.
    """
    UPDATE journal SET old = json_set(old, '$.archived_at', NULL, '$.price_group', '',
        '$.discount', 0, '$.consent_on', NULL, '$.consent_source', '', '$.consent_purpose', '')
    WHERE tbl = 'client' AND old IS NOT NULL
    """,
    # The text of the JSON, as a trigger would have noted it.
    """
    UPDATE journal SET old = json_set(old, '$.custom', '{}') WHERE tbl = 'deal' AND old IS NOT NULL
    """,
    """
    UPDATE journal SET old = json_set(old, '$.archived_at', NULL)
    WHERE tbl = 'employee' AND old IS NOT NULL
    """,
    """
    UPDATE journal SET old = json_set(old, '$.way', '', '$.direction', '', '$.outcome', '',
        '$.pinned_at', NULL, '$.edited_at', NULL)
    WHERE tbl = 'activity' AND old IS NOT NULL
    """,
    """
    UPDATE journal SET old = json_set(old, '$.parent', '', '$.reverse', '', '$.colour', NULL,
        '$.asks_date', 0, '$.archived_at', NULL)
    WHERE tbl = 'dictionary_entry' AND old IS NOT NULL
    """,
)


def upgrade() -> None:
    """Add the columns and tables, and the columns to the images of older changes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
