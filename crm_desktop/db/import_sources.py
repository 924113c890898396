"""States of one list, imported one after another: whom they brought, and who is gone from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from crm_desktop.db import operations, ranges
from crm_desktop.db.operations import OperationRow

_BETWEEN = "BETWEEN :first AND :last"
_CREATED = (
    "SELECT pk FROM (SELECT pk, id AS line FROM journal "
    f"WHERE id {_BETWEEN} AND tbl = 'client' AND action = 'I' AND last_pk IS NULL UNION ALL "
    f"{ranges.present('client', f'r.id {_BETWEEN}', 'x.id, r.id')}) "
    "JOIN client c ON c.id = pk WHERE c.deleted_at IS NULL ORDER BY line, pk"
)


def created(connection: Connection, operation: OperationRow) -> list[int]:
    """The clients that an import made and that are there, in their order."""
    rows = {"first": operation.first_row, "last": operation.last_row}
    found = connection.exec_driver_sql(_CREATED, rows)
    return [pk for (pk,) in found]


def earlier(connection: Connection, source: str) -> list[int]:
    """The imports of lists with these heads, newest first; those taken back are no more."""
    if not source:
        return []
    found = connection.exec_driver_sql(
        "SELECT id FROM import_run WHERE source = ? ORDER BY id DESC", (source,)
    )
    return [run for (run,) in found]


def missing(connection: Connection, runs: Sequence[int], meant: Collection[int]) -> list[int]:
    """The clients whom these imports made and whom no row of the list means any more."""
    found: set[int] = set()
    for run in runs:
        operation = operations.maker_of(connection, "import_run", run)
        if operation is not None:
            found.update(created(connection, operation))
    return sorted(found.difference(meant))
