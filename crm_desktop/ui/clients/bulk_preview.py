"""What a change of many clients would do: how many, whom not, a few of them before and after."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Example, Foreseen
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext
from crm_desktop.words.client_bulk import foreseen, shown_value


class BulkPreview(QWidget):
    """Examples, and apart from them the `summary`, which never scrolls: how many, and whom not.

    A complaint stays until the next thing is done.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        u = desk.theme.u
        self.summary = QWidget()
        self._told = QVBoxLayout(self.summary)
        self._told.setContentsMargins(u(16), u(8), u(16), 0)
        self._told.setSpacing(u(2))
        self._examples = QVBoxLayout(self)
        self._examples.setContentsMargins(0, 0, 0, 0)
        self._examples.setSpacing(u(4))
        self.complaint = self._line("bad")
        self.complaint.hide()
        self._told.addWidget(self.complaint)
        self._lines: list[QWidget] = []
        self.wait()

    def wait(self) -> None:
        """Something is missing yet."""
        self._clear()
        line = self._line("muted")
        line.setText(pgettext("Clients", "Say what to write, and it is shown who would change."))
        self._add(line, self._told)

    def complain(self, text: str) -> None:
        """It could not be done: why, above what is true now."""
        self.complaint.setText(text)
        self.complaint.show()

    def show_found(self, found: Foreseen, change: BulkChange) -> None:
        """How many would change, what else is to be said, and some of them."""
        self._clear()
        for place, text in enumerate(foreseen(found)):
            line = self._line("" if place == 0 else "muted")
            line.setText(text[:1].upper() + text[1:])
            if place == 0:
                line.setFont(self.desk.theme.font(1, 600))
            self._add(line, self._told)
        if not found.examples:
            return
        heading = self._line("muted")
        heading.setText(pgettext("Clients", "For example:"))
        self._add(heading, self._examples)
        for example in found.examples:
            self._example(example, change)

    def texts(self) -> list[str]:
        """What is said, line by line."""
        return [one.text() for one in self._lines if isinstance(one, QLabel)]

    def _example(self, example: Example, change: BulkChange) -> None:
        name = ElidedLabel(example.name)
        name.setFont(self.desk.theme.font(0, 600))
        self._add(name, self._examples)
        if change.action in (BulkAction.SET, BulkAction.TAG, BulkAction.UNTAG, BulkAction.REASSIGN):
            old, new = (shown_value(change, text) for text in (example.old, example.new))
            self._add(ElidedLabel(f"{old} → {new}"), self._examples)

    def _line(self, role: str) -> QLabel:
        line = QLabel()
        line.setWordWrap(True)
        if role:
            line.setProperty(role, True)
        return line

    def _add(self, line: QWidget, place: QVBoxLayout) -> None:
        self._lines.append(line)
        place.addWidget(line)

    def _clear(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines.clear()
