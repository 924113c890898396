"""The room of the deals: the board, and the deal beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from crm_desktop.commands import deals
from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.money import minor_digits
from crm_desktop.domain.pipeline import AMOUNT_NEEDED, StageKind
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.tasks import DueGroup, group_of
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.exports.views import View, known
from crm_desktop.queries import deals as deal_queries
from crm_desktop.queries import pipelines as pipeline_queries
from crm_desktop.queries.deals import Board as BoardRows
from crm_desktop.queries.deals import DealRow, StageRow
from crm_desktop.queries.pipelines import PipelineLine
from crm_desktop.ui.deals import lost
from crm_desktop.ui.deals.columns import columns, own_columns
from crm_desktop.ui.deals.edit import DealForm
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.board import Board, BoardCard, BoardColumn
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.view_output import ViewOutput, columns_of
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, npgettext, pgettext

_ROLES = {DueGroup.OVERDUE: "bad", DueGroup.TODAY: "good"}


class DealsPage(QWidget):
    """Board and panel; a card moves only when the move is saved."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stages: dict[int, StageRow] = {}
        self._cards: dict[int, tuple[DealRow, ...]] = {}
        self._own: tuple[OwnField, ...] = ()
        self._custom: Mapping[int, Mapping[str, Any]] = {}
        self._pipelines: list[PipelineLine] = []
        self._waiting: tuple[int, int, int | None] | None = None
        self._wanted: int | None = None
        self._build()
        self.output = ViewOutput(desk, self, self._view)
        self._live = LiveQuery(
            self,
            desk.jobs,
            deal_queries.board,
            ("deal", "stage", "client", "task", "custom_field"),
            lambda: {"pipeline_id": self.pipeline.value()},
            self._show_board,
        )
        self._all = LiveQuery(
            self,
            desk.jobs,
            pipeline_queries.listing,
            ("pipeline", "stage"),
            dict,
            self._show_pipelines,
        )

    # build

    def _build(self) -> None:
        theme = self.desk.theme
        u = theme.u
        self.count = QLabel()
        self.count.setProperty("muted", True)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(12), u(16), u(8))
        self.pipeline = ChoiceBox()
        self.pipeline.setAccessibleName(pgettext("Deals", "Pipeline"))
        self.pipeline.setMinimumWidth(u(180))
        self.pipeline.hide()
        self.pipeline.currentIndexChanged.connect(lambda _place: self._live.refresh())
        bar.addWidget(self.pipeline)
        bar.addWidget(self.count, 1)
        hint = pgettext("Deals", "No deals at this stage. Drag one here.")
        self.board = Board(theme, pgettext("Deals", "Board of deals"), hint=hint)
        self.board.dropped.connect(self.move_deal)
        self.board.opened.connect(self.open_record)
        self.board.move_requested.connect(self._choose_stage)
        self.board.delete_requested.connect(self._archive)
        self.empty = EmptyState(
            theme,
            "square-kanban",
            pgettext(
                "Deals", "Every sale under way stands here, from the first call to the money."
            ),
            pgettext("Deals", "Write down a deal"),
            self.new,
            example=pgettext("Deals", "For example: windows, 45,000, Anna Peters"),
        )
        self.left = QStackedWidget()
        for widget in (self.board, self.empty):
            self.left.addWidget(widget)
        self.form = DealForm(self.desk)
        self.form.saved.connect(self._saved)
        self.form.closed.connect(self._close_panel)
        self.form.setMinimumWidth(u(360))
        self.form.hide()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.left)
        splitter.addWidget(self.form)
        splitter.setStretchFactor(0, 1)
        splitter.setCollapsible(0, False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(splitter, 1)

    # what the shell offers

    def print_current(self) -> None:
        """The deals of the board as a list on paper."""
        self.output.print()

    def export_current(self) -> None:
        """The deals of the board as a list into a file."""
        self.output.export()

    def new(self) -> None:
        """The form of a new deal; it asks for the client first."""
        self._waiting = None
        self.form.begin(None)
        self.form.show()

    def new_for(self, client_id: int) -> None:
        """The form of a new deal of a client."""
        self._waiting = None
        self.form.begin(client_id)
        self.form.show()

    def open_record(self, deal_id: int) -> None:
        """The form of a deal."""
        self._waiting = None
        self.desk.jobs.ask(deal_queries.card, deal_id, owner=self, then=self._show_deal)

    def shown_record(self) -> int | None:
        """The deal whose form is open."""
        return None if self.form.isHidden() else self.form.deal_id

    def resume(self, one: Unfinished) -> None:
        """Open the form of a draft again; it fills itself with what was typed."""
        if one.record:
            self.open_record(one.record)
        else:
            self.new_for(one.about)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the board."""
        # Not a focus proxy: Tab would jump over whatever stands before it.
        self.board.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the deal beside the board."""
        if event.key() == Qt.Key.Key_Escape and not self.form.isHidden():
            self._close_panel()
            return
        super().keyPressEvent(event)

    # moving

    def move_deal(self, deal_id: int, stage_id: int, before_id: int | None = None) -> None:
        """Move a deal; a lost one is asked for its reason before anything is saved."""
        reason = ""
        if self._kind_of(stage_id) is StageKind.LOST and not self._is_in(deal_id, stage_id):
            reason = lost.ask_reason(self, self.desk)
            if not reason:
                return
        self.desk.jobs.run(
            deals.move,
            deal_id,
            stage_id,
            before_id,
            lost_reason=reason,
            at_end=before_id is None,
            owner=self,
            failed=partial(self._refused, (deal_id, stage_id, before_id)),
        )

    def _kind_of(self, stage_id: int) -> StageKind | None:
        """What a stage of any pipeline stands for."""
        stages = (stage for line in self._pipelines for stage in line.stages)
        return next((stage.draft.kind for stage in stages if stage.id == stage_id), None)

    def _is_in(self, deal_id: int, stage_id: int) -> bool:
        return any(card.id == deal_id for card in self._cards.get(stage_id, ()))

    def _refused(self, move: tuple[int, int, int | None], refused: Refused) -> None:
        if any(p.code == AMOUNT_NEEDED for p in refused.problems):
            # The deal stays where it was; the form asks for what is missing, then it moves.
            self.open_record(move[0])
            self._waiting = move
            self.form.remember(refused)
            return
        self.desk.jobs.refused.emit(refused)

    def _choose_stage(self, deal_id: int) -> None:
        chosen = dialogs.choose(
            self,
            self.desk.theme,
            pgettext("Deals", "Move to"),
            pgettext("Deals", "Stage"),
            self._places(),
            value=self._next_stage(deal_id),
        )
        if chosen is not None:
            self.move_deal(deal_id, int(chosen[0]))

    def _next_stage(self, deal_id: int) -> int | None:
        """Where it most likely goes: one stage on, and no further than the last."""
        stages = list(self._stages)
        here = [place for place, one in enumerate(stages) if self._is_in(deal_id, one)]
        return stages[min(here[0] + 1, len(stages) - 1)] if here else None

    def _places(self) -> list[tuple[int, str]]:
        """Every stage a deal may go to, those of the board first."""
        here = [(stage.id, stage.name) for stage in self._stages.values()]
        return here + [
            (stage.id, f"{line.name}: {stage.draft.name}")
            for line in self._pipelines
            for stage in line.stages
            if stage.id not in self._stages
        ]

    def _show_pipelines(self, lines: list[PipelineLine]) -> None:
        """The choice between boards, where there is one to make."""
        before = self.pipeline.value()
        self._pipelines = lines
        self.pipeline.blockSignals(True)
        self.pipeline.set_options([(line.id, line.name) for line in lines])
        if any(line.id == before for line in lines):
            self.pipeline.set_value(before)
        self.pipeline.blockSignals(False)
        self.pipeline.setVisible(len(lines) > 1)
        if self.pipeline.value() != before and before is not None:
            self._live.refresh()

    def _archive(self, deal_id: int) -> None:
        def done(_none: object) -> None:
            self.desk.say(
                pgettext("Deals", "The deal is in the bin."),
                pgettext("Deals", "Undo"),
                self.desk.jobs.undo,
            )

        self.desk.jobs.run(deals.delete, deal_id, owner=self, then=done)

    # react

    def _show_board(self, rows: BoardRows) -> None:
        language = self.desk.language
        self._stages = {stage.id: stage for stage in rows.stages}
        open_stages = (stage.id for stage in rows.stages if stage.kind == StageKind.OPEN)
        self.form.first_stage = next(open_stages, None)
        self._cards = rows.cards
        self._own, self._custom = rows.own, rows.custom
        total = sum(stage.count for stage in rows.stages)
        text = npgettext("Deals", "{n} deal", "{n} deals", total)
        self.count.setText(text.format(n=formats.number(total, language)) if total else "")
        self.board.set_columns([self._column(stage) for stage in rows.stages])
        # The form of the first deal stands beside the sentence that asks for it.
        self.left.setCurrentWidget(self.board if total else self.empty)
        if self._wanted is not None and self.board.select_card(self._wanted):
            self._wanted = None

    def _column(self, stage: StageRow) -> BoardColumn:
        return BoardColumn(
            stage.id,
            stage.name,
            self._money(pgettext("Deals", "total {amount}"), stage.amount) if stage.count else "",
            self.desk.theme.stage_colour(stage.colour),
            [self._card(row, stage.kind) for row in self._cards[stage.id]],
            self._weighted(stage),
        )

    def _view(self) -> View:
        rows = [row for stage in self._stages for row in self._cards[stage]]
        title = pgettext("Deals", "Deals")
        language = self.desk.language
        own = own_columns(self._own, self._custom, language)
        shown = columns_of([*columns(self._stages, language), *own])
        return View(title, self.count.text(), shown, known(rows), len(rows))

    def _weighted(self, stage: StageRow) -> str:
        """What the stage comes to by the probability of its deals; closed ones have none."""
        if stage.kind != StageKind.OPEN or stage.weighted == stage.amount:
            return ""
        unit = 10 ** minor_digits(self.desk.currency)
        text = pgettext("Deals", "by probability {amount}")
        return self._money(text, stage.weighted // unit * unit)

    def _money(self, text: str, amount: int) -> str:
        return text.format(
            amount=formats.short_money(amount, self.desk.currency, self.desk.language)
        )

    def _card(self, row: DealRow, kind: str) -> BoardCard:
        amount = ""
        if row.amount is not None:
            amount = formats.short_money(row.amount, row.currency, self.desk.language)
        note, role = self._note(row) if kind == StageKind.OPEN else ("", "muted")
        days = self._too_long(row)
        if days:
            stays = npgettext("Deals", "{n} day here", "{n} days here", days).format(n=days)
            note, role = f"{note} · {stays}", "bad" if role == "bad" else "warn"
        return BoardCard(row.id, row.title, row.client, amount, note, role)

    def _note(self, row: DealRow) -> tuple[str, str]:
        """The next step in words, and its colour; a deal without one is told apart."""
        if not row.open_tasks:
            return pgettext("Deals", "no next step"), "warn"
        if row.next_task_on is None:
            return pgettext("Deals", "next step without a date"), "muted"
        today = datetime.now().astimezone().date()
        group = group_of(date.fromisoformat(row.next_task_on), today)
        day = formats.near_date(row.next_task_on, self.desk.language, today)
        texts = {
            DueGroup.OVERDUE: pgettext("Deals", "overdue since {day}"),
            DueGroup.TODAY: pgettext("Deals", "next step today"),
            DueGroup.TOMORROW: pgettext("Deals", "next step tomorrow"),
        }
        text = texts.get(group, pgettext("Deals", "next step {day}"))
        return text.format(day=day), _ROLES.get(group, "muted")

    def _too_long(self, row: DealRow) -> int:
        """Days in the stage when they are more than its norm, else 0."""
        norm = self._stages[row.stage_id].norm_days
        days = (self.desk.now().date() - date.fromisoformat(row.stage_since[:10])).days
        return days if norm is not None and days > norm else 0

    def _show_deal(self, card: deal_queries.DealCard) -> None:
        self.form.edit(card)
        self.form.show()

    def _saved(self, deal_id: int) -> None:
        waiting, self._waiting = self._waiting, None
        self._close_panel()
        # Where the next key goes: a new card is there only after the board was read again.
        self._wanted = None if self.board.select_card(deal_id) else deal_id
        if waiting is not None:
            self.move_deal(*waiting)

    def _close_panel(self) -> None:
        self.form.hide()
        self.board.setFocus()
