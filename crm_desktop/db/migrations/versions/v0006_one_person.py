"""One person once: cards merged, pairs told apart, yearly days, the rhythm of contact."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    "ALTER TABLE client ADD COLUMN rhythm_days INTEGER",
    """
    CREATE TABLE client_date (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        label TEXT NOT NULL,
        on_date TEXT NOT NULL,
        CONSTRAINT fk_client_date_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_client_date_client_id ON client_date (client_id)",
    "CREATE INDEX ix_client_date_day ON client_date (substr(on_date, -5))",
    """
    CREATE INDEX ix_client_birthday ON client (substr(birthday, -5)) WHERE birthday IS NOT NULL
    """,
    """
    CREATE INDEX ix_contact_birthday ON contact (substr(birthday, -5)) WHERE birthday IS NOT NULL
    """,
    "ALTER TABLE activity ADD COLUMN occasion TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX ix_activity_occasion ON activity (occasion) WHERE occasion <> ''",
    "ALTER TABLE task ADD COLUMN occasion TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX ix_task_occasion ON task (occasion) WHERE occasion <> ''",
    """
    CREATE TABLE distinct_pair (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        other_id INTEGER NOT NULL,
        noted_at TEXT NOT NULL,
        CONSTRAINT uq_distinct_pair_client_id_other_id UNIQUE (client_id, other_id),
        CONSTRAINT fk_distinct_pair_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE,
        CONSTRAINT fk_distinct_pair_other_id FOREIGN KEY(other_id) REFERENCES client (id)
            ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_distinct_pair_other_id ON distinct_pair (other_id)",
    """
    CREATE TABLE merged_client (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER NOT NULL,
        old_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        external_id TEXT NOT NULL,
        data JSON NOT NULL,
        merged_at TEXT NOT NULL,
        author_id INTEGER,
        CONSTRAINT fk_merged_client_client_id FOREIGN KEY(client_id) REFERENCES client (id)
            ON DELETE CASCADE,
        CONSTRAINT fk_merged_client_author_id FOREIGN KEY(author_id) REFERENCES employee (id)
            ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX ix_merged_client_client_id ON merged_client (client_id)",
    "CREATE INDEX ix_merged_client_old_id ON merged_client (old_id)",
    "CREATE INDEX ix_merged_client_author_id ON merged_client (author_id)",
    "CREATE INDEX ix_activity_touch ON activity (client_id, at) WHERE kind <> 'note'",
    "ALTER TABLE client_facts ADD COLUMN purchases INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE client_facts ADD COLUMN last_purchase TEXT",
    "ALTER TABLE client_facts ADD COLUMN usual_days INTEGER",
    "ALTER TABLE client_facts ADD COLUMN touch_due TEXT",
    """
    CREATE INDEX ix_client_facts_touch_due ON client_facts (touch_due)
    WHERE touch_due IS NOT NULL
    """,
    # Which parts were a client's before they were taken away.
    """
    CREATE INDEX ix_journal_part_owner ON journal (json_extract(old, '$.client_id'))
    WHERE tbl IN ('contact', 'client_address', 'client_account', 'client_relation', 'client_date')
        AND action <> 'I'
    """,
    """
    CREATE INDEX ix_journal_relation_other ON journal (json_extract(old, '$.other_id'))
    WHERE tbl = 'client_relation' AND action <> 'I'
    """,
    # The new figures of what is there: only contacts are touches, and who bought comes again.
    """
    UPDATE client_facts SET last_touch = (
        SELECT max(a.at) FROM activity a WHERE a.client_id = client_facts.client_id
        AND a.kind <> 'note')
    """,
    """
    UPDATE client_facts SET purchases = b.days, last_purchase = b.last, usual_days = CASE
        WHEN b.days >= 3 THEN
            CAST(round((julianday(b.last) - julianday(b.first)) / (b.days - 1)) AS INTEGER) END
    FROM (
        SELECT client_id, count(*) AS days, min(day) AS first, max(day) AS last FROM (
            SELECT d.client_id, date(d.closed_at) AS day FROM deal d
            JOIN stage s ON s.id = d.stage_id
            WHERE d.deleted_at IS NULL AND s.kind = 'won'
            UNION
            SELECT x.client_id, x.date FROM document x
            WHERE x.deal_id IS NULL AND x.deleted_at IS NULL AND x.status = 'issued')
        GROUP BY client_id) b
    WHERE b.client_id = client_facts.client_id
    """,
    """
    UPDATE client_facts SET touch_due = max(
        date(last_purchase, '+' || (usual_days * 3 / 2) || ' days'),
        coalesce(date(last_touch, '+' || usual_days || ' days'), ''))
    WHERE usual_days IS NOT NULL
    """,
    """
    UPDATE journal SET old = json_set(old, '$.rhythm_days', NULL)
    WHERE tbl = 'client' AND old IS NOT NULL
    """,
    """
    UPDATE journal SET old = json_set(old, '$.occasion', '')
    WHERE tbl IN ('activity', 'task') AND old IS NOT NULL
    """,
)


def upgrade() -> None:
    """Add the columns and tables, and the columns to the images of older changes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
