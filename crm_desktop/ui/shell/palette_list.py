"""The rows below the palette's line: headings, records, actions; painted in one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.domain.finding import marked
from crm_desktop.late import dataclass
from crm_desktop.ui.runtime import icons
from crm_desktop.ui.runtime.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ROW_UNITS, HEAD_UNITS = 34, 28


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its text, what else is said of it, its keys; a heading has nothing to do.

    `words` are those it was found by: they stand out in both texts.
    """

    text: str
    act: Callable[[], object] | None = None
    icon: str = ""
    note: str = ""
    keys: str = ""
    words: tuple[str, ...] = ()

    @property
    def heading(self) -> bool:
        """Whether it only names what follows."""
        return self.act is None


class EntryModel(QAbstractListModel):
    """The rows as the view asks for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(one for one in (entry.text, entry.note, entry.keys) if one)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(one for one in (entry.text, entry.note) if one)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.entries[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryList(QListView):
    """A list that the line above it steers: it never takes the focus."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.entry_model = EntryModel(self)
        self.setModel(self.entry_model)
        self.setItemDelegate(_EntryDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def show_entries(self, entries: Sequence[Entry], kept: str = "") -> None:
        """Show these rows; the cursor stands on the first, or on the one that says `kept`."""
        self.entry_model.show(entries)
        rows = [row for row, entry in enumerate(entries) if not entry.heading]
        again = [row for row in rows if kept and entries[row].text == kept]
        self._stand_on((again or rows or [-1])[0])
        self.scrollToTop() if not again else None

    def current(self) -> Entry | None:
        """The row under the cursor."""
        row = self.currentIndex().row()
        return self.entry_model.entries[row] if row >= 0 else None

    def step(self, by: int) -> None:
        """Move the cursor so many rows, past the headings, from the end to the beginning."""
        rows = [row for row, one in enumerate(self.entry_model.entries) if not one.heading]
        if not rows:
            return
        here = self.currentIndex().row()
        place = rows.index(here) if here in rows else -1 if by > 0 else 0
        target = place + by
        if abs(by) > 1:
            target = min(max(target, 0), len(rows) - 1)
        row = rows[target % len(rows)]
        self._stand_on(row)
        if row == rows[0]:
            self.scrollToTop()

    def whole_height(self) -> int:
        """How high it is with every row in view."""
        rows = range(self.entry_model.rowCount())
        return sum(self.sizeHintForRow(row) for row in rows) + 2 * self.frameWidth()

    def _stand_on(self, row: int) -> None:
        index = self.entry_model.index(row, 0)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = _entry(index).heading
        return QSize(0, self._theme.u(HEAD_UNITS if heading else ROW_UNITS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, theme = _entry(index), self._theme
        u = theme.u
        painter.save()
        box = option.rect.adjusted(u(6), 0, -u(6), 0)
        if entry.heading:
            painter.setFont(theme.font(-1, 600))
            painter.setPen(theme.colour("muted"))
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(box.adjusted(u(8), u(4), 0, 0), middle, entry.text)
        else:
            state = option.state
            if state & QStyle.StateFlag.State_Selected:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent_wash"))
                painter.drawRoundedRect(box, u(6), u(6))
            self._paint_entry(painter, box.adjusted(u(8), 0, -u(8), 0), entry)
        painter.restore()

    def _paint_entry(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        theme, side = self._theme, self._theme.u(16)
        gap = theme.u(10)
        if entry.icon:
            top = box.top() + (box.height() - side + 1) // 2
            icons.draw(
                painter, entry.icon, QRect(box.left(), top, side, side), theme.colour("muted")
            )
        left, right = box.left() + side + gap, box.right()
        painter.setFont(theme.font(-1))
        painter.setPen(theme.colour("muted"))
        if entry.keys:
            right = _draw_right(painter, box, left, right, entry.keys) - gap
        words = theme.font()
        painter.setFont(words)
        painter.setPen(theme.colour("text"))
        wanted = painter.fontMetrics().horizontalAdvance(entry.text)
        # A long note takes half of the row at most from a long name.
        room = max((right - left) * 3 // 5, right - left - _width(painter, theme, entry.note) - gap)
        shown = painter.fontMetrics().elidedText(
            entry.text, Qt.TextElideMode.ElideRight, room if entry.note else right - left
        )
        place = QRect(left, box.top(), right - left, box.height())
        draw_marked(painter, place, shown, entry.words, theme.colour("accent"))
        if entry.note:
            start = left + min(wanted, room) + gap
            painter.setFont(theme.font(-1))
            painter.setPen(theme.colour("muted"))
            note = painter.fontMetrics().elidedText(
                entry.note, Qt.TextElideMode.ElideRight, max(right - start, 0)
            )
            place = QRect(start, box.top(), right - start, box.height())
            draw_marked(painter, place, note, entry.words, theme.colour("accent"))


def draw_marked(
    painter: QPainter, box: QRect, text: str, words: Sequence[str], colour: QColor
) -> None:
    """One line of text in the painter's letters; the words found stand out by their colour."""
    layout = QTextLayout(text, painter.font())
    ranges = []
    for begin, end in marked(text, words):
        one = QTextLayout.FormatRange()
        one.start, one.length = begin, end - begin
        form = QTextCharFormat()
        form.setForeground(colour)
        form.setFontUnderline(True)
        one.format = form
        ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(box.width() + 1)
    layout.endLayout()
    top = box.top() + (box.height() - line.height()) / 2
    layout.draw(painter, QPointF(box.left(), top))


def _width(painter: QPainter, theme: Theme, text: str) -> int:
    """How wide a note is in its smaller letters."""
    before = painter.font()
    painter.setFont(theme.font(-1))
    width = painter.fontMetrics().horizontalAdvance(text)
    painter.setFont(before)
    return width


def _draw_right(painter: QPainter, box: QRect, left: int, right: int, text: str) -> int:
    """Draw at the right end and return where it begins."""
    width = painter.fontMetrics().horizontalAdvance(text)
    place = QRect(max(right - width, left), box.top(), width, box.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
    return place.left()


def _entry(index: Index) -> Entry:
    model = index.model()
    if not isinstance(model, EntryModel):
        raise TypeError("rows of the palette only")
    return model.entries[index.row()]
