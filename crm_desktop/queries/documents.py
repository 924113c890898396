"""Questions about papers: the list, one paper, the sheet to print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from crm_desktop.db import search
from crm_desktop.db.tables import (
    Client,
    ContactPoint,
    Document,
    DocumentLine,
    Organisation,
    Setting,
)
from crm_desktop.domain.documents import DocumentDraft, DocumentSheet, LineDraft, Party, VatMode
from crm_desktop.domain.papers import make_sheet, sheet_from
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import among, visible
from crm_desktop.queries.prepared import Prepared
from crm_desktop.queries.read import Read, query

MOST_CLIENTS = 200
"""A scrap that finds more clients than this is too short to list their papers by."""

_D, _C, _O = Document.__table__.c, Client.__table__.c, Organisation.__table__.c


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the list; `total` in minor units of `currency`."""

    id: int
    kind: str
    status: str
    number: str | None
    date: str
    due_date: str | None
    client_id: int
    client: str
    deal_id: int | None
    total: int
    currency: str
    vat_mode: str


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """One paper with everything that can be edited on a draft."""

    row: DocumentRow
    organisation_id: int
    basis: str
    comment: str
    lines: tuple[LineDraft, ...]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One of the user's own firms."""

    id: int
    kind: str
    name: str
    inn: str
    kpp: str
    ogrn: str
    address: str
    phone: str
    email: str
    bank_name: str
    bik: str
    account: str
    corr_account: str
    director_title: str
    director: str
    accountant: str
    vat_mode: str
    vat_rate: str | None
    due_days: int | None


SORTS: dict[str, Any] = {
    "date": _D.date,
    "number": _D.number,
    "client": _C.sort_key,
    "total": _D.total,
    "due_date": _D.due_date,
}
"""What the list can be sorted by; always with the id as tie-breaker."""


@query(right=Right.VIEW)
def ids(
    read: Read, search_text: str = "", sort: str = "date", descending: bool = True
) -> list[int]:
    """The skeleton of the list: of all papers, or of those a number or a client's scrap finds."""
    column = SORTS[sort]
    found = visible(read, Document, _D.id, few=bool(search_text.strip()))
    if sort == "client":
        found = found.join(Client.__table__, _C.id == _D.client_id)
    if search_text.strip():
        papers = search.ids_matching(read.connection, "document", search_text)
        clients = search.ids_meant(read.connection, "client", search_text, MOST_CLIENTS).ids
        found = found.where(or_(among(_D.id, papers), among(_D.client_id, clients)))
    order = (column.desc(), _D.id.desc()) if descending else (column, _D.id)
    return list(read.connection.scalars(found.order_by(*order)))


@query(right=Right.VIEW)
def page(read: Read, wanted: Sequence[int]) -> list[DocumentRow]:
    """The rows of some ids, by primary key; those that are gone are left out."""
    rows = read.connection.execute(_select(read, few=True).where(_D.id.in_(wanted)))
    return [DocumentRow(*row) for row in rows]


@query(right=Right.VIEW)
def listing(read: Read, client_id: int | None = None) -> list[DocumentRow]:
    """All papers, newest first, or those of one client."""
    if client_id is not None:
        return [DocumentRow(*row) for row in _OF_CLIENT.rows(read, client=client_id)]
    found = _newest_first(_select(read))
    return [DocumentRow(*row) for row in read.connection.execute(found)]


@query(right=Right.VIEW)
def card(read: Read, document_id: int) -> DocumentCard:
    """One paper with its lines; refuses an id that is gone."""
    row = read.connection.execute(_select(read).where(_D.id == document_id)).first()
    if row is None:
        raise Refused.of(NOT_FOUND)
    more = read.connection.execute(
        select(_D.organisation_id, _D.basis, _D.comment).where(_D.id == document_id)
    ).one()
    return DocumentCard(DocumentRow(*row), *more, _lines(read, document_id))


@query(right=Right.VIEW)
def sheet(read: Read, document_id: int) -> DocumentSheet:
    """What is printed: the frozen sheet of an issued paper, the live one of a draft."""
    frozen = read.connection.scalar(visible(read, Document, _D.sheet).where(_D.id == document_id))
    if frozen is not None:
        return sheet_from(json.loads(frozen))
    return preview(read, draft(read, document_id))


