"""One box over everything: clients, deals, tasks, papers, notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, literal

from crm_desktop.db import operations, search
from crm_desktop.db.search import Meant
from crm_desktop.db.tables import Activity, Client, Deal, Document, Stage, Task
from crm_desktop.domain.custom_fields import texts_in
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import fold, search_words
from crm_desktop.queries import clients
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query

KINDS = ("client", "deal", "task", "document")
"""What can be found, in the order in which it is shown."""

_C, _D, _S = Client.__table__.c, Deal.__table__.c, Stage.__table__.c
_T, _X = Task.__table__.c, Document.__table__.c


@dataclass(frozen=True, slots=True)
class Why:
    """Where the query was found: a field name of `cli.md` and its text."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found; `kind` is the noun, `client_id` whom it concerns, `client` their name.

    `detail` says what else tells it from others of its title: a stage, a date; `variety` is the
    kind of a paper; `how` the query was read is one of `domain.layouts.meanings`; `archived` is a
    client that the list does not show.
    """

    kind: str
    id: int
    title: str
    external_id: str
    why: tuple[Why, ...]
    client_id: int | None = None
    client: str = ""
    detail: str = ""
    how: str = "plain"
    variety: str = ""
    archived: bool = False


@query(right=Right.VIEW)
def everything(
    read: Read, text: str, limit: int = 50, kinds: Collection[str] = KINDS, each: int | None = None
) -> list[Hit]:
    """What the palette and `search` find, clients first, newest first within a noun.

    Titles that begin with the query come first within theirs; `each` bounds every noun alone.
    """
    if not search_words(text):
        return []
    most = limit if each is None else each
    found: list[Hit] = []
    for kind in (one for one in KINDS if one in kinds):
        meant = search.ids_meant(read.connection, kind, text, limit)
        if meant.ids:
            hits = _first_by_title(_hits(read, kind, meant), meant.text)
            found += hits[:most]
    if "client" in kinds:
        known = {hit.id for hit in found if hit.kind == "client"}
        notes = {hit.id: hit for hit in reversed(_notes(read, text, most)) if hit.id not in known}
        found += reversed(notes.values())
    return found[:limit]


@query(right=Right.VIEW)
def named(read: Read, records: Sequence[tuple[str, int]]) -> list[Hit]:
    """These records in this order, as far as they are still there."""
    found: dict[tuple[str, int], Hit] = {}
    for kind in KINDS:
        ids = [id_ for noun, id_ in records if noun == kind]
        if ids:
            hits = _hits(read, kind, Meant(ids, "", "plain"))
            found |= {(kind, hit.id): hit for hit in hits}
    return [found[one] for one in records if one in found]


def _hits(read: Read, kind: str, meant: Meant) -> list[Hit]:
    words = search_words(meant.text)
    if kind == "client":
        cards = {row.id: row for row in clients.cards(read, meant.ids)}
        return [_client_hit(cards[i], words, meant.how) for i in meant.ids if i in cards]
    rows = {row[0]: row for row in read.connection.execute(_select(read, kind, meant.ids))}
    return [_other_hit(kind, rows[i], words, meant.how) for i in meant.ids if i in rows]


def _select(read: Read, kind: str, ids: Sequence[int]) -> Select[Any]:
    """Id, title, client's id and name, detail and variety of the other nouns."""
    if kind == "deal":
        found = visible(
            read, Deal, _D.id, _D.title, _D.client_id, _C.name, _S.name, literal(""), few=True
        )
        joined = found.join(Client.__table__, _C.id == _D.client_id)
        return joined.join(Stage.__table__, _S.id == _D.stage_id).where(_D.id.in_(ids))
    if kind == "task":
        name = func.coalesce(_C.name, "")
        found = visible(
            read, Task, _T.id, _T.title, _T.client_id, name, _T.due_on, literal(""), few=True
        )
        joined = found.join(Client.__table__, _C.id == _T.client_id, isouter=True)
        return joined.where(_T.id.in_(ids))
    found = visible(
        read, Document, _X.id, _X.number, _X.client_id, _C.name, _X.date, _X.kind, few=True
    )
    return found.join(Client.__table__, _C.id == _X.client_id).where(_X.id.in_(ids))


def _other_hit(kind: str, row: Row[Any], words: list[str], how: str) -> Hit:
    id_, title, client_id, client, detail, variety = tuple(row)
    why = (Why("title", title or ""),) if words else ()
    return Hit(kind, id_, title or "", "", why, client_id, client, detail or "", how, variety)


def _client_hit(card: clients.ClientCard, words: list[str], how: str) -> Hit:
    why = tuple(_why(card, words))
    archived = card.archived_at is not None
    return Hit(
        "client", card.id, card.name, card.external_id, why, card.id, "", card.city, how,
        archived=archived,
    )  # fmt: skip


def _why(card: clients.ClientCard, words: list[str]) -> list[Why]:
    """The fields that hold any of the words; the name last if anything else matched."""
    fields = [("inn", card.inn), ("city", card.city), ("external_id", card.external_id)]
    points = [p for contact in card.contacts for p in contact.points] + list(card.points)
    fields += [(p.kind, f"{p.value}\0{p.normal or ''}") for p in points]
    fields += [("contact", contact.name) for contact in card.contacts]
    fields += [("tags", tag) for tag in card.tags]
    fields += [
        (field.name, text) for field in card.own for text in texts_in(card.custom.get(field.key))
    ]
    fields += [("name", card.name)]
    return [
        Why(field, text.split("\0")[0])
        for field, text in fields
        if any(word in fold(text) for word in words)
    ]


def _first_by_title(hits: Iterable[Hit], text: str) -> list[Hit]:
    beginning = fold(text)
    return sorted(hits, key=lambda hit: not fold(hit.title).startswith(beginning))


def _notes(read: Read, text: str, limit: int) -> list[Hit]:
    ids = search.notes_matching(read.connection, text, limit)
    if not ids:
        return []
    a = Activity.__table__.c
    rows = read.connection.execute(
        visible(read, Client, a.id, _C.id, _C.name, _C.city, a.text, few=True)
        .join(Activity.__table__, a.client_id == _C.id)
        .where(a.id.in_(ids))
        .order_by(a.id.desc())
    )
    return [
        Hit("client", client_id, name, "", (Why("note", note[:200]),), client_id, detail=city)
        for _note_id, client_id, name, city, note in rows
    ]


@query(right=Right.VIEW)
def recent(read: Read, looked_at: Sequence[tuple[str, int]], limit: int = 8) -> list[Hit]:
    """The records looked at last, then those worked on last: what one comes back to."""
    worked_on = operations.worked_on(read.connection, KINDS, limit)
    records = list(dict.fromkeys([*looked_at, *worked_on]))
    return named(read, records[: limit + len(looked_at)])[:limit]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the palette shows below its line: `recent` while nothing is typed, else `hits`."""

    text: str
    hits: tuple[Hit, ...]
    recent: tuple[Hit, ...]


@query(right=Right.VIEW)
def palette(
    read: Read, text: str, kinds: Collection[str], looked_at: Sequence[tuple[str, int]]
) -> Offer:
    """Answers to what is typed, or what one comes back to while nothing is."""
    if not text.strip():
        return Offer(text, (), tuple(hit for hit in recent(read, looked_at) if hit.kind in kinds))
    return Offer(text, tuple(everything(read, text, kinds=kinds, each=6)), ())
