"""Changes to the word lists; a renamed word is renamed wherever it stands."""

from __future__ import annotations

from sqlalchemy import select, text, update

from crm_desktop.commands.work import Work, command
from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import Client, DictionaryEntry
from crm_desktop.db.tables.dictionaries import USES
from crm_desktop.domain.dictionaries import ITSELF, DictionaryKind, check, tidy, usual
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.ranks import between, spread
from crm_desktop.domain.rights import Right

BLOCK = 500
"""Records between two reports of progress."""


@command("dictionary.add", right=Right.SETTINGS)
def add(work: Work, kind: DictionaryKind, name: str) -> int:
    """Put a word at the end of its list; returns its id."""
    name = tidy(name)
    entries = _entries(work, kind)
    refuse_if(check(name, [entry.name for entry in entries]))
    work.name(title=name)
    return _append(work, kind, [name], entries)[0].id


@command("dictionary.add-usual", right=Right.SETTINGS)
def add_usual(work: Work, kind: DictionaryKind, language: str) -> int:
    """Put the usual words of a language into a list, those that it lacks; returns how many."""
    entries = _entries(work, kind)
    known = [entry.name for entry in entries]
    names = [name for name in usual(kind, language) if not list(check(name, known))]
    return len(_append(work, kind, names, entries))


@command("dictionary.rename", right=Right.SETTINGS)
def rename(work: Work, kind: DictionaryKind, old: str, new: str) -> int:
    """Rename a word and wherever it stands; returns in how many records.

    Another word of the list is refused: that is a merge, which has to be meant.
    """
    new = tidy(new)
    entries = _entries(work, kind)
    refuse_if(check(new, [entry.name for entry in entries if entry.name != old]))
    entry = next((one for one in entries if one.name == old), None)
    if entry is not None:
        entry.name = new
        work.session.flush()
    count = _replace(work, kind, old, new)
    if entry is None and not count:
        raise Refused.of(NOT_FOUND)
    if entry is None:
        _append(work, kind, [new], entries)
    work.name(title=old, name=new)
    return count


@command("dictionary.merge", right=Right.SETTINGS)
def merge(work: Work, kind: DictionaryKind, old: str, into: str) -> int:
    """Let another word stand wherever this one stood, and drop it; returns in how many records."""
    into = tidy(into)
    if old == into:
        raise Refused.of(ITSELF, "into")
    entries = _entries(work, kind)
    if not any(entry.name == into for entry in entries):
        refuse_if(check(into, []))
        _append(work, kind, [into], entries)
    count = _replace(work, kind, old, into)
    _drop(work, entries, old)
    work.name(title=old, name=into)
    return count


@command("dictionary.remove", right=Right.SETTINGS)
def remove(work: Work, kind: DictionaryKind, name: str, *, clear: bool = False) -> int:
    """Suggest a word no more; with `clear` it goes from the records too. Returns how many."""
    count = _replace(work, kind, name, "") if clear else 0
    _drop(work, _entries(work, kind), name)
    work.name(title=name)
    return count


@command("dictionary.move", right=Right.SETTINGS)
def move(work: Work, entry_id: int, before_id: int | None) -> None:
    """Put a word before another one of its list, or last."""
    moved = work.session.get(DictionaryEntry, entry_id)
    if moved is None:
        raise Refused.of(NOT_FOUND)
    entries = [one for one in _entries(work, DictionaryKind(moved.kind)) if one.id != moved.id]
    place = next((n for n, one in enumerate(entries) if one.id == before_id), len(entries))
    low = entries[place - 1].rank if place else None
    moved.rank = between(low, entries[place].rank if place < len(entries) else None)
    work.name(title=moved.name)


def _entries(work: Work, kind: DictionaryKind) -> list[DictionaryEntry]:
    return list(
        work.session.scalars(
            select(DictionaryEntry)
            .where(DictionaryEntry.kind == kind.value)
            .order_by(DictionaryEntry.rank, DictionaryEntry.id)
        )
    )


def _append(
    work: Work, kind: DictionaryKind, names: list[str], entries: list[DictionaryEntry]
) -> list[DictionaryEntry]:
    last = entries[-1].rank if entries else None
    ranks = [] if last is not None else spread(len(names))
    made = []
    for place, name in enumerate(names):
        last = between(last, None) if last is not None and not ranks else ranks[place]
        made.append(DictionaryEntry(kind=kind.value, name=name, rank=last))
    work.session.add_all(made)
    work.session.flush()
    return made


def _drop(work: Work, entries: list[DictionaryEntry], name: str) -> None:
    for entry in entries:
        if entry.name == name:
            work.session.delete(entry)
    work.session.flush()


def _replace(work: Work, kind: DictionaryKind, old: str, new: str) -> int:
    """Write another word (or none) wherever one stands; returns in how many records."""
    if kind is DictionaryKind.TAG:
        return _replace_tag(work, old, new)
    count = 0
    for column in USES[kind]:
        found = work.connection.execute(
            update(column.class_).where(column == old).values({column: new})
        )
        count += found.rowcount
    return count


def _replace_tag(work: Work, old: str, new: str) -> int:
    has = text("EXISTS (SELECT 1 FROM json_each(client.tags) WHERE value = :old)")
    tagged = select(Client.id, Client.tags).where(has).order_by(Client.id)
    rows = work.connection.execute(tagged, {"old": old}).all()
    sql = "UPDATE client SET tags = ? WHERE id = ?"
    for done in range(0, len(rows), BLOCK):
        work.step(done, len(rows))
        work.connection.exec_driver_sql(
            sql,
            [
                (dump_json(_without_doubles(tags, old, new)), client_id)
                for client_id, tags in rows[done : done + BLOCK]
            ],
        )
    return len(rows)


def _without_doubles(tags: list[str], old: str, new: str) -> list[str]:
    renamed = [new if tag == old else tag for tag in tags]
    return list(dict.fromkeys(tag for tag in renamed if tag))
