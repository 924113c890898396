"""One line about a list that is known: taken as its like was, or rows that come back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from crm_desktop.queries.import_memory import Memory
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import formats, pgettext


class KnownList(QWidget):
    """Says as what a list is taken; `unwanted` when it is to be looked at as a new one."""

    unwanted = Signal()

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._said = QLabel()
        self._said.setWordWrap(True)
        self.button = QPushButton()
        self.button.setProperty("link", True)
        self.button.setFlat(True)
        self.button.clicked.connect(self._pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.u(12))
        row.addWidget(self._said, 1)
        row.addWidget(self.button)

    def _pressed(self) -> None:
        # Not connected directly: `clicked` would hand over its "checked".
        self.unwanted.emit()

    def text(self) -> str:
        """What is said."""
        return self._said.text()

    def show_memory(self, memory: Memory | None) -> None:
        """Say what is known of the list; nothing hides the line."""
        self.setVisible(memory is not None)
        if memory is None:
            return
        if memory.profile is not None:
            text = pgettext("Imports", "Taken as the list “{name}” of {day}.").format(
                name=memory.profile.name,
                day=formats.date_time(memory.profile.used_at, self._language),
            )
            self.button.setText(pgettext("Imports", "Forget it"))
        else:
            text = pgettext(
                "Imports",
                "Rows of “{name}” come back, loaded on {day}: they are taken as they were then, "
                "and mean the same clients.",
            ).format(name=memory.file_name, day=formats.date_time(memory.at, self._language))
            self.button.setText(pgettext("Imports", "Look at it as a new list"))
        self._said.setText(text)
        self.button.setAccessibleName(f"{self.button.text()}: {text}")
