"""One box over everything: clients, deals, tasks, papers, notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, func, literal, select

from crm_desktop.db import operations, ranked
from crm_desktop.db.engine import keep_pages
from crm_desktop.db.ranked import Found, Narrowed
from crm_desktop.db.region import region_for
from crm_desktop.db.tables import Activity, Client, Deal, Document, Stage, Task
from crm_desktop.domain.custom_fields import words_of
from crm_desktop.domain.finding import NAMED
from crm_desktop.domain.layouts import Reading, readings
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass
from crm_desktop.queries import clients, search_filters
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.read import Read, query

KINDS = ("client", "deal", "task", "document")
"""What can be found, in the order in which it is shown."""

AMONG_NOTES = 6.0
"""A note ranks after whatever stands on the card."""
CALLED = 0.5
"""Whoever ranks no worse is called or numbered as typed, word for word."""
NEARER = 0.001
"""What puts a hit before its equals."""
PLACED = 3
"""Letters of a word that is looked for apart from the others."""
NOTE_SHOWN = 200
RECENT, OFTEN, EACH = 5, 4, 6
"""Records that the palette shows as recent, as often worked on, and of each noun found."""

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
    kind of a paper; `how` the query was read is one of `domain.layouts.readings` or "spelling",
    `words` are those that were found; `archived` is a client that the list does not show.
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
    words: tuple[str, ...] = ()


@query(right=Right.VIEW)
def everything(
    read: Read, text: str, limit: int = 50, kinds: Collection[str] = KINDS, each: int | None = None
) -> list[Hit]:
    """What the palette and `search` find, noun by noun, the best first within each.

    The noun with the best hit comes first, clients among equals; when there is more than `limit`,
    none crowds out the others.

    A query that is nobody's name is read on the other layout and in the other alphabet, too; when
    nothing at all is found, the nearest spelling counts (`how` is "spelling"). `each` bounds every
    noun alone. Filters (`domain.search_filters`) narrow whatever the words find.
    """
    keep_pages(read.connection)
    nouns = tuple(one for one in KINDS if one in kinds)
    most = limit if each is None else each
    asked = search_filters.split(read.connection, text)
    limits = search_filters.narrowed(read.connection, read.viewer, asked, nouns)
    found: dict[str, list[Found]] = {}
    if asked.text:
        found = _read_anyhow(read, asked.text, limits, most)
        if not any(found.values()) and "client" in limits:
            found = {"client": _together(read, asked.text, limits["client"], most)}
        if not any(found.values()):
            found = ranked.nearest_of(read.connection, asked.text, limits, most)
    elif asked.filtered:
        found = {
            kind: ranked.all_of(read.connection, kind, most, narrowed)
            for kind, narrowed in limits.items()
            if kind == "client" or (kind == "deal" and not asked.tags)
        }
    groups = {kind: found[kind] for kind in nouns if found.get(kind)}
    room = _shared_out({kind: len(rows) for kind, rows in groups.items()}, limit)
    order = sorted(groups, key=lambda kind: (_distance(kind, groups[kind]), nouns.index(kind)))
    return [hit for kind in order for hit in _hits(read, kind, groups[kind][: room[kind]])]


def _distance(kind: str, rows: Sequence[Found]) -> int:
    """How far a noun is from what was meant: a paper of that number, who is called so, the rest."""
    best = rows[0].rank
    if kind == "document" and best < 0:
        return 0
    return 1 if best <= CALLED else 2


def _shared_out(counts: Mapping[str, int], room: int) -> dict[str, int]:
    """How many of each are shown: all if there is room, else as evenly as their numbers allow."""
    shares: dict[str, int] = {}
    for kind in sorted(counts, key=lambda kind: counts[kind]):
        shares[kind] = min(counts[kind], room // (len(counts) - len(shares)))
        room -= shares[kind]
    return shares


Limits = Mapping[str, ranked.Narrowed]


def _read_anyhow(read: Read, text: str, limits: Limits, most: int) -> dict[str, list[Found]]:
    """By the readings of the query, one after the other until somebody is called so."""
    found: dict[str, list[Found]] = {kind: [] for kind in limits}
    beside = False
    for one in readings(text, region_for(read.connection, text)):
        for kind, narrowed in limits.items():
            rows = ranked.best(read.connection, kind, one, most, narrowed)
            found[kind] = _side_by_side(found[kind], rows) if beside else found[kind] + rows
        if "client" in limits:
            found["client"] += _noted(read, one, limits["client"], most)
            if not any(found.values()):
                found["client"] += _noted(read, one.by_stems(), limits["client"], most)
        hits = [hit for rows in found.values() for hit in rows]
        beside = one.beside
        settled = any(hit.rank < NAMED for hit in hits) or bool(hits and not one.spoken)
        if settled and not beside:
            break
    return {kind: _once(rows)[:most] for kind, rows in found.items()}


def _side_by_side(rows: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """Hits of two readings as likely: the best of each before all the rest."""
    if not rows or not others:
        return [*rows, *others]
    nearest = [min(some, key=lambda one: (one.rank, -one.id)) for some in (rows, others)]
    best = min(one.rank for one in nearest) - NEARER
    return [*(replace(one, rank=best) for one in nearest), *rows, *others]


def _together(read: Read, text: str, narrowed: ranked.Narrowed, most: int) -> list[Found]:
    """Clients of whom some words stand on the card, the others in notes, deals or papers."""
    for one in readings(text):
        if (
            one.how == "plain"
            and len(one.words) > 1
            and all(len(w[0]) >= PLACED for w in one.words)
        ):
            stems = one.by_stems()
            found = ranked.together(read.connection, stems.words, narrowed)
            if found:
                rows = [
                    Found(id_, AMONG_NOTES, one.how, stems.said, note)
                    for id_, note in found.items()
                ]
                return rows[:most]
    return []


def _once(rows: Iterable[Found]) -> list[Found]:
    best: dict[int, Found] = {}
    for one in rows:
        if one.id not in best or one.rank < best[one.id].rank:
            best[one.id] = one
    return sorted(best.values(), key=lambda one: (one.rank, -one.id))


@query(right=Right.VIEW)
def named(read: Read, records: Sequence[tuple[str, int]]) -> list[Hit]:
    """These records in this order, as far as they are still there."""
    found: dict[tuple[str, int], Hit] = {}
    for kind in KINDS:
        rows = [Found(id_, 0.0, "plain", ()) for noun, id_ in records if noun == kind]
        found |= {(kind, hit.id): hit for hit in _hits(read, kind, rows)}
    return [found[one] for one in records if one in found]


def _hits(read: Read, kind: str, found: Sequence[Found]) -> list[Hit]:
    if not found:
        return []
    ids = [one.id for one in found]
    if kind == "client":
        cards = {row.id: row for row in clients.cards(read, ids)}
        notes = _texts_of_notes(read, found)
        return [_client_hit(cards[one.id], one, notes) for one in found if one.id in cards]
    rows = {row[0]: row for row in read.connection.execute(_select(read, kind, ids))}
    return [_other_hit(kind, rows[one.id], one) for one in found if one.id in rows]


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


def _other_hit(kind: str, row: Row[Any], found: Found) -> Hit:
    id_, title, client_id, client, detail, variety = tuple(row)
    why = (Why("title", title or ""),) if found.words else ()
    return Hit(
        kind, id_, title or "", "", why, client_id, client, detail or "", found.how, variety,
        words=found.words,
    )  # fmt: skip


def _client_hit(card: clients.ClientCard, found: Found, notes: Mapping[int, str]) -> Hit:
    note = notes.get(found.note or 0)
    why = (Why("note", note[:NOTE_SHOWN]),) if note is not None else tuple(_why(card, found))
    return Hit(
        "client", card.id, card.name, card.external_id, why, card.id, "", card.city, found.how,
        archived=card.archived_at is not None, words=found.words,
    )  # fmt: skip


def _why(card: clients.ClientCard, found: Found) -> list[Why]:
    """The fields that hold any of the words; the name first if it holds them all, else last."""
    fields = [("inn", card.inn), ("city", card.city), ("external_id", card.external_id)]
    points = [p for contact in card.contacts for p in contact.points] + list(card.points)
    fields += [(p.kind, f"{p.value}\0{p.normal or ''}") for p in points]
    fields += [("contact", contact.name) for contact in card.contacts]
    fields += [("tags", tag) for tag in card.tags]
    fields += [(own.name, text) for own in card.own for text in words_of(card.custom.get(own.key))]
    fields.insert(0 if found.rank < NAMED else len(fields), ("name", card.name))
    return [
        Why(field, text.split("\0")[0])
        for field, text in fields
        if any(word in fold(text) for word in found.words)
    ]


def _noted(read: Read, wanted: Reading, narrowed: Narrowed, most: int) -> list[Found]:
    """Clients of whom something was written that holds the words, the newest first."""
    rows = ranked.noted(read.connection, wanted.words, most, narrowed)
    said = wanted.said
    return [Found(client, AMONG_NOTES, wanted.how, said, note) for note, client in rows]


def _texts_of_notes(read: Read, found: Sequence[Found]) -> dict[int, str]:
    ids = [one.note for one in found if one.note is not None]
    if not ids:
        return {}
    a = Activity.__table__.c
    rows = read.connection.execute(select(a.id, a.text).where(a.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


@query(right=Right.VIEW)
def recent(read: Read, looked_at: Sequence[tuple[str, int]], limit: int = 8) -> list[Hit]:
    """The records looked at last, then those worked on last: what one comes back to."""
    worked_on = operations.worked_on(read.connection, KINDS, limit)
    records = list(dict.fromkeys([*looked_at, *worked_on]))
    return named(read, records[: limit + len(looked_at)])[:limit]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the palette shows below its line: `hits`, or while nothing is typed the other two."""

    text: str
    hits: tuple[Hit, ...]
    recent: tuple[Hit, ...]
    often: tuple[Hit, ...]
    """What was worked on again and again of late, besides."""


@query(right=Right.VIEW)
def palette(
    read: Read, text: str, kinds: Collection[str], looked_at: Sequence[tuple[str, int]]
) -> Offer:
    """Answers to what is typed, or what one comes back to while nothing is."""
    if not text.strip():
        lately = recent(read, looked_at, RECENT)
        known = {(hit.kind, hit.id) for hit in lately}
        worked_on = operations.worked_on_often(read.connection, KINDS, OFTEN + len(known))
        often = named(read, [one for one in worked_on if one not in known][:OFTEN])
        shown = [tuple(hit for hit in hits if hit.kind in kinds) for hits in (lately, often)]
        return Offer(text, (), *shown)
    return Offer(text, tuple(everything(read, text, kinds=kinds, each=EACH)), (), ())
