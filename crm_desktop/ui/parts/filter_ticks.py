"""Words to tick: a button that tells what is ticked, and a list below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.filters import FieldInfo
from crm_desktop.domain.text import fold
from crm_desktop.ui.kit.search_box import SearchBox
from crm_desktop.ui.parts.filter_source import FilterSource
from crm_desktop.words import formats, pgettext
from crm_desktop.words.filters import value_text

MOST = 500
"""Words offered at once; typing finds the others."""
_VALUE = Qt.ItemDataRole.UserRole


class TickedWords(QPushButton):
    """Tells the ticked words of a field; Enter, Space or Alt+Down opens the list of all."""

    changed = Signal()

    def __init__(self, source: FilterSource, info: FieldInfo, name: str) -> None:
        super().__init__()
        self._source = source
        self._info = info
        self._name = name
        self._ticked: list[str] = []
        self.popup: TickList | None = None
        # As long as the row has room: what is ticked may be a long story.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(source.desk.theme.u(160))
        self.setProperty("value", True)
        self.clicked.connect(self.open_list)
        self._tell()

    def ticked(self) -> tuple[str, ...]:
        """The words that are ticked, in the order of ticking."""
        return tuple(self._ticked)

    def set_ticked(self, words: Sequence[str]) -> None:
        """Tick these and no others."""
        self._ticked = list(dict.fromkeys(words))
        self._tell()

    def open_list(self) -> None:
        """Show the list below the button."""
        self.popup = TickList(self._source, self._info, self._ticked, self)
        self.popup.changed.connect(self._took)
        self.popup.open_below(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() == Qt.Key.Key_Down
        if down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_list()
            return
        super().keyPressEvent(event)

    def _took(self) -> None:
        if self.popup is not None:
            self.set_ticked(self.popup.ticked())
            self.changed.emit()

    def _tell(self) -> None:
        desk = self._source.desk
        texts = [value_text(self._info, one, desk.language, desk.currency) for one in self._ticked]
        shown = ", ".join(texts) or pgettext("Filters", "choose…")
        # An ampersand of somebody's own is no mnemonic.
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(shown if texts else "")
        self.setAccessibleName(f"{self._name}: {shown}")


class TickList(QFrame):
    """A box of words with ticks; `changed` at every tick, Esc or a click elsewhere closes it."""

    changed = Signal()

    def __init__(
        self, source: FilterSource, info: FieldInfo, ticked: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        u = source.desk.theme.u
        self._source = source
        self._info = info
        self._ticked = list(ticked)
        self._filling = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("panel", True)
        self.search = SearchBox(source.desk.theme, pgettext("Filters", "Find a value"))
        self.list = QListWidget()
        self.list.setAccessibleName(pgettext("Filters", "Values"))
        self.list.setMinimumSize(u(260), u(240))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(8), u(8), u(8), u(8))
        layout.setSpacing(u(8))
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.search.searched.connect(lambda _text: self._ask())
        self.search.left_down.connect(self._enter_list)
        self.search.entered.connect(self._enter_list)
        self.list.itemChanged.connect(self._item_changed)
        self.list.itemActivated.connect(lambda _item: self.close())
        self._ask()

    def ticked(self) -> list[str]:
        """What is ticked now."""
        return list(self._ticked)

    def open_below(self, widget: QWidget) -> None:
        """Come up below a widget with the keyboard in the search box."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height())))
        self.show()
        self.search.setFocus()

    def _ask(self) -> None:
        self._source.desk.jobs.ask(
            self._source.values,
            field=self._info.name,
            text=self.search.text(),
            limit=MOST,
            owner=self,
            then=self._fill,
        )

    def _fill(self, found: Sequence[object]) -> None:
        counts = {str(getattr(one, "value", "")): int(getattr(one, "count", 0)) for one in found}
        wanted = fold(self.search.text())
        for word in (*self._ticked, *self._info.choices):
            if wanted in fold(word):
                counts.setdefault(word, 0)
        # What is ticked stands on top, so that it is seen.
        words = sorted(counts, key=lambda word: word not in self._ticked)
        self._filling = True
        self.list.clear()
        for word in words:
            self.list.addItem(self._item(word, counts[word]))
        self._filling = False

    def _item(self, word: str, count: int) -> QListWidgetItem:
        desk = self._source.desk
        text = value_text(self._info, word, desk.language, desk.currency)
        shown = f"{text} · {formats.number(count, desk.language)}" if count else text
        item = QListWidgetItem(shown)
        item.setData(_VALUE, word)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        on = word in self._ticked
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        return item

    def _enter_list(self) -> None:
        self.list.setFocus()
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _item_changed(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        word = str(item.data(_VALUE))
        if item.checkState() is Qt.CheckState.Checked:
            if word not in self._ticked:
                self._ticked.append(word)
        elif word in self._ticked:
            self._ticked.remove(word)
        self.changed.emit()
