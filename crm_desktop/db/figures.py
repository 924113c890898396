"""What a base or a copy holds, in figures: rows, records, last operation, and whose it is."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

from sqlalchemy import Connection

from crm_desktop.domain.backups import NOUNS, Mark
from crm_desktop.late import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """`rows` of every table, `counts` of the records that are not in the bin, by noun."""

    rows: Mapping[str, int]
    counts: Mapping[str, int]
    last: Mark
    identity: str


def figures(connection: Connection) -> Figures:
    """Count a base, of this version or an older one."""
    names = table_names(connection)
    rows = {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() or 0)
        for name in names
    }
    counts = {
        noun: int(
            connection.exec_driver_sql(
                f'SELECT count(*) FROM "{noun}" WHERE deleted_at IS NULL'
            ).scalar()
            or 0
        )
        for noun in NOUNS
        if noun in rows
    }
    return Figures(rows, counts, last_mark(connection), identity_of(connection))


def table_names(connection: Connection) -> list[str]:
    """The tables with rows of our own; those of SQLite and of the search index are left out."""
    return [
        str(name)
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%fts%' ORDER BY name"
        )
    ]


def last_mark(connection: Connection) -> Mark:
    """The last operation."""
    branch = branches(connection)[-1][0]
    found = connection.exec_driver_sql(
        "SELECT id, at, name, title FROM operation ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if found is None:
        return Mark(branch)
    return Mark(branch, found[0], found[1], found[2], json.loads(found[3]))


def state_mark(connection: Connection) -> str:
    """The same as long as nobody has written anything; a running operation is not told as such.

    Every change of a record leaves a row of the journal, whose ids are never given twice within a
    branch, and an operation with its moment.
    """
    last = connection.exec_driver_sql(
        "SELECT id, at, name, first_row, last_row FROM operation "
        "WHERE id IS NOT (SELECT op FROM journal_context WHERE id = 1) ORDER BY id DESC LIMIT 1"
    ).fetchone()
    given = connection.exec_driver_sql(
        "SELECT name, seq FROM sqlite_sequence WHERE name <> 'operation' ORDER BY name"
    ).fetchall()
    version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    about = [identity_of(connection), branches(connection), version]
    return json.dumps([*about, list(last or ()), [list(one) for one in given]])


def holds(connection: Connection, mark: Mark) -> bool:
    """Whether a base went through the state that ends with this operation."""
    story = branches(connection)
    names = [branch for branch, _since in story]
    if mark.branch not in names:
        return False
    later = story[names.index(mark.branch) + 1 :]
    if any(mark.id > since for _branch, since in later):
        return False
    if mark.id == 0:
        return True
    found = connection.exec_driver_sql(
        "SELECT at, name FROM operation WHERE id = ?", (mark.id,)
    ).fetchone()
    return found is not None and tuple(found) == (mark.at, mark.name)


def identity_of(connection: Connection) -> str:
    """Which base this is, whatever its file is called; "" when it does not say."""
    found = connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'identity'").scalar()
    return str(found or "")


def branches(connection: Connection) -> list[tuple[str, int]]:
    """The restores a base went through: the branch each began, after which operation."""
    found = connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'branches'").scalar()
    story = json.loads(found) if found else []
    return [("", 0), *((str(branch), int(since)) for branch, since in story)]


def begin_branch(connection: Connection) -> None:
    """What is done from now on is told apart from what was done after the copy was made."""
    since = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM operation").scalar()
    story = [*branches(connection)[1:], (secrets.token_hex(4), since)]
    connection.exec_driver_sql(
        "INSERT INTO meta (name, value) VALUES ('branches', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (json.dumps(story),),
    )
