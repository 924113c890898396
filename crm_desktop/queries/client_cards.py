"""Clients as contact cards carry them: block by block, whoever is asked for or all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select

from crm_desktop.db.tables import Client
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.client_parts import Parts, parts_of
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.prepared import Prepared, among_marked, marks
from crm_desktop.queries.read import Read, query

_C = Client.__table__.c
BLOCK = 500


@dataclass(frozen=True, slots=True)
class CarriedClient:
    """What a card can say of a client, and the parts that belong to it."""

    id: int
    name: str
    kind: str
    last_name: str
    first_name: str
    middle_name: str
    inn: str
    kpp: str
    ogrn: str
    city: str
    address: str
    source: str
    status: str
    birthday: str | None
    comment: str
    external_id: str
    tags: Sequence[str]
    parts: Parts


@query(right=Right.EXPORT)
def carried(read: Read, clients: Sequence[int] | None = None) -> Iterator[CarriedClient]:
    """These clients in this order, or all outside the bin; those that are gone are left out."""
    wanted = _IDS.ids(read) if clients is None else clients
    for start in range(0, len(wanted), BLOCK):
        read.step(start, len(wanted))
        block = wanted[start : start + BLOCK]
        parts = parts_of(read, block)
        found = {row[0]: row for row in _ROWS.rows(read, clients=marks(block))}
        for one in block:
            if one in found:
                values: list[Any] = [*found[one], parts[one]]
                yield CarriedClient(*values)


def _asked(read: Read) -> Select[Any]:
    named = [name for name in CarriedClient.__slots__ if name != "parts"]
    found = visible(read, Client, *(_C[name] for name in named), few=True)
    return found.where(among_marked(_C.id, "clients"))


_IDS = Prepared(lambda read: visible(read, Client, _C.id, few=True).order_by(_C.id))
_ROWS = Prepared(_asked)
