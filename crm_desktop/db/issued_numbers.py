"""The high-water mark of issued numbers, kept beside the base and outside it (decision 15).

A base that was put back from a copy has forgotten what it issued since; `numbers.json` has not.
A mark only rises: a write that was lost is caught up from the base at the next start.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crm_desktop import held_files
from crm_desktop.db.durable import write_whole
from crm_desktop.db.errors import DISK_ERROR
from crm_desktop.db.figures import identity_of, table_names
from crm_desktop.db.presence import PATIENCE_S, turn
from crm_desktop.domain.issued_numbers import Highest, Series
from crm_desktop.domain.numbering import Pattern, counted
from crm_desktop.domain.problems import Refused

FILE_NAME = "numbers.json"
TURN = "lock-numbers"

Marks = dict[Series, int]

_log = logging.getLogger(__name__)


class Numbers:
    """The marks of the base in a folder."""

    def __init__(self, folder: Path, identity: str) -> None:
        self._folder = folder
        self._identity = identity

    def highest(self, series: Series) -> int:
        """The highest number of a series that was ever given out; 0 for none.

        Refused when the marks cannot be read now: "none" would give a number out twice.
        """
        try:
            marks = _read(self._folder / FILE_NAME).get(self._identity, {})
        except OSError as error:
            raise Refused.of(DISK_ERROR, path=str(self._folder)) from error
        return max((number for one, number in marks.items() if one.is_of(series)), default=0)

    def catch_up(self, connection: Connection) -> None:
        """Raise the marks to what the base itself has issued."""
        self.raise_to(issued(connection))

    def raise_to(self, marks: Marks) -> None:
        """Note given out numbers; lower ones than noted change nothing.

        The number is in the base already: what cannot be written now is caught up later.
        """
        try:
            merge(self._folder, {self._identity: marks})
        except (OSError, Refused) as error:
            _log.info("marks of issued numbers cannot be written: %s", type(error).__name__)


def merge(folder: Path, more: dict[str, Marks]) -> None:
    """Raise the marks in a folder to others, e.g. those that came with a portable copy.

    Raises `OSError` when the folder cannot be written.
    """
    file = folder / FILE_NAME
    if not _rises(_read(file), more):
        return
    with turn(folder / TURN, PATIENCE_S):
        known = _read(file, keep_damaged=True)
        _raise(known, more)
        write_whole(file, _dump(known))


def marks_in(folder: Path) -> dict[str, Marks]:
    """The marks beside a base or a copy; none where there is no such file or it is damaged."""
    return _read(folder / FILE_NAME)


def parsed(data: bytes) -> dict[str, Marks]:
    """Marks by the identity of their base; raises `ValueError` for anything else."""
    try:
        return _marks(json.loads(data))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("these are no marks of numbers") from error


def issued(connection: Connection) -> Marks:
    """What a base has issued, by series: those of a year, and those that never begin anew."""
    firms = {
        int(row[0]): (str(row[1]), str(row[2]))
        for row in connection.exec_driver_sql("SELECT id, inn, name FROM organisation")
    }
    patterns = _patterns(connection)
    marks: Marks = {}
    rows = connection.exec_driver_sql(
        "SELECT organisation_id, kind, number_year, number FROM document "
        "WHERE number IS NOT NULL AND number_year IS NOT NULL"
    )
    for firm, kind, year, number in rows:
        pattern = patterns.get((firm, kind), Pattern())
        series = Series(firm, *firms.get(firm, ("", "")), kind, pattern.series_year(year))
        marks[series] = max(marks.get(series, 0), counted(pattern, number, year))
    return marks


def go_on_from(connection: Connection, series: Series, number: int, highest: Highest) -> int:
    """The number a series goes on from: past what is on paper but no longer in the base.

    What the base still knows is no reason to skip: there the user may have set the counter back.
    """
    used = highest(series)
    if used < number:
        return number
    mine = (
        count
        for one, count in issued(connection).items()
        if (one.organisation, one.kind, one.year) == (series.organisation, series.kind, series.year)
    )
    return used + 1 if used > max(mine, default=0) else number


def _patterns(connection: Connection) -> dict[tuple[int, str], Pattern]:
    """How each firm's papers of a kind are numbered; a base of the first version does not say."""
    if "numbering" not in table_names(connection):
        return {}
    rows = connection.exec_driver_sql(
        "SELECT organisation_id, kind, prefix, width, yearly FROM numbering"
    )
    return {(row[0], row[1]): Pattern(row[2], row[3], bool(row[4])) for row in rows}


def of_base(folder: Path, connection: Connection) -> Numbers:
    """The marks that belong to an opened base, caught up."""
    numbers = Numbers(folder, identity_of(connection))
    numbers.catch_up(connection)
    return numbers


def _rises(known: dict[str, Marks], more: dict[str, Marks]) -> bool:
    return any(
        number > known.get(identity, {}).get(series, 0)
        for identity, marks in more.items()
        for series, number in marks.items()
    )


def _raise(known: dict[str, Marks], more: dict[str, Marks]) -> None:
    for identity, marks in more.items():
        mine = known.setdefault(identity, {})
        for series, number in marks.items():
            mine[series] = max(mine.get(series, 0), number)


def _read(file: Path, *, keep_damaged: bool = False) -> dict[str, Marks]:
    try:
        return parsed(file.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        if keep_damaged:
            with suppress(OSError):
                held_files.replace(file, _free_name(file))
        return {}


def _free_name(file: Path) -> Path:
    """Where damaged marks are kept: none is ever overwritten."""
    names = (f"numbers.damaged{f'-{n}' if n > 1 else ''}.json" for n in count(1))
    return next(one for name in names if not (one := file.with_name(name)).exists())


def _marks(data: Any) -> dict[str, Marks]:
    return {
        str(identity): {
            Series(
                int(one["organisation"]),
                str(one["inn"]),
                str(one["name"]),
                str(one["kind"]),
                int(one["year"]),
            ): int(one["highest"])
            for one in several
        }
        for identity, several in data["bases"].items()
    }


def _dump(marks: dict[str, Marks]) -> bytes:
    bases = {
        identity: [{**asdict(series), "highest": number} for series, number in several.items()]
        for identity, several in marks.items()
    }
    return json.dumps({"bases": bases}, ensure_ascii=False, indent=1).encode()
