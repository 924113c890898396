"""The lists loaded so far: how each went, what was touched since, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.imports import taken_back_until
from crm_desktop.queries import import_runs
from crm_desktop.queries.import_runs import ImportRunRow
from crm_desktop.ui.imports.past_panel import PastPanel
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, formats, pgettext

_TABLES = (
    "import_run", "client", "contact", "contact_point", "deal", "task", "document", "activity",
)  # fmt: skip


LONG_MOMENT = "2028-12-28T20:00:00Z"


class PastImportsPage(QWidget):
    """A row for each list; beside it the one under the cursor and what can be done about it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.runs: list[ImportRunRow] = []
        self._build()
        self._live = LiveQuery(self, desk.jobs, import_runs.past, _TABLES, dict, self._show)

    # build

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        self.new_button = QPushButton(pgettext("Imports", "Load a list…"))
        self.new_button.clicked.connect(self._load_another)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(12), u(16), u(8))
        bar.addStretch(1)
        bar.addWidget(self.new_button)
        self.table = ListTable(theme, self._columns(), pgettext("Imports", "Past imports"))
        self.table.current_changed.connect(lambda _id: self._show_current())
        self.empty = EmptyState(
            theme,
            "history",
            pgettext("Imports", "No list was loaded yet, or all of them were taken back."),
            pgettext("Imports", "Load a list…"),
            self._load_another,
            example=pgettext(
                "Imports", "Every list that you load will stand here and can be taken back."
            ),
        )
        self.panel = PastPanel(self.desk)
        self.panel.setMinimumWidth(u(380))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setCollapsible(0, False)
        splitter.setCollapsible(1, False)
        splitter.setSizes([u(760), u(380)])
        self.rooms = QStackedWidget()
        self.rooms.addWidget(splitter)
        self.rooms.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.rooms, 1)

    def _columns(self) -> list[Column]:
        language = self.desk.language

        def counted(key: str, title: str, spare: int = 0) -> Column:
            def text(row: ImportRunRow) -> str:
                return formats.number(getattr(row, key), language)

            return Column(key, lambda: title, text, 90, align_right=True, spare=spare)

        return [
            Column(
                "at",
                lambda: pgettext("Imports", "Loaded"),
                lambda r: formats.date_time(r.at, language),
                130,
                fits=lambda: formats.date_time(LONG_MOMENT, language),
            ),
            Column(
                "file", lambda: pgettext("Imports", "File"), lambda r: r.file_name, 160, grow=True
            ),
            Column(
                "noun",
                lambda: pgettext("Imports", "What came"),
                lambda r: codes.label(r.noun),
                90,
                spare=3,
            ),
            counted("created", pgettext("Imports", "New")),
            counted("updated", pgettext("Imports", "Changed"), spare=1),
            counted("failed", pgettext("Imports", "Not loaded"), spare=2),
            counted("touched", pgettext("Imports", "Touched since"), spare=4),
            Column(
                "until",
                lambda: pgettext("Imports", "Can be taken back until"),
                lambda r: formats.short_date(taken_back_until(r.at), language),
                150,
                spare=4,
            ),
        ]

    # what the shell offers

    def open_run(self, run: str | int) -> None:
        """One of the imports; "newest" for the last one."""
        if run != "newest":
            self.table.select_id(int(run))
        elif self.runs:
            self.table.select_id(self.runs[0].id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the list."""
        (self.table if self.runs else self.empty.button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves what taking back would do, else the page."""
        if event.key() == Qt.Key.Key_Escape and self.panel.looking():
            self.panel.leave()
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    # react

    def _show(self, runs: list[ImportRunRow]) -> None:
        self.runs = runs
        self.table.show_rows(runs)
        self.rooms.setCurrentIndex(0 if runs else 1)
        if runs and self.table.current_id() is None:
            self.table.select_id(runs[0].id)
        self._show_current()

    def _show_current(self) -> None:
        current = self.table.current_id()
        self.panel.show_run(None if current is None else self.table.record(current))

    def _load_another(self) -> None:
        self.desk.navigator.go("imports")
