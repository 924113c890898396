"""Icons drawn from monochrome SVGs in the palette's colours at the moment of painting."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import Shiboken

from crm_desktop import paths

ALIASES = {"check-square": "square-check"}
_INK = b"currentColor"


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """The icon of that Lucide name, in the colour of the palette's role, also after a change.

    A selected row's icon keeps its colour, as its text does on the wash; a disabled one is drawn
    as disabled `role`.
    Raises `FileNotFoundError` for a name that is not in `resources/icons`.
    """
    _source(name)
    return QIcon(_Engine(name, role))


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(str(paths.resources() / "app" / "icon.svg"))


def names() -> list[str]:
    """Every icon there is, for the self-test."""
    return sorted(file.stem for file in (paths.resources() / "icons").glob("*.svg"))


def draw(painter: QPainter, name: str, rect: QRect, colour: QColor) -> None:
    """Paint an icon in one colour, for delegates and boards."""
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(QRectF(rect).center())
    painter.save()
    painter.setOpacity(painter.opacity() * colour.alphaF())
    _renderer(name, colour.name()).render(painter, square)
    painter.restore()


class _Engine(QIconEngine):
    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw(painter, self._name, rect, self._colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        if size.isEmpty():
            # A button too small to hold a picture: nothing can be painted on nothing.
            return made
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        # Qt owns the copy, but Python would let go of it at the end of this call (PySide6 6.11).
        _KEPT[:] = [one for one in _KEPT if Shiboken.isValid(one)]
        copy = _Engine(self._name, self._role)
        _KEPT.append(copy)
        return copy

    def key(self) -> str:
        return f"crm-desktop-{self._name}"

    def iconName(self) -> str:
        return self._name

    def isNull(self) -> bool:
        return False

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, self._role)
        return palette.color(QPalette.ColorGroup.Active, self._role)


_KEPT: list[QIconEngine] = []


@cache
def _source(name: str) -> bytes:
    return (paths.resources() / "icons" / f"{ALIASES.get(name, name)}.svg").read_bytes()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace(_INK, colour.encode())))
