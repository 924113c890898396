"""An import taken back after another import and two hundred things that were done since.

The whole base stands as it would without the first list, value by value, except what was touched
since: that stays and is listed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crm_desktop.commands import clients, imports, organisations
from crm_desktop.crm import Crm
from crm_desktop.db.reversal import Kept
from crm_desktop.db.tables import journalled
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import import_runs
from crm_desktop.queries import imports as looks
from tests.fixtures import ORGANISATION, a_client
from tests.random_days import DRIVERS, Days, Nothing

EDITS = 200
NOT_NOW = {"client.import", "bin.purge", "bin.delete"}
"""Another list comes by itself; what is gone for good can not be compared."""
HEAD = "Компания;Контактное лицо;Телефон;Город;Теги;Комментарий\n"

Rows = dict[tuple[str, int], dict[str, Any]]


def _list(crm: Crm, folder: Path, name: str, numbers: range, city: str) -> int | None:
    rows = (
        f"ООО «Фирма {n // 2}»;Человек {n};8 916 {n:03} 00-00;{city if n % 3 else ''};"
        f"{'опт' if n % 4 else ''};заметка {n} {city if n % 5 == 0 else ''}\n"
        for n in numbers
    )
    path = folder / f"{name}.csv"
    path.write_text(HEAD + "".join(rows), "utf-8")
    staged = crm.ask(looks.stage_file, str(path), str(folder / "staging"))
    plan = crm.ask(looks.preview, staged, path.name).plan
    return crm.do(imports.clients, plan).operation


def _rows(crm: Crm) -> Rows:
    """Every value of every journalled row, by table and id."""
    found: Rows = {}
    with crm.database.read() as connection:
        for table in journalled():
            names = [column.name for column in table.columns]
            listed = ", ".join(f'"{name}"' for name in names)
            for row in connection.exec_driver_sql(f'SELECT {listed} FROM "{table.name}"'):
                values = dict(zip(names, row, strict=True))
                found[table.name, values["id"]] = values
    return found


def _expected(
    before: Rows, first: Rows, since: Rows, kept: dict[tuple[str, int], Kept]
) -> Iterator[tuple[tuple[str, int], dict[str, Any] | None]]:
    """What every row should be without the first list; what is kept stays as it is now."""
    for key in before.keys() | first.keys() | since.keys():
        was, made, now = before.get(key), first.get(key), since.get(key)
        listed = kept.get(key)
        if was == made or (listed is not None and not listed.columns):
            yield key, now
        elif was is None or now is None:
            # The list made it, and it goes; or it is gone since.
            yield key, None
        else:
            columns = () if listed is None else listed.columns
            changed = {c for c in was if made is not None and was[c] != made[c]}
            yield key, {c: was[c] if c in changed.difference(columns) else now[c] for c in now}


def test_the_first_of_two_imports_is_taken_back(crm: Crm, tmp_path: Path) -> None:
    rng = random.Random(20261126)
    crm.do(organisations.save, ORGANISATION)
    for number in range(0, 40, 4):
        crm.do(clients.add, a_client(f"Прежний {number}", f"8 916 {number:03} 00-00"))
    before = _rows(crm)
    operation = _list(crm, tmp_path, "первый", range(60), "Тула")
    first = _rows(crm)
    _list(crm, tmp_path, "второй", range(30, 90), "Орёл")
    days = Days(crm, rng, tmp_path)
    drivers = [name for name in DRIVERS if name not in NOT_NOW]
    done = 0
    while done < EDITS:
        try:
            DRIVERS[rng.choice(drivers)](days)
        except (Nothing, Refused):
            continue
        done += 1
    since = _rows(crm)
    assert operation is not None
    foreseen = crm.foresee_undo(operation).kept
    undone = crm.undo(operation).value
    assert undone.kept == foreseen
    after = _rows(crm)
    kept = {(one.table, one.pk): one for one in undone.kept}
    wrong = [
        (key, want, after.get(key))
        for key, want in _expected(before, first, since, kept)
        if after.get(key) != want
    ]
    assert wrong == []
    # What stays was touched: its own values, or something that was added to it since.
    for key, one in kept.items():
        if one.reason == "changed-later":
            assert first.get(key) != since.get(key), one
    new = first.keys() - before.keys()
    assert {key for key in new if key[0] == "client"} - after.keys()
    assert {key for key in kept if key[0] == "client"}
    assert crm.database.check() == []
    # The edits bring lists of their own.
    names = {run.file_name for run in crm.ask(import_runs.past)}
    assert "второй.csv" in names
    assert "первый.csv" not in names
