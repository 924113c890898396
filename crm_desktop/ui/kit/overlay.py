"""A box over the window: Esc, a click beside it or going elsewhere closes it, nothing is locked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.ui.kit.tab_order import move_focus
from crm_desktop.ui.runtime.desk import Desk

TOP_UNITS = 56
MARGIN_UNITS = 24


class Overlay(QWidget):
    """Covers `over` and holds `box`, centred near its top; whoever builds on it fills the box."""

    def __init__(self, desk: Desk, over: QWidget, width_units: int) -> None:
        super().__init__(over)
        self.desk = desk
        self._over = over
        self._width_units = width_units
        self._before: QWidget | None = None
        self.setProperty("overlay", True)
        self.box = QFrame(self)
        self.box.setObjectName("overlay")
        desk.navigator.moved.connect(lambda _address: self.close_it())
        over.installEventFilter(self)
        self.hide()

    def first_field(self) -> QWidget:
        """Where the keyboard is when it comes up."""
        return self.box

    def prepare(self) -> None:
        """Make the box ready before it is seen."""

    def open_it(self) -> None:
        """Come up; when it is there already, go away again."""
        if self.isVisible():
            self.close_it()
            return
        self._before = self.window().focusWidget()
        self.resize(self._over.size())
        self.prepare()
        self.fit()
        self.show()
        self.raise_()
        self.first_field().setFocus()

    def close_it(self) -> None:
        """Go away; the keyboard is where it was before."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
            return
        # Qt leaves the keyboard in a field that is hidden: there Ctrl+Z would take back typing.
        left = self.window().focusWidget()
        if left is not None and self.isAncestorOf(left):
            left.clearFocus()

    def room(self) -> int:
        """How high the box may be."""
        u = self.desk.theme.u
        return self.height() - u(TOP_UNITS) - u(MARGIN_UNITS)

    def fit(self) -> None:
        """Give the box its place and its size."""
        u = self.desk.theme.u
        width = min(u(self._width_units), self.width() - 2 * u(MARGIN_UNITS))
        self.box.setFixedWidth(width)
        self.box.adjustSize()
        self.box.move((self.width() - width) // 2, u(TOP_UNITS))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.resize(self._over.size())
            self.fit()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the box."""
        return move_focus(self, forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.box.geometry().contains(event.position().toPoint()):
            self.close_it()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        # No key goes through to the page below.
        event.accept()
