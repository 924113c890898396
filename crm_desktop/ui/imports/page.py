"""The room of imports: what a dropped list would do, one button, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import imports
from crm_desktop.commands.imports import ImportResult
from crm_desktop.crm import Done, Undone
from crm_desktop.domain.imports import MAPPABLE, ImportPlan
from crm_desktop.domain.problems import Refused
from crm_desktop.exports.imports import failed_rows
from crm_desktop.queries import history
from crm_desktop.queries import imports as import_queries
from crm_desktop.queries.history import KeptRow
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import fields, formats, npgettext, pgettext, reasons

SHOWN_ROWS = 15


class ImportsPage(QWidget):
    """Drop a list, look at what will happen, load it, take it back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.preview: ImportPreview | None = None
        self.result: ImportResult | None = None
        self.operation: int | None = None
        self._source = Path()
        self._build()

    # build

    def _build(self) -> None:
        theme = self.desk.theme
        u = theme.u
        self.start = EmptyState(
            theme,
            "file-spreadsheet",
            pgettext("Imports", "Drop a list of clients here: Excel, OpenDocument or CSV."),
            pgettext("Imports", "Choose a file…"),
            self.choose,
        )
        self.title = QLabel()
        self.title.setFont(theme.font(4, 600))
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.table = QTableWidget()
        self.table.setAccessibleName(pgettext("Imports", "Columns and first rows"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.load_button = QPushButton(pgettext("Imports", "Load"))
        self.load_button.setProperty("primary", True)
        self.load_button.clicked.connect(self.load)
        self.back_button = QPushButton(pgettext("Imports", "Another file…"))
        self.back_button.clicked.connect(self.choose)
        self.take_back_button = QPushButton(pgettext("Imports", "Take back"))
        self.take_back_button.clicked.connect(self.take_back)
        self.failed_button = QPushButton(pgettext("Imports", "Save failed rows…"))
        self.failed_button.clicked.connect(self._choose_failed)
        buttons = QHBoxLayout()
        buttons.setSpacing(u(8))
        for button in (self.back_button, self.failed_button, self.take_back_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.load_button)
        self.sheet = QWidget()
        layout = QVBoxLayout(self.sheet)
        layout.setContentsMargins(u(16), u(16), u(16), u(16))
        layout.setSpacing(u(12))
        layout.addWidget(self.title)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    # what the shell offers

    def holds(self) -> str:
        """What would be lost with this page: a list that was looked at and not loaded."""
        if self.preview is None or self.result is not None:
            return ""
        return pgettext("Imports", "The list that you look at would have to be opened again.")

    def drop_files(self, files: Sequence[str]) -> None:
        """Look at the first of the dropped files; nothing is written."""
        self._source = Path(files[0])
        folder = self.desk.jobs.crm.database.folder / "staging"
        self.desk.jobs.ask(
            import_queries.stage_file,
            str(self._source),
            str(folder),
            owner=self,
            then=self._look,
            label=pgettext("Imports", "Reading {name}").format(name=self._source.name),
        )

    def choose(self) -> None:
        """Choose a file in the system's dialog."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            pgettext("Imports", "List of clients"),
            self.desk.settings.last_folder,
            pgettext("Imports", "Lists") + " (*.xlsx *.xls *.xlsb *.ods *.csv *.tsv *.txt)",
        )
        if chosen:
            self.desk.settings.last_folder = str(Path(chosen).parent)
            self.drop_files([chosen])

    # react

    def _look(self, staging: str, chosen: Sequence[str] | None = None) -> None:
        self.desk.jobs.ask(
            import_queries.preview,
            staging,
            self._source.name,
            fields=chosen,
            owner=self,
            then=self._show_preview,
            label=pgettext("Imports", "Looking at {name}").format(name=self._source.name),
        )

    def _show_preview(self, preview: ImportPreview) -> None:
        self.preview = preview
        self.result = None
        self.operation = None
        self.title.setText(preview.plan.file_name)
        self.summary.setText(self._words(preview))
        self._fill(preview)
        self._offer(loading=True)
        self.stack.setCurrentWidget(self.sheet)
        self.load_button.setFocus()

    def _words(self, preview: ImportPreview) -> str:
        language = self.desk.language
        said = [_counted(preview.read, language)]
        if preview.without_contact:
            text = npgettext(
                "Imports", "{n} without contact", "{n} without contact", preview.without_contact
            )
            said.append(text.format(n=formats.number(preview.without_contact, language)))
        if preview.known:
            text = npgettext("Imports", "{n} already known", "{n} already known", preview.known)
            said.append(text.format(n=formats.number(preview.known, language)))
        if preview.failed:
            text = npgettext("Imports", "{n} row fails", "{n} rows fail", preview.failed)
            said.append(text.format(n=formats.number(preview.failed, language)))
        return ", ".join(said) + "."

    def _fill(self, preview: ImportPreview) -> None:
        columns = preview.columns
        rows = preview.rows[:SHOWN_ROWS]
        self.table.clear()
        self.table.setColumnCount(len(columns))
        self.table.setRowCount(len(rows) + 1)
        self.table.setHorizontalHeaderLabels([c.header or str(c.index + 1) for c in columns])
        for place, column in enumerate(columns):
            box = QComboBox()
            header = column.header or str(column.index + 1)
            box.setAccessibleName(pgettext("Imports", "Field of {column}").format(column=header))
            for name in MAPPABLE:
                box.addItem(fields.field_text(name), name)
            box.setCurrentIndex(max(box.findData(column.field), 0))
            box.activated.connect(self._remap)
            self.table.setCellWidget(0, place, box)
            for line, (_number, cells) in enumerate(rows, start=1):
                text = cells[column.index] if column.index < len(cells) else ""
                self.table.setItem(line, place, QTableWidgetItem(text))
        self.table.setRowHeight(0, self.desk.theme.u(40))
        header_view = self.table.horizontalHeader()
        header_view.setDefaultSectionSize(self.desk.theme.u(150))
        header_view.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _remap(self) -> None:
        preview = self.preview
        if preview is None:
            return
        chosen = list(preview.plan.fields)
        for place, column in enumerate(preview.columns):
            box = self.table.cellWidget(0, place)
            if isinstance(box, QComboBox):
                chosen[column.index] = box.currentData()
        self._look(preview.plan.staging, chosen)

    def load(self) -> None:
        """Bring the list in; reading goes on meanwhile, Cancel leaves nothing behind."""
        if self.preview is None:
            return
        self.load_button.setEnabled(False)
        self.desk.jobs.run(
            imports.clients,
            self.preview.plan,
            owner=self,
            after=self._loaded,
            failed=self._refused,
            label=pgettext("Imports", "Loading {name}").format(name=self._source.name),
        )

    def _refused(self, refused: Refused) -> None:
        self._offer(loading=True)
        self.desk.jobs.refused.emit(refused)

    def _loaded(self, done: Done[ImportResult]) -> None:
        result = done.value
        self.result = result
        self.operation = done.operation
        language = self.desk.language
        text = pgettext(
            "Imports",
            "Read {read}: new {created}, changed {updated}, skipped {skipped}, failed {failed}.",
        )
        counts = ("read", "created", "updated", "skipped", "failed")
        self.summary.setText(
            text.format(**{k: formats.number(getattr(result, k), language) for k in counts})
        )
        self._offer(loading=False)

    def _offer(self, *, loading: bool) -> None:
        result = self.result
        self.load_button.setEnabled(True)
        self.load_button.setVisible(loading)
        self.take_back_button.setVisible(not loading and self.operation is not None)
        self.failed_button.setVisible(
            not loading and result is not None and bool(result.failures or result.remarks)
        )

    def take_back(self) -> None:
        """Take the import back; what was touched since stays and is listed by name."""
        if self.operation is not None:
            self.desk.jobs.undo(self.operation, owner=self, then=self._taken_back)

    def _taken_back(self, undone: Undone) -> None:
        self.operation = None
        self._offer(loading=False)
        self.desk.jobs.ask(history.named, undone.kept, owner=self, then=self._show_kept)

    def _show_kept(self, kept: Sequence[KeptRow]) -> None:
        said = [pgettext("Imports", "The import is taken back.")]
        roots = [k for k in kept if k.table in {"client", "deal", "task", "document"}]
        if roots:
            said.append(pgettext("Imports", "These stay, because they were touched since:"))
            said += [f"{k.name} — {reasons.reason_text(k.reason)}" for k in roots[:20]]
        self.summary.setText("\n".join(said))

    def _choose_failed(self) -> None:
        target, _kind = QFileDialog.getSaveFileName(
            self, pgettext("Imports", "Failed rows"), self.desk.settings.last_folder, "*.xlsx"
        )
        if target:
            self.save_failed(Path(target))

    def save_failed(self, target: Path) -> None:
        """Save the rows with faults and their reasons as a workbook."""
        if self.preview is None or self.result is None:
            return
        faults = (*self.result.failures, *self.result.remarks)
        plan: ImportPlan = self.preview.plan

        def saved(path: Any) -> None:
            text = pgettext("Imports", "Saved: {name}").format(name=Path(path).name)
            self.desk.say(text)

        self.desk.jobs.export(
            failed_rows, plan, faults, target, overwrite=True, owner=self, then=saved
        )


def _counted(count: int, language: str) -> str:
    text = npgettext("Imports", "{n} client", "{n} clients", count)
    return text.format(n=formats.number(count, language))
