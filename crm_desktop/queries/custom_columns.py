"""Fields of the business's own as columns: what filters, lists and orders ask of a record."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import JSON, ColumnElement, FromClause, literal_column, select

from crm_desktop.db.custom_indexes import expression
from crm_desktop.domain.custom_fields import DIGITS, CustomKind, OwnField
from crm_desktop.domain.filters import FieldInfo, FieldKind
from crm_desktop.queries.filtered import Field

KINDS = {
    CustomKind.TEXT: FieldKind.TEXT,
    CustomKind.NUMBER: FieldKind.NUMBER,
    CustomKind.DATE: FieldKind.DATE,
    CustomKind.CHOICE: FieldKind.CHOICE,
    CustomKind.SEVERAL: FieldKind.SEVERAL,
    CustomKind.FLAG: FieldKind.FLAG,
    CustomKind.LINK: FieldKind.TEXT,
}
"""What can be asked of each kind."""


def own_fields(own: Iterable[OwnField], table: FromClause) -> dict[str, Field]:
    """The fields of a noun by their names; archived ones are still known to filters and views."""
    found = sorted(own, key=lambda one: one.archived)
    return {one.field: _field(one, table) for one in found}


def info_of(own: OwnField, kind: FieldKind) -> FieldInfo:
    """How a field of one's own is told."""
    digits = DIGITS if own.kind is CustomKind.NUMBER else 0
    return FieldInfo(
        own.field, kind, title=own.name, digits=digits, choices=own.choices,
        link=own.kind is CustomKind.LINK,
    )  # fmt: skip


def _field(own: OwnField, table: FromClause) -> Field:
    column = _column(own)
    texts = None
    if own.kind is CustomKind.CHOICE:
        texts = select(column).select_from(table).distinct()
    return Field(KINDS[own.kind], column, texts=texts, own=own)


def _column(own: OwnField) -> ColumnElement[object]:
    """The value of a field, written exactly as an index of it is: only so is the index used."""
    sql = expression(own.noun.value, own.id)
    if own.kind is CustomKind.SEVERAL:
        return literal_column(sql, JSON())
    return literal_column(sql)
