"""One box over everything: clients, deals, tasks, papers, notes."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.db import search
from crm_desktop.db.tables import Activity, Client, Deal, Document, Task
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import fold, search_words
from crm_desktop.queries import clients
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class Why:
    """Where the query was found: a field name of `cli.md` and its text."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found; `kind` is the noun, `client_id` whom it concerns."""

    kind: str
    id: int
    title: str
    external_id: str
    why: tuple[Why, ...]
    client_id: int | None = None


@query(right=Right.VIEW)
def everything(read: Read, text: str, limit: int = 50) -> list[Hit]:
    """What the palette and `search` find, clients first, newest first within a noun."""
    words = search_words(text)
    if not words:
        return []
    found = _clients(read, text, words, limit)
    d, t, x = Deal.__table__.c, Task.__table__.c, Document.__table__.c
    for noun, table, columns in (
        ("deal", Deal, (d.id, d.title, d.client_id)),
        ("task", Task, (t.id, t.title, t.client_id)),
        ("document", Document, (x.id, x.number, x.client_id)),
    ):
        ids = search.ids_matching(read.connection, noun, text, limit)
        if ids:
            rows = read.connection.execute(
                visible(read, table, *columns).where(columns[0].in_(ids))
            )
            found += [
                Hit(noun, i, title or "", "", (Why("title", title or ""),), client_id)
                for i, title, client_id in rows
            ]
    found += _notes(read, text, limit)
    return found[:limit]


def _clients(read: Read, text: str, words: list[str], limit: int) -> list[Hit]:
    ids = search.ids_matching(read.connection, "client", text, limit)
    found = {row.id: row for row in clients.cards(read, ids)}
    return [
        Hit("client", i, found[i].name, found[i].external_id, tuple(_why(found[i], words)), i)
        for i in ids
        if i in found
    ]


def _why(card: clients.ClientCard, words: list[str]) -> list[Why]:
    """The fields that hold any of the words; the name last if anything else matched."""
    fields = [("inn", card.inn), ("city", card.city), ("external_id", card.external_id)]
    points = [p for contact in card.contacts for p in contact.points] + list(card.points)
    fields += [(p.kind, f"{p.value}\0{p.normal or ''}") for p in points]
    fields += [("contact", contact.name) for contact in card.contacts]
    fields += [("tags", tag) for tag in card.tags]
    fields += [("name", card.name)]
    return [
        Why(field, text.split("\0")[0])
        for field, text in fields
        if any(word in fold(text) for word in words)
    ]


def _notes(read: Read, text: str, limit: int) -> list[Hit]:
    ids = search.notes_matching(read.connection, text, limit)
    if not ids:
        return []
    a, c = Activity.__table__.c, Client.__table__.c
    rows = read.connection.execute(
        visible(read, Client, a.id, c.id, c.name, a.text)
        .join(Activity.__table__, a.client_id == c.id)
        .where(a.id.in_(ids))
        .order_by(a.id.desc())
    )
    return [
        Hit("client", client_id, name, "", (Why("note", note[:200]),), client_id)
        for _note_id, client_id, name, note in rows
    ]
