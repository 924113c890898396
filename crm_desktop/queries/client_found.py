"""Which clients a query finds, all of them, newest first: what the list shows and is counted by."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from crm_desktop.db import ranked, search
from crm_desktop.db.engine import keep_pages
from crm_desktop.db.ranked import Narrowed
from crm_desktop.db.region import region_for
from crm_desktop.db.search import Hits
from crm_desktop.db.tables import Client
from crm_desktop.domain.layouts import Spellings, readings
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import as_written, fold
from crm_desktop.late import dataclass
from crm_desktop.queries import search_filters
from crm_desktop.queries.read import Read, query

MOST_NEAR, MOST_ELSEWHERE = 50, 1_000
PLACED = 3
"""Letters of a word that is looked for apart from the others."""
ELSEWHERE = "elsewhere"
"""How a query was met that is on no card, but in what is kept of the clients besides."""


@dataclass(frozen=True, slots=True)
class FoundIds:
    """The ids; `how` the words were read (`domain.layouts.readings`, `ELSEWHERE`, "spelling").

    `meant` is what they were taken for.
    """

    ids: Sequence[int]
    how: str = "plain"
    meant: str = ""


@query(right=Right.VIEW)
def found_ids(read: Read, text: str, limit: int = -1) -> FoundIds:
    """Clients whom a query finds, filters among its words included; -1 = all.

    When no card holds the words, the other layout and the other alphabet count, then what notes,
    deals and papers say, at last the nearest spelling.
    """
    asked = search_filters.split(read.connection, text)
    if not asked.filtered:
        return _called(read, asked.text, limit, ranked.EVERYTHING)
    narrowed = search_filters.narrowed(read.connection, read.viewer, asked, ("client",))["client"]
    if not asked.text:
        return FoundIds(ranked.fitting(read.connection, narrowed, limit))
    found = _called(read, asked.text, -1, narrowed)
    ids = ranked.fitting(read.connection, narrowed, limit, found.ids)
    return FoundIds(ids, found.how, found.meant)


@dataclass(frozen=True, slots=True)
class AsTyped:
    """What is asked when a query is taken as it was typed, and what it says then."""

    hits: Hits
    text: str


@query(right=Right.VIEW)
def as_typed(read: Read, text: str, limit: int) -> AsTyped | None:
    """The first that `found_ids` would ask, for who wants to ask more about it at once.

    None where that is not all: among the words are filters, or nothing to be looked for, or only
    what is too short for the index.
    """
    keep_pages(read.connection)
    if text.isalpha():
        # Most of what is typed: one word, in which there is nothing else to be read first.
        words: tuple[Spellings, ...] = ((fold(text),),)
    else:
        asked = search_filters.split(read.connection, text)
        region = region_for(read.connection, asked.text)
        one = None if asked.filtered else next(readings(asked.text, region), None)
        if one is None or one.beside or one.whole:
            return None
        words, text = one.words, one.text
    hits = search.client_hits(words, limit)
    return None if hits is None else AsTyped(hits, text)


def _called(read: Read, text: str, limit: int, narrowed: Narrowed) -> FoundIds:
    found = search.ids_meant(read.connection, "client", text, limit)
    if found.ids:
        return FoundIds(found.ids, found.how, found.text)
    elsewhere = _elsewhere(read, text, narrowed)
    if elsewhere:
        return FoundIds(elsewhere[:limit] if limit >= 0 else elsewhere, ELSEWHERE)
    near = ranked.nearest_of(read.connection, text, {"client": narrowed}, MOST_NEAR)["client"]
    if not near:
        return FoundIds([])
    ids = sorted((one.id for one in near), reverse=True)
    c = Client.__table__.c
    name = read.connection.scalar(select(c.name).where(c.id == near[0].id))
    meant = as_written(near[0].words, name or "")
    return FoundIds(ids[:limit] if limit >= 0 else ids, "spelling", meant)


def _elsewhere(read: Read, text: str, narrowed: Narrowed) -> list[int]:
    """Clients of whom notes, deals, tasks or papers say so, newest first."""
    connection = read.connection
    found: set[int] = set()
    for one in readings(text, region_for(connection, text)):
        if one.how != "plain":
            break
        for words in (one.words, one.by_stems().words):
            if not found:
                noted = ranked.noted(connection, words, MOST_ELSEWHERE, narrowed)
                found.update(client for _note, client in noted)
        for noun in ranked.OF_CLIENTS:
            ids = search.ids_holding(connection, noun, one.words, MOST_ELSEWHERE)
            found.update(ranked.clients_of(connection, noun, ids))
        if not found and len(one.words) > 1 and all(len(word[0]) >= PLACED for word in one.words):
            found.update(ranked.together(connection, one.by_stems().words, narrowed))
    return sorted(found, reverse=True)
