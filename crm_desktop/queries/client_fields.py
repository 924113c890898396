"""The fields of clients as lists, filters and views know them, and where their values stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from crm_desktop.db.tables import Client, ClientFacts, Employee
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.filters import FieldInfo, FieldKind
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.domain.views import UNKNOWN_SORT, Sort
from crm_desktop.queries import dictionaries
from crm_desktop.queries.client_marks import marks
from crm_desktop.queries.custom_columns import info_of, own_fields
from crm_desktop.queries.filtered import Field, Fields
from crm_desktop.queries.read import Read, query

_CLIENT = Client.__table__
_C, _F, _E = Client.__table__.c, ClientFacts.__table__.c, Employee.__table__.c

FIELDS: dict[str, Field] = {
    "name": Field(FieldKind.TEXT, _C.name, order=_C.sort_key),
    "kind": Field(FieldKind.CHOICE, _C.kind),
    "phone": Field(FieldKind.TEXT, _F.phone),
    "email": Field(FieldKind.TEXT, _F.email),
    "city": Field(FieldKind.CHOICE, _C.city),
    "address": Field(FieldKind.TEXT, _C.address),
    "source": Field(FieldKind.CHOICE, _C.source),
    "status": Field(FieldKind.CHOICE, _C.status),
    "tags": Field(FieldKind.SEVERAL, _C.tags),
    "owner": Field(
        FieldKind.CHOICE,
        select(_E.name).where(_E.id == _C.owner_id).correlate(Client.__table__).scalar_subquery(),
        texts=select(_E.name).distinct(),
    ),
    "comment": Field(FieldKind.TEXT, _C.comment),
    "inn": Field(FieldKind.TEXT, _C.inn),
    "kpp": Field(FieldKind.TEXT, _C.kpp),
    "ogrn": Field(FieldKind.TEXT, _C.ogrn),
    "external_id": Field(FieldKind.TEXT, _C.external_id),
    "birthday": Field(FieldKind.DATE, _C.birthday),
    "consent_on": Field(FieldKind.DATE, _C.consent_on),
    "rhythm_days": Field(FieldKind.NUMBER, _C.rhythm_days),
    "created_at": Field(FieldKind.MOMENT, _C.created_at),
    "last_touch": Field(FieldKind.MOMENT, _F.last_touch),
    "touch_due": Field(FieldKind.DATE, _F.touch_due),
    "next_task_on": Field(FieldKind.DATE, _F.next_task_on),
    "open_deals": Field(FieldKind.NUMBER, _F.open_deals),
    "open_amount": Field(FieldKind.NUMBER, _F.open_amount),
    "debt": Field(FieldKind.NUMBER, _F.debt),
    "purchases": Field(FieldKind.NUMBER, _F.purchases),
    "last_purchase": Field(FieldKind.DATE, _F.last_purchase),
    "usual_days": Field(FieldKind.NUMBER, _F.usual_days),
    "archived_at": Field(FieldKind.MOMENT, _C.archived_at),
    **marks(),
}
"""Sums in minor units of the base's currency; `phone` and `email` are the first of each."""

MONEY = frozenset({"open_amount", "debt"})
_CHOICES = {"kind": tuple(kind.value for kind in ClientKind)}
_NEVER_EMPTY = frozenset(
    {"name", "kind", "created_at", "open_deals", "open_amount", "debt", "purchases"}
)


def fields_of(connection: Connection, today: date | None = None) -> dict[str, Field]:
    """All fields that this base knows of clients, by name: its own ones last.

    What depends on the day is as it is on `today`, or on this computer's.
    """
    return FIELDS | marks(today) | own_fields(connection, CustomNoun.CLIENT, _CLIENT)


@query(right=Right.VIEW)
def known(read: Read) -> list[FieldInfo]:
    """All fields of clients as people see them, in the order they are offered."""
    colours = tuple(sorted(dictionaries.colours(read, DictionaryKind.TAG).items()))
    return [
        replace(info, colours=colours) if info.name == "tags" else info
        for info in infos(fields_of(read.connection))
    ]


def infos(fields: Fields = FIELDS) -> list[FieldInfo]:
    """How these fields are told; by themselves those that every base has."""
    return [
        info_of(field.own, field.kind)
        if field.own is not None
        else FieldInfo(name, field.kind, money=name in MONEY, choices=_CHOICES.get(name, ()))
        for name, field in fields.items()
    ]


def by_facts(fields: Fields, names: Iterable[str]) -> bool:
    """Whether one of these fields stands among the figures of a client."""
    there = [fields[name] for name in names if name in fields]
    table = ClientFacts.__table__
    return any(one.facts or getattr(one.column, "table", None) is table for one in there)


def sortable(info: FieldInfo) -> bool:
    """Whether a list can be put in the order of this field: a list of words has none."""
    return info.kind is not FieldKind.SEVERAL


def order_of(fields: Fields, sorts: tuple[Sort, ...]) -> list[ColumnElement[object]]:
    """What a list is ordered by; what is empty comes last, the id decides at the end.

    `Refused` when there is no such field.
    """
    order: list[ColumnElement[object]] = []
    for sort in sorts:
        field = fields.get(sort.field)
        if field is None or field.kind is FieldKind.SEVERAL:
            raise Refused.of(UNKNOWN_SORT, field=sort.field)
        column = field.column if field.order is None else field.order
        # Of a field of one's own nothing is kept where nothing is said.
        may_be_blank = sort.field not in _NEVER_EMPTY and field.own is None
        if may_be_blank and field.kind in (FieldKind.TEXT, FieldKind.CHOICE):
            column = func.nullif(column, "")
        way = column.desc() if sort.descending else column.asc()
        order.append(way if sort.field in _NEVER_EMPTY else way.nulls_last())
    last = _C.id.desc() if sorts and sorts[0].descending else _C.id.asc()
    return [*order, last]
