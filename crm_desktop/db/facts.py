"""Derived figures of clients, refreshed in the step before commit from the rows just journalled."""

from __future__ import annotations

from sqlalchemy import Connection

from crm_desktop.db.engine import driver
from crm_desktop.db.ranges import within
from crm_desktop.db.touched import NOTHING_NEW, New, owners

MANY = 100
"""So many clients at once are worth a statement more that spares the new ones most questions."""

# Tables whose rows bear on a client's figures, and the column that names the client.
_SOURCES = {
    "client": "id",
    "contact_point": "client_id",
    "activity": "client_id",
    "deal": "client_id",
    "task": "client_id",
    "document": "client_id",
}

# The plus signs keep SQLite from walking all open tasks by date until one is this client's; the
# days of purchases are asked once and taken apart: how many, the first, the last.
_COMPUTE = """
INSERT INTO client_facts (client_id, phone, phone_normal, email, last_touch, next_task_on,
                          open_deals, open_amount, debt, purchases, last_purchase, usual_days,
                          touch_due)
SELECT id, phone, phone_normal, email, last_touch, next_task_on, open_deals, open_amount, debt,
  purchases, last_purchase, usual_days,
  nullif(min(coalesce(date(last_touch, '+' || rhythm_days || ' days'), '~'),
             coalesce(max(date(last_purchase, '+' || (usual_days * 3 / 2) || ' days'),
                          coalesce(date(last_touch, '+' || usual_days || ' days'), '')), '~')),
         '~')
FROM (
SELECT id, rhythm_days, phone, phone_normal, email, last_touch, next_task_on, open_deals,
  open_amount, debt, bought ->> 0 AS purchases, bought ->> 2 AS last_purchase,
  CASE WHEN bought ->> 0 >= 3
    THEN CAST(round((julianday(bought ->> 2) - julianday(bought ->> 1)) / ((bought ->> 0) - 1))
              AS INTEGER)
  END AS usual_days
FROM (
SELECT c.id, c.rhythm_days,
  coalesce(p.value, '') AS phone, p.normal AS phone_normal,
  coalesce((SELECT e.value FROM contact_point e WHERE e.client_id = c.id AND e.kind = 'email'
            ORDER BY e.place, e.id LIMIT 1), '') AS email,
  (SELECT max(a.at) FROM activity a WHERE a.client_id = c.id AND a.kind <> 'note') AS last_touch,
  (SELECT min(t.due_on) FROM task t WHERE t.client_id = c.id AND +t.done_at IS NULL
     AND +t.deleted_at IS NULL) AS next_task_on,
  (SELECT count(*) FROM deal d JOIN stage s ON s.id = d.stage_id
     WHERE d.client_id = c.id AND d.deleted_at IS NULL AND s.kind = 'open') AS open_deals,
  (SELECT coalesce(sum(d.amount), 0) FROM deal d JOIN stage s ON s.id = d.stage_id
     WHERE d.client_id = c.id AND d.deleted_at IS NULL AND s.kind = 'open') AS open_amount,
  (SELECT coalesce(sum(i.total), 0) FROM document i
     WHERE i.client_id = c.id AND i.deleted_at IS NULL AND i.status = 'issued') AS debt,
  (SELECT json_array(count(*), min(day), max(day)) FROM (
     SELECT date(w.closed_at) AS day FROM deal w JOIN stage v ON v.id = w.stage_id
       WHERE w.client_id = c.id AND +w.deleted_at IS NULL AND v.kind = 'won'
     UNION
     SELECT x.date FROM document x WHERE x.client_id = c.id AND x.deal_id IS NULL
       AND +x.deleted_at IS NULL AND x.status = 'issued')) AS bought
FROM {source} c
LEFT JOIN contact_point p ON p.id = (
  SELECT q.id FROM contact_point q WHERE q.client_id = c.id AND q.kind = 'phone'
  ORDER BY q.place, q.id LIMIT 1)
))
"""
"""A purchase is a won deal or an issued paper of no deal; two on one day are one.

The next contact is due when the client's own rhythm is over, or half as long again as usually
lies between two purchases and nobody was in touch for as long as that."""

_OF_DEALINGS = frozenset({"activity", "deal", "task", "document", "stage"})
_COMPUTE_NEW = """
INSERT INTO client_facts (client_id, phone, phone_normal, email, open_deals, open_amount, debt,
                          purchases)
SELECT c.id, coalesce(p.value, ''), p.normal,
  coalesce((SELECT e.value FROM contact_point e WHERE e.client_id = c.id AND e.kind = 'email'
            ORDER BY e.place, e.id LIMIT 1), ''), 0, 0, 0, 0
FROM ({new}) c
LEFT JOIN contact_point p ON p.id = (
  SELECT q.id FROM contact_point q WHERE q.client_id = c.id AND q.kind = 'phone'
  ORDER BY q.place, q.id LIMIT 1)
"""
"""The same for clients who came with an operation that wrote to no table `_OF_DEALINGS`: whatever
names a client came after it, so that these have no deals, tasks or papers yet."""


def refresh(
    connection: Connection, first_row: int, tables: frozenset[str], new: New = NOTHING_NEW
) -> None:
    """Recompute the figures of every client touched since `first_row`.

    `tables` are those the operation wrote to, `new` its records in ranges.
    """
    parts = owners(_SOURCES, tables, new)
    if "stage" in tables:
        parts.append(
            "SELECT d.client_id AS pk FROM journal j NOT INDEXED "
            "CROSS JOIN deal d ON d.stage_id = j.pk "
            "WHERE j.id >= :first AND j.tbl = 'stage'"
        )
    if not parts:
        return
    run = driver(connection).execute
    given = {"first": first_row}
    run("CREATE TEMP TABLE IF NOT EXISTS touched_client (id INTEGER PRIMARY KEY)")
    run("DELETE FROM temp.touched_client")
    touched = run(
        "INSERT INTO temp.touched_client SELECT DISTINCT * FROM ("
        + " UNION ".join(parts)
        + ") AS t WHERE t.pk IS NOT NULL",
        given,
    ).rowcount
    run("DELETE FROM client_facts WHERE client_id IN (SELECT id FROM temp.touched_client)")
    deals = not tables.isdisjoint(_OF_DEALINGS)
    if "client" in new:
        among = within("id", new["client"])
        there = f"SELECT id FROM client WHERE {among}"
        run(f"DELETE FROM temp.touched_client WHERE {among}")
        if deals:
            run(f"INSERT INTO temp.touched_client {there}")
        else:
            run(_COMPUTE_NEW.format(new=there))
    if touched >= MANY and not deals:
        rows = "SELECT pk FROM journal NOT INDEXED WHERE id >= :first AND tbl = 'client'"
        rows += " AND action = 'I'"
        made = "SELECT k.id FROM temp.touched_client t CROSS JOIN client k ON k.id = t.id"
        run(_COMPUTE_NEW.format(new=f"{made} WHERE t.id IN ({rows})"), given)
        run(f"DELETE FROM temp.touched_client WHERE id IN ({rows})", given)
    run(
        _COMPUTE.format(
            source="(SELECT k.id, k.rhythm_days FROM temp.touched_client t "
            "CROSS JOIN client k ON k.id = t.id)"
        )
    )


def rebuild(connection: Connection) -> None:
    """Compute everything anew; the result equals what `refresh` kept up (property test)."""
    connection.exec_driver_sql("DELETE FROM client_facts")
    connection.exec_driver_sql(_COMPUTE.format(source="client"))
