"""What the program says of a list against what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.real_score.asking import Said
from tests.real_score.facts import CellFact, ListFact

ASPECTS = ("sheet", "header", "first", "last", "rows", "columns", "values", "refusals")
PASSWORD = "file.password"
DANGER = frozenset({"refuse", "password"})
"""What a file that must be refused is scored for."""


@dataclass(slots=True)
class Score:
    """Hits of all by aspect, and every miss in words."""

    hits: Counter[str] = made(default_factory=Counter)
    all: Counter[str] = made(default_factory=Counter)
    misses: list[str] = made(default_factory=list)

    def share(self, aspect: str) -> float:
        """How much of an aspect is right; 1 where nothing is asked."""
        return self.hits[aspect] / self.all[aspect] if self.all[aspect] else 1.0

    def note(self, fact: ListFact, aspect: str, known: object, found: object, hit: bool) -> None:
        """One more thing looked at."""
        self.all[aspect] += 1
        self.hits[aspect] += hit
        if not hit:
            self.misses.append(f"{fact.path.name}: {aspect} {known} → {found}")

    def table(self) -> str:
        """The score in lines, misses below."""
        lines = [
            f"{a:9} {self.hits[a]:4} of {self.all[a]:4}  {self.share(a):7.1%}" for a in ASPECTS
        ]
        return "\n".join([*lines, *self.misses])


def add(score: Score, fact: ListFact, said: Said) -> None:
    """Score one list; whatever is known counts, also where a refusal would do as well."""
    if fact.scoring in DANGER:
        due = PASSWORD if fact.scoring == "password" else "refusal"
        right = said.refusal == PASSWORD if fact.scoring == "password" else bool(said.refusal)
        score.note(fact, "refusals", due, said.refusal or "import", right)
        return
    if not fact.has_list:
        return
    found = said.preview
    if found is None:
        score.note(fact, "header", list(fact.header_rows), said.refusal, hit=False)
        return
    for aspect, known, said_so in _facts(fact, found):
        score.note(fact, aspect, known, said_so, known == said_so)
    fields = {one["index"]: one["field"] for one in found["columns"]}
    for column in fact.columns:
        if column.fields:
            field = fields.get(column.index, "nothing")
            wanted = f"{column.index} «{column.header}» {'/'.join(sorted(column.fields))}"
            score.note(fact, "columns", wanted, field, field in column.fields)
    for cell in fact.cells:
        one = said.cells.get((cell.row, cell.column))
        wanted = f"{cell.row}:{cell.column} {cell.raw!r} {list(cell.accept)}"
        score.note(fact, "values", wanted, one and (one["field"], one["value"]), _right(cell, one))


def _facts(fact: ListFact, found: dict[str, Any]) -> Iterator[tuple[str, object, object]]:
    if fact.sheet is not None:
        yield "sheet", fact.sheet, found["sheet"]
    if fact.scoring == "values":
        return
    yield "header", list(fact.header_rows), found["header_rows"]
    yield "first", fact.first, found["data_first_row"]
    yield "last", fact.last, found["data_last_row"]
    yield "rows", fact.rows, found["data_rows"]


def _right(cell: CellFact, one: dict[str, Any] | None) -> bool:
    if one is None:
        return False
    return any(
        one["problem"] is not None if known is None else _equal(known, told)
        for known in cell.accept
        for told in _told(one["value"])
    )


def _told(value: object) -> list[object]:
    """A value, or what a list of them holds: of a phone its normal form."""
    if not isinstance(value, list):
        return [value]
    return [one["normal"] if isinstance(one, dict) and "normal" in one else one for one in value]


def _equal(known: object, told: object) -> bool:
    if known == told or str(known) == str(told):
        return True
    try:
        return Decimal(str(known)) == Decimal(str(told))
    except InvalidOperation:
        return False
