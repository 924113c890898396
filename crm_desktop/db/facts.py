"""Derived figures of clients, refreshed in the step before commit from the rows just journalled."""

from __future__ import annotations

from sqlalchemy import Connection

from crm_desktop.db.engine import driver

# Tables whose rows bear on a client's figures, and the column that names the client.
_SOURCES = {
    "contact_point": "client_id",
    "activity": "client_id",
    "deal": "client_id",
    "task": "client_id",
    "document": "client_id",
}

# The plus signs keep SQLite from walking all open tasks by date until one is this client's.
_COMPUTE = """
INSERT INTO client_facts (client_id, phone, phone_normal, email, last_touch, next_task_on,
                          open_deals, open_amount, debt)
SELECT c.id,
  coalesce(p.value, ''), p.normal,
  coalesce((SELECT e.value FROM contact_point e WHERE e.client_id = c.id AND e.kind = 'email'
            ORDER BY e.place, e.id LIMIT 1), ''),
  (SELECT max(a.at) FROM activity a WHERE a.client_id = c.id),
  (SELECT min(t.due_on) FROM task t WHERE t.client_id = c.id AND +t.done_at IS NULL
     AND +t.deleted_at IS NULL),
  (SELECT count(*) FROM deal d JOIN stage s ON s.id = d.stage_id
     WHERE d.client_id = c.id AND d.deleted_at IS NULL AND s.kind = 'open'),
  (SELECT coalesce(sum(d.amount), 0) FROM deal d JOIN stage s ON s.id = d.stage_id
     WHERE d.client_id = c.id AND d.deleted_at IS NULL AND s.kind = 'open'),
  (SELECT coalesce(sum(i.total), 0) FROM document i
     WHERE i.client_id = c.id AND i.deleted_at IS NULL AND i.status = 'issued')
FROM {source} c
LEFT JOIN contact_point p ON p.id = (
  SELECT q.id FROM contact_point q WHERE q.client_id = c.id AND q.kind = 'phone'
  ORDER BY q.place, q.id LIMIT 1)
"""


def refresh(connection: Connection, first_row: int, tables: frozenset[str]) -> None:
    """Recompute the figures of every client touched since `first_row`.

    `tables` are those the operation wrote to; the others are not asked about (spine: the time
    of a small edit is in the number of statements). `journal NOT INDEXED` keeps SQLite from
    reading the whole journal by table (spine L).
    """
    parts = []
    parameters: list[int] = []
    if "client" in tables:
        parts.append("SELECT pk FROM journal NOT INDEXED WHERE id >= ? AND tbl = 'client'")
        parameters.append(first_row)
    for table, column in _SOURCES.items():
        if table not in tables:
            continue
        parts.append(
            f"SELECT x.{column} AS pk FROM journal j NOT INDEXED "
            f"CROSS JOIN {table} x ON x.id = j.pk "
            f"WHERE j.id >= ? AND j.tbl = '{table}'"
        )
        parts.append(
            f"SELECT json_extract(j.old, '$.{column}') AS pk "
            "FROM journal j NOT INDEXED "
            f"WHERE j.id >= ? AND j.tbl = '{table}' AND j.action <> 'I'"
        )
        parameters += [first_row, first_row]
    if "stage" in tables:
        parts.append(
            "SELECT d.client_id AS pk FROM journal j NOT INDEXED "
            "CROSS JOIN deal d ON d.stage_id = j.pk "
            "WHERE j.id >= ? AND j.tbl = 'stage'"
        )
        parameters.append(first_row)
    if not parts:
        return
    run = driver(connection).execute
    run("CREATE TEMP TABLE IF NOT EXISTS touched_client (id INTEGER PRIMARY KEY)")
    run("DELETE FROM temp.touched_client")
    run(
        "INSERT INTO temp.touched_client SELECT DISTINCT * FROM ("
        + " UNION ".join(parts)
        + ") AS t WHERE t.pk IS NOT NULL",
        tuple(parameters),
    )
    run("DELETE FROM client_facts WHERE client_id IN (SELECT id FROM temp.touched_client)")
    run(
        _COMPUTE.format(
            source="(SELECT k.id FROM temp.touched_client t CROSS JOIN client k ON k.id = t.id)"
        )
    )


def rebuild(connection: Connection) -> None:
    """Compute everything anew; the result equals what `refresh` kept up (property test)."""
    connection.exec_driver_sql("DELETE FROM client_facts")
    connection.exec_driver_sql(_COMPUTE.format(source="client"))
