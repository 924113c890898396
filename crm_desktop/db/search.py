"""The search index, kept without triggers: one direct statement per table before commit.

A lean trigram index (`detail=none`) over a folded key per record; phrases are refused there, so
a word is asked for as its trigrams and every hit is checked against the stored key (spine M).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crm_desktop.db.engine import driver, reading
from crm_desktop.db.ranges import within
from crm_desktop.db.region import region_for
from crm_desktop.db.touched import NOTHING_NEW, New, owners
from crm_desktop.domain.layouts import Spellings, readings
from crm_desktop.domain.text import search_words
from crm_desktop.late import dataclass

_TRIGRAM = 3
LONGEST = 100
"""Letters of a word that the index is asked for; all are compared with the keys."""


@dataclass(frozen=True, slots=True)
class _Indexed:
    """One noun: its key and the tables whose rows change it (with the column naming it)."""

    noun: str
    key: str
    sources: dict[str, str]


_OWN = "CASE c.custom WHEN '{}' THEN '' ELSE found_by(c.custom) END"
"""What stands in fields of the business's own, in the forms in which people write it."""

INDEXED = (
    _Indexed(
        "client",
        "fold(c.name || ' ' || c.last_name || ' ' || c.first_name || ' ' || c.middle_name "
        "|| ' ' || c.inn || ' ' || c.city || ' ' || c.external_id || ' ' || coalesce("
        "(SELECT group_concat(coalesce(p.normal, p.value), ' ') FROM contact_point p "
        "WHERE p.client_id = c.id), '') || ' ' || coalesce((SELECT group_concat(k.name, ' ') "
        "FROM contact k WHERE k.client_id = c.id), '') || ' ' || coalesce("
        "(SELECT group_concat(m.name, ' ') FROM merged_client m WHERE m.client_id = c.id), '') "
        "|| ' ' || coalesce("
        "(SELECT group_concat(value, ' ') FROM json_each(c.tags)), '') || ' ' || " + _OWN + ")",
        {
            "client": "id",
            "contact_point": "client_id",
            "contact": "client_id",
            "merged_client": "client_id",
        },
    ),
    _Indexed("deal", f"fold(c.title || ' ' || {_OWN})", {"deal": "id"}),
    _Indexed("task", "fold(c.title)", {"task": "id"}),
    _Indexed(
        "document",
        "fold(coalesce(c.number, '') || ' ' || c.basis || ' ' || CASE c.kind "
        "WHEN 'invoice' THEN 'счёт invoice' ELSE c.kind END)",
        {"document": "id"},
    ),
)

_NOTES_INDEX = (
    "CREATE VIRTUAL TABLE activity_fts USING fts5(text, content='', contentless_delete=1, "
    "tokenize='unicode61')"
)
VIRTUAL_TABLES = (
    *(
        f"CREATE VIRTUAL TABLE {i.noun}_fts USING fts5(key, content='', contentless_delete=1, "
        "detail=none, tokenize='trigram case_sensitive 1')"
        for i in INDEXED
    ),
    _NOTES_INDEX,
)


_STATEMENTS = {statement.split()[3]: " ".join(statement.split()) for statement in VIRTUAL_TABLES}
_PARTS = ("config", "data", "docsize", "idx")
_COUNTED = {f"{i.noun}_fts": (i.noun, (f"{i.noun}_search",)) for i in INDEXED} | {
    "activity_fts": ("activity", ())
}


_AROUND = '«»"„“”()'
"""Signs that end a word: the index has spaces in their place, so that beginnings are known."""
_SPACED = str.maketrans(dict.fromkeys(_AROUND, " "))


def _spaced(column: str) -> str:
    """The key as the index gets it: every word, the first and the last too, between spaces."""
    for sign in _AROUND:
        column = f"replace({column}, '{sign}', ' ')"
    return f"' ' || {column} || ' '"


_INDEXED_KEY = _spaced("key")
_KEYS = "CREATE TEMP TABLE IF NOT EXISTS touched_{}_key (id INTEGER PRIMARY KEY, key TEXT)"


