"""Questions about the word lists: the entries, and what stands in records besides."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, literal, select, true

from crm_desktop.db.tables import Client, DictionaryEntry
from crm_desktop.db.tables.dictionaries import PARENTS, USES
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word: an entry of the list, or (without an `entry`) one that only records hold.

    `parent`, `reverse`, `colour` and `asks_date` are those of `domain.dictionaries.Word`;
    `archived` words are offered no more.
    """

    id: int
    entry: int | None
    name: str
    count: int
    parent: str = ""
    reverse: str = ""
    colour: int | None = None
    asks_date: bool = False
    archived: bool = False


@query(right=Right.VIEW)
def words(read: Read, kind: DictionaryKind, parent: str | None = None) -> list[WordRow]:
    """The list in the user's order, then what stands in records beside it, most used first.

    A list within a list is told for one `parent`, or whole, parents in their own order.
    """
    counts = _counts(read, kind, parent)
    e = DictionaryEntry.__table__.c
    asked = select(e.id, e.name, e.parent, e.reverse, e.colour, e.asks_date, e.archived_at).where(
        e.kind == kind.value
    )
    if parent is not None:
        asked = asked.where(e.parent == parent)
    found = [
        WordRow(
            id_, id_, name, counts.pop((owner, name), 0), owner, reverse, colour, bool(asks),
            archived is not None,
        )
        for id_, name, owner, reverse, colour, asks, archived in read.connection.execute(
            asked.order_by(e.rank, e.id)
        )
    ]  # fmt: skip
    others = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    found += [
        WordRow(-place, None, name, count, owner)
        for place, ((owner, name), count) in enumerate(others, start=1)
    ]
    if kind in PARENTS and parent is None:
        places = {word.name: place for place, word in enumerate(words(read, DictionaryKind.WAY))}
        found.sort(key=lambda word: places.get(word.parent, len(places)))
    return found


@query(right=Right.VIEW)
def suggestions(read: Read, kind: DictionaryKind, parent: str | None = None) -> list[str]:
    """What a field offers: the words of the list, or while it is empty those that are used.

    Archived words are offered no more. A list of the user's own is read without a look at the
    records: every line of a form asks for its words.
    """
    if kind not in PARENTS or parent is not None:
        e = DictionaryEntry.__table__.c
        asked = select(e.name).where(e.kind == kind.value, e.archived_at.is_(None))
        if parent is not None:
            asked = asked.where(e.parent == parent)
        own = list(read.connection.scalars(asked.order_by(e.rank, e.id)))
        if own:
            return own
    found = words(read, kind, parent)
    listed = [word.name for word in found if word.entry is not None and not word.archived]
    return listed or [word.name for word in found if not word.archived]


@query(right=Right.VIEW)
def colours(read: Read, kind: DictionaryKind) -> dict[str, int]:
    """The words of a list that have a colour, archived ones too: they still stand in records."""
    e = DictionaryEntry.__table__.c
    rows = read.connection.execute(
        select(e.name, e.colour).where(e.kind == kind.value, e.colour.is_not(None))
    )
    return {str(name): int(colour) for name, colour in rows}


def _counts(read: Read, kind: DictionaryKind, parent: str | None) -> Counter[tuple[str, str]]:
    """How often each word stands in records, with its parent; the bin counts too."""
    counts: Counter[tuple[str, str]] = Counter()
    if kind is DictionaryKind.TAG:
        tag = func.json_each(Client.tags).table_valued("value").alias("tag")
        tagged = Client.__table__.join(tag, true())
        used = [
            select(literal(""), tag.c.value, func.count()).select_from(tagged).group_by(tag.c.value)
        ]
    else:
        owner = PARENTS.get(kind, literal(""))
        used = [
            select(owner, column, func.count()).where(column != "").group_by(owner, column)
            for column in USES[kind]
        ]
    if kind in PARENTS and parent is not None:
        used = [one.where(PARENTS[kind] == parent) for one in used]
    for one in used:
        for owner_name, name, count in read.connection.execute(one):
            counts[owner_name, name] += count
    return counts
