"""The line that finds a client: by a scrap, by keyboard, a new one at once, nobody by accident."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.queries import clients as client_queries
from crm_desktop.ui.parts.client_picker import ClientPicker
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme
from tests.fixtures import a_client


@pytest.fixture
def picker(qtbot: QtBot, crm: Crm) -> Iterator[ClientPicker]:
    crm.do(clients.add, a_client("Семёнова Наталья", "8 916 123-45-67"))
    crm.do(clients.add, a_client("Ёлкин Пётр"))
    desk = Desk(Jobs(crm, immediate=True), Theme("light"), Navigator())
    window = QWidget()
    qtbot.addWidget(window)
    made = ClientPicker(desk)
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    window.show()
    window.activateWindow()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    yield made
    desk.jobs.shutdown()


def write(qtbot: QtBot, picker: ClientPicker, text: str) -> QWidget:
    picker.line.setText(text)
    picker.line.textEdited.emit(text)
    qtbot.waitUntil(picker.popup.isVisible)
    return picker.popup


def test_the_last_digits_of_a_phone_find_by_keyboard(qtbot: QtBot, picker: ClientPicker) -> None:
    popup = write(qtbot, picker, "4567")
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: picker.line.text() == "Семёнова Наталья")
    assert picker.value() is not None


def test_an_unknown_name_is_added_at_once(qtbot: QtBot, picker: ClientPicker, crm: Crm) -> None:
    popup = write(qtbot, picker, "Окна и двери")
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: picker.line.text() == "Окна и двери")
    chosen = picker.value()
    assert chosen is not None
    assert crm.ask(client_queries.card, chosen).name == "Окна и двери"


def test_what_was_only_typed_is_nobody(qtbot: QtBot, picker: ClientPicker) -> None:
    first = 1
    picker.set_value(first)
    assert picker.line.text() == "Семёнова Наталья"
    popup = write(qtbot, picker, "Ёлк")
    popup.close()
    picker.line.editingFinished.emit()
    assert (picker.value(), picker.line.text()) == (first, "Семёнова Наталья")


def test_an_emptied_line_is_nobody(qtbot: QtBot, picker: ClientPicker) -> None:
    picker.set_value(1)
    picker.line.clear()
    picker.line.textEdited.emit("")
    assert picker.value() is None
