"""Which records a transaction touched: the one value the screens listen to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from crm_desktop.late import dataclass

WHOLE_ABOVE = 5_000
"""More touched ids than this in one table are reported as "the whole table"."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Touched ids by table name, and the tables that changed wholesale."""

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def touches(self, tables: Iterable[str]) -> bool:
        """Whether any of the tables changed."""
        return any(t in self.whole or t in self.ids for t in tables)

    def ids_of(self, table: str) -> frozenset[int] | None:
        """Touched ids of one table; None means "treat all as touched"."""
        if table in self.whole:
            return None
        return self.ids.get(table, frozenset())

    def __bool__(self) -> bool:
        return bool(self.ids or self.whole)
