"""Icons follow the palette, at every mode, and survive copies."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize, qInstallMessageHandler
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPalette, QPixmap
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crm_desktop.ui.runtime import icons

SIZE = QSize(48, 48)


def inks(image: QImage) -> set[str]:
    """The colours that are fully there."""
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_every_icon_draws_something(qtbot: QtBot) -> None:
    names = icons.names()
    assert len(names) >= 75
    for name in names:
        assert inks(icons.icon(name).pixmap(SIZE).toImage()), name


def test_an_unknown_icon_is_a_defect(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_icons_take_the_colours_of_the_palette_even_after_it_changed(qtbot: QtBot) -> None:
    old = QGuiApplication.palette()
    one = icons.icon("square-check")
    other = icons.icon("check-square", QPalette.ColorRole.HighlightedText)
    try:
        for text, selected, disabled in (
            ("#102030", "#405060", "#708090"),
            ("#f0e0d0", "#c0b0a0", "#807060"),
        ):
            palette = QPalette(old)
            palette.setColor(QPalette.ColorRole.ButtonText, QColor(text))
            palette.setColor(QPalette.ColorRole.HighlightedText, QColor(selected))
            palette.setColor(
                QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(disabled)
            )
            QGuiApplication.setPalette(palette)
            assert inks(one.pixmap(SIZE).toImage()) == {text}
            assert inks(other.pixmap(SIZE).toImage()) == {selected}
            assert inks(one.pixmap(SIZE, QIcon.Mode.Selected).toImage()) == {text}
            assert inks(one.pixmap(SIZE, QIcon.Mode.Disabled).toImage()) == {disabled}
    finally:
        QGuiApplication.setPalette(old)


def test_icons_outlive_their_makers(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    for _ in range(200):
        button.setIcon(icons.icon("users"))
        copy = QIcon(button.icon())
        copy.addPixmap(QPixmap(SIZE))  # makes the copy detach: the engine is cloned
        gc.collect(0)
        assert not button.icon().pixmap(SIZE).isNull()
        assert not copy.pixmap(SIZE).isNull()
        del copy
    assert len(icons._KEPT) <= 3


def test_a_button_too_small_for_a_picture_gets_none(qtbot: QtBot) -> None:
    said: list[str] = []
    old = qInstallMessageHandler(lambda _kind, _where, text: said.append(text))
    try:
        assert icons.icon("x").pixmap(QSize(0, 16)).isNull()
    finally:
        qInstallMessageHandler(old)
    assert said == []
