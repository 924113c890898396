"""The list of a client's story: a model of entries, how one is drawn, and its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crm_desktop.queries.timeline import Entry
from crm_desktop.ui.clients.story_words import Told, entry_icon, told
from crm_desktop.ui.kit.shortcuts import latin
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LINE_END = "\u2028"
ENTRY = Qt.ItemDataRole.UserRole
TOLD = Qt.ItemDataRole.UserRole + 1
_OWN_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Delete}


class StoryModel(QAbstractListModel):
    """Entries, the newest first; the words of each are made once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.entries: list[Entry] = []
        self._told: list[Told] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these; the same ones again change nothing."""
        if list(entries) == self.entries:
            return
        self.beginResetModel()
        self.entries = list(entries)
        self._told = [told(entry, self._language) for entry in entries]
        self.endResetModel()

    def add(self, older: Sequence[Entry]) -> None:
        """Show older ones below."""
        first = len(self.entries)
        self.beginInsertRows(NO_INDEX, first, first + len(older) - 1)
        self.entries += older
        self._told += [told(entry, self._language) for entry in older]
        self.endInsertRows()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.entries):
            return None
        if role == ENTRY:
            return self.entries[index.row()]
        if role == TOLD:
            return self._told[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._told[index.row()].whole()
        return None


class StoryDelegate(QStyledItemDelegate):
    """An entry is as high as its words need."""

    def __init__(self, theme: Theme, width: Callable[[], int], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = width

    def _parts(self, index: Index) -> list[tuple[str, int, str]]:
        """Text, weight and colour of each part that is there."""
        words: Told = index.data(TOLD)
        parts = [
            (words.title, 600, "text"),
            (words.lines, 400, "text"),
            (words.last, 400, "muted"),
        ]
        return [part for part in parts if part[0]]

    def _laid(self, text: str, weight: int) -> QTextLayout:
        """A part in its lines: between words, inside one only where it is too long for a line."""
        laid = QTextLayout(text.replace("\n", LINE_END), self._theme.font(0, weight))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        laid.setTextOption(option)
        laid.beginLayout()
        top = 0.0
        while (line := laid.createLine()).isValid():
            line.setLineWidth(self._inner())
            line.setPosition(QPointF(0, top))
            top += line.height()
        laid.endLayout()
        return laid

    def _inner(self) -> int:
        u = self._theme.u
        return max(self._width() - u(48), u(80))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        u = self._theme.u
        parts = self._parts(index)
        high = sum(_height(self._laid(text, weight)) for text, weight, _role in parts)
        return QSize(self._width(), high + u(4) * (len(parts) - 1) + u(16) + u(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, u = self._theme, self._theme.u
        entry: Entry = index.data(ENTRY)
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        chosen = focused or bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(1, 1, -1, -u(8))
        edge = "accent" if focused else "line"
        painter.setPen(QPen(theme.colour(edge), u(2) if focused else 1))
        painter.setBrush(theme.colour("accent_wash" if chosen else "surface"))
        painter.drawRoundedRect(frame, u(6), u(6))
        size = u(16)
        corner = QPoint(frame.left() + u(10), frame.top() + u(8))
        icon(entry_icon(entry)).paint(painter, QRect(corner, QSize(size, size)))
        left, top = frame.left() + u(36), frame.top() + u(8)
        for text, weight, role in self._parts(index):
            laid = self._laid(text, weight)
            painter.setPen(theme.colour(role))
            laid.draw(painter, QPointF(left, top))
            top += _height(laid) + u(4)
        painter.restore()


def _height(laid: QTextLayout) -> int:
    return ceil(laid.boundingRect().height())


class StoryList(QListView):
    """As high as its entries: what scrolls is the card around it."""

    opened = Signal(object)
    edit_wanted = Signal(object)
    delete_wanted = Signal(object)
    pin_wanted = Signal(object)
    back_wanted = Signal(object)
    """An earlier value of a field is to stand again."""

    def __init__(self, theme: Theme, language: str, name: str) -> None:
        super().__init__()
        self.story = StoryModel(language)
        self.story.setParent(self)
        self.setModel(self.story)
        self.setItemDelegate(StoryDelegate(theme, self._room, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("story", True)
        self.viewport().setAutoFillBackground(False)
        self.story.modelReset.connect(self._fit)
        self.story.rowsInserted.connect(self._fit)
        self.selectionModel().currentChanged.connect(self._into_sight)

    def current(self) -> Entry | None:
        """The entry that the keys are about."""
        entry = self.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Entry) else None

    def choose(self, place: int) -> None:
        """Make an entry the current one."""
        self.setCurrentIndex(self.story.index(place, 0))

    def _room(self) -> int:
        return self.viewport().width()

    def _fit(self) -> None:
        high = sum(
            self.sizeHintForIndex(self.story.index(row, 0)).height()
            for row in range(self.story.rowCount())
        )
        self.setFixedHeight(max(high, 1))
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower entries are higher."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _into_sight(self, index: QModelIndex) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None and index.isValid() and self.hasFocus():
            place = self.visualRect(index)
            top = self.viewport().mapTo(self.window(), place.topLeft()).y()
            top -= around.viewport().mapTo(self.window(), QPoint(0, 0)).y()
            top += around.verticalScrollBar().value()
            around.ensureVisible(0, top + place.height(), 0, 0)
            around.ensureVisible(0, top, 0, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It is seen where the keyboard came to, however long the story is."""
        super().focusInEvent(event)
        self._into_sight(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        """Keys that are about an entry here are not about the client: the window waits."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in _OWN_KEYS
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 corrects, Del removes, P pins, R brings an earlier value back."""
        entry = self.current()
        signals = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_F2: self.edit_wanted,
            Qt.Key.Key_Delete: self.delete_wanted,
        }
        letters = {"P": self.pin_wanted, "R": self.back_wanted}
        signal = signals.get(Qt.Key(event.key())) or letters.get(latin(event))
        if signal is not None and not event.modifiers():
            if entry is not None:
                signal.emit(entry)
            return
        super().keyPressEvent(event)
