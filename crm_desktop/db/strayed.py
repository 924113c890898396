"""Drafts after a restore: what was typed about a record that is another one now is typed anew."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crm_desktop.db.drafts import Drafts
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.errors import sorted_errors
from crm_desktop.domain.unfinished import Unfinished, as_new

_TABLES = {
    "client": "client",
    "note": "client",
    "deal": "deal",
    "task": "task",
    "document": "document",
    "organisation": "organisation",
}
_NAMING = {"client_id": "client", "deal_id": "deal"}
"""Fields of forms that hold the id of another record."""


def reconcile(drafts: Drafts, now: Connection, before: Path | None) -> int:
    """Turn drafts of records that are not the same any more into new ones; returns how many.

    `before` is a copy of what stood there when they were typed; without one nothing can be
    compared, and nothing is taken for the same. No word is lost, and nothing is written over.
    """
    number = itertools.count(1 - min([0, *(one.record for one in drafts.all())]))
    strayed = 0
    with _opened(before) as old:
        for one in drafts.all():
            about = _about(one)
            lost = [
                name
                for name, table in _NAMING.items()
                if isinstance(one.typed.get(name), int)
                and not _same_one(table, int(str(one.typed[name])), old, now)
            ]
            moved = one.record > 0 and not _unchanged(_TABLES.get(one.kind), one.record, old, now)
            moved |= about is not None and not _same_one(*about, old, now)
            if moved or lost:
                drafts.keep(as_new(one, next(number), lost))
                drafts.drop(one.key)
                strayed += 1
    return strayed


def _about(one: Unfinished) -> tuple[str, int] | None:
    """What a new form is about: a client, or for a paper a deal (a client below zero)."""
    if one.kind == "document" and one.about > 0:
        return "deal", one.about
    return ("client", abs(one.about)) if one.about else None


def _unchanged(table: str | None, id_: int, old: Connection | None, now: Connection) -> bool:
    if table is None or old is None:
        return False
    return _row(table, id_, old) == _row(table, id_, now) != {}


def _same_one(table: str, id_: int, old: Connection | None, now: Connection) -> bool:
    """Whether the id still names the same record, changed or not."""
    if old is None:
        return False
    first, second = _row(table, id_, old), _row(table, id_, now)
    return bool(first) and bool(second) and first.get("created_at") == second.get("created_at")


def _row(table: str, id_: int, connection: Connection) -> Mapping[str, Any]:
    found = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE id = ?", (id_,)).mappings()
    row = dict(found.first() or {})
    return {} if row.get("deleted_at") else row


@contextmanager
def _opened(copy: Path | None) -> Iterator[Connection | None]:
    if copy is None or not copy.is_file():
        yield None
        return
    engine = make_engine(copy, EngineRole.STILL)
    try:
        with sorted_errors(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
