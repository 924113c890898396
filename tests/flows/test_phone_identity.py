"""One number is one client, however it is written: typed, brought in, looked for, met again.

The notations are the vectors of the domain (`tests/data/vectors.json`: made for this project, MIT
as the project) and those of real lists, as seen in spreadsheets and exports of other programs.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, imports, settings
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind
from crm_desktop.domain.imports import OnMatch
from crm_desktop.queries import duplicates, search
from crm_desktop.queries import imports as import_queries
from crm_desktop.queries.duplicates import Probe
from crm_desktop.ui.clients.edit import ClientForm
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme

V: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "vectors.json").read_text(encoding="utf-8")
)["phones"]
MOBILE, OFFICE, TOLL_FREE = "+79161234567", "+74951112233", "+78005553535"
REAL: dict[str, tuple[str, ...]] = {
    "(916) 123-45-67": (MOBILE,),
    "916 123 45 67": (MOBILE,),
    "8.916.123.45.67": (MOBILE,),
    "8(916)12-34-567": (MOBILE,),
    "тел. 8 (343) 123-45-67": ("+73431234567",),
    "Phone: +7 916 123 45 67": (MOBILE,),
    "8 (495) 111-22-33 доб. 123": (OFFICE,),
    "8 (495) 111-22-33 (доб. 0792)": (OFFICE,),
    "8 495 111-22-33 x4563": (OFFICE,),
    "'+79161234567": (MOBILE,),
    "79161234567.0": (MOBILE,),
    "7.9161234567E10": (MOBILE,),
    "7,9161234567E+10": (MOBILE,),
    "8\u00a0916\u00a0123-45-67\u00a0": (MOBILE,),
    "+7\u202f(916)\u202f123\u201345\u201367": (MOBILE,),
    "8 916 123-45-67, 8 495 111-22-33": (MOBILE, OFFICE),
    "8 916 123-45-67; 8 495 111-22-33": (MOBILE, OFFICE),
    "8 916 123-45-67 / 8 495 111-22-33": (MOBILE, OFFICE),
    "8 916 123-45-67 8 495 111-22-33": (MOBILE, OFFICE),
    "8 903 236 55 44": ("+79032365544",),
    "88005553535": (TOLL_FREE,),
    "8 (701) 123-45-67": ("+77011234567",),
}
"""`breakage.md` of the design: what stands in the cells of real lists."""
AT_A_LINE_BREAK = "8 916 123-45-67\n8 495 111-22-33"
"""Two numbers in a cell; no line of a form can hold this."""
SAVED_AS_NUMBERS = {79161234567.0: MOBILE, 9161234567: MOBILE, 84951112233: OFFICE}
"""Numbers in cells that a spreadsheet took for sums."""
UNREADABLE = ("123-45-67", "8 916 123 45 6", "8 999 999 99 9О", "112", "8 916 123 45 678 9")
"""No area code, a digit too few, a letter, a digit too many: kept and never guessed at."""


def notations(region: str) -> dict[str, tuple[str, ...]]:
    """Every readable way of writing, with the numbers that it means where `region` is home."""
    found: dict[str, tuple[str, ...]] = {
        row["input"]: (row["e164"],) for row in V["valid"] if row["default_region"] == region
    }
    if region == "RU":
        found |= {text: (MOBILE,) for row in V["duplicates"] for text in row}
        found |= {row["print"]: (row["e164"],) for row in V["print_ru"]}
        found |= {
            "+8 916 123 45 67": (MOBILE,),
            "89161234567 Иван": (MOBILE,),
            "+7 916 123-45-67; +7 495 111-22-33": (MOBILE, OFFICE),
        }
        found |= REAL
    return found


@dataclass
class Shop:
    """A base with one client for each number, known by that number."""

    crm: Crm
    region: str
    texts: dict[str, tuple[str, ...]]
    known: dict[str, int] = field(default_factory=dict)

    def clients(self, text: str) -> set[int]:
        return {self.known[normal] for normal in self.texts[text]}

    def normals(self, client: int) -> list[str]:
        sql = "SELECT normal FROM contact_point WHERE client_id = ? ORDER BY place"
        with self.crm.database.read() as connection:
            return [row[0] for row in connection.exec_driver_sql(sql, (client,))]


@pytest.fixture(scope="module", params=["RU", "BY", "GB"])
def shop(
    request: pytest.FixtureRequest, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("phones") / "base"
    shutil.copytree(template, folder)
    made = Shop(Crm(folder), request.param, notations(request.param))
    made.crm.do(settings.change, {"region": request.param})
    for number, normal in enumerate(sorted({n for one in made.texts.values() for n in one})):
        draft = ClientDraft(f"Владелец {'абвгдежзиклмнопрст'[number]}", points=(phone(normal),))
        made.known[normal] = made.crm.do(clients.add, draft).value
    yield made
    made.crm.close()


def phone(text: str) -> PointDraft:
    return PointDraft(PointKind.PHONE, text)


def test_typed_into_the_form(qtbot: QtBot, shop: Shop) -> None:
    desk = Desk(Jobs(shop.crm), Theme("light"), Navigator(), region=shop.region)
    form = ClientForm(desk)
    qtbot.addWidget(form)
    wrong = {}
    for text, normals in [*shop.texts.items(), *((one, (None,)) for one in UNREADABLE)]:
        form.edit(None)
        form.form.set_value("name", "Набранный")
        form.points.lists[0].rows[0].value.setText(text)
        done = shop.crm.do(clients.add, form.draft())
        stored = shop.normals(done.value)
        if stored != list(normals):
            wrong[text] = stored
        shop.crm.undo(done.operation)
    desk.jobs.shutdown()
    assert wrong == {}


def test_looked_for(shop: Shop) -> None:
    wrong = {}
    for text in shop.texts:
        offer = shop.crm.ask(search.palette, text, search.KINDS, ())
        found = {hit.id for hit in offer.hits if hit.kind == "client"}
        if found != shop.clients(text):
            wrong[text] = [hit.title for hit in offer.hits]
    assert wrong == {}


def test_met_again(shop: Shop) -> None:
    wrong = {}
    for text in shop.texts:
        probe = Probe("Кто-то другой", phones=(text,))
        alike = shop.crm.ask(duplicates.alike, probe)
        if {one.id for one in alike} != shop.clients(text):
            wrong[text] = [one.name for one in alike]
    for text in UNREADABLE:
        if shop.crm.ask(duplicates.alike, Probe("Кто-то другой", phones=(text,))):
            wrong[text] = ["somebody"]
    assert wrong == {}


def test_brought_in(shop: Shop, tmp_path: Path) -> None:
    """Every row meets the client of its number and leaves its e-mail there; the others are new."""
    cells: dict[object, tuple[str, ...]] = {}
    cells.update(shop.texts)
    if shop.region == "RU":
        cells[AT_A_LINE_BREAK] = (MOBILE, OFFICE)
        cells.update({number: (normal,) for number, normal in SAVED_AS_NUMBERS.items()})
    rows: list[object] = [*cells, *UNREADABLE]
    source = tmp_path / "телефоны.xlsx"
    with xlsxwriter.Workbook(str(source)) as book:
        sheet = book.add_worksheet()
        for number, value in enumerate(("Наименование", "Телефон", "E-mail")):
            sheet.write(0, number, value)
        for number, cell in enumerate(rows, 1):
            sheet.write_string(number, 0, f"Строка {number}")
            sheet.write(number, 1, cell)
            sheet.write_string(number, 2, f"row{number}@list.example")
    staged = shop.crm.ask(import_queries.stage_file, str(source), str(tmp_path / "staging"))
    plan = shop.crm.ask(import_queries.preview, staged, source.name).plan
    assert (plan.fields[1:], plan.on_match) == (("phone", "email"), OnMatch.FILL)
    done = shop.crm.do(imports.clients, plan)
    with shop.crm.database.read() as connection:
        sql = "SELECT normal, client_id FROM contact_point WHERE kind = 'email'"
        told = {str(mail): int(client) for mail, client in connection.exec_driver_sql(sql)}
    wrong = {}
    for number, cell in enumerate(rows, 1):
        met = told.get(f"row{number}@list.example")
        owners = {shop.known[normal] for normal in cells.get(cell, ())}
        new = met is not None and met not in shop.known.values()
        if (met not in owners) if owners else not new:
            wrong[cell] = met
    assert wrong == {}
    assert (done.value.updated, done.value.created) == (len(cells), len(UNREADABLE))
    shop.crm.undo(done.operation)
