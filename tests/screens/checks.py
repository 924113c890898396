"""What a machine can see on a screen: names, clipped texts, places, order of keys, mnemonics.

Each check takes what is shown and says in words what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QToolButton,
    QWidget,
)

Check = Callable[[QWidget], Iterator[str]]

SLACK = 1
"""Pixels by which two ways of measuring may differ."""
_OURS = re.compile(r"\[[^\[\]]*~\]")
"""A text of ours in the pseudo-language."""


def faults(root: QWidget) -> list[str]:
    """Everything that is wrong with what is shown."""
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(root)]


def everything_has_a_name(root: QWidget) -> Iterator[str]:
    """Whatever takes the keyboard tells a screen reader what it is."""
    for one in shown(root):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None:
            spoken = QAccessible.queryAccessibleInterface(one)
            if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
                yield f"{about(one)} has no name"


def no_text_is_clipped(root: QWidget) -> Iterator[str]:
    """Every text of the screen fits into the place it was given."""
    for one in shown(root):
        for kind, look in _TEXTS:
            if isinstance(one, kind):
                yield from look(one)
                break


def nothing_is_outside(root: QWidget) -> Iterator[str]:
    """No widget leaves its parent, none is smaller than it says it must be, none is pushed aside."""
    for one in shown(root):
        parent = one.parentWidget()
        if one is root or parent is None or _moves_freely(one):
            continue
        inside = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not inside.contains(one.geometry()):
            yield f"{about(one)} leaves {about(parent)}: {_rect(one.geometry())} in {_rect(parent.rect())}"
        hint = one.minimumSizeHint()
        least = QSize(one.minimumWidth() or hint.width(), one.minimumHeight() or hint.height())
        layout = parent.layout()
        if layout is not None and layout.indexOf(one) >= 0:
            short = [
                f"{name} {have} < {need}"
                for name, have, need in (
                    ("width", one.width(), min(least.width(), one.maximumWidth())),
                    ("height", one.height(), min(least.height(), one.maximumHeight())),
                )
                if have < need - SLACK
            ]
            if short and not isinstance(one, QLabel):
                yield f"{about(one)} is squeezed: {', '.join(short)}"
    for area in shown(root):
        if isinstance(area, QScrollArea) and not area.property("sideways"):
            bar = area.horizontalScrollBar()
            if bar.maximum() > bar.minimum():
                yield f"{about(area)} must be scrolled sideways by {bar.maximum()}"


def nothing_overlaps(root: QWidget) -> Iterator[str]:
    """Neighbours do not lie on each other; what floats on purpose says so (`overlay`)."""
    for parent in shown(root):
        if isinstance(parent, QAbstractScrollArea | QComboBox | QAbstractSpinBox | QLineEdit):
            continue
        inside = [
            one
            for one in parent.children()
            if isinstance(one, QWidget)
            and one.isVisible()
            and not one.isWindow()
            and not one.property("overlay")
            and not isinstance(one, QSplitterHandle)
            and not one.geometry().isEmpty()
        ]
        for place, one in enumerate(inside):
            for other in inside[place + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > SLACK and common.height() > SLACK:
                    yield f"{about(one)} and {about(other)} overlap by {_rect(common)}"


def keys_go_as_eyes_do(root: QWidget) -> Iterator[str]:
    """Tab goes down, and to the right within a line; a column to the right may begin at the top."""
    chain = tab_chain(root)
    found: list[tuple[int, str]] = []
    for before, after in zip(chain, chain[1:] + chain[:1], strict=True):
        if before is after:
            continue
        around = _around(before, after)
        one, two = _place(before, around), _place(after, around)
        above = two.bottom() <= one.top() + SLACK and two.left() < one.right()
        beside = two.top() < one.bottom() and one.top() < two.bottom() and two.right() <= one.left()
        if above or beside:
            corner = after.mapTo(root, QPoint(0, 0))
            said = f"after {about(before)} the key goes back to {about(after)}"
            found.append((corner.x() + corner.y(), said))
    # The round ends at the bottom and begins again at the top: once.
    yield from (said for _corner, said in sorted(found)[1:])


def mnemonics_are_unique(root: QWidget) -> Iterator[str]:
    """No letter is promised twice, neither on a screen nor in a menu."""
    texts = [
        (one.text(), about(one))
        for one in shown(root)
        if isinstance(one, QAbstractButton) or (isinstance(one, QLabel) and one.buddy() is not None)
    ]
    yield from _twice(texts, about(root))
    for menu in root.findChildren(QMenu):
        yield from menu_mnemonics_are_unique(menu)


def menu_mnemonics_are_unique(menu: QMenu) -> Iterator[str]:
    """No letter is promised twice in this menu."""
    actions: list[QAction] = menu.actions()
    yield from _twice([(a.text(), repr(a.text())) for a in actions], "a menu")


CHECKS: tuple[Check, ...] = (
    everything_has_a_name,
    no_text_is_clipped,
    nothing_is_outside,
    nothing_overlaps,
    keys_go_as_eyes_do,
    mnemonics_are_unique,
)

# -- what is shown ----------------------------------------------------------------------------


def shown(root: QWidget) -> list[QWidget]:
    """Every widget that can be seen in this window, it included; of Qt's calendar only itself."""
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        if isinstance(one, QCalendarWidget):
            continue
        waiting += [
            child
            for child in one.children()
            if isinstance(child, QWidget) and child.isVisibleTo(root) and not child.isWindow()
        ]
    return found


