"""The bin: everything that was deleted, since when, until when, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import bin as commands
from crm_desktop.crm import Done
from crm_desktop.domain.bin import DAYS, BinNoun
from crm_desktop.queries import bin as questions
from crm_desktop.ui.bin.columns import columns
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import RecordModel
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.kit.search_box import SearchBox
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.codes import label, operation_text

_TABLES = ("client", "deal", "task", "document")


class BinPage(QWidget):
    """A list of all that lies in the bin; what is marked comes back by one button, or by Enter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._build()
        self._ids = LiveQuery(self, desk.jobs, questions.ids, _TABLES, self._question, self._show)
        self._wire()

    # build

    def _build(self) -> None:
        theme = self.desk.theme
        self.model = RecordModel(
            columns(self.desk.language), self.desk.reads(questions.page), parent=self
        )
        self.table = RecordTable(theme, self.model, pgettext("Bin", "Bin"))
        self.table.stand_on_edge()
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.empty = EmptyState(
            theme,
            "trash-2",
            pgettext("Bin", "The bin is empty."),
            example=npgettext(
                "Bin",
                "What you delete lies here for {n} day and can be brought back.",
                "What you delete lies here for {n} days and can be brought back.",
                DAYS,
            ).format(n=DAYS),
        )
        self.nothing = EmptyState(
            theme,
            "search",
            pgettext("Bin", "Nothing in the bin is found by this."),
            pgettext("Bin", "Show all"),
            self.show_all,
        )
        self.rooms = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing):
            self.rooms.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar())
        layout.addWidget(self._promise())
        layout.addWidget(self.rooms, 1)

    def _bar(self) -> QHBoxLayout:
        theme, u = self.desk.theme, self.desk.theme.u
        self.search = SearchBox(theme, pgettext("Bin", "Find in the bin"))
        self.kinds = ChoiceBox()
        self.kinds.setAccessibleName(pgettext("Bin", "Kind"))
        self.kinds.view().setAccessibleName(pgettext("Bin", "Kind"))
        everything: list[tuple[BinNoun | None, str]] = [(None, pgettext("Bin", "Everything"))]
        self.kinds.set_options(everything + [(noun, label(noun)) for noun in BinNoun])
        self.count = QLabel()
        self.count.setProperty("muted", True)
        self.restore_button = QPushButton(pgettext("Bin", "Bring back"))
        self.restore_button.setProperty("primary", True)
        self.delete_button = QPushButton(pgettext("Bin", "Delete for good…"))
        self.delete_button.clicked.connect(self.delete_current)
        self.desk.foremost.watch(self.restore_button)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(12), u(16), u(8))
        bar.setSpacing(u(8))
        bar.addWidget(self.search, 1)
        bar.addWidget(self.kinds)
        bar.addWidget(self.count)
        bar.addStretch(1)
        bar.addWidget(self.delete_button)
        bar.addWidget(self.restore_button)
        return bar

    def _promise(self) -> QLabel:
        """What becomes of it all, before anybody has to ask."""
        u = self.desk.theme.u
        text = npgettext(
            "Bin",
            "After {n} day records are deleted for good. Clients with issued papers, open deals or "
            "tasks go into the archive instead.",
            "After {n} days records are deleted for good. Clients with issued papers, open deals "
            "or tasks go into the archive instead.",
            DAYS,
        )
        self.promise = QLabel(text.format(n=DAYS))
        self.promise.setWordWrap(True)
        self.promise.setProperty("muted", True)
        self.promise.setContentsMargins(u(16), 0, u(16), u(8))
        return self.promise

    def _wire(self) -> None:
        self.search.searched.connect(lambda _text: self._ids.refresh())
        self.search.left_down.connect(self.table.enter)
        self.search.entered.connect(self.table.enter)
        self.kinds.currentIndexChanged.connect(lambda _index: self._ids.refresh())
        self.restore_button.clicked.connect(self.restore_marked)
        self.table.opened.connect(lambda _key: self.restore_marked())
        self.table.selection_changed.connect(self._say_button)
        self.table.customContextMenuRequested.connect(self.menu_at)
        self.desk.jobs.committed.connect(lambda _changes: self.model.invalidate(None))

    # what the shell offers

    def focus_search(self) -> None:
        """The cursor into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def show_all(self) -> None:
        """Everything in the bin again."""
        self.kinds.set_value(None)
        self.search.clear()

    def restore_marked(self) -> None:
        """Bring back what is marked, or the record under the cursor."""
        marked = self._marked()
        if marked:
            self.restore_button.setEnabled(False)
            self.desk.jobs.run(
                commands.restore,
                marked,
                owner=self,
                after=self._restored,
                label=pgettext("Bin", "Bringing back from the bin"),
            )

    def delete_current(self) -> None:
        """Ask, then let go for good of what is marked, or of the record under the cursor."""
        marked = self._marked()
        if not marked:
            return
        asked = npgettext(
            "Bin", "Delete {n} record for good", "Delete {n} records for good", len(marked)
        )
        agreed = dialogs.confirm(
            self,
            self.desk.theme,
            asked.format(n=formats.number(len(marked), self.desk.language)),
            pgettext(
                "Bin",
                "It goes from the bin with all that belongs to it: notes, people inside, files. "
                "What papers, deals or tasks still speak of stays.",
            ),
            pgettext("Bin", "Delete for good"),
            danger=True,
        )
        if agreed:
            self.desk.jobs.run(
                commands.delete_for_good,
                marked,
                owner=self,
                after=partial(self._deleted, len(marked)),
                label=pgettext("Bin", "Deleting from the bin"),
            )

    def _marked(self) -> list[int]:
        current = self.table.current_id()
        return list(self.table.selected_ids()) or ([] if current is None else [current])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the list, or to the box above it where there is none."""
        shown = self.rooms.currentWidget() is self.table
        (self.table if shown else self.search).setFocus()

    # react

    def _question(self) -> dict[str, Any]:
        return {"text": self.search.text(), "noun": self.kinds.value()}

    def _show(self, keys: Sequence[int]) -> None:
        if not keys and self.table.hasFocus():
            self.search.setFocus()
        self.model.show(keys)
        asked = bool(self.search.text().strip()) or self.kinds.value() is not None
        self.rooms.setCurrentWidget(self.table if keys else self.nothing if asked else self.empty)
        self.promise.setVisible(len(keys) > 0)
        for button in (self.restore_button, self.delete_button):
            button.setVisible(len(keys) > 0)
        text = npgettext("Bin", "{n} record", "{n} records", len(keys))
        shown = formats.number(len(keys), self.desk.language)
        self.count.setText(text.format(n=shown) if keys else "")
        self._say_button()

    def _say_button(self) -> None:
        count = self.table.selected_count()
        text = pgettext("Bin", "Bring back")
        if count > 1:
            said = npgettext("Bin", "Bring back {n}", "Bring back {n}", count)
            text = said.format(n=formats.number(count, self.desk.language))
        self.restore_button.setText(text)
        for button in (self.restore_button, self.delete_button):
            button.setEnabled(count > 0 or self.table.current_id() is not None)

    def menu_at(self, place: QPoint) -> QMenu | None:
        """What can be done with what is marked, at this place of the list."""
        if self.table.current_id() is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.restore_button.text()).triggered.connect(self.restore_marked)
        menu.addAction(self.delete_button.text()).triggered.connect(self.delete_current)
        menu.popup(self.table.viewport().mapToGlobal(place))
        return menu

    def _restored(self, done: Done[int]) -> None:
        self._tell(operation_text("bin.restore", {"count": done.value}), done)

    def _deleted(self, asked: int, done: Done[int]) -> None:
        title = {"count": done.value, "kept": asked - done.value}
        self._tell(operation_text("bin.delete", title), done)

    def _tell(self, text: str, done: Done[int]) -> None:
        if done.operation is not None:
            undo = partial(self.desk.jobs.undo, done.operation)
            self.desk.say(text, pgettext("Clients", "Undo"), undo)
