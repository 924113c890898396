"""M6: all clients into a file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from crm_desktop.crm import Crm
from crm_desktop.exports.lists import clients_to_file
from tests.bench import child, raw_import
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, whole

_ROWS = (
    "SELECT c.name, c.kind, c.inn, c.city, c.source, c.comment, c.external_id, c.created_at, "
    "(SELECT group_concat(p.value, ', ') FROM contact_point p "
    "WHERE p.client_id = c.id AND p.kind = 'phone'), "
    "(SELECT group_concat(p.value, ', ') FROM contact_point p "
    "WHERE p.client_id = c.id AND p.kind = 'email'), "
    "(SELECT group_concat(k.name, ', ') FROM contact k WHERE k.client_id = c.id), "
    "(SELECT group_concat(value, ', ') FROM json_each(c.tags)) "
    "FROM client c ORDER BY c.id"
)


@measure("M6")
def export(bench: Bench, size: int) -> Iterator[Figure]:
    """As csv beside the csv module, as xlsx beside XlsxWriter that holds no rows."""
    base = bench.store.base(size)
    crm, raw = Crm(base), raw_import.connect(base)
    try:
        with bench.store.place() as folder:
            for ending, probe in (("csv", _raw_csv), ("xlsx", _raw_xlsx)):
                rounds = [
                    _round(crm, raw, folder / f"{n}.{ending}", probe) for n in range(bench.rounds)
                ]
                yield Figure(
                    "M6",
                    f"export as {ending}",
                    size,
                    "s",
                    goal=Goal(1.5),
                    **whole([ours for ours, _ in rounds], [least for _, least in rounds]),
                )
    finally:
        raw.close()
        crm.close()


def _round(
    crm: Crm, raw: Any, target: Path, probe: Callable[[Any, Path], None]
) -> tuple[float, float]:
    least = child.seconds(lambda: probe(raw, target.with_stem("raw")))
    return child.seconds(lambda: crm.export(clients_to_file, target, "ru")), least


def _raw_csv(raw: Any, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(raw.execute(_ROWS))


def _raw_xlsx(raw: Any, path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(raw.execute(_ROWS)):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell)
