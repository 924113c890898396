"""What Qt says by itself is said in the language of the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QMessageBox,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from crm_desktop import words
from crm_desktop.ui.runtime.speech import speak


@pytest.fixture
def russian(qapp: QApplication) -> Iterator[None]:
    before = words.language()
    words.set_language("ru")
    speak(qapp)
    yield
    words.set_language(before)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale.c())


def texts(widget: QWidget) -> Iterator[str]:
    """What is written on the labels and buttons, and told of them."""
    for one in widget.findChildren(QWidget):
        if isinstance(one, QLabel | QAbstractButton):
            yield from (one.text(), one.toolTip(), one.accessibleName())


@pytest.mark.parametrize("mode", QFileDialog.AcceptMode)
def test_the_dialog_for_files_is_russian(
    qtbot: QtBot, russian: None, tmp_path: Path, mode: QFileDialog.AcceptMode
) -> None:
    (tmp_path / "папка").mkdir()
    dialog = QFileDialog(None, "Файл", str(tmp_path), "Книга (*.*)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.show()
    said = [text for text in texts(dialog) if text]
    assert len(said) > 8
    assert [text for text in said if re.search("[A-Za-z]", text)] == []
    table = dialog.findChild(QTreeView)
    assert isinstance(table, QTreeView)
    model = table.model()
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(4)]
    assert [head for head in heads if re.search("[A-Za-z]", str(head))] == []
    qtbot.waitUntil(lambda: model.rowCount(table.rootIndex()) == 1)
    assert model.index(0, 2, table.rootIndex()).data() == "Папка"


def test_the_buttons_of_questions_are_russian(qtbot: QtBot, russian: None) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    kinds = QMessageBox.StandardButton
    box.setStandardButtons(kinds.Cancel | kinds.Yes | kinds.No | kinds.Save | kinds.Retry)
    assert [one.text() for one in box.buttons() if re.search("[A-Za-z]", one.text())] == []


def test_what_nobody_translated_stays_as_it_is(russian: None) -> None:
    assert QCoreApplication.translate("Nobody", "A text of nobody") == "A text of nobody"


def test_english_is_left_to_qt(qapp: QApplication, russian: None) -> None:
    words.set_language("en")
    speak(qapp)
    assert qapp.findChildren(QTranslator, "speech of Qt")[0].isEmpty()
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "&Look in:"
