"""Questions about the user's own firms."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, func, select

from crm_desktop.db import attachments
from crm_desktop.db.tables import Document, Organisation
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.documents import VatMode
from crm_desktop.domain.organisations import OrganisationDraft
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query

_O = Organisation.__table__.c


@dataclass(frozen=True, slots=True)
class FirmRow:
    """One own firm in the list of all; `papers` counts what it may not be deleted for."""

    id: int
    name: str
    inn: str
    archived: bool
    papers: int


@dataclass(frozen=True, slots=True)
class FirmCard:
    """One own firm with everything that can be edited; pictures by their hashes."""

    id: int
    draft: OrganisationDraft
    archived: bool
    logo: str
    stamp: str
    signature: str


@query(right=Right.VIEW)
def listing(read: Read) -> list[FirmRow]:
    """All own firms: offered ones first, in the user's order, archived ones after them."""
    d = Document.__table__.c
    papers = (
        select(func.count()).where(d.organisation_id == _O.id).correlate(Organisation.__table__)
    ).scalar_subquery()
    rows = read.connection.execute(
        visible(
            read, Organisation, _O.id, _O.name, _O.inn, _O.archived_at.is_not(None), papers
        ).order_by(_O.archived_at.is_not(None), _O.rank, _O.id)
    )
    return [FirmRow(id_, name, inn, bool(gone), count) for id_, name, inn, gone, count in rows]


@query(right=Right.VIEW)
def card(read: Read, organisation_id: int) -> FirmCard:
    """One own firm; refuses an id that is gone."""
    row = read.connection.execute(
        visible(read, Organisation).where(_O.id == organisation_id)
    ).first()
    if row is None:
        raise Refused.of(NOT_FOUND)
    return _card(row)


@query(right=Right.VIEW)
def cards(read: Read) -> list[FirmCard]:
    """All own firms with everything that can be edited, in the user's order."""
    found = visible(read, Organisation).order_by(_O.rank, _O.id)
    return [_card(row) for row in read.connection.execute(found)]


@query(right=Right.VIEW)
def picture(read: Read, name: str) -> bytes | None:
    """A picture by its hash; None when the file is not there or was damaged."""
    return attachments.beside(read.connection).get(name)


def _card(row: Row[Any]) -> FirmCard:
    names = set(OrganisationDraft.__slots__) - {"kind", "vat_mode"}
    draft = OrganisationDraft(
        **{name: getattr(row, name) for name in names},
        kind=ClientKind(row.kind),
        vat_mode=VatMode(row.vat_mode),
    )
    archived = row.archived_at is not None
    return FirmCard(row.id, draft, archived, row.logo, row.stamp, row.signature)
