"""What is known of real lists: where the header is, what columns mean, what cells are worth."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ColumnFact:
    """A column and the fields that it may be given; none when nobody judges it."""

    index: int
    header: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class CellFact:
    """A cell and the values that it may be cleaned to; None: kept as typed, and marked."""

    row: int
    column: int
    raw: object
    accept: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ListFact:
    """One file.

    `scoring` is `all`, `values` (only cells and the choice of the sheet), `no_crash`, `refuse` or
    `password`. A file that holds no list has no `sheet` and no header. `region` is the country whose
    phones it writes without their code.
    """

    path: Path
    scoring: str
    sheet: str | None
    header_rows: tuple[int, ...]
    first: int
    last: int
    rows: int
    columns: tuple[ColumnFact, ...]
    cells: tuple[CellFact, ...]
    has_list: bool
    region: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields are judged, and which others are as good as each."""

    judged: frozenset[str]
    same: dict[str, list[str]]

    def accepted(self, field: str) -> frozenset[str]:
        """What may stand for the field; empty when it is not judged."""
        return (
            frozenset([field, *self.same.get(field, ())]) if field in self.judged else frozenset()
        )


def load(file: Path, folder: Path, *, of: tuple[str, ...] = ("",)) -> list[ListFact]:
    """The facts that a file tells about the lists in a folder whose names begin so."""
    known = json.loads(file.read_text(encoding="utf-8"))
    schema = known["schema"]
    fields = Fields(frozenset(schema["scored_fields"]), schema["field_equivalents"])
    return [
        _fact(folder / one["file"], one["expected"], fields)
        for one in known["files"]
        if one["file"].startswith(of)
    ]


def _fact(path: Path, expected: dict[str, Any], fields: Fields) -> ListFact:
    sheets = [one for one in expected.get("sheets", ()) if one.get("main")]
    main = sheets[0] if sheets else {}
    return ListFact(
        path,
        expected["scoring"],
        main.get("sheet"),
        tuple(main.get("header_rows", ())),
        main.get("data_first_row", 0),
        main.get("data_last_row", 0),
        main.get("data_rows", 0),
        tuple(
            ColumnFact(one["index"], str(one["header"]), fields.accepted(one["field"]))
            for one in main.get("columns", ())
        ),
        tuple(
            CellFact(one["row"], one["col"], one["raw"], tuple(one["accept"]))
            for one in expected.get("values", ())
        ),
        bool(main),
        expected.get("phone_region", "RU"),
    )
