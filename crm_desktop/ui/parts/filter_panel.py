"""The form of a filter, between the search box and the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crm_desktop.domain.filters import EVERYBODY, Group
from crm_desktop.ui.kit.scroll import Scrolled
from crm_desktop.ui.parts.filter_rows import ConditionRow, GroupRows
from crm_desktop.ui.parts.filter_source import FilterSource
from crm_desktop.words import pgettext

PAUSE_MS = 250
LOWEST_UNITS, HIGHEST_UNITS = 80, 260


class FilterPanel(QFrame):
    """`changed(Group)` follows the typing; what is not yet whole is not asked for."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, source: FilterSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._told: Group = EVERYBODY
        u = source.desk.theme.u
        self.setProperty("card", True)
        self.setAccessibleName(pgettext("Filters", "Filter"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self._holder = QWidget()
        self._inner = QVBoxLayout(self._holder)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._scroll = _AsHighAsItsRows(self._holder, u(LOWEST_UNITS), u(HIGHEST_UNITS))
        self.rows = GroupRows(source, EVERYBODY)
        self._inner.addWidget(self.rows)
        self.clear_button = QPushButton(pgettext("Filters", "Clear the filter"))
        self.clear_button.clicked.connect(self.clear)
        self.done_button = QPushButton(pgettext("Filters", "Done"))
        self.done_button.clicked.connect(self.close_it)
        buttons = QHBoxLayout()
        buttons.setSpacing(u(8))
        buttons.addStretch(1)
        for button in (self.clear_button, self.done_button):
            button.setProperty("compact", True)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(12), u(8), u(12), u(8))
        layout.setSpacing(u(8))
        layout.addWidget(self._scroll)
        layout.addLayout(buttons)
        self.hide()

    def open_with(self, wanted: Group, part: int | None = None) -> None:
        """Show a filter, the keyboard in one of its parts, or in a new condition."""
        self._set(wanted)
        if not wanted.parts:
            self.rows.add_condition()
        self.show()
        rows = self.rows.rows
        row = rows[part] if part is not None and part < len(rows) else rows[-1]
        if isinstance(row, ConditionRow):
            (row.field if part is None else row.editor).setFocus()
        else:
            self.rows.every.setFocus()

    def add_condition(self, wanted: Group, field: str = "") -> None:
        """Show a filter with one more row, of this field."""
        self._set(wanted)
        row = self.rows.add_condition()
        if field:
            row.field.set_value(field)
        self.show()
        row.operator.setFocus()

    def clear(self) -> None:
        """No conditions any more."""
        self._set(EVERYBODY)
        self._timer.stop()
        self._tell()
        self.close_it()

    def close_it(self) -> None:
        """Away with the form; what it asks for goes on being asked."""
        if self._timer.isActive():
            self._timer.stop()
            self._tell()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_it()
            return
        super().keyPressEvent(event)

    def _set(self, wanted: Group) -> None:
        old = self.rows
        self.rows = GroupRows(self._source, wanted)
        self._inner.replaceWidget(old, self.rows)
        old.hide()
        old.deleteLater()
        self.rows.changed.connect(self._timer.start)
        self._told = wanted

    def _tell(self) -> None:
        wanted = self.rows.group()
        if wanted != self._told:
            self._told = wanted
            self.changed.emit(wanted)


class _AsHighAsItsRows(Scrolled):
    """Up to a part of the list; where there is little room for both it is lower and scrolls."""

    def __init__(self, holder: QWidget, lowest: int, highest: int) -> None:
        super().__init__(holder)
        self._lowest, self._highest = lowest, highest
        self._told = QSize()
        holder.installEventFilter(self)

    def sizeHint(self) -> QSize:
        wanted = self.inner.sizeHint()
        return QSize(wanted.width(), min(wanted.height(), self._highest))

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(self.inner.minimumSizeHint().width(), min(wanted.height(), self._lowest))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.sizeHint() != self._told:
            self._told = self.sizeHint()
            self.updateGeometry()
        return bool(super().eventFilter(watched, event))
