"""The best hits of a query, without sorting all of them: better forms are asked for first.

A query with few hits is ranked whole. One with many is asked for again by whole words, beginnings
and names, each to a limit, so that a base of 100,000 answers as fast as one of a thousand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from crm_desktop.db.engine import dump_json, reading
from crm_desktop.db.region import region_for
from crm_desktop.db.search import asked_for, held, ids_holding, notes_asked_for, term
from crm_desktop.domain.finding import rank
from crm_desktop.domain.layouts import Reading, Spellings, readings
from crm_desktop.domain.spelling import forgiven, is_code, nearest, pieces
from crm_desktop.domain.text import sort_key
from crm_desktop.late import dataclass

LOOKED_AT = 60
"""Hits of each form, the newest, among which the best are chosen."""
SHORT = 2
NOTES_EACH = 4
"""Notes that are looked through for every client wanted: some are of the same one."""
SURE = 1.5
"""So few slips need no other reading of the words."""
SLIPS_MORE = 0.5
"""Who is further than that from the query than the nearest is not meant."""
CANDIDATES = 300
"""Records that share most with a misspelt query; these are compared letter by letter."""
EQUALS = 10
"""So many times more are looked at for the length of their names."""
OF_CLIENTS = ("deal", "task", "document")
"""Nouns that are about a client."""
_TITLES = {"client": "name", "deal": "title", "task": "title", "document": "number"}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What else must hold of a record, named `c`: a condition in SQL and its values."""

    condition: str = ""
    values: tuple[object, ...] = ()


