"""The room of imports: what a dropped list would do, one button or a few steps, how it went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from crm_desktop.commands.imports import ImportResult
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import ImportPlan, Verdict
from crm_desktop.domain.round_trip import RoundTrip
from crm_desktop.queries import employees
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.imports import preview_words
from crm_desktop.ui.imports.beginning import Beginning
from crm_desktop.ui.imports.common_bar import CommonBar
from crm_desktop.ui.imports.head import Head
from crm_desktop.ui.imports.known_list import KnownList
from crm_desktop.ui.imports.looking import Looking
from crm_desktop.ui.imports.mapping import Mapping
from crm_desktop.ui.imports.meeting import MeetingBar
from crm_desktop.ui.imports.met_panel import MetPanel
from crm_desktop.ui.imports.noun_choice import NounChoice, shown_text
from crm_desktop.ui.imports.outcome import Outcome
from crm_desktop.ui.imports.preview_table import PreviewTable
from crm_desktop.ui.imports.reason_line import ReasonLine
from crm_desktop.ui.imports.result_panel import ResultPanel
from crm_desktop.ui.imports.round_trip import RoundTripPanel
from crm_desktop.ui.imports.sheet_panel import SheetPanel
from crm_desktop.ui.imports.sources import Sources
from crm_desktop.ui.imports.step_bar import BEFORE_LOADING, Step, StepBar, in_doubt
from crm_desktop.ui.imports.tools import Tools
from crm_desktop.ui.kit.idle import Idle, dressed, laid_out
from crm_desktop.ui.kit.scroll import Scrolled
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext
from crm_desktop.words.imports import cells_text, phones_text, tally_text
from crm_desktop.words.same_list import loaded_before

LEAST_TABLE_UNITS, BESIDE_UNITS = 130, 108
TABLE_SHARE = 0.8
"""So much of the window have the rows where the page scrolls."""


class ImportsPage(QWidget):
    """Drop a list, look at what will happen, load it, take it back.

    A list that is understood is one screen; for another there are steps on top of the same page.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.sources = Sources(desk, self)
        self.looking = Looking(desk, self, self.sources, self._chosen)
        self.outcome = Outcome(desk, self)
        self.step = Step.CHECK
        self.stepwise = False
        self._build()
        self._idle = Idle(self._beforehand(), self)

    @property
    def preview(self) -> ImportPreview | None:
        """What the list would do, once it was looked at."""
        return self.looking.preview

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
        self.meeting = MeetingBar(theme, self.nouns)
        self.common, self.met = CommonBar(self.desk), MetPanel(theme, language)
        self.result_panel = ResultPanel(theme, language)
        self.tools = Tools(theme, language)
        self.fold, self.sheets = self.tools.fold, self.tools.sheets
        self.only_problems, self.which = self.tools.only_problems, self.tools.which
        self.table = PreviewTable(theme, language, self.looking.rows_at)
        self.before, self.reason = QLabel(), ReasonLine()
        self.before.setWordWrap(True)
        self.before.setProperty("warn", True)
        self._connect()
        self.stack = QStackedWidget()
        self.beginning = Beginning(self.desk, self.sources.choose)
        self.past_button = self.beginning.past_button
        # Where there is no list yet, the keyboard is at what brings one.
        self.setFocusProxy(self.beginning.start.button)
        self.stack.addWidget(self.beginning)
        # With large letters on a small screen the whole of it scrolls.
        self.sheet = Scrolled(self._sheet(), snug=True)
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
        looking = self.looking
        looking.seen.connect(self._show_preview)
        looking.judging.connect(lambda: self.load_button.setEnabled(False))
        looking.not_judged.connect(self._arrange)
        self.nouns.chosen.connect(lambda: looking.as_noun(self.nouns.noun))
        self.known.unwanted.connect(looking.forget)
        for panel in (self.sheet_panel, self.tools):
            panel.sheet_chosen.connect(looking.other_sheet)
        self.sheet_panel.header_chosen.connect(looking.other_header)
        self.mapping.chosen.connect(looking.remap)
        self.mapping.new_wanted.connect(looking.make_field)
        self.mapping.ordered.connect(looking.order)
        for bar in (self.nouns, self.meeting, self.common):
            bar.changed.connect(looking.judge)
        self.met.decided.connect(looking.decide)
        self.tools.rows_chosen.connect(self._show_rows)
        self.result_panel.clients_wanted.connect(self.outcome.show_part)
        self.sources.listed.connect(looking.look)
        self.sources.came_back.connect(self._show_round_trip)
        self.outcome.loaded.connect(self._loaded)
        self.outcome.refused.connect(self._not_loaded)
        self.outcome.taken_back.connect(self._show_taken_back)
        bind(self, "Ctrl+V", self.sources.paste)
        self.result_panel.rows_wanted.connect(lambda one: self.tools.show_only(Verdict(one)))
        self.fold.toggled.connect(lambda _on: self._arrange())
        self.table.looked_at.connect(self._explain)
        self.table.corrected.connect(looking.correct)

    def _sheet(self) -> QWidget:
        u = self.desk.theme.u
        sheet = QWidget()
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(u(16), u(12), u(16), u(12))
        layout.setSpacing(u(10))
        above: tuple[QWidget, ...] = (
            self.head, self.known, self.before, self.steps, self.meeting, self.common,
            self.result_panel, self.tools,
        )  # fmt: skip
        for widget in above:
            layout.addWidget(widget)
        layout.addWidget(self.mapping, 2)
        # Most lists are understood, and nobody asks for their columns.
        self.mapping.hide()
        layout.addWidget(self.sheet_panel, 1)
        layout.addWidget(self.met, 1)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reason)
        # Where no list takes the room, it stays free below.
        layout.addStretch()
        return sheet

    def _beforehand(self) -> Iterator[None]:
        """Dress what shows a list while the list is read: the first showing would do it all."""
        yield from dressed(self.sheet)
        yield from laid_out(self.sheet, self.size())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._idle.begin()

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

    def _chosen(self, plan: ImportPlan) -> ImportPlan:
        """A plan with all that is chosen on this page."""
        return self.nouns.plan(self.common.plan(self.meeting.plan(plan)))

    def _show_preview(self, fresh: bool, again: bool) -> None:
        preview = self.preview
        assert preview is not None
        self.outcome.begin()
        place = self.sources.place()
        name = preview.plan.file_name
        self.title.setText(f"{name} · {place}" if place else name)
        self.summary.setText(preview_words.summary(preview, self.desk.language))
        told = (cells_text(preview.cells, self.desk.language), phones_text(preview.plan))
        self.head.cells.setText(" ".join(filter(None, told)))
        self.nouns.show_for(preview.plan)
        self.common.show_plan(preview.plan, fresh=fresh)
        self.mapping.show_columns(preview)
        unsure = self.mapping.unsure(preview)
        self.fold.setText(preview_words.columns_text(len(preview.columns), unsure))
        if fresh:
            self.table.begin()
            self.meeting.begin(preview.plan)
            self.desk.jobs.ask(employees.listing, owner=self, then=self.common.show_people)
            self.stepwise = bool(self._doubtful())
            self.step = next(iter(self._doubtful()), Step.CHECK)
            self.fold.setChecked(False)
        elif preview.judged.asked and not self.stepwise:
            # Whoever wants to be asked is shown what about.
            self.stepwise, self.step = True, Step.KNOWN
        if again:
            self.tools.begin(preview)
            self.looking.read_sheet(self.sheet_panel.show_rows)
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
        if self.preview is None:
            return []
        unsure = bool(self.mapping.unsure(self.preview))
        return in_doubt(self.preview, unsure=unsure, settled=self.looking.header is not None)

    def _show_rows(self) -> None:
        preview = self.preview
        if preview is not None:
            numbers = self.tools.numbers(preview)
            self.table.show_preview(preview, numbers, loaded=self.result is not None)

    def _explain(self, reason: str, weight: str) -> None:
        """The reason of the cell under the cursor; where nothing is wrong, what the marks mean."""
        preview = self.preview
        doubts = preview is not None and self.result is None and bool(preview.judged.doubtful)
        self.reason.explain(reason, weight, doubts=doubts)

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
        self.steps.setVisible(stepwise and not done)
        open_ = (Step.RESULT,) if done else BEFORE_LOADING
        self.steps.show_step(step, open_, [] if done else self._doubtful())
        self.sheet_panel.setVisible(step is Step.SHEET)
        asks = preview.plan.asks and step is Step.KNOWN and bool(self.met.rows.numbers)
        self.met.setVisible(asks)
        self.table.setVisible(step is not Step.SHEET and not asks)
        self.reason.setVisible(step is not Step.SHEET and not asks)
        self.common.setVisible(step is Step.COLUMNS)
        self.mapping.setVisible(step is Step.COLUMNS or (whole and self.fold.isChecked()))
        self.tools.setVisible(
            step in {Step.CHECK, Step.RESULT} or (step is Step.KNOWN and not asks)
        )
        self.result_panel.setVisible(done)
        self.fold.setVisible(whole)
        self.tools.steps_button.setVisible(whole)
        sheets = [s for s in preview.sheets if s.visible]
        self.sheets.setVisible(whole and len(sheets) > 1)
        of_columns = not done and step is not Step.KNOWN
        self.known.show_memory(self.looking.memory if of_columns else None)
        self.head.cells.setVisible(step in {Step.CHECK, Step.RESULT})
        told = loaded_before(preview, self.desk.language)
        self.before.setVisible(step is Step.CHECK and bool(told))
        self.before.setText(told)
        self._arrange_choices(preview)
        result, waiting = self.result, bool(self.sources.waiting)
        self.head.show_buttons(
            done=done,
            last=step is Step.CHECK,
            waiting=waiting,
            back=self.outcome.operation is not None,
            faults=result is not None and bool(result.faults),
            failed=result is not None and bool(result.tally.failed),
        )
        self._fit()

    def _arrange_choices(self, preview: ImportPreview) -> None:
        """What the list holds and what is done with those who are there, where it is settled."""
        step, stepwise = self.step, self.stepwise
        of_clients = preview.plan.noun is Noun.CLIENTS
        asked = not stepwise or step is Step.SHEET or (step is Step.KNOWN and not of_clients)
        meets = not stepwise or step is Step.KNOWN
        self.nouns.setVisible(asked)
        self.meeting.show_for(preview if meets else None, keys=stepwise and meets)
        self.meeting.setVisible(self.result is None and (asked or meets))

    def _fit(self) -> None:
        """Where there is no room for the columns and the rows, there are the columns alone.

        A list that scrolls inside of one that scrolls is no way to find anything: where the page
        has to scroll, its rows have most of the window to themselves.
        """
        u, room = self.desk.theme.u, self.sheet.viewport().height()
        rows, columns = (self.table, self.reason), not self.mapping.isHidden()
        beside = rows if columns and self.step is not Step.SHEET else ()
        self.table.setMinimumHeight(u(BESIDE_UNITS if beside else LEAST_TABLE_UNITS))
        self.met.table.setMinimumHeight(u(BESIDE_UNITS))
        for widget in beside:
            widget.show()
        if self.sheet.least_height() > room:
            for widget in beside:
                widget.hide()
            for table in (self.table, self.met.table):
                table.setMinimumHeight(int(room * TABLE_SHARE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # loading

    def load(self) -> None:
        """Bring the list in; reading goes on meanwhile, Cancel leaves nothing behind."""
        if self.preview is not None:
            if self.load_button.hasFocus():
                # A button that is switched off hands the keyboard to what leads away from here.
                (self.table if self.table.isVisible() else self.sheet).setFocus()
            self.load_button.setEnabled(False)
            self.outcome.load(self.looking.plan())

    def _not_loaded(self) -> None:
        """Stopped or refused: it can be tried again by the same key."""
        self._arrange()
        if self.table.hasFocus() or self.sheet.hasFocus():
            self.load_button.setFocus()

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
        self.head.cells.setText(cells_text(result.cells, self.desk.language))
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
        # What was brought in is not there any more, and the rows would still say that it is.
        for widget in (self.result_panel, self.head.cells, self.tools, self.table, self.reason):
            widget.hide()
