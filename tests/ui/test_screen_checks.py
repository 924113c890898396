"""Each check of the screens catches a widget made wrong on purpose, and lets the right one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.ui.runtime.theme import Theme
from tests.screens import checks, sight
from tests.screens.checks import Check

LONG = "Закрывающие документы за прошлый квартал"


@pytest.fixture
def top(qapp: QApplication) -> Iterator[QWidget]:
    """A dressed window of 400×300."""
    font, palette, style = qapp.font(), qapp.palette(), qapp.style().name()
    Theme("light", 1.0, "ru").apply(qapp)
    window = QWidget()
    window.resize(400, 300)
    window.show()
    window.activateWindow()
    yield window
    window.close()
    window.deleteLater()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


def put(widget: QWidget, x: int, y: int, width: int, height: int) -> QWidget:
    widget.setGeometry(x, y, width, height)
    widget.show()
    return widget


def nameless(top: QWidget) -> None:
    put(QLineEdit(top), 10, 10, 200, 32)


def named(top: QWidget) -> None:
    nameless(top)
    top.findChildren(QLineEdit)[0].setAccessibleName("Имя")


def squeezed_label(top: QWidget) -> None:
    put(QLabel(LONG, top), 10, 10, 60, 20)


def wide_label(top: QWidget) -> None:
    put(QLabel(LONG, top), 10, 10, 380, 20)


def wrapped_label_of_one_line(top: QWidget) -> None:
    label = QLabel(LONG, top)
    label.setWordWrap(True)
    put(label, 10, 10, 120, 18)


def wrapped_label(top: QWidget) -> None:
    label = QLabel(LONG, top)
    label.setWordWrap(True)
    put(label, 10, 10, 120, 80)


def long_word(top: QWidget) -> None:
    label = QLabel("Достопримечательности", top)
    label.setWordWrap(True)
    put(label, 10, 10, 60, 80)


def squeezed_button(top: QWidget) -> None:
    put(QPushButton(LONG, top), 10, 10, 80, 32)


def wide_button(top: QWidget) -> None:
    put(QPushButton(LONG, top), 10, 10, 380, 34)


def squeezed_tool(top: QWidget) -> None:
    tool = QToolButton(top)
    tool.setText(LONG)
    put(tool, 10, 10, 80, 32)


def squeezed_check(top: QWidget) -> None:
    put(QCheckBox(LONG, top), 10, 10, 80, 30)


def squeezed_combo(top: QWidget) -> None:
    box = QComboBox(top)
    box.addItem(LONG)
    put(box, 10, 10, 90, 32)


def squeezed_hint(top: QWidget) -> None:
    line = QLineEdit(top)
    line.setPlaceholderText(LONG)
    put(line, 10, 10, 90, 32)


def squeezed_area_hint(top: QWidget) -> None:
    area = QPlainTextEdit(top)
    area.setPlaceholderText(LONG)
    put(area, 10, 10, 90, 30)


def squeezed_tabs(top: QWidget) -> None:
    tabs = QTabBar(top)
    tabs.setElideMode(Qt.TextElideMode.ElideRight)
    tabs.setUsesScrollButtons(False)
    for _ in range(3):
        tabs.addTab(LONG)
    put(tabs, 10, 10, 200, 32)


def table(top: QWidget, width: int, cell: str) -> None:
    made = QTableWidget(1, 1, top)
    made.setHorizontalHeaderLabels([cell])
    made.setColumnWidth(0, width)
    made.setItem(0, 0, QTableWidgetItem(cell))
    put(made, 10, 10, 380, 200)


def squeezed_header(top: QWidget) -> None:
    table(top, 60, LONG)


def wide_header(top: QWidget) -> None:
    table(top, 340, LONG)


def squeezed_cell(top: QWidget) -> None:
    table(top, 60, "[Ñàmé öf ţĥé çļîéñţ~~~~~]")
    top.findChildren(QTableWidget)[0].horizontalHeader().hide()


def outside(top: QWidget) -> None:
    put(QPushButton("Ok", top), 380, 10, 60, 32)


def squeezed_in_layout(top: QWidget) -> None:
    inner = QWidget(top)
    QVBoxLayout(inner).addWidget(QPushButton(LONG))
    inner.setFixedWidth(100)
    put(inner, 10, 10, 100, 60)


def sideways(top: QWidget) -> None:
    area = QScrollArea(top)
    inside = QWidget()
    inside.setFixedSize(900, 100)
    area.setWidget(inside)
    put(area, 10, 10, 300, 200)


def lying_on_each_other(top: QWidget) -> None:
    put(QPushButton("Ok", top), 10, 10, 100, 32)
    put(QPushButton("Нет", top), 60, 20, 100, 32)


def floating(top: QWidget) -> None:
    lying_on_each_other(top)
    top.findChildren(QPushButton)[1].setProperty("overlay", True)


def in_a_muddle(top: QWidget) -> None:
    for y in (100, 10, 200):
        put(QPushButton(f"{y}", top), 10, y, 80, 34)


def in_order(top: QWidget) -> None:
    for y in (10, 100, 200):
        put(QPushButton(f"{y}", top), 10, y, 80, 34)


def two_of_one_letter(top: QWidget) -> None:
    put(QPushButton("&Save", top), 10, 10, 80, 34)
    put(QPushButton("&Send", top), 10, 60, 80, 34)


def a_menu_of_one_letter(top: QWidget) -> None:
    menu = QMenu(top)
    menu.addAction("&Открыть")
    menu.addAction("&Отменить")


def two_letters(top: QWidget) -> None:
    put(QPushButton("&Save", top), 10, 10, 80, 34)
    put(QPushButton("S&end && go", top), 10, 60, 80, 34)


def pale(top: QWidget) -> None:
    label = QLabel(LONG, top)
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#A0A8B0"))
    label.setPalette(palette)
    put(label, 10, 10, 380, 20)


def without_a_frame(top: QWidget) -> None:
    button = QPushButton("Ok", top)
    button.setStyleSheet("QPushButton:focus { border: 1px solid #8D95A0; }")
    put(button, 10, 10, 80, 34)


def with_a_thin_frame(top: QWidget) -> None:
    button = QPushButton("Ok", top)
    button.setStyleSheet(
        "QPushButton { border: 1px solid white; background: white; }"
        "QPushButton:focus { border: 1px solid black; }"
    )
    put(button, 10, 10, 80, 34)


WRONG: list[tuple[Check, Callable[[QWidget], None]]] = [
    (checks.everything_has_a_name, nameless),
    (checks.no_text_is_clipped, squeezed_label),
    (checks.no_text_is_clipped, wrapped_label_of_one_line),
    (checks.no_text_is_clipped, long_word),
    (checks.no_text_is_clipped, squeezed_button),
    (checks.no_text_is_clipped, squeezed_tool),
    (checks.no_text_is_clipped, squeezed_check),
    (checks.no_text_is_clipped, squeezed_combo),
    (checks.no_text_is_clipped, squeezed_hint),
    (checks.no_text_is_clipped, squeezed_area_hint),
    (checks.no_text_is_clipped, squeezed_tabs),
    (checks.no_text_is_clipped, squeezed_header),
    (checks.no_text_is_clipped, squeezed_cell),
    (checks.nothing_is_outside, outside),
    (checks.nothing_is_outside, squeezed_in_layout),
    (checks.nothing_is_outside, sideways),
    (checks.nothing_overlaps, lying_on_each_other),
    (checks.keys_go_as_eyes_do, in_a_muddle),
    (checks.mnemonics_are_unique, two_of_one_letter),
    (checks.mnemonics_are_unique, a_menu_of_one_letter),
    (sight.texts_are_readable, pale),
    (sight.focus_shows, without_a_frame),
    (sight.focus_shows, with_a_thin_frame),
]

RIGHT: list[tuple[Check, Callable[[QWidget], None]]] = [
    (checks.everything_has_a_name, named),
    (checks.no_text_is_clipped, wide_label),
    (checks.no_text_is_clipped, wrapped_label),
    (checks.no_text_is_clipped, wide_button),
    (checks.no_text_is_clipped, wide_header),
    (checks.nothing_is_outside, wide_button),
    (checks.nothing_overlaps, floating),
    (checks.keys_go_as_eyes_do, in_order),
    (checks.mnemonics_are_unique, two_letters),
    (sight.texts_are_readable, wide_label),
    (sight.texts_are_readable, wide_button),
    (sight.focus_shows, wide_button),
    (sight.focus_shows, named),
]


@pytest.mark.parametrize(("check", "make"), WRONG, ids=lambda one: one.__name__)
def test_what_is_wrong_is_caught(
    top: QWidget, check: Check, make: Callable[[QWidget], None]
) -> None:
    make(top)
    QApplication.processEvents()
    assert list(check(top))


@pytest.mark.parametrize(("check", "make"), RIGHT, ids=lambda one: one.__name__)
def test_what_is_right_passes(top: QWidget, check: Check, make: Callable[[QWidget], None]) -> None:
    make(top)
    QApplication.processEvents()
    assert list(check(top)) == []


def test_every_check_has_both() -> None:
    every = {*checks.CHECKS, sight.texts_are_readable, sight.focus_shows}
    assert {check for check, _ in WRONG} == every
    assert {check for check, _ in RIGHT} == every
