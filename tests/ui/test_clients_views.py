"""Saved views of the list of clients: tabs that are kept, changed, shared and undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.commands import clients as commands
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.filters import EVERYBODY, Condition, Operator
from crm_desktop.domain.views import Sort, ViewSpec
from crm_desktop.exports.client_view import STANDARD
from crm_desktop.machine import Machine
from crm_desktop.queries import views
from crm_desktop.ui.clients.page import ClientsPage
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Jobs
from crm_desktop.ui.runtime.navigator import Navigator
from crm_desktop.ui.runtime.theme import Theme

_PEOPLE = (("Анна", "Тула"), ("Борис", "Казань"), ("Вера", "Казань"))
KAZAN = Condition("city", Operator.ONE_OF, ("Казань",))


def _room(qtbot: QtBot, crm: Crm, machine: Machine) -> ClientsPage:
    desk = Desk(Jobs(crm), Theme("light"), Navigator(), machine, language="ru")
    made = ClientsPage(desk)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: bool(made.view.known) and not made.book.live.stale)
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def room(qtbot: QtBot, crm: Crm, machine: Machine) -> Iterator[ClientsPage]:
    words.set_language("ru")
    for name, city in _PEOPLE:
        crm.do(commands.add, ClientDraft(name=name, city=city))
    made = _room(qtbot, crm, machine)
    yield made
    made.desk.jobs.shutdown()


def _names(room: ClientsPage) -> list[str]:
    rows = map(room.model.record, range(room.model.rowCount()))
    return [row.name if row is not None else "…" for row in rows]


def _tabs(room: ClientsPage) -> list[str]:
    return [room.tabs.bar.tabText(place) for place in range(room.tabs.bar.count())]


def _answer(room: ClientsPage, text: str) -> None:
    """Type into the dialog that comes up, and agree."""

    def typed() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        dialog.form.set_value("text", text)
        dialog.verb.click()

    QTimer.singleShot(0, room, typed)


def _kazan(room: ClientsPage, qtbot: QtBot) -> None:
    """A view of two clients, kept by its button."""
    room.filter.add(KAZAN)
    room.view.show_columns(["city", "name"])
    room.view.sort((Sort("name", descending=True),))
    _answer(room, "  Казань ")
    room.tabs.keep_button.click()
    qtbot.waitUntil(lambda: _tabs(room) == ["Все клиенты", "Казань"])
    qtbot.waitUntil(lambda: room.book.name() == "Казань")


def test_a_view_is_kept_and_comes_back(room: ClientsPage, qtbot: QtBot) -> None:
    _kazan(room, qtbot)
    assert not room.book.is_changed()
    assert room.tabs.save_button.isHidden()
    room.tabs.bar.setCurrentIndex(0)
    qtbot.waitUntil(lambda: _names(room) == ["Анна", "Борис", "Вера"])
    assert room.view.fields() == STANDARD
    assert room.filter.isHidden()
    room.activateWindow()
    room.table.setFocus()
    qtbot.waitUntil(room.table.hasFocus)
    QTest.keyClick(room.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _names(room) == ["Вера", "Борис"])
    assert [one.key for one in room.model.columns] == ["city", "name"]
    assert [chip.text for chip in room.filter.bar.chips] == ["Город: Казань"]


def test_changes_are_told_saved_reset_and_undone(room: ClientsPage, qtbot: QtBot) -> None:
    _kazan(room, qtbot)
    crm, jobs = room.desk.jobs.crm, room.desk.jobs
    room.view.sort((Sort("name"),))
    assert _tabs(room)[1] == "Казань •"
    assert not room.tabs.save_button.isHidden()
    # Another view and back: what was changed is still there.
    room.tabs.bar.setCurrentIndex(0)
    room.tabs.bar.setCurrentIndex(1)
    assert room.view.spec.sorts == (Sort("name"),)
    room.tabs.reset_button.click()
    assert room.view.spec.sorts == (Sort("name", descending=True),)
    room.view.sort((Sort("name"),))
    room.tabs.save_button.click()
    qtbot.waitUntil(lambda: not room.book.is_changed())
    assert crm.ask(views.saved, "client")[0].spec().sorts == (Sort("name"),)
    jobs.undo()
    qtbot.waitUntil(lambda: room.view.spec.sorts == (Sort("name", descending=True),))
    assert _tabs(room)[1] == "Казань"


def test_renamed_moved_and_deleted(room: ClientsPage, qtbot: QtBot) -> None:
    _kazan(room, qtbot)
    room.book.add("Вторая", ViewSpec())
    qtbot.waitUntil(lambda: _tabs(room) == ["Все клиенты", "Казань", "Вторая"])
    qtbot.waitUntil(lambda: room.book.name() == "Вторая")
    _answer(room, "Новая")
    room.tabs.rename()
    qtbot.waitUntil(lambda: _tabs(room) == ["Все клиенты", "Казань", "Новая"])
    room.tabs.bar.moveTab(2, 1)
    qtbot.waitUntil(lambda: [row.name for row in room.book.rows] == ["Новая", "Казань"])
    room.tabs.bar.moveTab(0, 2)
    qtbot.waitUntil(lambda: _tabs(room)[0] == "Все клиенты")
    told: list[str] = []
    room.desk.say = lambda text, *_rest: told.append(text)
    room.tabs.delete()
    qtbot.waitUntil(lambda: _tabs(room) == ["Все клиенты", "Казань"])
    assert told == ["Вид «Новая» удалён."]
    assert room.book.current == 0
    room.desk.jobs.undo()
    qtbot.waitUntil(lambda: _tabs(room) == ["Все клиенты", "Новая", "Казань"])


def test_a_view_is_shared_as_a_file(room: ClientsPage, qtbot: QtBot, tmp_path: Path) -> None:
    _kazan(room, qtbot)
    told: list[str] = []
    room.desk.say = lambda text, *_rest: told.append(text)
    room.tabs.write(tmp_path / "вид")
    file = tmp_path / "вид.json"
    qtbot.waitUntil(lambda: told == ["Вид записан в файл «вид.json»."])
    assert json.loads(file.read_text("utf-8"))["name"] == "Казань"
    room.tabs.read(file)
    qtbot.waitUntil(lambda: _tabs(room) == ["Все клиенты", "Казань", "Казань 2"])
    qtbot.waitUntil(lambda: room.book.name() == "Казань 2")
    assert _names(room) == ["Вера", "Борис"]
    file.write_text("[]", "utf-8")
    with qtbot.waitSignal(room.desk.jobs.refused):
        room.tabs.read(file)
    assert len(room.book.rows) == 2


def test_the_list_remembers_how_it_was(
    room: ClientsPage, qtbot: QtBot, crm: Crm, machine: Machine
) -> None:
    room.filter.add(Condition("name", Operator.CONTAINS, ("а",)))
    room.view.show_columns(["name", "inn"])
    room.desk.jobs.shutdown()
    again = _room(qtbot, crm, machine)
    # Columns are a habit, a filter was a question of yesterday.
    assert again.view.fields() == ("name", "inn")
    assert again.current_filter() == EVERYBODY
    _kazan(again, qtbot)
    again.desk.jobs.shutdown()
    third = _room(qtbot, crm, machine)
    qtbot.waitUntil(lambda: third.book.name() == "Казань")
    qtbot.waitUntil(lambda: _names(third) == ["Вера", "Борис"])
    third.desk.jobs.shutdown()
    machine.lists["client"] = "{no json"
    fourth = _room(qtbot, crm, machine)
    assert fourth.book.current == 0
    fourth.desk.jobs.shutdown()
