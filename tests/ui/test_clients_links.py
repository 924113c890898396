"""Addresses in fields of the business's own: opened from the card and from the list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, custom_fields
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.parts.web_links import WebLink
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme

LONG = "disk.example/" + "очень-длинная-папка/" * 20


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def take(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return found


@pytest.fixture
def room(qtbot: QtBot, crm: Crm) -> Iterator[ClientsPage]:
    draft = FieldDraft(CustomNoun.CLIENT, CustomKind.LINK, "Папка")
    field = str(crm.do(custom_fields.add, draft).value)
    for name, value in (("Анна", LONG), ("Борис", "C:\\папка\\файл.exe"), ("Вера", "b.example")):
        crm.do(clients.add, ClientDraft(name=name, custom={field: value}))
    desk = Desk(Jobs(crm), Theme("light"), Navigator())
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.model.rowCount() == 3 and bool(made.view.known))
    made.view.show_columns(["name", f"custom:{field}"])
    qtbot.waitUntil(lambda: len(made.model.columns) == 2 and made.model.record(2) is not None)
    yield made
    desk.jobs.shutdown()


def click(room: ClientsPage, row: int, x: int) -> None:
    cell = room.table.visualRect(room.model.index(row, 1))
    spot = QPoint(cell.left() + x, cell.center().y())
    QTest.mouseClick(
        room.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot
    )


def test_the_picture_in_the_list_opens_what_is_an_address(
    room: ClientsPage, opened: list[str]
) -> None:
    click(room, 2, 14)
    assert opened == ["https://b.example"]
    click(room, 2, 120)
    assert len(opened) == 1, "beside the picture a click only marks the row"
    click(room, 1, 14)
    assert len(opened) == 1, "a file of this computer is no address of the web"


def test_the_menu_of_the_cell_opens_it(room: ClientsPage, opened: list[str], qtbot: QtBot) -> None:
    def texts(row: int, column: int) -> list[str]:
        room.table.setCurrentIndex(room.model.index(row, column))
        found: list[QMenu] = []
        room.listed.menu_asked.connect(found.append)
        room.table.customContextMenuRequested.emit(QPoint(5, 5))
        actions = found[0].actions()
        for one in actions:
            if one.text() == "Open the link":
                one.trigger()
        found[0].close()
        return [one.text() for one in actions]

    assert "Open the link" in texts(2, 1)
    assert opened == ["https://b.example"]
    assert "Open the link" not in texts(1, 1)
    assert "Open the link" not in texts(2, 0)


def test_the_card_opens_it_by_click_and_by_key(
    room: ClientsPage, opened: list[str], qtbot: QtBot
) -> None:
    first = room.model.record(0)
    assert first is not None
    room.open_record(first.id)
    qtbot.waitUntil(lambda: room.panel.facts.findChild(WebLink) is not None)
    link = room.panel.facts.findChild(WebLink)
    assert link is not None
    assert link.accessibleName() == f"Папка: {LONG}"
    qtbot.waitUntil(lambda: "…" in link.text())
    assert room.panel.width() < 1300, "a long address is cut, the card is not made wider"
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert len(opened) == 2
    assert opened[0].startswith("https://disk.example/")


def test_what_nobody_opens_is_copied(room: ClientsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    click(room, 2, 14)
    assert QGuiApplication.clipboard().text() == "b.example"
