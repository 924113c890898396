"""A line that stands for a client: any scrap of a name or number finds them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QWidget

from crm_desktop.commands import clients
from crm_desktop.domain.clients import ClientDraft
from crm_desktop.domain.phones import shown_phones
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries.clients import ClientRow
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext

PAUSE_MS = 120
_ID = Qt.ItemDataRole.UserRole
_NEW = 0
"""Stands for the client who is not there yet: ids begin at 1."""


class ClientPicker(QWidget):
    """Typing finds, Enter or a click takes; a name that nobody bears can be added at once.

    A line that was only typed in stands for nobody: leaving it brings back the client chosen
    last.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id: int | None = None
        self._name = ""
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(pgettext("Clients", "Name, phone, e-mail, INN…"))
        self.line.setClearButtonEnabled(True)
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.popup = QListView()
        self.popup.setAccessibleName(pgettext("Clients", "Clients found"))
        self._completer.setPopup(self.popup)
        self._completer.activated.connect(self._take)
        self.line.setCompleter(self._completer)
        self.line.installEventFilter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self._tidy)
        layout = QHBoxLayout(self)
        none = desk.theme.u(0)
        layout.setContentsMargins(none, none, none, none)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)

    def value(self) -> int | None:
        """The id of the client chosen, None if there is none."""
        return self._id

    def set_value(self, client_id: int | None) -> None:
        """Show a client; the name follows when it has been read."""
        if client_id is None:
            self._set(None, "")
            return

        def name(rows: list[ClientRow]) -> None:
            if rows and self._id == client_id:
                self._name = rows[0].name
                self._write(self._name)

        self._id = client_id
        self._desk.jobs.ask(client_queries.page, [client_id], owner=self, then=name)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on words that are nobody yet looks for them instead of saving around them."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and self.line.text().strip() not in ("", self._name)
        ):
            self._pause.stop()
            self._look()
            return True
        return False

    # react

    def _edited(self, text: str) -> None:
        self._pause.start()
        if not text.strip() and self._id is not None:
            self._set(None, "")

    def _look(self) -> None:
        text = self.line.text().strip()

        def show(rows: list[ClientRow]) -> None:
            if self.line.text().strip() == text and self.line.hasFocus():
                self._offer(text, rows)

        self._desk.jobs.ask(client_queries.found, text, owner=self, then=show)

    def _offer(self, text: str, rows: list[ClientRow]) -> None:
        self._model.clear()
        for row in rows:
            about = " · ".join(
                part for part in (row.name, shown_phones(row.phone), row.city) if part
            )
            self._model.appendRow(self._item(about, row.id, row.name))
        if text and all(row.name != text for row in rows):
            new = pgettext("Clients", "Add the client “{name}”").format(name=text)
            self._model.appendRow(self._item(new, _NEW, text))
        if self._model.rowCount():
            self._completer.complete()

    @staticmethod
    def _item(text: str, client_id: int, name: str) -> QStandardItem:
        item = QStandardItem(text)
        item.setEditable(False)
        item.setData(client_id, _ID)
        item.setData(name, _ID + 1)
        return item

    def _take(self, _text: str) -> None:
        # Two clients may bear one name: the row tells which, its text does not.
        index = self.popup.currentIndex()
        client_id, name = index.data(_ID), str(index.data(_ID + 1))
        if client_id == _NEW:
            self._desk.jobs.run(
                clients.add,
                ClientDraft(name=name),
                owner=self,
                then=lambda made: self._set(made, name),
            )
            return
        self._set(int(client_id), name)

    def _set(self, client_id: int | None, name: str) -> None:
        self._id, self._name = client_id, name
        # After the completer has written its own words into the line.
        QTimer.singleShot(0, self, self._tidy)
        self.changed.emit()

    def _tidy(self) -> None:
        if not self.popup.isVisible() and self.line.text() != self._name:
            self._write(self._name)

    def _write(self, name: str) -> None:
        self.line.setText(name)
        # Of a long name its beginning is seen.
        self.line.setCursorPosition(0)
