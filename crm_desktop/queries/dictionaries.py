"""Questions about the word lists: the entries, and what stands in records besides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select, true

from crm_desktop.db.tables import Client, DictionaryEntry
from crm_desktop.db.tables.dictionaries import USES
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.rights import Right
from crm_desktop.queries.read import Read, query


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word: an entry of the list, or (without an `entry`) one that only records hold."""

    id: int
    entry: int | None
    name: str
    count: int


@query(right=Right.VIEW)
def words(read: Read, kind: DictionaryKind) -> list[WordRow]:
    """The list in the user's order, then what stands in records beside it, most used first."""
    counts = _counts(read, kind)
    e = DictionaryEntry.__table__.c
    entries = read.connection.execute(
        select(e.id, e.name).where(e.kind == kind.value).order_by(e.rank, e.id)
    ).all()
    found = [WordRow(id_, id_, name, counts.pop(name, 0)) for id_, name in entries]
    others = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    found += [
        WordRow(-place, None, name, count) for place, (name, count) in enumerate(others, start=1)
    ]
    return found


@query(right=Right.VIEW)
def suggestions(read: Read, kind: DictionaryKind) -> list[str]:
    """What a field offers: the words of the list, or while it is empty those that are used."""
    found = words(read, kind)
    return [word.name for word in found if word.entry is not None] or [w.name for w in found]


def _counts(read: Read, kind: DictionaryKind) -> Counter[str]:
    """How often each word stands in records; the bin counts too, for it can be emptied out."""
    counts: Counter[str] = Counter()
    if kind is DictionaryKind.TAG:
        tag = func.json_each(Client.tags).table_valued("value").alias("tag")
        tagged = Client.__table__.join(tag, true())
        used = [select(tag.c.value, func.count()).select_from(tagged).group_by(tag.c.value)]
    else:
        used = [
            select(column, func.count()).where(column != "").group_by(column)
            for column in USES[kind]
        ]
    for one in used:
        for name, count in read.connection.execute(one):
            counts[name] += count
    return counts
