"""Colours of tags: discs before them in a list, chips with their text on a card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QLabel

from crm_desktop.ui.runtime.theme import Theme

MOST = 3
"""Discs beside each other: more is a row of lights."""


def tag_marks(theme: Theme, tags: Iterable[str], colours: Mapping[str, int]) -> QIcon | None:
    """The colours of the first tags that have one, as discs that overlap; None without any."""
    found = [colours[tag] for tag in tags if tag in colours][:MOST]
    if not found:
        return None
    side = theme.u(16)
    drawn = QPixmap(2 * side, 2 * side)
    drawn.setDevicePixelRatio(2.0)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    width = side / (1.5 if len(found) > 1 else 1.35)
    step = (side - width) / max(len(found) - 1, 1)
    for place, colour in reversed(list(enumerate(found))):
        painter.setBrush(theme.stage_colour(colour))
        painter.drawEllipse(QRectF(place * step, (side - width) / 2, width, width))
    painter.end()
    return QIcon(drawn)


class TagChip(QLabel):
    """A tag as a chip in its colour; without one as quiet as any other words."""

    def __init__(self, theme: Theme, tag: str, colour: int | None) -> None:
        super().__init__(tag)
        u = theme.u
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(-1))
        self.setContentsMargins(u(8), u(1), u(8), u(2))
        self._theme, self._radius = theme, u(9)
        self.set_colour(colour)

    def set_colour(self, colour: int | None) -> None:
        """Show it in this colour, an index of the theme, or in none."""
        theme = self._theme
        self._ground = theme.colour("raised") if colour is None else theme.stage_wash(colour)
        self._edge = theme.colour("line") if colour is None else self._ground
        palette = self.palette()
        text = theme.colour("muted") if colour is None else theme.stage_colour(colour)
        palette.setColor(QPalette.ColorRole.WindowText, text)
        self.setPalette(palette)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._edge)
        painter.setBrush(self._ground)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = min(float(self._radius), whole.height() / 2)
        painter.drawRoundedRect(whole, radius, radius)
        painter.end()
        super().paintEvent(event)
