"""Both schemes are readable, units follow the scale, and Fusion's frames can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.runtime.theme import ROLES, Theme

TEXTS = ("text", "muted", "accent", "good", "warn", "bad", "info")
GROUNDS = ("window", "surface", "raised")


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    return Theme(request.param)


@pytest.fixture
def undressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, with its own clothes put back afterwards."""
    font, palette, style = qapp.font(), qapp.palette(), qapp.style().name()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1, from relative luminance."""
    lights = []
    for colour in (one, other):
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_texts_are_readable(theme: Theme) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("on_accent", "accent"), ("text", "accent_wash"), ("accent", "accent_wash")]
    weak = {
        pair: round(contrast(theme.colour(pair[0]), theme.colour(pair[1])), 2)
        for pair in pairs
        if contrast(theme.colour(pair[0]), theme.colour(pair[1])) < 4.5
    }
    assert weak == {}


def test_disabled_texts_can_be_made_out(theme: Theme) -> None:
    for ground in GROUNDS:
        assert contrast(theme.colour("disabled"), theme.colour(ground)) >= 3, ground


def test_stages_are_readable_equally_light_and_all_different(theme: Theme) -> None:
    colours = [theme.stage_colour(index) for index in range(8)]
    assert len({one.name() for one in colours}) == 8
    assert theme.stage_colour(8) == colours[0]
    for index, colour in enumerate(colours):
        assert contrast(colour, theme.stage_wash(index)) >= 4.5, index
        assert contrast(theme.colour("text"), theme.stage_wash(index)) >= 4.5, index
        for ground in GROUNDS:
            assert contrast(colour, theme.colour(ground)) >= 4.5, index
    against_black = [contrast(one, QColor("black")) for one in colours]
    assert max(against_black) / min(against_black) < 1.35


def test_the_palette_says_the_same_for_enabled_and_disabled(theme: Theme) -> None:
    palette = theme.palette()
    pairs = (
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    )
    for text, ground in pairs:
        active, disabled = QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled
        assert contrast(palette.color(active, text), palette.color(active, ground)) >= 4.5
        assert contrast(palette.color(disabled, text), palette.color(disabled, ground)) >= 3
    frame = palette.color(QPalette.ColorRole.Mid)
    for ground in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        assert contrast(frame, palette.color(ground)) >= 2.8


def test_units_follow_the_scale(qapp: QApplication) -> None:
    assert [Theme("light", scale).u(32) for scale in (0.9, 1.0, 1.5)] == [29, 32, 48]
    assert Theme("light", 0.9).u(1) == 1
    assert Theme("light").u(0) == 0
    assert Theme("light", 1.5).font(2, 600).pixelSize() > Theme("light").font(2).pixelSize()


def test_the_sheet_is_filled_and_names_files_that_are_there(theme: Theme) -> None:
    sheet = theme.style_sheet()
    assert sheet.count("{") == sheet.count("}")
    assert "@" not in sheet
    for name in re.findall(r'url\("([^"]+)"\)', sheet):
        assert Path(name).is_file()
    for role in ROLES:
        assert theme.colour(role).isValid()


def test_controls_are_32_units_high_also_after_a_change(
    undressed: QApplication, qtbot: QtBot
) -> None:
    theme = Theme("light")
    theme.apply(undressed)
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    primary = QPushButton("Save")
    primary.setProperty("primary", True)
    controls = [QLineEdit(), QComboBox(), QPushButton("Cancel"), primary]
    for one in controls:
        layout.addWidget(one)
    page.show()
    assert {one.sizeHint().height() for one in controls} == {32}
    changes: list[str] = []
    theme.changed.connect(lambda: changes.append(theme.scheme))
    theme.change("dark", 1.5)
    assert changes == ["dark"]
    assert {one.sizeHint().height() for one in controls} == {48}
    picture = primary.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 6).name() == theme.colour("accent").name()