@query(right=Right.VIEW)
def preview(read: Read, draft: DocumentDraft, number: str = "") -> DocumentSheet:
    """The sheet a draft would print now, without saving anything."""
    client = read.connection.execute(visible(read, Client).where(_C.id == draft.client_id)).first()
    if client is None:
        raise Refused.of(NOT_FOUND)
    p = ContactPoint.__table__.c
    phone = read.connection.scalar(
        select(p.value)
        .where(p.client_id == client.id, p.kind == "phone")
        .order_by(p.place, p.id)
        .limit(1)
    )
    seller = read.connection.execute(
        visible(read, Organisation).where(_O.id == draft.organisation_id)
        if draft.organisation_id is not None
        else visible(read, Organisation)
        .where(_O.archived_at.is_(None))
        .order_by(_O.rank, _O.id)
        .limit(1)
    ).first()
    s = Setting.__table__.c
    language = read.connection.scalar(select(s.value).where(s.name == "language"))
    sheet = make_sheet(
        draft,
        seller=Party(**{f: getattr(seller, f) for f in Party.__slots__})
        if seller is not None
        else Party(""),
        buyer=Party(
            name=client.name, kind=client.kind, inn=client.inn, kpp=client.kpp, ogrn=client.ogrn,
            address=client.address or client.city, phone=phone or "",
        ),
        number=number,
        language=str(language or "ru"),
    )  # fmt: skip
    if seller is None:
        return sheet
    of_firm = {name: getattr(seller, name) for name in ("notice", "logo", "stamp", "signature")}
    return replace(sheet, **of_firm)


@query(right=Right.VIEW)
def organisations(read: Read, archived: bool = False) -> list[OrganisationRow]:
    """The user's own firms in their order: those offered for a new paper, or `archived` too."""
    columns = [_O[name] for name in OrganisationRow.__slots__]
    found = visible(read, Organisation, *columns).order_by(_O.rank, _O.id)
    if not archived:
        found = found.where(_O.archived_at.is_(None))
    rows = read.connection.execute(found)
    return [OrganisationRow(*row) for row in rows]


@query(right=Right.VIEW)
def issued_count(read: Read, client_id: int) -> int:
    """How many papers of a client have left the house."""
    return int(
        read.connection.scalar(
            visible(read, Document, func.count(), few=True).where(
                _D.client_id == client_id, _D.number.is_not(None)
            )
        )
        or 0
    )


def _select(read: Read, *, few: bool = False) -> Select[Any]:
    return visible(
        read, Document, _D.id, _D.kind, _D.status, _D.number, _D.date, _D.due_date, _D.client_id,
        _C.name, _D.deal_id, _D.total, _D.currency, _D.vat_mode, few=few,
    ).join(Client.__table__, _C.id == _D.client_id)  # fmt: skip


def _newest_first(found: Select[Any]) -> Select[Any]:
    return found.order_by(_D.date.desc(), _D.id.desc())


_OF_CLIENT = Prepared(
    lambda read: _newest_first(_select(read, few=True).where(_D.client_id == bindparam("client")))
)


def _lines(read: Read, document_id: int) -> tuple[LineDraft, ...]:
    x = DocumentLine.__table__.c
    rows = read.connection.execute(
        select(x.name, x.quantity, x.unit, x.price, x.discount, x.vat_rate)
        .where(x.document_id == document_id)
        .order_by(x.place, x.id)
    )
    return tuple(LineDraft(*row) for row in rows)


@query(right=Right.VIEW)
def draft(read: Read, document_id: int) -> DocumentDraft:
    """What stands on a paper, as a form takes it; refuses an id that is gone."""
    found = card(read, document_id)
    row = found.row
    return DocumentDraft(
        client_id=row.client_id,
        organisation_id=found.organisation_id,
        deal_id=row.deal_id,
        date=date.fromisoformat(row.date),
        due_date=date.fromisoformat(row.due_date) if row.due_date else None,
        vat_mode=VatMode(row.vat_mode),
        currency=row.currency,
        lines=found.lines,
        basis=found.basis,
        comment=found.comment,
    )