def tab_chain(root: QWidget) -> list[QWidget]:
    """What Tab reaches in this window, in its order, beginning anywhere."""
    window = root.window()
    before = QApplication.focusWidget()
    if before is not None:
        before.clearFocus()
    chain: list[QWidget] = []
    while window.focusNextPrevChild(True):
        one = QApplication.focusWidget()
        if one is None or one in chain:
            break
        if not one.isVisible():
            raise AssertionError(f"the key goes to {about(one)}, which cannot be seen")
        chain.append(one)
    if before is not None:
        before.setFocus()
    # The walk may have opened what shows the current record.
    QApplication.processEvents()
    return [one for one in chain if (root is one or root.isAncestorOf(one)) and not _floats(one)]


def about(widget: QWidget) -> str:
    """The widget in words: its class, what it says or is called, whose it is."""
    said = widget.objectName() or widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton):
        said = widget.text() or said
    parent = widget.parentWidget()
    where = "" if parent is None else f" in {type(parent).__name__}"
    return f"{type(widget).__name__} {said[:60]!r}{where}"


def _place(widget: QWidget, top: QWidget) -> QRect:
    """Where it is seen in `top`; what is scrolled away lies at the edge it went over."""
    place = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())
    one = widget.parentWidget()
    while one is not None and one is not top:
        if one.objectName() == "qt_scrollarea_viewport":
            view = QRect(one.mapTo(top, QPoint(0, 0)), one.size())
            left, right = (
                _within(x, view.left(), view.right()) for x in (place.left(), place.right())
            )
            above, below = (
                _within(y, view.top(), view.bottom()) for y in (place.top(), place.bottom())
            )
            place = QRect(QPoint(left, above), QPoint(right, below))
        one = one.parentWidget()
    return place


def _around(one: QWidget, other: QWidget) -> QWidget:
    """The smallest widget that holds both."""
    around = one
    while around is not other and not around.isAncestorOf(other):
        parent = around.parentWidget()
        assert parent is not None
        around = parent
    return around


def _floats(one: QWidget) -> bool:
    above: QWidget | None = one
    while above is not None and not above.property("overlay"):
        above = above.parentWidget()
    return above is not None


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))


def _rect(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}×{rect.height()}"


def _moves_freely(one: QWidget) -> bool:
    parent = one.parentWidget()
    return (
        isinstance(one, QSplitterHandle | QScrollBar)
        or bool(one.property("overlay"))
        or (parent is not None and parent.objectName() == "qt_scrollarea_viewport")
        or isinstance(parent, QAbstractScrollArea | QTabBar)
    )


def _twice(texts: list[tuple[str, str]], where: str) -> Iterator[str]:
    known: dict[str, str] = {}
    for text, what in texts:
        found = re.search(r"&([^&\s])", text.replace("&&", ""))
        if found is None:
            continue
        letter = found[1].casefold()
        if letter in known:
            yield f"{what} and {known[letter]} share {letter!r} in {where}"
        known[letter] = what


# -- texts ------------------------------------------------------------------------------------


def _label(one: QLabel) -> Iterator[str]:
    text = one.text()
    if not text or one.property("elides"):
        return
    if one.wordWrap():
        need = one.heightForWidth(one.width())
        if need > one.height() + SLACK:
            yield f"{about(one)} needs a height of {need}, has {one.height()}"
        room = _room(one)
        tall = QRect(0, 0, room.width(), 100 * room.height())
        flow = Qt.TextFlag.TextWordWrap
        widest = one.fontMetrics().boundingRect(tall, flow, _plain(text)).width()
        if widest > room.width() + SLACK:
            yield f"{about(one)} has a word of {widest}, room for {room.width()}"
        return
    whole = one.sizeHint()
    if whole.width() > one.width() + SLACK or whole.height() > one.height() + SLACK:
        yield (
            f"{about(one)} needs {whole.width()}×{whole.height()}, has {one.width()}×{one.height()}"
        )


def _room(one: QLabel) -> QRect:
    margin = one.margin()
    return one.contentsRect().adjusted(margin, margin, -margin, -margin)


def _plain(text: str) -> str:
    return re.sub(r"<[^<>]+>", " ", text)


