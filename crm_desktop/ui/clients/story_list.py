"""The list of a client's story: as high as its entries, and its keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea

from crm_desktop.queries.timeline import Entry
from crm_desktop.ui.clients.story_drawing import StoryDelegate
from crm_desktop.ui.clients.story_model import ENTRY, StoryModel
from crm_desktop.ui.kit.shortcuts import latin
from crm_desktop.ui.runtime.theme import Theme

_OWN_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Delete}


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
        self._drawing = StoryDelegate(theme, self.story, self._room, self)
        self._high = 0
        self.setItemDelegate(self._drawing)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("story", True)
        self.viewport().setAutoFillBackground(False)
        self.story.modelReset.connect(self._fit)
        self.story.rowsInserted.connect(lambda _above, first, _last: self._fit(first))
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

    def _fit(self, first: int = 0) -> None:
        """As high as all entries; those above `first` are as high as they were."""
        self._high = self._drawing.heights(first) + (self._high if first else 0)
        self.setFixedHeight(max(self._high, 1))
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
