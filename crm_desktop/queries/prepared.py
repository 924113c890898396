"""Questions asked again and again: put into words for SQLite once, not at every asking.

SQLAlchemy takes five to ten times as long over a small statement as SQLite does: building it,
finding it among those known, wrapping the rows (`run.py bench`, M3). A prepared question pays for
that once for each viewer, for what a viewer may see is part of the statement.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, column, func, select, table

from crm_desktop.db.engine import dump_json, reading
from crm_desktop.db.search import Hits
from crm_desktop.domain.rights import Viewer
from crm_desktop.late import dataclass
from crm_desktop.queries.read import Read

_Reader = Callable[[Any], Any]

CLIENT_HITS = table("client_fts", column("rowid"))
"""What a search finds clients by, for a question that is asked `about` its hits."""


@dataclass(frozen=True, slots=True)
class _Made:
    sql: str
    names: tuple[str, ...]
    """Of the marks, in their order."""
    usual: dict[str, Any]
    readers: tuple[tuple[int, _Reader], ...]
    """Of the columns that SQLite gives in another form than Python wants, such as JSON."""


def among_marked(column: ColumnElement[int], name: str) -> ColumnElement[bool]:
    """One of the ids at a mark, given as `marks(ids)`: the same statement for any number."""
    wanted = func.json_each(bindparam(name)).table_valued("value")
    return column.in_(select(wanted.c.value))


def marks(ids: Iterable[int]) -> str:
    """Ids as a mark takes them."""
    return dump_json(list(ids))


class Statement:
    """A select that is the same for everybody, with named marks (`bindparam`)."""

    def __init__(self, make: Callable[[], Select[Any]]) -> None:
        self._make = make
        self._made: _Made | None = None

    def rows(self, connection: Connection, **values: Any) -> Sequence[tuple[Any, ...]]:
        """The rows for these values of the marks, inside the transaction of the connection."""
        return list(self.each(connection, **values))

    def each(
        self, connection: Connection, about: Hits | None = None, **values: Any
    ) -> Iterator[tuple[Any, ...]]:
        """The same one by one: what is not asked for is not read.

        What is selected from `CLIENT_HITS` is asked `about` what a search finds, both at once.
        """
        made = self._made
        if made is None:
            made = self._made = _prepared(self._make(), connection)
        sql, given = made.sql, [values.get(name, made.usual.get(name)) for name in made.names]
        if about is not None:
            sql, given = sql + about.ending, [*given, *about.given]
        found: Iterator[tuple[Any, ...]] = reading(connection).execute(sql, given)
        return (_read(row, made.readers) for row in found) if made.readers else found


def ids_of(connection: Connection, statement: Select[Any]) -> array[int]:
    """The ids that a select of one column finds, in their order, as fast as SQLite gives them."""
    compiled = statement.compile(
        dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
    )
    given = [compiled.params[name] for name in compiled.positiontup or ()]
    return _packed(lambda: reading(connection).execute(str(compiled), given))


class Prepared:
    """A select for the eyes of a viewer; `make` builds it from `visible`, with named marks."""

    def __init__(self, make: Callable[[Read], Select[Any]]) -> None:
        self._make = make
        self._made: dict[Viewer, Statement] = {}

    def rows(self, read: Read, **values: Any) -> Sequence[tuple[Any, ...]]:
        """The rows for these values of the marks, inside the snapshot of the reading."""
        return list(self.each(read, **values))

    def ids(self, read: Read, **values: Any) -> array[int]:
        """The ids that a select of one column finds, in their order."""
        return _packed(lambda: self.each(read, **values))

    def each(
        self, read: Read, about: Hits | None = None, **values: Any
    ) -> Iterator[tuple[Any, ...]]:
        """The same one by one: what is not asked for is not read. `about`: `Statement.each`."""
        made = self._made.get(read.viewer)
        if made is None:
            statement = self._make(read)
            made = self._made[read.viewer] = Statement(lambda: statement)
        return made.each(read.connection, about, **values)


def _packed(ask: Callable[[], Iterable[tuple[int]]]) -> array[int]:
    """Ids at four bytes each, where they fit as they do in every shop; else at eight."""
    try:
        return array("i", chain.from_iterable(ask()))
    except OverflowError:
        return array("q", chain.from_iterable(ask()))


def _prepared(statement: Select[Any], connection: Connection) -> _Made:
    dialect = connection.dialect
    compiled = statement.compile(dialect=dialect)
    readers = []
    for place, one in enumerate(statement.selected_columns):
        reader = one.type.dialect_impl(dialect).result_processor(dialect, None)
        if reader is not None:
            readers.append((place, reader))
    names = tuple(compiled.positiontup or ())
    return _Made(str(compiled), names, dict(compiled.params), tuple(readers))


def _read(row: Sequence[Any], readers: Sequence[tuple[int, _Reader]]) -> tuple[Any, ...]:
    values = list(row)
    for place, reader in readers:
        values[place] = reader(values[place])
    return tuple(values)
