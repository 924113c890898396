"""The frame of the window: rail, header, sections that are off, going back, saying what is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from crm_desktop import machine
from crm_desktop.commands import clients, tasks
from crm_desktop.crm import Crm
from crm_desktop.domain.tasks import TaskDraft
from crm_desktop.machine import Machine
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import tasks as task_queries
from crm_desktop.ui.runtime.sections import Section, Sections
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from crm_desktop.ui.shell.window import ROOMY_UNITS
from tests.fixtures import a_client

NOON = datetime.fromisoformat("2026-12-01T12:00")


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    made = Program(
        Crm(base), Theme("light", 1.0, "en"), Machine(), now=lambda: NOON, immediate=True
    )
    made.show()
    yield made
    made.close()


def names_of(program: Program) -> list[str]:
    """The sections on the rail, from the top, but today and the settings."""
    apart = {"today", "settings"}
    return [one for one in program.window.rail.buttons if one not in apart]


def test_the_rail_goes_where_it_says(program: Program) -> None:
    rail, window = program.window.rail, program.window
    QTest.mouseClick(rail.buttons["tasks"], Qt.MouseButton.LeftButton)
    assert program.desk.navigator.here == ("tasks",)
    assert window.stack.currentWidget() is window.page("tasks")
    assert window.header.title.text() == "Tasks"
    assert window.header.new_button.text() == "New task"
    # A second click does not take the mark away.
    QTest.mouseClick(rail.buttons["tasks"], Qt.MouseButton.LeftButton)
    assert rail.buttons["tasks"].isChecked()
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert program.desk.navigator.here == ("clients",)
    assert rail.buttons["clients"].isChecked()
    assert not rail.buttons["tasks"].isChecked()


def test_narrow_and_wide_is_remembered(program: Program) -> None:
    rail = program.window.rail
    wide = rail.width()
    rail.fold.click()
    assert rail.width() < wide / 3
    assert rail.buttons["deals"].toolTip() == "Deals (Ctrl+3)"
    assert machine.load().rail_collapsed is True
    rail.fold.click()
    assert rail.width() == wide


def test_a_badge_says_how_much_and_of_what(program: Program) -> None:
    rail = program.window.rail
    rail.set_badge("tasks", 3, "3 due")
    assert rail.buttons["tasks"].badge() == "3"
    assert rail.buttons["tasks"].accessibleName() == "Tasks · 3 due"
    rail.set_badge("tasks", 120, "120 due")
    assert rail.buttons["tasks"].badge() == "99+"
    rail.set_badge("tasks", 0, "0 due")
    assert rail.buttons["tasks"].badge() == ""
    assert rail.buttons["tasks"].accessibleName() == "Tasks"


def test_a_section_that_is_off_is_off_everywhere(program: Program) -> None:
    window, desk = program.window, program.desk
    desk.navigator.go("documents")
    desk.sections.show("documents", False)
    assert names_of(program) == ["clients", "deals", "tasks"]
    assert desk.navigator.here == ("today",), "nobody is left on a page that is off"
    assert not desk.navigator.knows("document")
    assert not desk.navigator.knows("invoice-for-deal")
    assert "go-documents" not in [spec.id for spec in window.table.bound()]
    desk.navigator.back()
    assert desk.navigator.here == ("clients",)
    assert machine.load().hidden_sections == ["documents"]
    client = program.crm.do(clients.add, a_client("Анна")).value
    window.page("clients").open_record(client)
    shown = {
        one.objectName()
        for one in window.page("clients").panel.findChildren(QPushButton)
        if not one.isHidden()
    }
    assert "deal-for-client" in shown
    assert "invoice-for-client" not in shown
    desk.sections.show("documents", True)
    assert names_of(program) == ["clients", "deals", "tasks", "documents"]
    assert desk.navigator.knows("document")


def test_what_the_business_needs_cannot_be_switched_off(program: Program) -> None:
    program.desk.sections.show("clients", False)
    assert names_of(program)[0] == "clients"


def test_the_order_is_the_users_and_so_are_the_keys(program: Program) -> None:
    rail, window = program.window.rail, program.window
    menu = rail.menu_of(program.desk.sections.all()[3])
    assert [one.text() for one in menu.actions() if one.text()] == [
        "Move up",
        "Move down",
        "Switch “Tasks” off",
    ]
    menu.actions()[0].trigger()
    assert names_of(program) == ["clients", "tasks", "deals", "documents"]
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert program.desk.navigator.here == ("tasks",)
    assert machine.load().section_order == ["today", "clients", "tasks", "deals", "documents"]


def test_a_section_that_this_machine_has_not_seen_stands_where_it_is_declared() -> None:
    sections = Sections(Machine(section_order=["c", "a"]))
    sections.declare([Section(name, lambda: "", "users") for name in "abc"])
    assert [one.id for one in sections.all()] == ["c", "a", "b"]


def test_new_here_and_something_else_new(program: Program) -> None:
    window = program.window
    program.desk.navigator.go("tasks")
    window.header.new_button.click()
    assert not window.page("tasks").form.isHidden()
    menu = window.header.more_button.menu()
    assert menu is not None
    deal = next(one for one in menu.actions() if one.text() == "New deal")
    deal.trigger()
    assert program.desk.navigator.here == ("deals",)
    form = window.page("deals").form
    assert not form.isHidden()
    form.form.set_value("title", "Окна")
    form.save()
    assert form.form.problem("client_id"), "a deal is somebody's"


def test_ctrl_n_makes_what_the_header_says(program: Program) -> None:
    window, control = program.window, Qt.KeyboardModifier.ControlModifier
    program.desk.navigator.go("today")
    assert window.header.new_button.text() == "New client"
    QTest.keyClick(window, Qt.Key.Key_N, control)
    assert program.desk.navigator.here == ("clients",)
    assert not window.page("clients").right.isHidden()
    program.desk.navigator.go("tasks")
    QTest.keyClick(window, Qt.Key.Key_N, control)
    assert not window.page("tasks").form.isHidden()


def test_del_asks_the_list_only(program: Program) -> None:
    window, crm = program.window, program.crm
    crm.do(tasks.add, TaskDraft(title="Позвонить"))
    program.desk.navigator.go("tasks")
    room = window.page("tasks")
    room.table.step(1)
    window.activateWindow()
    room.done_button.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Delete)
    assert len(crm.ask(task_queries.listing)) == 1
    room.table.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Delete)
    assert crm.ask(task_queries.listing) == []
    assert window.toast.text() == "The task is in the bin."
    window.toast.button.click()
    assert len(crm.ask(task_queries.listing)) == 1


def test_del_takes_the_client_under_the_cursor_without_its_card(
    program: Program, qtbot: QtBot
) -> None:
    crm, window = program.crm, program.window
    for name in ("Анна", "Борис"):
        crm.do(clients.add, a_client(name))
    program.desk.navigator.go("tasks")
    program.desk.navigator.go("clients")
    room = window.page("clients")
    room.left.ids.refresh()
    room.table.selectRow(1)
    room.table.setFocus()
    room.model.ensure(0, 1)
    QTest.keyClick(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: crm.ask(client_queries.count) == 1)
    assert window.toast.text() == "“Борис” is in the bin."
    window.toast.button.click()
    assert crm.ask(client_queries.count) == 2
    room.table.selectAll()
    QTest.keyClick(window, Qt.Key.Key_Delete)
    # Several are not gone by one key: it is shown who would go first.
    qtbot.waitUntil(lambda: room.bulk.do_button.text() == "Put 2 clients into the bin")
    assert crm.ask(client_queries.count) == 2
    room.bulk.do_button.click()
    qtbot.waitUntil(lambda: crm.ask(client_queries.count) == 0)
    window.toast.button.click()
    assert crm.ask(client_queries.count) == 2


def test_the_next_record_while_the_card_stays_open(program: Program) -> None:
    for name in ("Анна", "Борис", "Вера"):
        program.crm.do(clients.add, a_client(name))
    program.desk.navigator.go("tasks")
    program.desk.navigator.go("clients")
    room = program.window.page("clients")
    first, second, third = program.crm.ask(client_queries.ids)
    room.left.ids.refresh()
    room.open_record(first)
    control = Qt.KeyboardModifier.ControlModifier
    for expected in (second, third, third):
        QTest.keyClick(program.window, Qt.Key.Key_Down, control)
        assert room.panel.client_id == expected
    QTest.keyClick(program.window, Qt.Key.Key_Up, control)
    assert room.panel.client_id == second


def test_esc_leaves_a_page_that_is_no_section(program: Program) -> None:
    QTest.keyClick(program.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert program.desk.navigator.here == ("imports",)
    QTest.keyClick(program.window.page("imports"), Qt.Key.Key_Escape)
    assert program.desk.navigator.here == ("clients",)


def test_the_menu_holds_every_action(program: Program) -> None:
    whole = program.window.header.menu_button.menu()
    assert whole is not None
    parts = [one.menu() for one in whole.actions()]
    held = [
        action.objectName()
        for menu in parts
        if isinstance(menu, QMenu)
        for action in menu.actions()
        if not action.isSeparator()
    ]
    assert sorted(held) == sorted(spec.id for spec in program.window.table.bound())


def test_large_letters_in_a_small_window_fold_the_rail(program: Program) -> None:
    rail, window, u = program.window.rail, program.window, program.desk.theme.u
    wide = rail.width()
    window.setMinimumSize(u(400), u(400))
    window.resize(u(ROOMY_UNITS) - 1, u(600))
    assert rail.width() < wide / 3
    # Asked for, the names come all the same; nothing of this is remembered.
    rail.toggle()
    assert rail.width() == wide
    assert machine.load().rail_collapsed is False
    window.resize(u(ROOMY_UNITS), u(600))
    assert rail.width() == wide
    window.resize(u(ROOMY_UNITS) - 1, u(600))
    assert rail.width() < wide / 3


def test_where_nothing_is_made_the_button_stands_back(program: Program) -> None:
    button, navigator = program.window.header.new_button, program.desk.navigator
    for page, primary in (("deals", True), ("settings", False), ("today", True)):
        navigator.go(page)
        assert bool(button.property("primary")) is primary


def test_while_a_form_is_open_its_verb_is_the_only_filled_button(program: Program) -> None:
    button, navigator = program.window.header.new_button, program.desk.navigator
    navigator.go("clients")
    page = program.window.page("clients")
    page.new()
    assert page.form.isVisible()
    assert button.property("primary") is False
    # Another page has no form open; coming back to this one, it is there again.
    navigator.go("deals")
    assert button.property("primary") is True
    navigator.go("clients")
    assert button.property("primary") is False
    page.form.give_up()
    assert button.property("primary") is True


def test_the_window_says_whose_base_it_is_and_fits_the_screen(program: Program) -> None:
    window = program.window
    assert window.windowTitle() == "Ромашка — CRM Desktop"
    room = window.screen().availableSize()
    assert window.height() <= room.height() - window.desk.theme.u(48)


def test_an_empty_list_asks_for_a_file_at_once(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_page: object, title: str, *_more: object) -> tuple[list[str], str]:
        asked.append(title)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    program.desk.navigator.go("clients")
    blank = program.window.page("clients").left.currentWidget()
    button = next(one for one in blank.findChildren(QPushButton) if "file" in one.text())
    button.click()
    assert asked == ["Lists of clients"]
    assert program.desk.navigator.here == ("imports",)


def test_what_was_just_said_stays_above_the_page_that_comes(program: Program) -> None:
    window = program.window
    done: list[bool] = []
    program.desk.say("Deleted.", "Undo", lambda: done.append(True))
    for place in ("tasks", "imports"):
        program.desk.navigator.go(place)
        there = window.stack.childAt(window.toast.geometry().center())
        assert there is not None
        assert there is window.toast or window.toast.isAncestorOf(there)
    QTest.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert done


def test_enter_presses_the_button_that_has_the_keyboard(program: Program) -> None:
    pressed: list[str] = []
    button = QPushButton("Load", program.window.stack)
    button.clicked.connect(lambda: pressed.append("load"))
    button.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        button.setFocus()
        QTest.keyClick(button, key)
    assert pressed == ["load"] * 3
    button.setCheckable(True)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert not button.isChecked()
    assert len(pressed) == 3
