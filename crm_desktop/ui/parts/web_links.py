"""Web addresses that stand in fields of the business's own: opened by the system's browser."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.contact_ways import openings
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext

PICTURE = "external-link"
_EDGE = 2
"""Pixels between the words of a link and its frame."""
_MARK_UNITS = 30
"""From the edge of a cell to behind its picture."""


def address_of(value: object) -> str:
    """The address that opens a value; "" when it is none of the web."""
    ways = openings(PointKind.SITE, value, None, None) if isinstance(value, str) else []
    return ways[0].address if ways else ""


def open_web(desk: Desk, value: str) -> None:
    """Let the system open an address; where it has no program for it, the value is copied."""
    if QDesktopServices.openUrl(QUrl(address_of(value))):
        return
    QApplication.clipboard().setText(value)
    text = pgettext("Fields", "No program of this computer opened it. {value} is copied, paste it.")
    desk.say(text.format(value=value))


class WebLink(QPushButton):
    """An address as a button, cut to the room that there is; `wanted` by click, Space or Enter."""

    wanted = Signal(str)

    def __init__(self, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = value
        self.setFlat(True)
        self.setAutoDefault(True)
        for name in ("compact", "link", "inline"):
            self.setProperty(name, True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(address_of(value))
        self.setText(_button_text(value))
        self.clicked.connect(lambda: self.wanted.emit(self.value))

    def sizeHint(self) -> QSize:
        """As wide as the whole address, whatever of it is seen now."""
        whole = self.fontMetrics().horizontalAdvance(self.value) + 2 * _EDGE
        # No higher than a line of text: it stands beside words.
        return QSize(whole, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        middle = Qt.TextElideMode.ElideMiddle
        cut = self.fontMetrics().elidedText(self.value, middle, max(self.width() - 2 * _EDGE, 0))
        if _button_text(cut) != self.text():
            self.setText(_button_text(cut))


def _button_text(text: str) -> str:
    return text.replace("&", "&&")


class LinkCells(QObject):
    """A click on the picture before an address in a list opens it; elsewhere it marks the row."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, table: RecordTable) -> None:
        super().__init__(table)
        self._table, self._mark = table, desk.theme.u(_MARK_UNITS)
        self.fields: frozenset[str] = frozenset()
        """Which columns hold addresses."""
        table.viewport().installEventFilter(self)

    def at(self, place: QPoint) -> str:
        """The value whose picture is at this place of the list; "" for none."""
        index = self._table.indexAt(place)
        if not index.isValid() or place.x() - self._table.visualRect(index).left() > self._mark:
            return ""
        return self.value(index.row(), index.column())

    def value(self, row: int, column: int) -> str:
        """The address in a cell as it is kept; "" when it can not be opened."""
        records = self._table.records
        key, line = records.columns[column].key, records.record(row)
        held = line.values.get(key) if key in self.fields and line is not None else None
        return held if isinstance(held, str) and address_of(held) else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and event.button() == Qt.MouseButton.LeftButton:
                value = self.at(event.position().toPoint())
                if value:
                    self.wanted.emit(value)
        return super().eventFilter(watched, event)
