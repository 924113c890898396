"""The room of imports: what a dropped list would do, one button or a few steps, how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands import custom_fields, import_profiles
from crm_desktop.commands.imports import ImportResult
from crm_desktop.domain.custom_fields import PREFIX, CustomNoun
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import ImportPlan, OnMatch, Verdict
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.round_trip import RoundTrip
from crm_desktop.queries import employees, import_nouns, import_rows
from crm_desktop.queries.import_memory import Memory
from crm_desktop.queries.import_rows import ShownRow
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.imports import preview_words
from crm_desktop.ui.imports.beginning import Beginning
from crm_desktop.ui.imports.common_bar import CommonBar
from crm_desktop.ui.imports.head import Head
from crm_desktop.ui.imports.known_list import KnownList
from crm_desktop.ui.imports.mapping import Mapping
from crm_desktop.ui.imports.meeting import MeetingBar
from crm_desktop.ui.imports.met_panel import MetPanel
from crm_desktop.ui.imports.noun_choice import NounChoice, shown_text, with_faults
from crm_desktop.ui.imports.outcome import Outcome
from crm_desktop.ui.imports.preview_table import PreviewTable
from crm_desktop.ui.imports.reason_line import ReasonLine
from crm_desktop.ui.imports.result_panel import ResultPanel
from crm_desktop.ui.imports.round_trip import RoundTripPanel
from crm_desktop.ui.imports.same_list import loaded_before
from crm_desktop.ui.imports.sheet_panel import SheetPanel
from crm_desktop.ui.imports.sources import Sources
from crm_desktop.ui.imports.step_bar import BEFORE_LOADING, Step, StepBar
from crm_desktop.ui.imports.tools import Tools
from crm_desktop.ui.kit.scroll import Scrolled
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.parts.field_dialog import ask_field
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext
from crm_desktop.words.imports import cells_text, tally_text

LEAST_TABLE_UNITS = 150
RAW_ROWS = 200
"""Rows of a sheet among which its header is looked for by eye."""


class ImportsPage(QWidget):
    """Drop a list, look at what will happen, load it, take it back.

    A list that is understood is one screen; for another there are steps on top of the same page.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.preview: ImportPreview | None = None
        self.sources = Sources(desk, self)
        self.outcome = Outcome(desk, self)
        self.step = Step.CHECK
        self.stepwise = False
        self._header: int | None = None
        self._memory: Memory | None = None
        self._build()

    @property
    def result(self) -> ImportResult | None:
        """How the list was loaded, once it was."""
        return self.outcome.result

    # build

    def _build(self) -> None:
        theme, language = self.desk.theme, self.desk.language
        self.head = Head(theme)
        self.title, self.summary = self.head.title, self.head.summary
        self.load_button, self.next_button = self.head.load_button, self.head.next_button
        self.back_button, self.show_button = self.head.back_button, self.head.show_button
        self.take_back_button = self.head.take_back_button
        self.failed_button = self.head.failed_button
        self.known = KnownList(theme, language)
        self.nouns = NounChoice(theme)
        self.steps = StepBar(theme)
        self.sheet_panel = SheetPanel(theme, language)
        self.mapping = Mapping(theme)
        self.meeting = MeetingBar(theme)
        self.common, self.met = CommonBar(theme), MetPanel(theme, language)
        self.result_panel = ResultPanel(theme, language)
        self.tools = Tools(theme, language)
        self.fold, self.sheets = self.tools.fold, self.tools.sheets
        self.only_problems, self.which = self.tools.only_problems, self.tools.which
        self.table = PreviewTable(theme, language, self._rows_at)
        self.before, self.reason = QLabel(), ReasonLine()
        self.before.setWordWrap(True)
        self.before.setProperty("warn", True)
        self._connect()
        self.stack = QStackedWidget()
        self.beginning = Beginning(self.desk, self.sources.choose)
        self.past_button = self.beginning.past_button
        self.stack.addWidget(self.beginning)
        # With large letters on a small screen the whole of it scrolls.
        self.sheet = Scrolled(self._sheet())
        self.stack.addWidget(self.sheet)
        self.round_trip = RoundTripPanel(self.desk, self.sources.choose)
        self.stack.addWidget(self.round_trip)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _connect(self) -> None:
        for button, slot in (
            (self.load_button, self.load),
            (self.next_button, self._next_step),
            (self.show_button, self.outcome.show_clients),
            (self.back_button, self._leave),
            (self.take_back_button, self.take_back),
            (self.failed_button, lambda: self.outcome.choose_failed(self.sources.source.stem)),
            (self.tools.steps_button, self._begin_steps),
        ):
            button.clicked.connect(slot)
        self.steps.chosen.connect(self.go_to)
        self.nouns.chosen.connect(self._other_noun)
        self.nouns.changed.connect(self._judge)
        self.known.unwanted.connect(self._forget)
        self.sheet_panel.sheet_chosen.connect(self._other_sheet)
        self.sheet_panel.header_chosen.connect(self._other_header)
        self.mapping.chosen.connect(self._remap)
        self.mapping.new_wanted.connect(self._make_field)
        self.meeting.changed.connect(self._judge)
        self.common.changed.connect(self._judge)
        self.met.decided.connect(self._decide)
        self.tools.sheet_chosen.connect(self._other_sheet)
        self.tools.rows_chosen.connect(self._show_rows)
        self.result_panel.clients_wanted.connect(self.outcome.show_part)
        self.sources.listed.connect(self._look)
        self.sources.came_back.connect(self._show_round_trip)
        self.outcome.loaded.connect(self._loaded)
        self.outcome.refused.connect(self._arrange)
        self.outcome.taken_back.connect(self._show_taken_back)
        bind(self, "Ctrl+V", self.sources.paste)
        self.result_panel.rows_wanted.connect(lambda one: self.tools.show_only(Verdict(one)))
        self.fold.toggled.connect(lambda _on: self._arrange())
        self.table.looked_at.connect(self._explain)
        self.table.corrected.connect(self._correct)

    def _sheet(self) -> QWidget:
        u = self.desk.theme.u
        sheet = QWidget()
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(u(16), u(12), u(16), u(12))
        layout.setSpacing(u(10))
        above: tuple[QWidget, ...] = (
            self.head, self.known, self.before, self.nouns, self.steps, self.meeting, self.common,
            self.result_panel, self.tools, self.mapping,
        )  # fmt: skip
        for widget in above:
            layout.addWidget(widget)
        layout.addWidget(self.sheet_panel, 1)
        layout.addWidget(self.met, 1)
        layout.addWidget(self.table, 1)
        for table in (self.table, self.met.table):
            table.setMinimumHeight(u(LEAST_TABLE_UNITS))
        layout.addWidget(self.reason)
        return sheet

    # what the shell offers

    def holds(self) -> str:
        """What would be lost with this page: a list that was looked at and not loaded."""
        changes = self.stack.currentWidget() is self.round_trip and self.round_trip.holds()
        if not changes and (self.preview is None or self.result is not None):
            return ""
        return pgettext("Imports", "The list that you look at would have to be opened again.")

    def drop_files(self, files: Sequence[str]) -> None:
        """Look at the dropped files one after another; nothing is written."""
        self.sources.take(files)

    def choose(self) -> None:
        """Choose files in the system's dialog."""
        self.sources.choose()

    def look_at(self, _clipboard: str) -> None:
        """Look at the cells in the clipboard as at a list."""
        self.sources.paste()

    # looking

    def _show_round_trip(self, staging: str, found: RoundTrip) -> None:
        self.round_trip.show_found(staging, found)
        self.stack.setCurrentWidget(self.round_trip)

    def _look(
        self,
        staging: str,
        chosen: Sequence[str] | None = None,
        sheet: int | None = None,
        header: int | None = None,
        *,
        anew: bool = False,
        noun: Noun | None = None,
    ) -> None:
        self._header = header
        same = self.preview if self.preview and self.preview.plan.staging == staging else None
        same = None if anew or noun is not None else same
        if noun is None and same is not None:
            noun = same.plan.noun
        self.desk.jobs.ask(
            import_nouns.preview,
            staging,
            self.sources.source.name,
            noun=noun,
            sheet=sheet,
            header_row=header,
            fields=chosen,
            like=self._plan() if same is not None else None,
            profile=None,
            anew=anew,
            owner=self,
            then=self._show_preview,
            label=pgettext("Imports", "Looking at {name}").format(name=self.sources.source.name),
        )

    def _plan(self) -> ImportPlan:
        """What was looked at, with all that was chosen on this page."""
        assert self.preview is not None
        return self.nouns.plan(self.common.plan(self.meeting.plan(self.preview.plan)))

    def _rows_at(self, numbers: Sequence[int]) -> dict[int, ShownRow]:
        if self.preview is None:
            return {}
        rows = self.desk.jobs.crm.ask(import_rows.shown, self.preview.plan, numbers)
        return with_faults(rows, self.preview)

    def _show_preview(self, preview: ImportPreview) -> None:
        old = self.preview
        fresh = old is None or old.plan.staging != preview.plan.staging
        again = fresh or old is None or old.shape.header_rows != preview.shape.header_rows
        again = again or old is None or old.plan.sheet != preview.plan.sheet
        self.preview = preview
        self.outcome.begin()
        place = self.sources.place()
        name = preview.plan.file_name
        self.title.setText(f"{name} · {place}" if place else name)
        self.summary.setText(preview_words.summary(preview, self.desk.language))
        self.summary.setToolTip(cells_text(preview.cells, self.desk.language))
        self.nouns.show_for(preview.plan)
        self.mapping.show_columns(preview.columns, preview.plan.own, preview.plan.noun)
        unsure = self.mapping.unsure(preview.columns)
        self.fold.setText(preview_words.columns_text(len(preview.columns), unsure))
        if preview.memory is not None or fresh:
            self._memory = preview.memory
        if fresh:
            self.meeting.begin(preview.plan)
            self.common.show_plan(preview.plan)
            self.desk.jobs.ask(employees.listing, owner=self, then=self.common.show_people)
            self.stepwise = bool(self._doubtful())
            self.step = next(iter(self._doubtful()), Step.CHECK)
            self.fold.setChecked(False)
        elif preview.judged.asked and not self.stepwise:
            # Whoever wants to be asked is shown what about.
            self.stepwise, self.step = True, Step.KNOWN
        if again:
            self.tools.begin(preview)
            self._show_raw()
        self.tools.show_counts(preview)
        self.met.show_preview(preview)
        self.stack.setCurrentWidget(self.sheet)
        self._arrange()
        self._show_rows()
        if fresh:
            first = self.next_button if self.next_button.isVisible() else self.load_button
            first.setFocus()

    def _doubtful(self) -> list[Step]:
        """The steps at which something is to be looked at."""
        preview = self.preview
        if preview is None:
            return []
        heads = preview.shape.header_rows or self._header is not None
        wants = (
            (Step.SHEET, not heads or bool(preview.tables)),
            (Step.COLUMNS, bool(self.mapping.unsure(preview.columns))),
            (Step.KNOWN, bool(preview.judged.asked)),
        )
        return [step for step, wanted in wants if wanted]

    def _show_raw(self) -> None:
        preview = self.preview
        if preview is not None:
            self.desk.jobs.ask(
                import_rows.raw,
                preview.plan.staging,
                preview.plan.sheet,
                RAW_ROWS,
                owner=self,
                then=lambda rows: self.sheet_panel.show_rows(preview, rows),
            )

    def _show_rows(self) -> None:
        preview = self.preview
        if preview is not None:
            numbers = self.tools.numbers(preview)
            self.table.show_preview(preview, numbers, editable=self.result is None)

    def _explain(self, reason: str) -> None:
        """The reason of the cell under the cursor; where nothing is wrong, what the marks mean."""
        preview = self.preview
        looking = preview is not None and self.result is None
        doubts = looking and preview is not None and bool(preview.judged.doubtful)
        self.reason.explain(reason, doubts=doubts)

    # steps

    def go_to(self, step: Step) -> None:
        """Show a step; every one of them can be gone back to."""
        self.step = step
        self._arrange()
        (self.load_button if self.load_button.isVisible() else self.next_button).setFocus()

    def _leave(self) -> None:
        """Let this file be: the next one that waits, or another."""
        (self.sources.next if self.sources.waiting else self.sources.choose)()

    def _next_step(self) -> None:
        if self.result is not None:
            self.sources.next()
            return
        steps = list(BEFORE_LOADING)
        at = steps.index(self.step)
        self.go_to(steps[min(at + 1, len(steps) - 1)])

    def _begin_steps(self) -> None:
        self.stepwise = True
        self.go_to(Step.COLUMNS)

    def _arrange(self) -> None:
        """Show what belongs to where one is."""
        preview, done = self.preview, self.result is not None
        if preview is None:
            return
        if done:
            self.step = Step.RESULT
        elif self.step is Step.RESULT:
            self.step = Step.CHECK
        step, stepwise = self.step, self.stepwise
        whole = not stepwise and not done
        self.steps.setVisible(stepwise)
        open_ = (Step.RESULT,) if done else BEFORE_LOADING
        self.steps.show_step(step, open_, [] if done else self._doubtful())
        self.sheet_panel.setVisible(step is Step.SHEET)
        asks = preview.plan.asks and step is Step.KNOWN and bool(self.met.rows.numbers)
        self.met.setVisible(asks)
        self.table.setVisible(step is not Step.SHEET and not asks)
        self.reason.setVisible(step is not Step.SHEET and not asks)
        self.common.setVisible(step is Step.COLUMNS and preview.plan.noun is Noun.CLIENTS)
        self.mapping.setVisible(step is Step.COLUMNS or (whole and self.fold.isChecked()))
        self.tools.setVisible(
            step in {Step.CHECK, Step.RESULT} or (step is Step.KNOWN and not asks)
        )
        self.result_panel.setVisible(done)
        self.fold.setVisible(whole)
        self.tools.steps_button.setVisible(whole)
        sheets = [s for s in preview.sheets if s.visible]
        self.sheets.setVisible(whole and len(sheets) > 1)
        self.known.show_memory(None if done else self._memory)
        self.nouns.setVisible(not done)
        told = loaded_before(preview, self.desk.language)
        self.before.setVisible(not done and bool(told))
        self.before.setText(told)
        self.meeting.hide()
        if whole or (step is Step.KNOWN and not done):
            self.meeting.show_for(preview, keys=stepwise)
        last = step is Step.CHECK
        self.load_button.setEnabled(True)
        self.load_button.setVisible(not done and last)
        waiting = self.sources.waiting
        self.next_button.setVisible(bool(waiting) if done else not last)
        self.next_button.setText(
            pgettext("Imports", "Next file") if done else pgettext("Imports", "Next")
        )
        self.back_button.setVisible(not (done and waiting))
        self.back_button.setText(
            pgettext("Imports", "Skip this file")
            if waiting
            else pgettext("Imports", "Another file…")
        )
        self.show_button.setVisible(done)
        self.take_back_button.setVisible(done and self.outcome.operation is not None)
        self.failed_button.setVisible(self.result is not None and bool(self.result.faults))

    # choosing otherwise

    def _judge(self, plan: ImportPlan | None = None) -> None:
        """Another choice about rows: the numbers say what it would do."""
        preview = self.preview
        if preview is not None:
            self.load_button.setEnabled(False)
            self.desk.jobs.ask(
                import_nouns.judged,
                preview,
                plan or self._plan(),
                owner=self,
                then=self._show_preview,
                failed=self._not_judged,
            )

    def _not_judged(self, refused: Refused) -> None:
        self._arrange()
        self.desk.jobs.refused.emit(refused)

    def _decide(self, rows: Sequence[int], how: OnMatch) -> None:
        """What is done with some rows that mean somebody."""
        plan = self._plan()
        self._judge(replace(plan, decisions={**plan.decisions, **dict.fromkeys(rows, how)}))

    def _correct(self, row: int, column: int, text: str) -> None:
        """A cell was typed anew: its row is judged anew."""
        plan = self._plan()
        self._judge(replace(plan, edits={**plan.edits, (row, column): text}))

    def _remap(self, column: int, field: str) -> None:
        preview = self.preview
        if preview is not None:
            chosen = list(preview.plan.fields)
            chosen[column] = field
            self._look(preview.plan.staging, chosen, preview.plan.sheet, self._header)

    def _other_noun(self) -> None:
        """The rows stand for something else than their heads tell."""
        preview = self.preview
        if preview is not None:
            plan, noun = preview.plan, self.nouns.noun
            self._look(plan.staging, sheet=plan.sheet, header=self._header, noun=noun)

    def _make_field(self, column: int, header: str) -> None:
        """Make a field of the business's own for a column, and let the column go there."""
        of_deals = self.nouns.noun is Noun.DEALS
        noun = CustomNoun.DEAL if of_deals else CustomNoun.CLIENT
        draft = ask_field(self, self.desk, noun, None, header)
        if draft is not None:
            self.desk.jobs.run(
                custom_fields.add,
                draft,
                owner=self,
                then=lambda made: self._remap(column, f"{PREFIX}{made}"),
            )

    def _forget(self) -> None:
        """Look at the list as if its like had never been loaded."""
        memory, preview = self._memory, self.preview
        if preview is None or memory is None:
            return
        self._memory = None
        self.preview = None

        def look(_forgotten: object = None) -> None:
            self._look(preview.plan.staging, sheet=preview.plan.sheet, anew=True)

        if memory.profile is None:
            look()
        else:
            self.desk.jobs.run(import_profiles.forget, memory.profile.id, owner=self, then=look)

    def _other_sheet(self, sheet: int) -> None:
        if self.preview is not None:
            self._look(self.preview.plan.staging, sheet=sheet)

    def _other_header(self, row: int) -> None:
        if self.preview is not None:
            self._look(self.preview.plan.staging, sheet=self.preview.plan.sheet, header=row)

    # loading

    def load(self) -> None:
        """Bring the list in; reading goes on meanwhile, Cancel leaves nothing behind."""
        if self.preview is not None:
            self.load_button.setEnabled(False)
            self.outcome.load(self._plan())

    def take_back(self) -> None:
        """Take the import back; what was touched since stays and is listed by name."""
        self.outcome.take_back()

    def save_failed(self, target: Path) -> None:
        """Save the rows with faults and their reasons as a workbook."""
        self.outcome.save_failed(target)

    def _loaded(self) -> None:
        result = self.result
        if result is None:
            return
        self.summary.setText(tally_text(result.tally, self.desk.language, loaded=True))
        if result.failures:
            # Each with its reason, while the file is still at hand.
            self.only_problems.setChecked(True)
        assert self.preview is not None
        noun = self.preview.plan.noun
        self.result_panel.show_result(result, self.desk.now().isoformat(), noun)
        self.show_button.setText(shown_text(noun))
        self._arrange()
        self._show_rows()
        (self.next_button if self.sources.waiting else self.show_button).setFocus()

    def _show_taken_back(self, text: str) -> None:
        self.summary.setText(text)
        self._arrange()
