"""Questions about the bin: what lies there, since when, and what would go for good by now."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, union_all

from crm_desktop.db.tables import Base, Client, Deal, Document, Task
from crm_desktop.domain.bin import BinNoun, key_of, oldest_kept, record_of
from crm_desktop.domain.documents import DocumentStatus
from crm_desktop.domain.rights import Right, Role
from crm_desktop.domain.text import search_words
from crm_desktop.late import dataclass
from crm_desktop.queries.filtering import among
from crm_desktop.queries.read import Read, query

_C, _D, _T, _P = Client.__table__.c, Deal.__table__.c, Task.__table__.c, Document.__table__.c
TABLES: dict[BinNoun, type[Base]] = {
    BinNoun.CLIENT: Client,
    BinNoun.DEAL: Deal,
    BinNoun.TASK: Task,
    BinNoun.DOCUMENT: Document,
}
_TITLES: dict[BinNoun, ColumnElement[str]] = {
    BinNoun.CLIENT: _C.name,
    BinNoun.DEAL: _D.title,
    BinNoun.TASK: _T.title,
    BinNoun.DOCUMENT: _P.basis,
}


@dataclass(frozen=True, slots=True)
class BinRow:
    """One record in the bin; `id` tells it among all kinds (`domain.bin.key_of`).

    `client` is whose it is, empty for a client; `stays` says that it never goes for good.
    """

    id: int
    noun: BinNoun
    record: int
    title: str
    client: str
    deleted_at: str
    stays: bool


@query(right=Right.VIEW)
def ids(read: Read, text: str = "", noun: BinNoun | None = None) -> Sequence[int]:
    """What lies in the bin, the newest first: of one kind or of all, whose words match."""
    if read.viewer.role is not Role.OWNER:
        return array("q")
    parts = [_lying(one, text) for one in BinNoun if noun in (None, one)]
    together = union_all(*parts).subquery()
    c = together.c
    found = select(c.place, c.id).order_by(c.deleted_at.desc(), c.place, c.id.desc())
    nouns = tuple(BinNoun)
    return array("q", (key_of(nouns[place], id_) for place, id_ in read.connection.execute(found)))


def _lying(noun: BinNoun, text: str) -> Select[Any]:
    columns = TABLES[noun].__table__.c
    place = tuple(BinNoun).index(noun)
    found = select(literal(place).label("place"), columns.id, columns.deleted_at).where(
        columns.deleted_at.is_not(None)
    )
    if noun is BinNoun.CLIENT:
        said = func.fold(_C.name)
    else:
        found = found.join(Client.__table__, _C.id == columns.client_id, isouter=True)
        said = func.fold(_TITLES[noun] + " " + func.coalesce(_C.name, ""))
    return found.where(*(func.instr(said, word) > 0 for word in search_words(text)))


@query(right=Right.VIEW)
def page(read: Read, wanted: Sequence[int]) -> list[BinRow]:
    """The rows of some of them; those that are out of the bin are left out."""
    by_noun: dict[BinNoun, list[int]] = {noun: [] for noun in BinNoun}
    for key in wanted:
        noun, record = record_of(key)
        by_noun[noun].append(record)
    return [
        row for noun, records in by_noun.items() if records for row in _rows(read, noun, records)
    ]


def _rows(read: Read, noun: BinNoun, records: Sequence[int]) -> list[BinRow]:
    columns = TABLES[noun].__table__.c
    stays = _STAYS.get(noun, literal(value=False))
    whose = literal("") if noun is BinNoun.CLIENT else func.coalesce(_C.name, "")
    found = select(columns.id, _TITLES[noun], whose, columns.deleted_at, stays).where(
        among(columns.id, records), columns.deleted_at.is_not(None)
    )
    if noun is not BinNoun.CLIENT:
        found = found.join(Client.__table__, _C.id == columns.client_id, isouter=True)
    return [
        BinRow(key_of(noun, id_), noun, id_, title, client, deleted_at, bool(kept))
        for id_, title, client, deleted_at, kept in read.connection.execute(found)
    ]


@query(right=Right.VIEW)
def overdue(read: Read, now: str) -> int:
    """How many records have lain in the bin for longer than they are kept there."""
    before = oldest_kept(now)
    return sum(
        int(
            read.connection.scalar(
                select(func.count()).where(TABLES[noun].__table__.c.deleted_at < before)
            )
            or 0
        )
        for noun in BinNoun
    )


def has_papers(id_: ColumnElement[int], named: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether papers that have left the house name this record."""
    return exists(
        select(_P.id)
        .where(named == id_, _P.status != DocumentStatus.DRAFT.value)
        .correlate_except(Document.__table__)
    )


def in_use(id_: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether something outside the bin still speaks of this client: then it is archived."""
    deal = select(_D.id).where(_D.client_id == id_, _D.deleted_at.is_(None))
    task = select(_T.id).where(_T.client_id == id_, _T.deleted_at.is_(None), _T.done_at.is_(None))
    draft = select(_P.id).where(_P.client_id == id_, _P.deleted_at.is_(None))
    return or_(
        has_papers(id_, _P.client_id),
        exists(deal.correlate_except(Deal.__table__)),
        exists(task.correlate_except(Task.__table__)),
        exists(draft.correlate_except(Document.__table__)),
    )


def waits(id_: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether deals, papers or tasks in the bin still name this client: it goes after them."""
    task = select(_T.id).where(
        _T.client_id == id_, or_(_T.done_at.is_(None), _T.deleted_at.is_not(None))
    )
    return or_(
        exists(select(_D.id).where(_D.client_id == id_).correlate_except(Deal.__table__)),
        exists(select(_P.id).where(_P.client_id == id_).correlate_except(Document.__table__)),
        exists(task.correlate_except(Task.__table__)),
    )


def deal_waits(id_: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether papers or tasks to do still name this deal."""
    task = select(_T.id).where(and_(_T.deal_id == id_, _T.done_at.is_(None)))
    return or_(
        exists(select(_P.id).where(_P.deal_id == id_).correlate_except(Document.__table__)),
        exists(task.correlate_except(Task.__table__)),
    )


_STAYS = {BinNoun.CLIENT: in_use(_C.id), BinNoun.DEAL: has_papers(_D.id, _P.deal_id)}
