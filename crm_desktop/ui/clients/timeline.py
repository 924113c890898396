"""The story of a client, newest first: all of it, one kind, or what is looked for."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import activities, client_fields
from crm_desktop.domain.story import ChangeKind, Shown, StoryKind
from crm_desktop.queries import timeline
from crm_desktop.queries.client_changes import FieldChange
from crm_desktop.queries.timeline import PAGE, Entry, StoryPage
from crm_desktop.ui.clients.entry_editor import EntryEditor
from crm_desktop.ui.clients.story_list import StoryList
from crm_desktop.ui.clients.story_words import change_text, field_name, settable, told
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.parts.taking_apart import Taker
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, pgettext

TABLES = (
    "activity", "client", "contact_point", "deal", "task", "document", "attachment", "stage",
    "employee", "custom_field", "contact", "client_address", "client_account", "client_relation",
    "client_date", "merged_client",
)  # fmt: skip
PAUSE_MS = 150
"""After the last letter that is typed to look for something."""
ADDRESSES = {
    StoryKind.DEAL: "deal",
    StoryKind.STAGE: "deal",
    StoryKind.ISSUED: "document",
    StoryKind.CANCELLED: "document",
    StoryKind.TASK: "task",
    StoryKind.TASK_DONE: "task",
}


class Timeline(QWidget):
    """What happened with one client; as fresh as the last commit."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._client: int | None = None
        self._more = False
        self.taker = Taker(desk, self)
        self._build()
        self._live = LiveQuery(
            self, desk.jobs, timeline.story, TABLES, self._wanted, self._take
        )  # fmt: skip
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._live.refresh)

    def _build(self) -> None:
        u = self.desk.theme.u
        self.shown = QComboBox()
        self.shown.setAccessibleName(pgettext("Activities", "Show of the story"))
        self.shown.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.shown.setMinimumContentsLength(14)
        for part in Shown:
            self.shown.addItem(codes.label(part), part)
        self.shown.currentIndexChanged.connect(self._anew)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(pgettext("Activities", "Find in the story"))
        self.search.setAccessibleName(pgettext("Activities", "Find in the story"))
        self.search.textChanged.connect(lambda _text: self._pause.start())
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(self.shown)
        head.addWidget(self.search, 1)
        self.quiet = QLabel()
        self.quiet.setProperty("muted", True)
        self.quiet.setWordWrap(True)
        self.quiet.hide()
        self.list = StoryList(
            self.desk.theme, self.desk.language, pgettext("Activities", "What happened")
        )
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._offer)
        self.list.opened.connect(self._open)
        self.list.doubleClicked.connect(lambda _index: self._open(self.list.current()))
        self.list.edit_wanted.connect(self.edit)
        self.list.delete_wanted.connect(self.delete)
        self.list.pin_wanted.connect(self.pin)
        self.list.back_wanted.connect(self.bring_back)
        bind(self.list, "Ctrl+C", self._copy, Qt.ShortcutContext.WidgetShortcut)
        self.older = QPushButton(pgettext("Activities", "Show older"))
        self.older.clicked.connect(self.show_older)
        self.older.hide()
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(8))
        layout.addLayout(head)
        for widget in (self.quiet, self.list):
            layout.addWidget(widget)
        layout.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    @cached_property
    def editor(self) -> EntryEditor:
        """Stands between the head and the list; most days nobody opens an entry."""
        made = EntryEditor(self.desk)
        made.closed.connect(self._close_editor)
        self._layout.insertWidget(1, made)
        return made

    def show_client(self, client_id: int) -> None:
        """Tell another client's story."""
        if client_id != self._client:
            self._close_editor()
            self.list.story.show(())
        self._client = client_id
        self._live.refresh()

    def entries(self) -> list[Entry]:
        """What is shown, pinned ones first."""
        return list(self.list.story.entries)

    # ask and show

    def _wanted(self) -> dict[str, object]:
        unpinned = sum(not entry.pinned for entry in self.list.story.entries)
        return {**self._about(), "limit": max(PAGE, unpinned)}

    def _about(self) -> dict[str, Any]:
        return {
            "client_id": self._client or 0,
            "shown": Shown(self.shown.currentData()),
            "text": self.search.text(),
        }

    def _anew(self, _place: int) -> None:
        self.list.story.show(())
        self._live.refresh()

    def _take(self, page: StoryPage) -> None:
        was, row = self.list.current(), self.list.currentIndex().row()
        self.list.story.show((*page.pinned, *page.entries))
        self._tell_more(page.more)
        keys = [(one.kind, one.key) for one in self.list.story.entries]
        if was is not None and keys:
            same = (was.kind, was.key)
            self.list.choose(keys.index(same) if same in keys else min(row, len(keys) - 1))
        self.quiet.setText(self._silence())
        self.quiet.setVisible(not keys)
        if not keys and self.list.hasFocus():
            self.shown.setFocus()
        self.list.setVisible(bool(keys))

    def show_older(self) -> None:
        """Ask for the next page below."""
        entries = [entry for entry in self.list.story.entries if not entry.pinned]
        if not entries:
            return
        last = entries[-1].key

        def take(page: StoryPage) -> None:
            known = [entry for entry in self.list.story.entries if not entry.pinned]
            if known and known[-1].key == last:
                self.list.story.add(page.entries)
                self._tell_more(page.more)

        self.desk.jobs.ask(timeline.story, owner=self, then=take, before=last, **self._about())

    def _tell_more(self, more: bool) -> None:
        self._more = more
        if not more and self.older.hasFocus():
            self.list.setFocus()
        self.older.setVisible(more)

    def _silence(self) -> str:
        if self.search.text().strip():
            return pgettext("Activities", "Nothing of this kind says that.")
        if Shown(self.shown.currentData()) in {Shown.ALL, Shown.WRITTEN}:
            return pgettext(
                "Clients", "Nothing yet. What you write above will stand here with its day."
            )
        return pgettext("Activities", "Nothing of this kind happened yet.")

    # what is done with an entry

    def _open(self, entry: Entry | None) -> None:
        """Show an entry whole, or go to what it is about."""
        if entry is None:
            return
        address = ADDRESSES.get(entry.kind)
        if entry.kind.written:
            self.editor.open(entry)
        elif address is not None and self.desk.navigator.knows(address):
            self.desk.navigator.go(address, entry.record)
        elif entry.kind is StoryKind.MERGED:
            self.take_apart(entry)
        elif entry.kind is StoryKind.CHANGE:
            self._offer(self.list.visualRect(self.list.currentIndex()).center())

    def edit(self, entry: Entry) -> None:
        """Open one's own entry for correction."""
        if entry.kind.written:
            self.editor.open(entry)

    def delete(self, entry: Entry) -> None:
        """Remove an entry at once; the toast offers the way back."""
        if not entry.kind.written:
            return

        def done(_none: object) -> None:
            text = pgettext("Activities", "The entry is removed.")
            self.desk.say(text, pgettext("Clients", "Undo"), self.desk.jobs.undo)

        self.desk.jobs.run(activities.delete, entry.record, owner=self, then=done)

    def pin(self, entry: Entry) -> None:
        """Pin an entry, or let it go."""
        if not entry.kind.written:
            return
        command = activities.unpin if entry.pinned else activities.pin
        self.desk.jobs.run(command, entry.record, owner=self)

    def bring_back(self, entry: Entry) -> None:
        """The earlier value of what this entry changed; of several it is asked which.

        A merged card gets all of itself back.
        """
        if entry.kind is StoryKind.MERGED:
            self.take_apart(entry)
            return
        changes = _earlier(entry)
        if len(changes) == 1:
            self.set_back(changes[0])
        elif changes:
            self._offer(self.list.visualRect(self.list.currentIndex()).center())

    def take_apart(self, entry: Entry) -> None:
        """Show what taking this merge back would do, and do it when that is wanted."""
        if self._client is not None:
            self.taker.begin(self._client, entry.record)

    def set_back(self, change: FieldChange) -> None:
        """Let the earlier value of a field stand again."""
        if self._client is None:
            return

        def done(_none: object) -> None:
            text = pgettext("Clients", "The earlier value stands again: {field}.")
            undo = self.desk.jobs.undo
            said = text.format(field=field_name(change))
            self.desk.say(said, pgettext("Clients", "Undo"), undo)

        self.desk.jobs.run(
            client_fields.set_back, self._client, change.row, change.field, owner=self, then=done
        )

    def _copy(self) -> None:
        entry = self.list.current()
        if entry is not None:
            QApplication.clipboard().setText(told(entry, self.desk.language).whole())

    def _close_editor(self) -> None:
        if "editor" not in self.__dict__:
            return
        if self.editor.isVisible():
            self.list.setFocus()
        self.editor.hide()
        self.editor.entry = None

    def menu(self, entry: Entry) -> QMenu:
        """What can be done with an entry."""
        menu = QMenu(self)
        if entry.kind.written:
            text = (
                pgettext("Activities", "Edit (F2)")
                if entry.mine
                else pgettext("Activities", "Read whole (F2)")
            )
            menu.addAction(text).triggered.connect(partial(self.edit, entry))
            pinned = pgettext("Activities", "Unpin (P)"), pgettext("Activities", "Pin on top (P)")
            menu.addAction(pinned[not entry.pinned]).triggered.connect(partial(self.pin, entry))
            menu.addAction(pgettext("Activities", "Remove (Del)")).triggered.connect(
                partial(self.delete, entry)
            )
        elif entry.kind in ADDRESSES:
            menu.addAction(pgettext("Activities", "Open")).triggered.connect(
                partial(self._open, entry)
            )
        elif entry.kind is StoryKind.MERGED:
            menu.addAction(pgettext("Merge", "Take the merge back… (R)")).triggered.connect(
                partial(self.take_apart, entry)
            )
        for change in _earlier(entry):
            text = pgettext("Clients", "Bring the earlier value back: {change}")
            said = text.format(change=change_text(change, self.desk.language))
            menu.addAction(said).triggered.connect(partial(self.set_back, change))
        menu.addAction(pgettext("Activities", "Copy")).triggered.connect(self._copy)
        return menu

    def _offer(self, place: QPoint) -> None:
        entry = self.list.current()
        if entry is not None:
            if self.list.indexAt(place) != self.list.currentIndex():
                # Asked for by its key, which knows the middle of the whole story only.
                place = self.list.visualRect(self.list.currentIndex()).center()
            menu = self.menu(entry)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(place))


def _earlier(entry: Entry) -> list[FieldChange]:
    """The changes of an entry whose earlier value can be had again."""
    gone = {ChangeKind.CHANGED, ChangeKind.REMOVED}
    if entry.kind is StoryKind.MERGED:
        return []
    return [one for one in entry.fields if one.kind in gone and settable(one)]
