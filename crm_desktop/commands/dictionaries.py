"""Changes to the word lists; a renamed word is renamed wherever it stands."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, text, update

from crm_desktop.commands.work import Work, command
from crm_desktop.db.engine import dump_json
from crm_desktop.db.tables import Client, DictionaryEntry
from crm_desktop.db.tables.dictionaries import PARENTS, USES
from crm_desktop.domain.dictionaries import (
    ITSELF,
    DictionaryKind,
    Word,
    check,
    check_word,
    tidy,
    usual,
)
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.ranks import between, spread
from crm_desktop.domain.rights import Right

BLOCK = 500
"""Records between two reports of progress."""


@command("dictionary.add", right=Right.SETTINGS)
def add(work: Work, kind: DictionaryKind, name: str, *, parent: str = "", reverse: str = "") -> int:
    """Put a word at the end of its list; returns its id.

    `parent` is the way of contact that an outcome belongs to.
    """
    word = Word(tidy(name), parent, tidy(reverse))
    entries = _entries(work, kind, parent)
    refuse_if(check(word.name, [entry.name for entry in entries]))
    refuse_if(check_word(kind, word))
    work.name(title=word.name)
    return _append(work, kind, [word], entries)[0].id


@command("dictionary.add-usual", right=Right.SETTINGS)
def add_usual(work: Work, kind: DictionaryKind, language: str) -> int:
    """Put the usual words of a language into a list, those that it lacks; returns how many.

    Outcomes are added to the ways of contact that are there.
    """
    by_parent: dict[str, list[Word]] = {}
    for word in usual(kind, language):
        by_parent.setdefault(word.parent, []).append(word)
    count = 0
    for parent, found in by_parent.items():
        if parent and not any(e.name == parent for e in _entries(work, DictionaryKind.WAY)):
            continue
        entries = _entries(work, kind, parent)
        known = [entry.name for entry in entries]
        lacking = [word for word in found if not list(check(word.name, known))]
        count += len(_append(work, kind, lacking, entries))
    return count


@command("dictionary.rename", right=Right.SETTINGS)
def rename(work: Work, kind: DictionaryKind, old: str, new: str, *, parent: str = "") -> int:
    """Rename a word and wherever it stands; returns in how many records.

    Another word of the list is refused: that is a merge, which has to be meant.
    """
    new = tidy(new)
    entries = _entries(work, kind, parent)
    refuse_if(check(new, [entry.name for entry in entries if entry.name != old]))
    entry = next((one for one in entries if one.name == old), None)
    if entry is not None:
        entry.name = new
        work.session.flush()
    count = _replace(work, kind, old, new, parent)
    if entry is None and not count:
        raise Refused.of(NOT_FOUND)
    if entry is None:
        _append(work, kind, [Word(new, parent)], entries)
    _hand_over(work, kind, old, new)
    work.name(title=old, name=new)
    return count


@command("dictionary.merge", right=Right.SETTINGS)
def merge(work: Work, kind: DictionaryKind, old: str, into: str, *, parent: str = "") -> int:
    """Let another word stand wherever this one stood, and drop it; returns in how many records."""
    into = tidy(into)
    if old == into:
        raise Refused.of(ITSELF, "into")
    entries = _entries(work, kind, parent)
    if not any(entry.name == into for entry in entries):
        refuse_if(check(into, []))
        _append(work, kind, [Word(into, parent)], entries)
    count = _replace(work, kind, old, into, parent)
    _drop(work, entries, old)
    _hand_over(work, kind, old, into)
    work.name(title=old, name=into)
    return count


@command("dictionary.remove", right=Right.SETTINGS)
def remove(
    work: Work, kind: DictionaryKind, name: str, *, parent: str = "", clear: bool = False
) -> int:
    """Suggest a word no more; with `clear` it goes from the records too. Returns how many.

    Outcomes of a way of contact go with it.
    """
    count = _replace(work, kind, name, "", parent) if clear else 0
    _drop(work, _entries(work, kind, parent), name)
    if kind is DictionaryKind.WAY:
        for entry in _entries(work, DictionaryKind.OUTCOME, name):
            work.session.delete(entry)
    work.name(title=name)
    return count


@command("dictionary.change", right=Right.SETTINGS)
def change(
    work: Work,
    kind: DictionaryKind,
    name: str,
    *,
    parent: str = "",
    reverse: str = "",
    colour: int | None = None,
    asks_date: bool = False,
) -> None:
    """Say of a word what is said of it besides its name: colour, other side, whether it is an end.

    A word that only records hold becomes one of the list.
    """
    word = Word(name, parent, tidy(reverse), colour, asks_date)
    refuse_if(check_word(kind, word))
    entry = _listed(work, kind, name, parent)
    entry.reverse, entry.colour, entry.asks_date = word.reverse, colour, asks_date
    work.name(title=name)


@command("dictionary.archive", right=Right.SETTINGS)
def archive(work: Work, kind: DictionaryKind, name: str, *, parent: str = "") -> None:
    """Offer a word no more; it stays in the list and in every record that holds it."""
    _listed(work, kind, name, parent).archived_at = work.now()
    work.name(title=name)


@command("dictionary.restore", right=Right.SETTINGS)
def restore(work: Work, kind: DictionaryKind, name: str, *, parent: str = "") -> None:
    """Offer a word again."""
    _listed(work, kind, name, parent).archived_at = None
    work.name(title=name)


@command("dictionary.move", right=Right.SETTINGS)
def move(work: Work, entry_id: int, before_id: int | None) -> None:
    """Put a word before another one of its list, or last."""
    moved = work.session.get(DictionaryEntry, entry_id)
    if moved is None:
        raise Refused.of(NOT_FOUND)
    entries = _entries(work, DictionaryKind(moved.kind), moved.parent)
    entries = [one for one in entries if one.id != moved.id]
    place = next((n for n, one in enumerate(entries) if one.id == before_id), len(entries))
    low = entries[place - 1].rank if place else None
    moved.rank = between(low, entries[place].rank if place < len(entries) else None)
    work.name(title=moved.name)


def _entries(work: Work, kind: DictionaryKind, parent: str = "") -> list[DictionaryEntry]:
    return list(
        work.session.scalars(
            select(DictionaryEntry)
            .where(DictionaryEntry.kind == kind.value, DictionaryEntry.parent == parent)
            .order_by(DictionaryEntry.rank, DictionaryEntry.id)
        )
    )


def _listed(work: Work, kind: DictionaryKind, name: str, parent: str) -> DictionaryEntry:
    """The entry of a word; one that only records hold gets one. `Refused` when nobody knows it."""
    entries = _entries(work, kind, parent)
    found = next((one for one in entries if one.name == name), None)
    if found is not None:
        return found
    if not _stands(work, kind, name, parent):
        raise Refused.of(NOT_FOUND)
    return _append(work, kind, [Word(name, parent)], entries)[0]


def _hand_over(work: Work, kind: DictionaryKind, old: str, new: str) -> None:
    """The outcomes of a way of contact go along with it; those that are there stay."""
    if kind is not DictionaryKind.WAY:
        return
    known = {entry.name for entry in _entries(work, DictionaryKind.OUTCOME, new)}
    for entry in _entries(work, DictionaryKind.OUTCOME, old):
        if entry.name in known:
            work.session.delete(entry)
        else:
            entry.parent = new
    work.session.flush()


def _append(
    work: Work, kind: DictionaryKind, words: list[Word], entries: list[DictionaryEntry]
) -> list[DictionaryEntry]:
    last = entries[-1].rank if entries else None
    ranks = [] if last is not None else spread(len(words))
    made = []
    for place, word in enumerate(words):
        last = between(last, None) if last is not None and not ranks else ranks[place]
        made.append(
            DictionaryEntry(
                kind=kind.value,
                name=word.name,
                parent=word.parent,
                reverse=word.reverse,
                colour=word.colour,
                asks_date=word.asks_date,
                rank=last,
            )
        )
    work.session.add_all(made)
    work.session.flush()
    return made


def _drop(work: Work, entries: list[DictionaryEntry], name: str) -> None:
    for entry in entries:
        if entry.name == name:
            work.session.delete(entry)
    work.session.flush()


def _replace(work: Work, kind: DictionaryKind, old: str, new: str, parent: str) -> int:
    """Write another word (or none) wherever one stands; returns in how many records."""
    if kind is DictionaryKind.TAG:
        return _replace_tag(work, old, new)
    count = 0
    for column, here in _places(kind, old, parent):
        found = work.connection.execute(update(column.class_).where(*here).values({column: new}))
        count += found.rowcount
    return count


def _places(kind: DictionaryKind, name: str, parent: str) -> list[tuple[Any, list[Any]]]:
    """The columns that hold words of a list, each with the condition that it holds this one."""
    inside = [PARENTS[kind] == parent] if kind in PARENTS else []
    return [(column, [column == name, *inside]) for column in USES[kind]]


def _stands(work: Work, kind: DictionaryKind, name: str, parent: str) -> bool:
    if kind is DictionaryKind.TAG:
        tagged = select(Client.id).where(_TAGGED).limit(1)
        return work.connection.execute(tagged, {"old": name}).first() is not None
    return any(
        work.connection.execute(select(column).where(*here).limit(1)).first() is not None
        for column, here in _places(kind, name, parent)
    )


_TAGGED = text("EXISTS (SELECT 1 FROM json_each(client.tags) WHERE value = :old)")


def _replace_tag(work: Work, old: str, new: str) -> int:
    tagged = select(Client.id, Client.tags).where(_TAGGED).order_by(Client.id)
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