def offer_keys(connection: Connection, source: str, parameters: Mapping[str, object]) -> None:
    """Keys of new clients that are known already: `refresh` need not make them before the commit.

    `source` selects ids and keys. Whoever then changes one of these clients calls `forget_keys`.
    """
    run = driver(connection).execute
    run(_KEYS.format("client"))
    run(f"INSERT INTO temp.touched_client_key (id, key) {source}", parameters)


def forget_keys(connection: Connection, ids: Iterable[int]) -> None:
    """These clients were changed after their keys were offered."""
    raw = driver(connection)
    raw.execute(_KEYS.format("client"))
    forget = "DELETE FROM temp.touched_client_key WHERE id = ?"
    raw.executemany(forget, [(id_,) for id_ in ids])


def refresh(
    connection: Connection,
    first_row: int,
    tables: frozenset[str],
    new: New = NOTHING_NEW,
) -> None:
    """Bring the index up to date with the journal rows from `first_row` on.

    `tables` are those that were written to, `new` the records in ranges.
    """
    for indexed in INDEXED:
        if tables & indexed.sources.keys():
            _refresh_noun(connection, indexed, first_row, tables, new)
    if "activity" in tables:
        _refresh_notes(connection, first_row)


def _refresh_noun(
    connection: Connection,
    indexed: _Indexed,
    first_row: int,
    tables: frozenset[str],
    new: New,
) -> None:
    parts = owners(indexed.sources, tables, new, indexed.noun)
    run = driver(connection).execute
    noun = indexed.noun
    touched = f"temp.touched_{noun}_key"
    run(_KEYS.format(noun))
    there = "TRUE"
    if noun in new:
        there = f"NOT {within('t.id', new[noun])}"
        run(
            f"INSERT INTO {touched} (id, key) SELECT c.id, {indexed.key} FROM {noun} c "
            f"WHERE {within('c.id', new[noun])} AND c.id NOT IN (SELECT id FROM {touched})"
        )
    run(
        f"INSERT INTO {touched} (id, key) "
        f"SELECT t.pk, (SELECT {indexed.key} FROM {noun} c WHERE c.id = t.pk) "
        "FROM (SELECT DISTINCT * FROM (" + " UNION ".join(parts) + ")) AS t "
        f"WHERE t.pk IS NOT NULL AND t.pk NOT IN (SELECT id FROM {touched})",
        {"first": first_row},
    )
    # What did not change is left alone: a new note does not rewrite its client's key.
    run(
        f"DELETE FROM {touched} AS t WHERE key IS NOT NULL AND {there} AND key = "
        f"(SELECT s.key FROM {noun}_search s WHERE s.id = t.id)"
    )
    old = f"SELECT t.id FROM {touched} t CROSS JOIN {noun}_search s ON s.id = t.id WHERE {there}"
    run(f"DELETE FROM {noun}_fts WHERE rowid IN ({old})")
    run(f"DELETE FROM {noun}_search WHERE id IN (SELECT t.id FROM {touched} t WHERE {there})")
    run(f"INSERT INTO {noun}_search (id, key) SELECT id, key FROM {touched} WHERE key IS NOT NULL")
    run(
        f"INSERT INTO {noun}_fts (rowid, key) "
        f"SELECT id, {_INDEXED_KEY} FROM {touched} WHERE key IS NOT NULL"
    )
    run(f"DELETE FROM {touched}")


def _refresh_notes(connection: Connection, first_row: int) -> None:
    run = driver(connection).execute
    rows = "SELECT DISTINCT pk FROM journal NOT INDEXED WHERE id >= ? AND tbl = 'activity'"
    old = rows + " AND action <> 'I'"
    run(f"DELETE FROM activity_fts WHERE rowid IN ({old})", (first_row,))
    run(
        "INSERT INTO activity_fts (rowid, text) SELECT a.id, fold(a.text) "
        f"FROM ({rows}) t CROSS JOIN activity a ON a.id = t.pk",
        (first_row,),
    )


