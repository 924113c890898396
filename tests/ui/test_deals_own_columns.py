"""Fields of deals of the business's own stand on the paper and in the file of the board."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, custom_fields, deals
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.exports import views
from crm_desktop.ui.deals.page import DealsPage
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.fixtures import a_client


def test_own_fields_are_columns_of_the_file(qtbot: QtBot, crm: Crm, tmp_path: Path) -> None:
    client = crm.do(clients.add, a_client()).value
    area, urgent = (
        str(crm.do(custom_fields.add, FieldDraft(CustomNoun.DEAL, kind, name)).value)
        for kind, name in ((CustomKind.NUMBER, "Площадь"), (CustomKind.FLAG, "Срочно"))
    )
    crm.do(deals.add, DealDraft("Окна", client, custom={area: 125_000, urgent: True}))
    crm.do(deals.add, DealDraft("Двери", client))
    page = DealsPage(Desk(Jobs(crm), Theme("light"), Navigator()))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.count.text() != "")
    target = tmp_path / "deals.xlsx"
    crm.export(views.to_file, page._view(), target, "en")
    book = openpyxl.load_workbook(target)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    head = next(row for row in rows if "Площадь" in row)
    places = [head.index(name) for name in ("Title", "Площадь", "Срочно")]
    told = {
        row[places[0]]: (row[places[1]], row[places[2]]) for row in rows[rows.index(head) + 1 :]
    }
    assert told["Окна"] == (12.5, "yes")
    assert [one or None for one in told["Двери"]] == [None, None]
    # A field renamed or asked for no more is so on the next paper.
    page.desk.jobs.run(custom_fields.archive, int(urgent), owner=page)
    qtbot.waitUntil(lambda: "Срочно" not in [one.title for one in page._view().columns])
    page.desk.jobs.shutdown()
