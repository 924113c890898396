"""The strip above the list while it shows the clients of one import only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from crm_desktop.domain.imports import RunPart
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import import_runs
from crm_desktop.queries.import_runs import ImportRunRow
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext


class OnlyImported(QWidget):
    """Says whose clients are shown; `left` follows when all are wanted again."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.run: int | None = None
        self.part = RunPart.ALL
        u = desk.theme.u
        self.words = ElidedLabel()
        self.words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.all_button = QPushButton(pgettext("Clients", "Show all"))
        self.all_button.setProperty("compact", True)
        self.all_button.clicked.connect(self.end)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(u(16), 0, u(16), u(8))
        layout.setSpacing(u(12))
        layout.addWidget(self.words)
        layout.addWidget(self.all_button)
        layout.addStretch(1)
        self.hide()

    def begin(self, run: int, part: RunPart = RunPart.ALL) -> None:
        """Show the clients of this import, or a part of them."""
        self.run, self.part = run, part
        self.words.setText("")
        self.desk.jobs.ask(
            import_runs.card, run, owner=self, then=self._name, failed=self._nameless
        )

    def end(self) -> None:
        """All clients again."""
        if self.run is not None:
            self.run = None
            self.hide()
            self.left.emit()

    def _name(self, run: ImportRunRow) -> None:
        if self.run == run.id:
            text = _TEXTS[self.part]()
            self.words.setText(text.format(name=run.file_name))
            self.show()

    def _nameless(self, _refused: Refused) -> None:
        self.words.setText(pgettext("Clients", "Only clients of an import that was taken back"))
        self.show()


_TEXTS = {
    RunPart.ALL: lambda: pgettext("Clients", "Only clients of the import “{name}”"),
    RunPart.NEW: lambda: pgettext("Clients", "Only clients that the import “{name}” added"),
    RunPart.CHANGED: lambda: pgettext("Clients", "Only clients that the import “{name}” changed"),
    RunPart.MISSING: lambda: pgettext("Clients", "Only clients who are gone from “{name}”"),
}
