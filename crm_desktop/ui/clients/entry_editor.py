"""What somebody wrote, whole: to be read, to be corrected, with what stood there before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import activities
from crm_desktop.domain.activities import Way
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.text import fold
from crm_desktop.queries import activities as queries
from crm_desktop.queries.activities import VersionRow
from crm_desktop.queries.timeline import Entry
from crm_desktop.ui.kit.enter_key import enter_pressed
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, formats, pgettext

VERSIONS = 5
"""Earlier versions that are shown; older ones are in the journal."""


class EntryEditor(QFrame):
    """Stands above the list while one entry is open; Ctrl+Enter saves, Esc closes.

    Of a contact also what came of it can be chosen anew.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.entry: Entry | None = None
        self.setProperty("card", True)
        u = desk.theme.u
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(u(120))
        self.box.installEventFilter(self)
        self.outcome = QComboBox()
        self.outcome.setAccessibleName(pgettext("Activities", "What came of it"))
        self.outcome.installEventFilter(self)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("bad", True)
        self.said.hide()
        self.before = QLabel()
        self.before.setWordWrap(True)
        self.before.setProperty("muted", True)
        self.before.setTextFormat(Qt.TextFormat.PlainText)
        self.before.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save_button = QPushButton(pgettext("Activities", "Save"))
        self.save_button.clicked.connect(self.save)
        self.close_button = QPushButton(pgettext("Activities", "Close"))
        self.close_button.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.setSpacing(u(8))
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(12), u(8), u(12), u(8))
        layout.setSpacing(u(8))
        for widget in (self.box, self.outcome, self.said):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        layout.addWidget(self.before)
        self.hide()

    def open(self, entry: Entry) -> None:
        """Show an entry; only one's own can be written into."""
        self.entry = entry
        self.outcome.clear()
        self.box.setPlainText(entry.text)
        self.box.setReadOnly(not entry.mine)
        name = pgettext("Activities", "Your entry") if entry.mine else entry.actor
        self.box.setAccessibleName(name or pgettext("Activities", "Entry"))
        self.save_button.setVisible(entry.mine)
        self._offer(())
        if entry.mine and entry.way:
            language = self.desk.language
            self.desk.jobs.ask(queries.ways, owner=self, then=self._offer, language=language)
        self.said.hide()
        self.before.hide()
        self.show()
        self.box.setFocus()
        self.desk.jobs.ask(queries.versions, owner=self, then=self._tell, activity_id=entry.record)

    def _offer(self, ways: Sequence[Way]) -> None:
        """What may have come of it: the words of its way, and the one that it has."""
        entry = self.entry
        if entry is None:
            return
        chosen = self.outcome.currentData() if self.outcome.count() else entry.outcome
        words = [w.name for way in ways if fold(way.name) == fold(entry.way) for w in way.outcomes]
        if entry.outcome and entry.outcome not in words:
            words.append(entry.outcome)
        self.outcome.clear()
        self.outcome.addItem(pgettext("Activities", "outcome…"), "")
        for word in words:
            self.outcome.addItem(word, word)
        self.outcome.setCurrentIndex(max(self.outcome.findData(chosen), 0))
        self.outcome.setVisible(entry.mine and bool(entry.way) and bool(words))

    def _tell(self, versions: Sequence[VersionRow]) -> None:
        language = self.desk.language
        lines = [
            " · ".join(
                part
                for part in (
                    " ".join(f"{one.outcome} {one.text}".split()),
                    formats.date_time(one.at, language),
                    one.actor,
                )
                if part
            )
            for one in versions[:VERSIONS]
        ]
        title = pgettext("Activities", "Before, until:")
        self.before.setText("\n".join([title, *lines]))
        self.before.setVisible(bool(lines))

    def save(self) -> None:
        """Save what stands here; what is refused stays open."""
        if self.entry is None or not self.entry.mine:
            return

        def refused(no: Refused) -> None:
            self.said.setText(" ".join(map(codes.problem_text, no.problems)))
            self.said.show()

        self.desk.jobs.run(
            activities.edit, self.entry.record, self.box.toPlainText(), self._result(), owner=self,
            then=lambda _none: self.closed.emit(), failed=refused,
        )  # fmt: skip

    def _result(self) -> str | None:
        return None if self.outcome.isHidden() else self.outcome.currentData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes from its buttons, too; Enter there is not about what stands around."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif not enter_pressed(event, self.focusWidget(), self.save):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter saves, Esc closes."""
        if watched in {self.box, self.outcome} and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return False
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
                return True
        return False
