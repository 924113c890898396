"""What rows of a list say otherwise than the base, and was not taken over: told, never dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crm_desktop.domain.clients import Point
from crm_desktop.domain.import_keys import column_of
from crm_desktop.domain.imports import (
    CELL_NOT_TAKEN,
    ROW_NOT_TAKEN,
    ImportPlan,
    RowFault,
)
from crm_desktop.domain.text import fold
from crm_desktop.queries.bringing import Inside, Standing


class Untaken:
    """Rows and cells that did not get into the base although they were understood."""

    def __init__(self, plan: ImportPlan) -> None:
        """Nothing was left so far."""
        self.faults: list[RowFault] = []
        self.rows: list[int] = []
        self.count = 0
        self._fields = plan.fields
        self._columns: dict[str, int] = {}

    def row(self, row: int, code: str, text: str) -> None:
        """A whole row was left."""
        self.rows.append(row)
        self.faults.append(RowFault(row, -1, code, text))

    def passed_over(
        self,
        row: int,
        standing: Standing,
        wanted: Mapping[str, Any],
        points: Sequence[Point],
        inside: Inside,
    ) -> bool:
        """A row was passed over because its client is there: whether it says anything else."""
        said = standing.says(wanted, points, inside)
        if not said:
            self.row(row, ROW_NOT_TAKEN, standing.name)
        return not said

    def cells(
        self,
        row: int,
        standing: Standing,
        wanted: Mapping[str, Any],
        points: Sequence[Point],
        inside: Inside,
    ) -> None:
        """The row was brought in: cells that say otherwise than their client does after it."""
        told = set()
        for what, text in standing.untaken(wanted, points, inside):
            column = self._column(what)
            if column >= 0 and column not in told:
                told.add(column)
                self.faults.append(RowFault(row, column, CELL_NOT_TAKEN, text))
        self.count += len(told)

    def _column(self, what: str) -> int:
        if what not in self._columns:
            self._columns[what] = column_of(self._fields, what)
        return self._columns[what]


def peopled(told: Iterable[Mapping[str, str | None]]) -> frozenset[str]:
    """Firms that a list names with several people inside: each has ways of contact of their own.

    Each part of the list has `told` its firms with the person inside, none for several.
    """
    people: dict[str, str | None] = {}
    found: set[str] = set()
    for firms in told:
        found.update(firm for firm, person in firms.items() if person is None)
        found.update(firm for firm in people.keys() & firms.keys() if _differ(people, firms, firm))
        people = {**firms, **people}
    return frozenset(found)


def _differ(some: Mapping[str, str | None], others: Mapping[str, str | None], firm: str) -> bool:
    return fold(some[firm] or "") != fold(others[firm] or "")