EVERYTHING = Narrowed()


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: how well it answers (less is better), and the words that it was found by."""

    id: int
    rank: float
    how: str
    words: tuple[str, ...]
    note: int | None = None
    """The activity whose text holds them, if it is that."""


def best(
    connection: Connection, noun: str, wanted: Reading, most: int, narrowed: Narrowed = EVERYTHING
) -> list[Found]:
    """The best hits of a reading, best first, newest first among equals."""
    look = max(most, LOOKED_AT)
    source = _Source(connection, noun, narrowed)
    around = " " if wanted.whole else ""
    rows = dict(source.holding(wanted.words, look, around, around))
    if len(rows) >= look and not wanted.whole:
        for before, after in ((" ", " "), (" ", ""), ("", " ")):
            rows |= dict(source.holding(wanted.words, look, before, after))
        if noun == "client":
            rows |= dict(source.called(wanted.text, wanted.words, look))
            rows |= dict(source.initialled(wanted.words, look))
    found = [
        Found(id_, rank(wanted.words, wanted.text, key, name or ""), wanted.how, wanted.said)
        for id_, (key, name) in rows.items()
    ]
    found.sort(key=lambda one: (one.rank, -one.id))
    return found[:most]


def all_of(connection: Connection, noun: str, most: int, narrowed: Narrowed) -> list[Found]:
    """The newest of which a condition holds, whatever they are called."""
    found = _Source(connection, noun, narrowed).all(most)
    return [Found(id_, 0.0, "plain", ()) for id_ in found]


def nearly(
    connection: Connection,
    noun: str,
    wanted: Sequence[Sequence[Spellings]],
    most: int,
    narrowed: Narrowed = EVERYTHING,
) -> list[Found]:
    """The records that a misspelt query comes nearest to; `wanted` are readings of its words."""
    source = _Source(connection, noun, narrowed)
    found: dict[int, Found] = {}
    for words in wanted:
        if not any(forgiven(one) or is_code(one) for spellings in words for one in spellings):
            continue
        for id_, key in source.sharing(words, CANDIDATES):
            near = nearest(words, key)
            if near is not None and (id_ not in found or near.slips < found[id_].rank):
                found[id_] = Found(id_, near.slips, "spelling", near.words)
        if any(one.rank <= SURE for one in found.values()):
            break
    return sorted(found.values(), key=lambda one: (one.rank, -one.id))[:most]


def nearest_of(
    connection: Connection, text: str, limits: Mapping[str, Narrowed], most: int
) -> dict[str, list[Found]]:
    """Of each noun those called nearest to a misspelt query, and only those as near as any."""
    meant = readings(text, region_for(connection, text))
    words = list(dict.fromkeys(one.likeliest() for one in meant if not one.guessed))
    found: dict[str, list[Found]] = {}
    for kind, narrowed in limits.items():
        found[kind] = nearly(connection, kind, words, most, narrowed)
        if found[kind]:
            # Who is meant is nearly always a client; that settles it.
            break
    least = min((rows[0].rank for rows in found.values() if rows), default=0.0)
    return {
        kind: [one for one in rows if one.rank <= least + SLIPS_MORE]
        for kind, rows in found.items()
    }


def noted(
    connection: Connection, words: Sequence[Spellings], most: int, narrowed: Narrowed = EVERYTHING
) -> list[tuple[int, int]]:
    """Notes that hold words beginning as these do, the newest of each client, and the client."""
    asked = notes_asked_for(words)
    if not asked:
        return []
    also = f" AND ({narrowed.condition})" if narrowed.condition else ""
    sql = (
        "SELECT a.id, a.client_id FROM activity_fts CROSS JOIN activity a "
        "ON a.id = activity_fts.rowid CROSS JOIN client c ON c.id = a.client_id "
        f"WHERE activity_fts MATCH ? AND c.deleted_at IS NULL{also} "
        "ORDER BY activity_fts.rowid DESC LIMIT ?"
    )
    rows = reading(connection).execute(sql, (asked, *narrowed.values, most * NOTES_EACH))
    newest: dict[int, int] = {}
    for note, client in rows:
        newest.setdefault(client, note)
    return [(note, client) for client, note in newest.items()][:most]


def fitting(
    connection: Connection, narrowed: Narrowed, most: int, among: Sequence[int] | None = None
) -> list[int]:
    """The newest clients of whom a condition holds, of these or of all; -1 = all."""
    given = list(narrowed.values)
    only = ""
    if among is not None:
        only = " AND c.id IN (SELECT value FROM json_each(?))"
        given.append(dump_json(list(among)))
    sql = (
        f"SELECT c.id FROM client c WHERE {narrowed.condition or 1} AND c.deleted_at IS NULL{only} "
        "ORDER BY c.id DESC LIMIT ?"
    )
    return [id_ for (id_,) in reading(connection).execute(sql, (*given, most))]


def clients_of(connection: Connection, noun: str, ids: Sequence[int]) -> list[int]:
    """The clients of these deals, tasks or papers, those in the bin left out."""
    sql = (
        f"SELECT x.client_id FROM {noun} x CROSS JOIN client c ON c.id = x.client_id "
        "WHERE x.id IN (SELECT value FROM json_each(?)) "
        "AND x.deleted_at IS NULL AND c.deleted_at IS NULL"
    )
    return [id_ for (id_,) in reading(connection).execute(sql, (dump_json(list(ids)),))]


def together(
    connection: Connection, words: Sequence[Spellings], narrowed: Narrowed = EVERYTHING
) -> dict[int, int | None]:
    """Clients of whom all words are said, some on the card, some in what is kept besides.

    With each the note that holds one of them, if a note does. The newest of what is frequent.
    """
    kept: dict[int, int | None] | None = None
    for spellings in words:
        here: dict[int, int | None] = dict.fromkeys(
            ids_holding(connection, "client", (spellings,), MOST_TOGETHER)
        )
        for noun in OF_CLIENTS:
            ids = ids_holding(connection, noun, (spellings,), MOST_TOGETHER)
            here |= dict.fromkeys(clients_of(connection, noun, ids))
        for note, client in noted(connection, (spellings,), MOST_TOGETHER // NOTES_EACH, narrowed):
            here[client] = note
        kept = here if kept is None else {i: here[i] or kept[i] for i in kept if i in here}
        if not kept:
            return {}
    ids = fitting(connection, narrowed, -1, list(kept or ()))
    return {id_: (kept or {})[id_] for id_ in ids}


class _Source:
    """The keys of one noun, those in the bin left out."""

    def __init__(self, connection: Connection, noun: str, narrowed: Narrowed) -> None:
        self._run = reading(connection).execute
        self._noun = noun
        self._what = f"s.id, s.key, c.{_TITLES[noun]}"
        self._keys = f"{noun}_search s CROSS JOIN {noun} c ON c.id = s.id"
        self._also = " AND c.deleted_at IS NULL" + (
            f" AND ({narrowed.condition})" if narrowed.condition else ""
        )
        self._values = narrowed.values

    def holding(
        self, words: Sequence[Spellings], most: int, before: str = "", after: str = ""
    ) -> Iterator[tuple[int, tuple[str, str | None]]]:
        """The newest whose key holds the words, with a space before or after by the index."""
        check, given = held("s.key", words)
        for one in (spellings[0] for spellings in words if before and len(words) > 1):
            if len(one) < SHORT:
                # Too short for the index to know where it begins.
                check += " AND instr(' ' || s.key, ?) > 0"
                given.append(f" {one}")
        asked = asked_for(words, before, after)
        end = f"{self._also} ORDER BY {{}} DESC LIMIT ?"
        if asked:
            noun = self._noun
            sql = (
                f"SELECT {self._what} FROM {noun}_fts CROSS JOIN {noun}_search s "
                f"ON s.id = {noun}_fts.rowid CROSS JOIN {noun} c ON c.id = s.id "
                f"WHERE {noun}_fts MATCH ? AND {check}" + end.format(f"{noun}_fts.rowid")
            )
            return self._rows(sql, asked, *given, *self._values, most)
        sql = f"SELECT {self._what} FROM {self._keys} WHERE {check}" + end.format("s.id")
        return self._rows(sql, *given, *self._values, most)

    def called(
        self, text: str, words: Sequence[Spellings], most: int
    ) -> Iterator[tuple[int, tuple[str, str | None]]]:
        """Clients whose name begins with the whole query, in the order of names."""
        begins = sort_key(text).split("\x01")[0]
        check, given = held("s.key", words)
        sql = (
            f"SELECT {self._what} FROM client c CROSS JOIN client_search s ON s.id = c.id "
            "WHERE c.archived_at IS NULL AND c.sort_key >= ? AND c.sort_key < ? "
            f"AND {check}{self._also} ORDER BY c.sort_key LIMIT ?"
        )
        return self._rows(sql, begins, begins + "\U0010ffff", *given, *self._values, most)

    def initialled(
        self, words: Sequence[Spellings], most: int
    ) -> Iterator[tuple[int, tuple[str, str | None]]]:
        """Clients of that surname and those initials: «Иванов П К», however they are ordered."""
        initials = [one[0] for one in words if len(one[0]) == 1 and one[0].isalpha()]
        surnames = [one[0] for one in words if len(one[0]) > 1]
        if not initials or len(surnames) != 1:
            return iter(())
        begins = f"{sort_key(surnames[0])} {initials[0]}"
        further = "".join(" AND instr(c.sort_key, ?) > 0" for _ in initials[1:])
        sql = (
            f"SELECT {self._what} FROM client c CROSS JOIN client_search s ON s.id = c.id "
            "WHERE c.archived_at IS NULL AND c.sort_key >= ? AND c.sort_key < ? "
            f"{further}{self._also} ORDER BY c.sort_key LIMIT ?"
        )
        given = [f" {one}" for one in initials[1:]]
        return self._rows(sql, begins, begins + "\U0010ffff", *given, *self._values, most)

    def all(self, most: int) -> list[int]:
        """The newest, whatever they are called."""
        sql = f"SELECT c.id FROM {self._noun} c WHERE 1{self._also} ORDER BY c.id DESC LIMIT ?"
        return [id_ for (id_,) in self._run(sql, (*self._values, most))]

    def sharing(self, words: Sequence[Spellings], most: int) -> list[tuple[int, str]]:
        """Those that share the most trigrams with the words, the rare ones counting more."""
        noun = self._noun
        said = {f" {one} " for spellings in words for one in spellings}
        trigrams = {one for word in said for one in pieces(word)}
        count = f"SELECT count(*) FROM {noun}_fts WHERE {noun}_fts MATCH ?"
        often = {one: self._run(count, (term(one),)).fetchone()[0] for one in trigrams}
        known = sorted((n, one) for one, n in often.items() if n)
        if not known:
            return []
        rarest = known[:MOST_TRIGRAMS]
        parts = " UNION ALL ".join(
            f"SELECT rowid AS id, {1 / math.log(n + 2):.4f} AS worth FROM {noun}_fts "
            f"WHERE {noun}_fts MATCH ?"
            for n, _one in rarest
        )
        # Of equals those of short names: the whole of what they are called is more likely meant.
        sql = (
            f"SELECT s.id, s.key FROM (SELECT id, sum(worth) AS worth FROM ({parts}) GROUP BY id "
            f"ORDER BY worth DESC, id DESC LIMIT ?) t CROSS JOIN {self._keys.split(' CROSS')[0]} "
            f"ON s.id = t.id CROSS JOIN {noun} c ON c.id = s.id WHERE 1{self._also} "
            f"ORDER BY t.worth DESC, length(c.{_TITLES[noun]}), s.id DESC LIMIT ?"
        )
        given = [term(one) for _n, one in rarest]
        return list(self._run(sql, (*given, most * EQUALS, *self._values, most)))

    def _rows(self, sql: str, *given: Any) -> Iterator[tuple[int, tuple[str, str | None]]]:
        return ((id_, (key, name)) for id_, key, name in self._run(sql, given))


MOST_TOGETHER = 20_000
"""Records that one word is looked for in, when words are met in different places."""
MOST_TRIGRAMS = 12
"""Of a misspelt query, the rarest: common ones tell nothing and take long."""
