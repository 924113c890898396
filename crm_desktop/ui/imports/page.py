"""The room of imports: what a dropped list would do, one button, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import custom_fields, imports
from crm_desktop.commands.imports import ImportResult
from crm_desktop.crm import Done, Undone
from crm_desktop.domain.custom_fields import PREFIX, CustomNoun
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.domain.problems import Refused
from crm_desktop.exports.imports import failed_rows
from crm_desktop.queries import history
from crm_desktop.queries import imports as import_queries
from crm_desktop.queries.history import KeptRow
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.imports import preview_words
from crm_desktop.ui.imports.mapping import Mapping
from crm_desktop.ui.imports.meeting import MeetingBar
from crm_desktop.ui.imports.preview_table import PreviewTable, Rows
from crm_desktop.ui.imports.same_list import loaded_before
from crm_desktop.ui.imports.staying import said
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.parts.field_dialog import ask_field
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext
from crm_desktop.words.imports import tally_text


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
            example=pgettext(
                "Imports",
                "Columns may be called anything and stand in any order. First you see what "
                "would happen; afterwards all of it can be taken back.",
            ),
        )
        self.mapping = Mapping(theme)
        self.mapping.chosen.connect(self._remap)
        self.mapping.new_wanted.connect(self._make_field)
        self.table = PreviewTable(theme, self.desk.language)
        self.table.looked_at.connect(self._explain)
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.sheet = QWidget()
        layout = QVBoxLayout(self.sheet)
        layout.setContentsMargins(u(16), u(12), u(16), u(12))
        layout.setSpacing(u(10))
        layout.addLayout(self._head())
        self.before = QLabel()
        self.before.setWordWrap(True)
        self.before.setProperty("warn", True)
        self.meeting = MeetingBar(theme)
        self.meeting.changed.connect(self._judge)
        layout.addWidget(self.before)
        layout.addWidget(self.meeting)
        layout.addLayout(self._tools())
        layout.addWidget(self.mapping)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reason)
        self.past_button = QPushButton(pgettext("Imports", "Past imports"))
        self.past_button.setIcon(icon("history"))
        self.past_button.clicked.connect(lambda: self.desk.navigator.go("past-imports"))
        beginning = QWidget()
        column = QVBoxLayout(beginning)
        column.setContentsMargins(u(16), u(12), u(16), u(12))
        column.addWidget(self.past_button, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.start, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(beginning)
        self.stack.addWidget(self.sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _head(self) -> QHBoxLayout:
        """What it is and what will happen, and the one button that does it."""
        theme = self.desk.theme
        u = theme.u
        self.title = ElidedLabel()
        self.title.setFont(theme.font(4, 600))
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.load_button = QPushButton(pgettext("Imports", "Load"))
        self.load_button.setProperty("primary", True)
        self.load_button.clicked.connect(self.load)
        self.show_button = QPushButton(pgettext("Imports", "To the clients"))
        self.show_button.setProperty("primary", True)
        self.show_button.clicked.connect(self.show_clients)
        self.back_button = QPushButton(pgettext("Imports", "Another file…"))
        self.back_button.clicked.connect(self.choose)
        self.take_back_button = QPushButton(pgettext("Imports", "Take back"))
        self.take_back_button.clicked.connect(self.take_back)
        self.failed_button = QPushButton(pgettext("Imports", "Save failed rows…"))
        self.failed_button.clicked.connect(self._choose_failed)
        words = QVBoxLayout()
        words.setSpacing(u(4))
        words.addWidget(self.title)
        words.addWidget(self.summary)
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addLayout(words, 1)
        for button in (
            self.back_button,
            self.failed_button,
            self.take_back_button,
            self.show_button,
            self.load_button,
        ):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _tools(self) -> QHBoxLayout:
        """What folds out: the columns; beside it which sheet, whom it meets, which rows."""
        u = self.desk.theme.u
        self.fold = QToolButton()
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.toggled.connect(self._unfold)
        self.sheets = ChoiceBox()
        self.sheets.setAccessibleName(pgettext("Imports", "Sheet of the file"))
        self.sheets.activated.connect(lambda _place: self._other_sheet())
        self.only_problems = QCheckBox()
        self.only_present: QCheckBox = QCheckBox()
        self.only_problems.toggled.connect(lambda on: self._only(self.only_present, on=on))
        self.only_present.toggled.connect(lambda on: self._only(self.only_problems, on=on))
        row = QHBoxLayout()
        row.setSpacing(u(12))
        row.addWidget(self.fold)
        row.addWidget(self.sheets)
        row.addStretch(1)
        row.addWidget(self.only_present)
        row.addWidget(self.only_problems)
        return row

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
            folders.near(self.desk.settings, folders.LISTS),
            pgettext("Imports", "Lists") + " (*.xlsx *.xls *.xlsb *.ods *.csv *.tsv *.txt)",
        )
        if chosen:
            folders.remember(self.desk, folders.LISTS, chosen)
            self.drop_files([chosen])

    # react

    def _look(
        self, staging: str, chosen: Sequence[str] | None = None, sheet: int | None = None
    ) -> None:
        self.desk.jobs.ask(
            import_queries.preview,
            staging,
            self._source.name,
            sheet=sheet,
            fields=chosen,
            owner=self,
            then=self._show_preview,
            label=pgettext("Imports", "Looking at {name}").format(name=self._source.name),
        )

    def _show_preview(self, preview: ImportPreview) -> None:
        fresh = self.preview is None or self.preview.plan.staging != preview.plan.staging
        again = self.preview is None or self.preview.plan.sheet != preview.plan.sheet or fresh
        self.preview = preview
        self.result = None
        self.operation = None
        self.title.setText(preview.plan.file_name)
        self.summary.setText(preview_words.summary(preview, self.desk.language))
        self.mapping.show_columns(preview.columns, preview.plan.own)
        unsure = self.mapping.unsure(preview.columns)
        self.fold.setText(preview_words.columns_text(len(preview.columns), unsure))
        if fresh:
            self.sheets.set_options([(s.id, s.name) for s in preview.sheets if s.visible])
            self.meeting.begin()
        self.sheets.set_value(preview.plan.sheet)
        if again:
            # A list that is understood needs no details.
            self.fold.setChecked(bool(unsure))
            self.only_problems.setChecked(False)
            self.only_present.setChecked(False)
        self._unfold(self.fold.isChecked())
        self._offer(loading=True)
        self._show_rows()
        self.stack.setCurrentWidget(self.sheet)
        if again:
            self.load_button.setFocus()

    def _show_rows(self) -> None:
        if self.preview is not None:
            rows = Rows.FIRST
            if self.only_problems.isChecked():
                rows = Rows.DOUBTFUL
            elif self.only_present.isChecked():
                rows = Rows.PRESENT
            self.table.show_preview(self.preview, rows)

    def _only(self, other: QCheckBox, *, on: bool) -> None:
        """Rows with doubts or those already there: one or the other, or the first ones."""
        if on and other.isChecked():
            other.setChecked(False)
        self._show_rows()

    def _judge(self) -> None:
        """Another choice about those who are there: the numbers say what it would do."""
        preview = self.preview
        if preview is not None:
            self.desk.jobs.ask(
                import_queries.judged,
                preview,
                self.meeting.plan(preview.plan),
                owner=self,
                then=self._show_preview,
            )

    def _explain(self, reason: str) -> None:
        """The reason of the cell under the cursor; where nothing is wrong, what the marks mean."""
        doubts = self.preview is not None and bool(self.preview.faults)
        legend = pgettext(
            "Imports", "What is marked was not understood; it is kept as it is written."
        )
        self.reason.setText(reason or (legend if doubts else ""))
        self.reason.setProperty("muted", not reason)
        self.reason.setProperty("bad", bool(reason))
        self.reason.style().polish(self.reason)

    def _unfold(self, open_: bool) -> None:
        self.fold.setIcon(icon("chevron-down" if open_ else "chevron-right"))
        self.mapping.setVisible(open_ and self.result is None)

    def _remap(self, column: int, field: str) -> None:
        preview = self.preview
        if preview is not None:
            chosen = list(preview.plan.fields)
            chosen[column] = field
            self._look(preview.plan.staging, chosen, preview.plan.sheet)

    def _make_field(self, column: int, header: str) -> None:
        """Make a field of the business's own for a column, and let the column go there."""
        draft = ask_field(self, self.desk, CustomNoun.CLIENT, None, header)
        if draft is not None:
            self.desk.jobs.run(
                custom_fields.add,
                draft,
                owner=self,
                then=lambda made: self._remap(column, f"{PREFIX}{made}"),
            )

    def _other_sheet(self) -> None:
        if self.preview is not None:
            self._look(self.preview.plan.staging, sheet=self.sheets.value())

    def load(self) -> None:
        """Bring the list in; reading goes on meanwhile, Cancel leaves nothing behind."""
        if self.preview is None:
            return
        self.load_button.setEnabled(False)
        self.desk.jobs.run(
            imports.clients,
            self.meeting.plan(self.preview.plan),
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
        said = tally_text(result.tally, self.desk.language, loaded=True)
        self.summary.setText(said)
        if result.failures:
            # Each with its reason, while the file is still at hand.
            self.only_problems.setChecked(True)
        self._offer(loading=False)
        self.show_button.setFocus()

    def _offer(self, *, loading: bool) -> None:
        result, preview = self.result, self.preview
        self.load_button.setEnabled(True)
        self.load_button.setVisible(loading)
        self.show_button.setVisible(not loading)
        self.take_back_button.setVisible(not loading and self.operation is not None)
        failed = not loading and result is not None and bool(result.faults)
        self.failed_button.setVisible(failed)
        sheets = [s for s in preview.sheets if s.visible] if preview else []
        self.fold.setVisible(loading)
        self.sheets.setVisible(loading and len(sheets) > 1)
        self.before.setVisible(loading and preview is not None and bool(preview.before))
        self.meeting.hide()
        if loading and preview is not None:
            self.meeting.show_for(preview)
            self.before.setText(loaded_before(preview, self.desk.language))
        present = preview.tally.skipped if preview else 0
        self.only_present.setText(preview_words.present_text(present, self.desk.language))
        self.only_present.setVisible(bool(preview and preview.present))
        doubts = len({fault.row for fault in preview.faults}) if preview else 0
        self.only_problems.setText(preview_words.doubts_text(doubts, self.desk.language))
        self.only_problems.setVisible(bool(doubts))
        self._unfold(self.fold.isChecked())

    def show_clients(self) -> None:
        """The list of clients with those of this import only; all of them once it is taken back."""
        if self.result is None or self.operation is None:
            self.desk.navigator.go("clients")
        else:
            self.desk.navigator.go("clients-of-import", self.result.run_id)

    def take_back(self) -> None:
        """Take the import back; what was touched since stays and is listed by name."""
        if self.operation is not None:
            self.desk.jobs.undo(self.operation, owner=self, then=self._taken_back)

    def _taken_back(self, undone: Undone) -> None:
        self.operation = None
        self._offer(loading=False)
        self.desk.jobs.ask(history.named, undone.kept, owner=self, then=self._show_kept)

    def _show_kept(self, kept: Sequence[KeptRow]) -> None:
        lines = [pgettext("Imports", "The import is taken back."), *said(kept, self.desk.language)]
        self.summary.setText("\n".join(lines))

    def _choose_failed(self) -> None:
        name = pgettext("Imports", "Failed rows of {name}").format(name=self._source.stem)
        near = folders.near(self.desk.settings, folders.LISTS, f"{name}.xlsx")
        target, _kind = QFileDialog.getSaveFileName(
            self, pgettext("Imports", "Failed rows"), near, "*.xlsx"
        )
        if target:
            self.save_failed(Path(target))

    def save_failed(self, target: Path) -> None:
        """Save the rows with faults and their reasons as a workbook."""
        if self.preview is None or self.result is None:
            return
        faults = self.result.faults
        plan: ImportPlan = self.preview.plan

        def saved(path: Any) -> None:
            text = pgettext("Imports", "Saved: {name}").format(name=Path(path).name)
            self.desk.say(text)

        self.desk.jobs.export(
            failed_rows, plan, faults, target, overwrite=True, owner=self, then=saved
        )
