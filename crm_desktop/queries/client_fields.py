"""What can be asked of clients in a filter: each field's kind and where its value stands."""

from __future__ import annotations

from crm_desktop.db.tables import Client, ClientFacts
from crm_desktop.domain.filters import FieldKind
from crm_desktop.queries.filtered import Field

_C, _F = Client.__table__.c, ClientFacts.__table__.c

FIELDS: dict[str, Field] = {
    "name": Field(FieldKind.TEXT, _C.name),
    "kind": Field(FieldKind.CHOICE, _C.kind),
    "phone": Field(FieldKind.TEXT, _F.phone),
    "email": Field(FieldKind.TEXT, _F.email),
    "city": Field(FieldKind.CHOICE, _C.city),
    "address": Field(FieldKind.TEXT, _C.address),
    "source": Field(FieldKind.CHOICE, _C.source),
    "status": Field(FieldKind.CHOICE, _C.status),
    "tags": Field(FieldKind.SEVERAL, _C.tags),
    "comment": Field(FieldKind.TEXT, _C.comment),
    "inn": Field(FieldKind.TEXT, _C.inn),
    "kpp": Field(FieldKind.TEXT, _C.kpp),
    "ogrn": Field(FieldKind.TEXT, _C.ogrn),
    "external_id": Field(FieldKind.TEXT, _C.external_id),
    "birthday": Field(FieldKind.DATE, _C.birthday),
    "created_at": Field(FieldKind.MOMENT, _C.created_at),
    "last_touch": Field(FieldKind.MOMENT, _F.last_touch),
    "next_task_on": Field(FieldKind.DATE, _F.next_task_on),
    "open_deals": Field(FieldKind.NUMBER, _F.open_deals),
    "open_amount": Field(FieldKind.NUMBER, _F.open_amount),
    "debt": Field(FieldKind.NUMBER, _F.debt),
}
"""Sums in minor units of the base's currency; `phone` and `email` are the first of each."""

MONEY = frozenset({"open_amount", "debt"})
