"""Tab goes as the eyes do: down the layout, whenever each widget in it was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

_WHOLE = (QAbstractSpinBox, QComboBox, QLineEdit)
"""Their parts are nobody's business."""


def move_focus(window: QWidget, forward: bool) -> bool:
    """Give the focus to the next (or previous) stop of the layout; False when there is none.

    A window calls it as its `focusNextPrevChild`. Qt's own chain is in the order in which widgets
    were made: pages, cards and columns come and go, and what is made last would be reached last.
    Qt calls it, too, when what has the keyboard is switched off or goes: then nobody has pressed
    Tab, and the keyboard stays nearby.
    """
    focused = window.focusWidget()
    if focused is not None and window.isVisible() and not _usable(focused):
        return _stay_near(focused, window)
    stops = list(_stops(window))
    if not stops:
        return False
    here = [n for n, one in enumerate(stops) if focused and _holds(one, focused)]
    step = 1 if forward else -1
    place = here[-1] + step if here else 0 if forward else -1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop = stops[place % len(stops)]
    stop.setFocus(reason)
    bring_into_view(stop)
    return True


def _usable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _stay_near(gone: QWidget, window: QWidget) -> bool:
    """Give the focus to the list, or else the first stop, of the smallest room around."""
    around = gone.parentWidget()
    while around is not None:
        stops = list(_stops(around)) if around.isVisible() else []
        if stops:
            lists = (one for one in stops if isinstance(one, QAbstractItemView))
            next(lists, stops[0]).setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if around is window:
            break
        around = around.parentWidget()
    return False


def move_area(areas: Sequence[QWidget], forward: bool) -> None:
    """Give the focus to the next (or previous) of these that can be seen, where it was last."""
    shown = [one for one in areas if one.isVisible() and any(_stops(one))]
    if not shown:
        return
    focused = QApplication.focusWidget()
    here = [n for n, one in enumerate(shown) if focused and _holds(one, focused)]
    step = 1 if forward else -1
    area = shown[(here[-1] + step if here else 0 if forward else -1) % len(shown)]
    last = area.focusWidget()
    known = last is not None and last.isVisible() and last.isEnabled() and _holds(area, last)
    proxy = area.focusProxy()
    stop = proxy if proxy is not None else last if known and last else next(_stops(area))
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    bring_into_view(stop)


def _holds(one: QWidget, other: QWidget) -> bool:
    return one is other or one.isAncestorOf(other)


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever stands around a widget until it can be seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and not _sees_to_it(widget, above):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _sees_to_it(widget: QWidget, area: QScrollArea) -> bool:
    """A list higher than the room around it brings its current line into sight by itself."""
    return isinstance(widget, QAbstractItemView) and widget.height() > area.viewport().height()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """What can be seen in here and takes the Tab key."""
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if tab and widget.focusProxy() is None and widget.isEnabled():
        yield widget
    if not isinstance(widget, _WHOLE):
        for child in _children(widget):
            if not child.isHidden() and not child.isWindow():
                yield from _stops(child)


def _children(widget: QWidget) -> list[QWidget]:
    """The parts of a widget in the order of its layout; what is in no layout comes last."""
    if isinstance(widget, QSplitter):
        panes = (widget.widget(place) for place in range(widget.count()))
        found = [one for one in panes if one is not None]
    elif isinstance(widget, QStackedWidget):
        return [one for one in (widget.currentWidget(),) if one is not None]
    elif isinstance(widget, QTabWidget):
        found = [widget.tabBar(), *(one for one in (widget.currentWidget(),) if one is not None)]
    elif isinstance(widget, QScrollArea):
        return [one for one in (widget.widget(),) if one is not None]
    else:
        layout = widget.layout()
        found = [] if layout is None else list(_in(layout))
    known = {id(one) for one in found}
    return found + [
        one for one in widget.children() if isinstance(one, QWidget) and id(one) not in known
    ]


def _in(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        # A grid is read by rows, in whatever order it was filled.
        places.sort(key=lambda place: _corner(layout, place))
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in(inner)


def _corner(grid: QGridLayout, place: int) -> tuple[int, int]:
    row, column, _rows, _columns = cast("tuple[int, int, int, int]", grid.getItemPosition(place))
    return row, column
