"""The look: tokens of the two schemes as palette, style sheet, fonts and units."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from crm_desktop import paths
from crm_desktop.late import dataclass

SCHEMES = ("system", "light", "dark")
ROLES = (
    "window",
    "surface",
    "raised",
    "line",
    "edge",
    "text",
    "muted",
    "disabled",
    "accent",
    "on_accent",
    "accent_wash",
    "good",
    "warn",
    "bad",
    "info",
)
TEXT_PIXELS = 13
"""Height of the ordinary text at 100 %, in units."""

_UNITS = (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 16, 20)
_FIELDS = (
    "QLineEdit",
    "QPlainTextEdit",
    "QTextEdit",
    "QComboBox",
    "QSpinBox",
    "QDateEdit",
    "QTimeEdit",
    "QDateTimeEdit",
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, as `resources/themes/*.toml` has them."""

    colours: Mapping[str, QColor]
    stages: tuple[QColor, ...]
    washes: tuple[QColor, ...]


class Theme(QObject):
    """What every widget asks for sizes, colours and fonts; nothing else names a pixel or a colour.

    `scheme` is "light", "dark" or "system", `font_scale` 0.9 to 1.5. `changed` follows every
    `change` and, with "system", every change of the system's scheme: delegates and boards
    repaint, layouts made with `u` are made anew.
    """

    changed = Signal()

    def __init__(
        self, scheme: str = "system", font_scale: float = 1.0, language: str = "en"
    ) -> None:
        super().__init__()
        self.scheme = scheme
        self.font_scale = font_scale
        self.language = language
        self._app: QApplication | None = None

    @property
    def dark(self) -> bool:
        """Whether the dark scheme is shown now."""
        if self.scheme != "system":
            return self.scheme == "dark"
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark

    def u(self, units: float) -> int:
        """Units at 100 % as pixels of this user's font scale; at least 1 for a positive length."""
        pixels = round(units * self.font_scale)
        return max(pixels, 1) if units > 0 else pixels

    def colour(self, role: str) -> QColor:
        """The colour of a role in `ROLES`; `KeyError` for another name."""
        return QColor(self._tokens.colours[role])

    def stage_colour(self, index: int) -> QColor:
        """One of eight hues of equal lightness, readable on its wash and on the grounds."""
        return QColor(self._tokens.stages[index % len(self._tokens.stages)])

    def stage_wash(self, index: int) -> QColor:
        """The ground that goes with `stage_colour`."""
        return QColor(self._tokens.washes[index % len(self._tokens.washes)])

    def font(self, size_delta: int = 0, weight: int = 400) -> QFont:
        """The text's font, `size_delta` units larger; figures all have the same width."""
        font = QFont(_family() or QGuiApplication.font().family())
        font.setPixelSize(self.u(TEXT_PIXELS + size_delta))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def palette(self) -> QPalette:
        """The scheme as Fusion wants it, the derived shades of its frames and grids included."""
        made = QPalette()
        roles = QPalette.ColorRole
        for role, token in _PALETTE.items():
            made.setColor(role, self.colour(token))
        # Fusion draws frames and check boxes from these: lines must show on both grounds.
        made.setColor(roles.Mid, self.colour("edge"))
        made.setColor(roles.Midlight, self.colour("line"))
        made.setColor(roles.Light, self.colour("raised"))
        made.setColor(roles.Dark, self.colour("muted"))
        made.setColor(roles.Shadow, self.colour("line"))
        disabled = QPalette.ColorGroup.Disabled
        for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
            made.setColor(disabled, role, self.colour("disabled"))
        made.setColor(disabled, roles.PlaceholderText, self.colour("disabled"))
        made.setColor(disabled, roles.Highlight, self.colour("line"))
        made.setColor(disabled, roles.Accent, self.colour("line"))
        made.setColor(disabled, roles.Base, self.colour("window"))
        made.setColor(disabled, roles.Button, self.colour("window"))
        return made

    def style_sheet(self) -> str:
        """The one style sheet of the program."""
        scheme = "dark" if self.dark else "light"
        values = {role: self.colour(role).name() for role in ROLES}
        values |= {f"u{units}": f"{self.u(units)}px" for units in _UNITS}
        values |= {
            "drawn": (paths.resources() / "themes" / scheme).as_posix(),
            "fields": ", ".join(_FIELDS),
            "focused": ", ".join(f"{one}:focus" for one in _FIELDS),
            "faded": ", ".join(f"{one}:disabled" for one in _FIELDS),
            # What is inside the borders of a control of 32 units, a compact one of 26.
            "control": f"{self.u(32) - 2}px",
            "focus": f"{self.u(32) - 4}px",
            "field": f"{self.u(32) - 2 - 2 * self.u(3)}px",
            "compact": f"{self.u(26) - 2}px",
            "compact_focus": f"{self.u(26) - 4}px",
            # Half of an indicator with its borders: a greater radius is drawn as none.
            "round": f"{(self.u(16) + 2) // 2}px",
        }
        return re.sub(r"@(\w+)", lambda found: values[found[1]], _template())

    def apply(self, app: QApplication) -> None:
        """Dress the application; later `change`s dress it again."""
        if self._app is None:
            self._app = app
            app.setStyle("Fusion")
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        app.setPalette(self.palette())
        app.setFont(self.font())
        app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def change(self, scheme: str | None = None, font_scale: float | None = None) -> None:
        """Show another scheme or scale at once."""
        self.scheme = self.scheme if scheme is None else scheme
        self.font_scale = self.font_scale if font_scale is None else font_scale
        if self._app is not None:
            self.apply(self._app)

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.scheme == "system" and self._app is not None:
            self.apply(self._app)

    @property
    def _tokens(self) -> Tokens:
        return _tokens("dark" if self.dark else "light")


_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
}


@cache
def _tokens(scheme: str) -> Tokens:
    file = paths.resources() / "themes" / f"{scheme}.toml"
    data: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    return Tokens(
        colours={role: QColor(data["colours"][role]) for role in ROLES},
        stages=tuple(QColor(one) for one in data["stages"]["colours"]),
        washes=tuple(QColor(one) for one in data["stages"]["washes"]),
    )


@cache
def _template() -> str:
    return (paths.resources() / "themes" / "style.qss").read_text("utf-8")


@cache
def _family() -> str:
    """The bundled face where the system has no reliable one of its own; "" for the system's."""
    if sys.platform in {"win32", "darwin"}:
        return ""
    family = ""
    for file in sorted((paths.resources() / "fonts").glob("Inter-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        if number >= 0 and file.stem == "Inter-Regular":
            family = QFontDatabase.applicationFontFamilies(number)[0]
    return family