def _button(one: QPushButton | QCheckBox | QRadioButton) -> Iterator[str]:
    if one.text() and one.sizeHint().width() > one.width() + SLACK:
        yield f"{about(one)} needs a width of {one.sizeHint().width()}, has {one.width()}"
    if one.sizeHint().height() > one.height() + 2 * SLACK and one.text():
        line = one.fontMetrics().height()
        if line > one.height():
            yield f"{about(one)} needs a height of {line}, has {one.height()}"


def _tool_button(one: QToolButton) -> Iterator[str]:
    hidden = one.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    if one.text() and not (hidden and not one.icon().isNull()):
        need = one.sizeHint().width()
        if need > one.width() + SLACK and not one.property("elides"):
            yield f"{about(one)} needs a width of {need}, has {one.width()}"


def _combo(one: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    one.initStyleOption(option)
    room = one.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, one
    )
    need = one.fontMetrics().horizontalAdvance(one.currentText())
    if need > room.width() + SLACK and not one.property("elides"):
        yield f"{about(one)} shows {one.currentText()!r}: {need}, room for {room.width()}"


def _line(one: QLineEdit) -> Iterator[str]:
    hint = one.placeholderText()
    if not hint or one.text():
        return
    margins = one.textMargins()
    style = one.style().subElementRect(
        QStyle.SubElement.SE_LineEditContents, _line_option(one), one
    )
    # Qt keeps two pixels on both sides free.
    room = style.width() - margins.left() - margins.right() - 4
    need = one.fontMetrics().horizontalAdvance(hint)
    if need > room + SLACK:
        yield f"{about(one)} hints {hint!r}: {need}, room for {room}"


def _line_option(one: QLineEdit) -> QStyleOptionFrame:
    option = QStyleOptionFrame()
    one.initStyleOption(option)
    return option


def _area(one: QPlainTextEdit) -> Iterator[str]:
    hint = one.placeholderText()
    if not hint or one.toPlainText():
        return
    room = one.viewport().rect().adjusted(4, 4, -4, -4)
    need = one.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, hint)
    if need.height() > room.height() + SLACK or need.width() > room.width() + SLACK:
        yield f"{about(one)} hints {hint!r}, which does not fit"


def _tabs(one: QTabBar) -> Iterator[str]:
    for place in range(one.count()):
        need = one.fontMetrics().horizontalAdvance(one.tabText(place))
        if one.isTabVisible(place) and need > one.tabRect(place).width():
            yield f"the tab {one.tabText(place)!r} needs {need}, has {one.tabRect(place).width()}"


def _group(one: QGroupBox) -> Iterator[str]:
    need = one.fontMetrics().horizontalAdvance(one.title())
    if need > one.width():
        yield f"the group {one.title()!r} needs {need}, has {one.width()}"


def _header(one: QHeaderView) -> Iterator[str]:
    model = one.model()
    if model is None or one.orientation() is Qt.Orientation.Vertical:
        return
    # The padding of the sheet on both sides, and the arrow where it is shown.
    around = 2 * 8
    for section in range(one.count()):
        if one.isSectionHidden(section):
            continue
        text = str(model.headerData(section, one.orientation()) or "")
        lines = text.split("\n")
        need = max(one.fontMetrics().horizontalAdvance(line) for line in lines) + around
        if one.isSortIndicatorShown() and one.sortIndicatorSection() == section:
            need += one.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMarkSize, None, one)
        if text and need > one.sectionSize(section) + SLACK:
            yield f"the header {text!r} needs {need}, has {one.sectionSize(section)}"


def _cells(one: QAbstractItemView) -> Iterator[str]:
    """Cells hold the user's texts, which may be cut; those of ours may not."""
    model = one.model()
    if model is None:
        return
    top = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    for row in range(min(model.rowCount(top), 40)):
        for column in range(columns):
            index = model.index(row, column)
            text = str(index.data() or "")
            place = one.visualRect(index)
            if place.isEmpty() or not place.intersects(one.viewport().rect()):
                continue
            if (
                _OURS.fullmatch(text.strip())
                and one.sizeHintForIndex(index).width() > place.width()
            ):
                yield f"{about(one)} cuts {text!r}: {one.sizeHintForIndex(index).width()}, has {place.width()}"


_TEXTS: tuple[tuple[type[QWidget], Callable[..., Iterator[str]]], ...] = (
    (QLabel, _label),
    (QPushButton, _button),
    (QCheckBox, _button),
    (QRadioButton, _button),
    (QToolButton, _tool_button),
    (QComboBox, _combo),
    (QLineEdit, _line),
    (QPlainTextEdit, _area),
    (QTabBar, _tabs),
    (QGroupBox, _group),
    (QHeaderView, _header),
    (QAbstractItemView, _cells),
)
