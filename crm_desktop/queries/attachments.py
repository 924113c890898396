"""The files of a client, the newest first, and whether their contents are still there."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from crm_desktop.db import attachments
from crm_desktop.db.tables import Attachment, Employee
from crm_desktop.domain.attachments import Presence
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One file: `size` in bytes, `added_at` in UTC."""

    id: int
    client_id: int
    name: str
    size: int
    added_at: str
    author: str
    hash: str
    presence: Presence


@query(right=Right.VIEW)
def of_client(read: Read, client_id: int) -> list[AttachmentRow]:
    """The files of one client."""
    a = Attachment.__table__.c
    return _rows(read, a.client_id == client_id)


@query(right=Right.VIEW)
def one(read: Read, attachment_id: int) -> AttachmentRow:
    """One file; `Refused` when there is none."""
    found = _rows(read, Attachment.__table__.c.id == attachment_id)
    if not found:
        raise Refused.of(NOT_FOUND)
    return found[0]


@query(right=Right.VIEW)
def content(read: Read, name: str) -> bytes | None:
    """A content by its hash, for a small picture of it; None when it is gone or changed."""
    return attachments.beside(read.connection).get(name)


def _rows(read: Read, condition: ColumnElement[bool]) -> list[AttachmentRow]:
    a, e = Attachment.__table__, Employee.__table__
    files = attachments.beside(read.connection)
    rows = read.connection.execute(
        select(a.c.id, a.c.client_id, a.c.name, a.c.size, a.c.added_at, e.c.name, a.c.hash)
        .join(e, e.c.id == a.c.author_id, isouter=True)
        .where(condition)
        .order_by(a.c.added_at.desc(), a.c.id.desc())
    )
    return [
        AttachmentRow(*row[:5], row[5] or "", row[6], files.presence(row[6], row[3]))
        for row in rows
    ]
