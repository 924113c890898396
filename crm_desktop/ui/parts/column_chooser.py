"""Which columns a list shows, and in which order: ticks and places."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.text import fold
from crm_desktop.ui.kit.search_box import SearchBox
from crm_desktop.ui.parts.shown_view import ShownView
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext
from crm_desktop.words.filters import field_title

_NAME = Qt.ItemDataRole.UserRole
_ALT = Qt.KeyboardModifier.AltModifier


class ColumnChooser(QFrame):
    """A box of all fields, those shown first; every tick and every move shows at once.

    Space ticks, Alt+Up and Alt+Down move, the mouse drags; Esc or a click elsewhere closes it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, view: ShownView, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._view = view
        self._filling = False
        u = theme.u
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("panel", True)
        self.setAccessibleName(pgettext("Filters", "Columns"))
        self.search = SearchBox(theme, pgettext("Filters", "Find a field"))
        self.list = QListWidget()
        self.list.setAccessibleName(pgettext("Filters", "Columns"))
        self.list.setMinimumSize(u(300), u(300))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.up = _arrow("chevron-up", pgettext("Filters", "Further left (Alt+Up)"))
        self.down = _arrow("chevron-down", pgettext("Filters", "Further right (Alt+Down)"))
        self.standard = QPushButton(pgettext("Filters", "Usual columns"))
        self.standard.setProperty("compact", True)
        hint = QLabel(pgettext("Filters", "Ticked columns are shown, in this order."))
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(u(4))
        for widget in (self.up, self.down):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.standard)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(8), u(8), u(8), u(8))
        layout.setSpacing(u(8))
        for part in (self.search, hint, self.list):
            layout.addWidget(part)
        layout.addLayout(foot)
        self.search.searched.connect(self._narrow)
        self.search.left_down.connect(self._enter_list)
        self.search.entered.connect(self._enter_list)
        self.list.installEventFilter(self)
        self.list.itemChanged.connect(lambda _item: self._take())
        self.list.model().rowsMoved.connect(lambda *_args: self._take())
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.standard.clicked.connect(self._reset)
        self._fill()

    def open_at(self, place: QPoint) -> None:
        """Come up here, the keyboard on the first column."""
        self.adjustSize()
        self.move(place)
        self.show()
        self._enter_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list would only go up and down by these keys.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}
            if event.modifiers() & _ALT and event.key() in steps:
                self._move(steps[event.key()])
                return True
        return False

    def _fill(self) -> None:
        shown = self._view.fields()
        by_name = {info.name: info for info in self._view.known}
        order = [*shown, *(name for name in by_name if name not in shown)]
        self._filling = True
        self.list.clear()
        for name in order:
            if name in by_name:
                item = QListWidgetItem(field_title(by_name[name]))
                item.setData(_NAME, name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked
                item.setCheckState(on)
                self.list.addItem(item)
        self._filling = False

    def _take(self) -> None:
        if self._filling:
            return
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [one for one in items if one.checkState() is Qt.CheckState.Checked]
        if ticked:
            self._view.show_columns([str(one.data(_NAME)) for one in ticked])
        else:
            # A list without columns is nothing to look at.
            self._fill()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + by < self.list.count():
            return
        self._filling = True
        item = self.list.takeItem(row)
        self.list.insertItem(row + by, item)
        self.list.setCurrentRow(row + by)
        self._filling = False
        self._take()

    def _reset(self) -> None:
        self._view.standard_columns()
        self._fill()

    def _narrow(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(fold(text) not in fold(item.text()))

    def _enter_list(self) -> None:
        self.list.setFocus()
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)


def _arrow(picture: str, text: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(picture))
    button.setAccessibleName(text)
    button.setToolTip(text)
    return button
