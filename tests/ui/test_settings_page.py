"""The settings room: sections are found by other words, opened by address, kept as they were left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import crm_desktop
from crm_desktop import licences
from crm_desktop.crm import Crm
from crm_desktop.machine import Machine
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.settings.about import AboutSection
from crm_desktop.ui.settings.contents import SECTIONS
from crm_desktop.ui.settings.licences import LicencesDialog
from crm_desktop.ui.settings.page import SettingsPage
from crm_desktop.ui.shell.app import Program


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    theme = Theme("light", 1.0, "en")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def page(program: Program) -> SettingsPage:
    program.desk.navigator.go("settings")
    found = program.window.page("settings")
    assert isinstance(found, SettingsPage)
    return found


def test_every_section_has_an_address_and_opens(program: Program, page: SettingsPage) -> None:
    ids = [spec.id for spec in SECTIONS]
    assert len(set(ids)) == len(ids)
    for spec in SECTIONS:
        program.desk.navigator.go("settings", spec.id)
        assert page.current == spec.id
        assert page.title.text() == spec.title()
        assert page.section(spec.id).isVisible()
    program.desk.navigator.back()
    assert page.current == ids[max(len(ids) - 2, 0)]


def test_an_address_of_no_section_shows_the_first(program: Program, page: SettingsPage) -> None:
    program.desk.navigator.go("settings", "nowhere")
    assert page.current == SECTIONS[0].id
    with pytest.raises(LookupError):
        page.section("nowhere")


def test_the_room_opens_with_the_keyboard_in_its_search(
    program: Program, page: SettingsPage, qtbot: QtBot
) -> None:
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    program.desk.navigator.go("clients")
    program.desk.navigator.go("settings")
    assert page.search.hasFocus()


def test_down_leads_from_the_search_into_the_list(page: SettingsPage, program: Program) -> None:
    program.window.activateWindow()
    page.focus_search()
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()


def test_a_section_is_found_by_another_word(page: SettingsPage, program: Program) -> None:
    page.focus_search()
    page.search.setText("LICENCES")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert program.desk.navigator.here == ("settings", "about")
    shown = [one for one in range(page.list.count()) if not page.list.isRowHidden(one)]
    assert [SECTIONS[one].id for one in shown] == ["about"]
    page.search.setText("qwerty")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.nothing.isVisible()
    assert page.current == "about"
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert not page.nothing.isVisible()
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()


def test_about_names_versions_and_places(program: Program, page: SettingsPage) -> None:
    section = page.section("about")
    assert isinstance(section, AboutSection)
    section.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert f"CRM Desktop: {crm_desktop.__version__}" in copied
    assert "SQLite: 3." in copied
    texts = {label.text() for label in section.findChildren(QLabel)}
    for place in ("base.db", "files", "backups"):
        assert str(program.crm.folder / place) in texts


def test_every_part_shows_the_text_of_its_licence(page: SettingsPage, program: Program) -> None:
    dialog = LicencesDialog(page, program.desk.theme, licences.parts())
    shown = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    qt = next(row for row, name in enumerate(shown) if name.startswith("pyside6-essentials 6"))
    dialog.list.setCurrentRow(qt)
    assert dialog.licence.text() == "LGPL-3.0-only"
    for row, name in enumerate(shown):
        dialog.list.setCurrentRow(row)
        assert len(dialog.text.toPlainText()) > 200, name
    dialog.deleteLater()
