"""The colour of a stage as a small picture, always beside its name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from crm_desktop.domain.pipeline import COLOURS
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


def stage_icon(theme: Theme, colour: int) -> QIcon:
    """A disc in the colour of a stage, by its index."""
    side = theme.u(16)
    drawn = QPixmap(2 * side, 2 * side)
    drawn.setDevicePixelRatio(2.0)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.stage_colour(colour))
    inset = side / 8
    painter.drawEllipse(QRectF(inset, inset, side - 2 * inset, side - 2 * inset))
    painter.end()
    return QIcon(drawn)


def blank_icon(theme: Theme) -> QIcon:
    """As much room as a disc takes, with nothing in it."""
    side = theme.u(16)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    return QIcon(drawn)


def colour_names() -> list[tuple[int, str]]:
    """The eight colours by index, each with its name."""
    names: tuple[Callable[[], str], ...] = (
        lambda: pgettext("Deals", "blue"),
        lambda: pgettext("Deals", "teal"),
        lambda: pgettext("Deals", "green"),
        lambda: pgettext("Deals", "olive"),
        lambda: pgettext("Deals", "ochre"),
        lambda: pgettext("Deals", "brick"),
        lambda: pgettext("Deals", "pink"),
        lambda: pgettext("Deals", "violet"),
    )
    return [(colour, names[colour]()) for colour in range(COLOURS)]
