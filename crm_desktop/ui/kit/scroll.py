"""A widget that scrolls where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget


class Steady(QScrollArea):
    """What has the keyboard and could be seen stays in sight when there is less room.

    Words that appear around the area take the room while somebody types. Whoever has scrolled away
    from the field is not carried back to it.
    """

    def resizeEvent(self, event: QResizeEvent) -> None:
        focused = QApplication.focusWidget()
        held = focused is not None and self._sees(focused, event.oldSize())
        super().resizeEvent(event)
        if held and focused is not None:
            self._keep(focused)

    def _place(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.viewport(), QPoint()), widget.size())

    def _sees(self, widget: QWidget, room: QSize) -> bool:
        inside = self.widget()
        if inside is None or not inside.isAncestorOf(widget):
            return False
        return QRect(QPoint(), room).intersects(self._place(widget))

    def _keep(self, widget: QWidget) -> None:
        """Qt would do with the caret, and cut the edge of the field around it."""
        place, room = self._place(widget), self.viewport().height()
        over = place.bottom() + 1 - room
        if over > 0 and place.height() <= room:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + over)


class Scrolled(Steady):
    """Holds one widget, as wide as the room and at most `most` pixels; Tab brings it into sight.

    It takes no focus itself: the keys go to what is inside. A `snug` one scrolls only when what is
    inside cannot be any lower, not when it would like to be higher.
    """

    def __init__(
        self, inner: QWidget, margin: int = 0, most: int = 0, *, snug: bool = False
    ) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if most:
            inner.setMaximumWidth(most)
        # It takes no focus, so it needs no room for a frame, and stands where other pages do.
        self.setProperty("bare", snug)
        ground = _Snug() if snug else QWidget()
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(inner)
        self.setWidget(ground)
        # What is behind shines through, be it the window's ground or a panel's.
        for one in (self.viewport(), ground):
            one.setAutoFillBackground(False)
        self.inner = inner

    def least_height(self) -> int:
        """How low what is inside can be at the width that there is."""
        ground = self.widget()
        return ground.heightForWidth(self.viewport().width()) if ground is not None else 0


class _Snug(QWidget):
    """As low as it can be; a scroll area asks for the height that it would like otherwise."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        held = layout.itemAt(0) if layout is not None else None
        inner = held.widget() if held is not None else None
        column = inner.layout() if inner is not None else None
        return _least_height(column, width) if isinstance(column, QBoxLayout) else -1


def _least_height(column: QBoxLayout, width: int) -> int:
    """How low a column of widgets can be.

    A widget whose height depends on its width is given that height by the column, however low it
    could be, unless it is one of those that stretch: what Qt says of the whole is less than what
    it needs, and the widgets would overlap.
    """
    edges = column.contentsMargins()
    width -= edges.left() + edges.right()
    heights = []
    for place in range(column.count()):
        item = column.itemAt(place)
        if item is None or item.isEmpty():
            continue
        if not item.hasHeightForWidth():
            heights.append(item.minimumSize().height())
        elif column.stretch(place):
            heights.append(item.minimumHeightForWidth(width))
        else:
            heights.append(item.heightForWidth(width))
    gaps = max(column.spacing(), 0) * max(len(heights) - 1, 0)
    return edges.top() + edges.bottom() + sum(heights) + gaps
