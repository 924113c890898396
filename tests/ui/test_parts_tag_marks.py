"""Colours of tags where they are seen: discs in the list, chips with their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.commands import clients, dictionaries
from crm_desktop.crm import Crm
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.machine import Machine
from crm_desktop.ui.parts.tag_marks import TagChip, tag_marks
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.app import Program
from tests.fixtures import a_client

DECORATION = Qt.ItemDataRole.DecorationRole


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, base: Path) -> Iterator[Program]:
    theme = Theme("light", 1.0, "ru")
    theme.apply(qapp)
    made = Program(Crm(base), theme, Machine(), immediate=True)
    made.show()
    yield made
    made.close()
    qapp.setStyleSheet("")


def colours_of(icon: QIcon) -> set[str]:
    """All colours that are drawn in full somewhere in a picture."""
    drawn = icon.pixmap(16, 16).toImage()
    points = ((x, y) for x in range(drawn.width()) for y in range(drawn.height()))
    found = (QColor.fromRgba(drawn.pixel(x, y)) for x, y in points)
    return {one.name() for one in found if one.alpha() == 255}


def test_a_coloured_tag_is_seen_in_the_list_beside_its_text(program: Program, qtbot: QtBot) -> None:
    jobs, tagged = program.desk.jobs, replace(a_client("Анна"), tags=("опт", "VIP"))
    jobs.run(clients.add, tagged, owner=program.window)
    program.desk.navigator.go("clients")
    page: Any = program.window.page("clients")
    page.listed.view.show_columns(["name", "tags"])
    model = page.listed.model

    def cell(role: Qt.ItemDataRole) -> Any:
        keys = [one.key for one in model.columns]
        return model.data(model.index(0, keys.index("tags")), role)

    qtbot.waitUntil(lambda: cell(Qt.ItemDataRole.DisplayRole) == "опт, VIP")
    assert cell(DECORATION) is None
    jobs.run(dictionaries.change, DictionaryKind.TAG, "VIP", colour=5, owner=page)
    qtbot.waitUntil(lambda: isinstance(cell(DECORATION), QIcon))
    assert program.desk.theme.stage_colour(5).name() in colours_of(cell(DECORATION))
    assert cell(Qt.ItemDataRole.DisplayRole) == "опт, VIP"


def test_only_tags_with_a_colour_have_discs(qapp: QApplication) -> None:
    theme = Theme("dark", 1.0, "ru")
    assert tag_marks(theme, ("опт",), {"VIP": 1}) is None
    icon = tag_marks(theme, ("опт", "VIP", "свои"), {"VIP": 1, "свои": 4})
    assert icon is not None
    assert {theme.stage_colour(1).name(), theme.stage_colour(4).name()} <= colours_of(icon)


def test_a_chip_says_its_tag_in_its_colour(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme("light", 1.0, "ru")
    chip = TagChip(theme, "VIP", 5)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    drawn = chip.grab().toImage()
    assert QColor(drawn.pixel(drawn.width() // 2, 3)).name() == theme.stage_wash(5).name()
    assert chip.text() == "VIP"
