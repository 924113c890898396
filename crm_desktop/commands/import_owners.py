"""Who answers for new clients: the employees that a list names beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection

from crm_desktop.domain.importing import text_of
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.files.staged import open_staged
from crm_desktop.queries.noun_matching import People

_FIELD = "responsible"


class Owners:
    """Looks up the employees of a list; who is no employee stands in the comment, as all do."""

    def __init__(self, connection: Connection, plan: ImportPlan) -> None:
        self._plan = plan
        self._columns = [i for i, field in enumerate(plan.fields) if field == _FIELD]
        self._people = People(connection) if self._columns else None
        self._known: dict[str, int | None] = {}

    @property
    def wanted(self) -> bool:
        """Whether the list names any."""
        return bool(self._columns)

    def of(self, rows: Mapping[int, int]) -> list[tuple[int, int]]:
        """Clients of these rows (number to client) with the employees named beside them."""
        if not self.wanted or not rows:
            return []
        plan, found = self._plan, []
        with open_staged(Path(plan.staging)) as staged:
            for number, cells in staged.rows_at(plan.sheet, sorted(rows)):
                told = plan.corrected(number, cells) if plan.edits else cells
                texts = (text_of(told[i]) for i in self._columns if i < len(told))
                employee = next((one for one in map(self._find, texts) if one), None)
                if employee is not None:
                    found.append((rows[number], employee))
        return found

    def _find(self, text: str) -> int | None:
        if text not in self._known and self._people is not None:
            self._known[text] = self._people.find(text)
        return self._known.get(text)
