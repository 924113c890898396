"""Cards side by side before they become one, and what became of cards that did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from crm_desktop.db import operations
from crm_desktop.db.operations import OperationRow
from crm_desktop.db.tables import Client, MergedClient
from crm_desktop.domain.merge import NOT_MERGED
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query

_CLIENT, _MERGED = Client.__table__, MergedClient.__table__


def cards_of(connection: Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of some clients as they are kept, in the order of `ids`; the gone left out."""
    rows = connection.execute(select(_CLIENT).where(_CLIENT.c.id.in_(ids))).mappings()
    found = {int(row["id"]): dict(row) for row in rows}
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


@query(right=Right.VIEW)
def present(read: Read, client_id: int) -> int:
    """The client that a number means: itself, or the one that its card was merged into.

    An id that leads nowhere comes back as it is.
    """
    seen: set[int] = set()
    while client_id not in seen:
        seen.add(client_id)
        if read.connection.scalar(select(_CLIENT.c.id).where(_CLIENT.c.id == client_id)):
            return client_id
        into = select(_MERGED.c.client_id).where(_MERGED.c.old_id == client_id)
        client_id = read.connection.scalar(into.order_by(_MERGED.c.id.desc())) or client_id
    return client_id


@query(right=Right.VIEW)
def merge_of(read: Read, client_id: int, merged: int | None = None) -> OperationRow:
    """The operation that merged cards into a client last, or the one of this row of `merged`.

    `Refused` when there is none: nothing was merged into it, or all of it was taken back.
    """
    mine = visible(read, Client, _CLIENT.c.id, few=True).where(_CLIENT.c.id == client_id)
    found = select(_MERGED.c.id).where(_MERGED.c.client_id.in_(mine))
    if merged is not None:
        found = found.where(_MERGED.c.id == merged)
    row = read.connection.scalar(found.order_by(_MERGED.c.id.desc()))
    done = None if row is None else operations.maker_of(read.connection, "merged_client", row)
    if done is None:
        raise Refused.of(NOT_MERGED)
    return done
