"""M6: all clients into a file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from crm_desktop.crm import Crm
from crm_desktop.exports.lists import clients_to_file
from tests.bench import child, raw_import
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, whole

_WAYS = (
    "(SELECT group_concat(p.value, ', ' ORDER BY p.place, p.id) FROM contact_point p "
    "WHERE p.client_id = c.id AND p.kind = '{}' AND p.contact_id IS NULL)"
)
_CONTACTS = (
    "(SELECT group_concat(k.name || iif(k.position = '', '', ', ' || k.position) || coalesce("
    "(SELECT group_concat(', ' || p.value, '' ORDER BY p.place, p.id) FROM contact_point p "
    "WHERE p.contact_id = k.id), ''), char(10) ORDER BY k.id) FROM contact k "
    "WHERE k.client_id = c.id)"
)
_DAYS = (15, 22)
"""Places of the birthday and of the day of record."""
_ROWS = (
    "SELECT c.name, CASE c.kind WHEN 'person' THEN 'Частное лицо' WHEN 'company' THEN 'Компания' "
    "ELSE 'Предприниматель' END, c.last_name, c.first_name, c.middle_name, "
    f"{', '.join(_WAYS.format(kind) for kind in ('phone', 'email', 'messenger', 'site'))}, "
    f"{_CONTACTS}, c.inn, c.kpp, c.ogrn, c.city, c.address, {{birthday}}, c.rhythm_days, c.source, "
    "c.status, (SELECT group_concat(value, ', ') FROM json_each(c.tags)), c.comment, "
    "c.external_id, {created}{own} FROM client c WHERE c.deleted_at IS NULL ORDER BY c.id"
)
_TEXT_DAY, _SHEET_DAY = "strftime('%d.%m.%Y', substr({0}, 1, 10))", "substr({0}, 1, 10)"


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


def _asked(raw: Any, day: str) -> tuple[str, set[int]]:
    """The same cells as the product writes, fields of the business's own too; where days stand."""
    own, days = "", set(_DAYS)
    fields = raw.execute(
        "SELECT id, kind FROM custom_field WHERE noun = 'client' AND archived_at IS NULL "
        "ORDER BY rank, id"
    ).fetchall()
    for place, (id_, kind) in enumerate(fields, _DAYS[-1] + 1):
        value = f"c.custom ->> '{id_}'"
        if kind == "date":
            days.add(place)
            value = day.format(value)
        elif kind == "number":
            value = f"{value} / 10000.0"
        elif kind == "several":
            value = f"(SELECT group_concat(value, '; ') FROM json_each(c.custom, '$.{id_}'))"
        own += f", {value}"
    birthday, created = day.format("c.birthday"), day.format("c.created_at")
    return _ROWS.format(birthday=birthday, created=created, own=own), days


def _raw_csv(raw: Any, path: Path) -> None:
    asked, _days = _asked(raw, _TEXT_DAY)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(raw.execute(asked))


def _raw_xlsx(raw: Any, path: Path) -> None:
    options = {"constant_memory": True, "default_date_format": "dd.mm.yyyy"}
    asked, days = _asked(raw, _SHEET_DAY)
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(raw.execute(asked)):
            for column, cell in enumerate(row):
                if not cell:
                    continue
                if column in days:
                    sheet.write_datetime(number, column, datetime.fromisoformat(cell))
                elif cell.__class__ is str:
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write_number(number, column, cell)
            sheet.write_number(number, len(row), number)
            sheet.write_string(number, len(row) + 1, _STAMP)


_STAMP = "0123456789abcdef0123456789abcdef::1234"
"""As long as what a list carries unseen in every row."""