def absent(connection: Connection) -> list[str]:
    """Tables of the index that are not there, or not as they must be: asked of the schema alone."""
    there = {
        str(name): " ".join(str(sql).split())
        for name, sql in connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name LIKE '%fts%'"
        )
    }
    return [
        name
        for name, statement in _STATEMENTS.items()
        if there.get(name) != statement or any(f"{name}_{part}" not in there for part in _PARTS)
    ]


def hollow(connection: Connection) -> list[str]:
    """Tables of the index that hold another number of rows than there are records."""
    ask = connection.exec_driver_sql
    found = []
    for name, (source, keys) in _COUNTED.items():
        counts = {ask(f"SELECT count(*) FROM {one}").scalar() for one in (source, *keys)}
        counts.add(ask(f"SELECT count(*) FROM {name}_docsize").scalar())
        if len(counts) > 1 or not ask(f"SELECT count(*) FROM {name}_data WHERE id = 10").scalar():
            found.append(name)
    return found


def make_anew(connection: Connection) -> None:
    """The whole index from nothing, whatever is left of the old one. In a write transaction."""
    run = connection.exec_driver_sql
    for name, statement in _STATEMENTS.items():
        try:
            run(f"DROP TABLE IF EXISTS {name}")
        except DBAPIError:
            # To drop a table of the index is to open it first, and a broken one cannot be opened.
            run("PRAGMA writable_schema = ON")
            run("DELETE FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
            run("PRAGMA writable_schema = RESET")
        for part in _PARTS:
            run(f"DROP TABLE IF EXISTS {name}_{part}")
        run(statement)
    for indexed in INDEXED:
        run(f"DELETE FROM {indexed.noun}_search")
    rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Make the whole index anew; the result equals what `refresh` kept up (property test)."""
    run = connection.exec_driver_sql
    for indexed in INDEXED:
        noun = indexed.noun
        run(f"DELETE FROM {noun}_fts WHERE rowid IN (SELECT id FROM {noun}_search)")
        run(f"DELETE FROM {noun}_search")
        run(f"INSERT INTO {noun}_search (id, key) SELECT c.id, {indexed.key} FROM {noun} c")
        run(f"INSERT INTO {noun}_fts (rowid, key) SELECT id, {_INDEXED_KEY} FROM {noun}_search")
    run("DROP TABLE activity_fts")
    run(_NOTES_INDEX)
    run("INSERT INTO activity_fts (rowid, text) SELECT id, fold(text) FROM activity")


def ids_matching(connection: Connection, noun: str, query: str, limit: int = -1) -> list[int]:
    """Ids of `noun` whose key holds every word of the query, newest first; -1 = all.

    Nothing typed can be an error: words are quoted for the index and compared literally in the
    keys. An empty query finds nothing.
    """
    return ids_holding(connection, noun, tuple((one,) for one in search_words(query)), limit)


def ids_holding(
    connection: Connection,
    noun: str,
    words: Sequence[Spellings],
    limit: int = -1,
    around: str = "",
) -> list[int]:
    """Ids of `noun` whose key holds every word in any of its spellings, newest first.

    A space `around` asks for whole words.
    """
    if not words:
        return []
    check, given = held("s.key", words)
    asked = asked_for(words, around, around)
    found = f"{noun}_search s"
    if asked:
        found = f"{noun}_fts CROSS JOIN {found} ON s.id = {noun}_fts.rowid"
        check = f"{noun}_fts MATCH ? AND {check}"
        given = [asked, *given]
    newest = f"{noun}_fts.rowid" if asked else "s.id"
    if asked and not around and _known_whole(words):
        found, check, given = f"{noun}_fts", f"{noun}_fts MATCH ?", [asked]
    sql = f"SELECT {newest} FROM {found} WHERE {check} ORDER BY {newest} DESC LIMIT ?"
    return [i for (i,) in reading(connection).execute(sql, (*given, limit))]


@dataclass(frozen=True, slots=True)
class Hits:
    """How a select of clients by the rows of their index ends, and the values of its marks.

    With that it is of those who hold some words, the newest first.
    """

    ending: str
    given: tuple[object, ...]


def client_hits(words: Sequence[Spellings], limit: int) -> Hits | None:
    """What `ids_holding` asks, for others to ask for more about the same hits in one question.

    None where the index knows nothing so short.
    """
    asked = asked_for(words)
    if not asked:
        return None
    proof, given = "", list[str]()
    if not _known_whole(words):
        check, given = held("s.key", words)
        # Not by EXISTS: that SQLite makes a join of, and looks the client up before.
        proof = f"(SELECT {check} FROM client_search s WHERE s.id = client_fts.rowid)"
        if all(one.isalpha() for spellings in words for one in spellings):
            # Mostly it is the name that holds them, which is read anyhow: a row less of each hit.
            # What is cut from a name there, legal forms and signs, divides letters from letters.
            named, there = held("client.sort_key", words)
            proof = f"({named} OR {proof})"
            given = [*there, *given]
        proof = f" AND {proof}"
    ending = f" WHERE client_fts MATCH ?{proof} ORDER BY client_fts.rowid DESC LIMIT ?"
    return Hits(ending, (asked, *given, limit))


def _known_whole(words: Sequence[Spellings]) -> bool:
    """Whether the index itself knows who holds them: each is one trigram of letters and figures."""
    return all(len(one) == _TRIGRAM and one.isalnum() for some in words for one in some)


def held(column: str, words: Sequence[Spellings]) -> tuple[str, list[str]]:
    """The condition that a column holds every word in any of its spellings, and its values."""
    check = " AND ".join(
        "(" + " OR ".join(f"instr({column}, ?) > 0" for _ in spellings) + ")" for spellings in words
    )
    return check, [one for spellings in words for one in spellings]


def asked_for(words: Sequence[Spellings], before: str = "", after: str = "") -> str:
    """What the index is asked for; "" when it knows nothing so short.

    A space before or after asks for the beginning or the end of words.
    """
    asked = []
    for spellings in words:
        terms = [_terms(f"{before}{one}{after}") for one in spellings]
        if all(terms):
            asked.append(terms[0] if len(terms) == 1 else f"(({') OR ('.join(terms)}))")
    return " AND ".join(asked)


def _terms(text: str) -> str:
    """The trigrams at both ends and in the middle: what they find is compared with the keys anyhow.

    Each takes the index as long as some fifty keys, and three leave fewer than that.
    """
    if not text.isalnum():
        text = text.translate(_SPACED)
    end = min(len(text), LONGEST) - _TRIGRAM
    if end <= 0:
        return term(text) if end == 0 else ""
    places = (0, end) if end <= _TRIGRAM else (0, end // 2, end)
    return " AND ".join(map(term, sorted({text[at : at + _TRIGRAM] for at in places})))


@dataclass(frozen=True, slots=True)
class Meant:
    """What a query found: as it was `text` after all, read `how` (`domain.layouts.readings`)."""

    ids: list[int]
    text: str
    how: str


def ids_meant(connection: Connection, noun: str, query: str, limit: int = -1) -> Meant:
    """As `ids_matching`; when nothing is found, the wrong layout and the other alphabet count."""
    found: Meant | None = None
    for one in readings(query, region_for(connection, query)):
        ids = ids_holding(connection, noun, one.words, limit, " " if one.whole else "")
        if found is not None:
            both = sorted({*found.ids, *ids}, reverse=True)
            found = replace(found, ids=both[:limit] if limit >= 0 else both)
        elif ids:
            found = Meant(ids, one.text, one.how)
        if found is not None and not one.beside:
            return found
    return found or Meant([], query, "plain")


def notes_asked_for(words: Sequence[Spellings]) -> str:
    """What the index of notes is asked for: words that begin as these do."""
    return " AND ".join(
        "(" + " OR ".join(term(one) + "*" for one in spellings) + ")" for spellings in words
    )


def term(text: str) -> str:
    """A literal term for the index: inside quotes nothing is syntax."""
    return '"' + text.replace('"', '""') + '"'
