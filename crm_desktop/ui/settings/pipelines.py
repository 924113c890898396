"""Pipelines and their stages: named, coloured, ordered; deals never lose their place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm_desktop.commands import pipelines
from crm_desktop.domain.pipeline import COLOURS, StageDraft, StageKind
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import pipelines as questions
from crm_desktop.queries.pipelines import PipelineLine, StageLine
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.parts.stage_badge import stage_icon
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, buttons, column, push
from crm_desktop.ui.settings.stage_demands import StageDemands
from crm_desktop.ui.settings.stage_form import StageForm
from crm_desktop.words import codes, formats, npgettext, pgettext


class PipelinesSection(QWidget):
    """The pipeline chosen above, its stages in a table, the stage under the cursor below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: list[PipelineLine] = []
        self._wanted: int | None = None
        self._opening: int | None = None
        self._fresh = False
        layout = column(desk.theme, self)
        layout.addWidget(self._pipelines())
        layout.addWidget(self._stages())
        layout.addWidget(self._stage())
        layout.addStretch(1)
        self._live = LiveQuery(
            self, desk.jobs, questions.listing, ("pipeline", "stage", "deal"), dict, self._show
        )

    # build

    def _pipelines(self) -> QWidget:
        theme = self.desk.theme
        group = Group(
            theme,
            "",
            pgettext(
                "Settings",
                "A pipeline is the way of a deal from the first talk to won or lost. New deals "
                "begin in the first pipeline.",
            ),
        )
        self.box = ChoiceBox()
        self.box.setAccessibleName(pgettext("Settings", "Pipeline"))
        self.box.setMinimumWidth(theme.u(280))
        self.box.currentIndexChanged.connect(lambda _place: self._show_stages())
        row = QHBoxLayout()
        row.addWidget(self.box)
        row.addStretch(1)
        self.add_button = push(pgettext("Settings", "New pipeline…"), self.add)
        self.rename_button = push(pgettext("Settings", "Rename…"), self.rename)
        self.first_button = push(pgettext("Settings", "Make it the first"), self.make_first)
        self.remove_button = push(pgettext("Settings", "Remove…"), self.remove)
        group.body.addLayout(row)
        group.body.addLayout(
            buttons(
                theme, self.add_button, self.rename_button, self.first_button, self.remove_button
            )
        )
        return group

    def _stages(self) -> QWidget:
        theme = self.desk.theme
        group = Group(theme, pgettext("Settings", "Stages"))
        self.table = ListTable(theme, self._columns(), pgettext("Settings", "Stages"))
        self.table.setIconSize(QSize(theme.u(16), theme.u(16)))
        self.table.current_changed.connect(lambda _stage: self._show_stage())
        self.table.opened.connect(lambda _stage: self._name_it())
        for keys, act in (
            ("F2", self._name_it),
            ("Del", self.remove_stage),
            ("Alt+Up", lambda: self.move_stage(-1)),
            ("Alt+Down", lambda: self.move_stage(1)),
        ):
            bind(self.table, keys, act)
        self.add_stage_button = push(pgettext("Settings", "Add a stage"), self.add_stage)
        self.up_button = push(pgettext("Settings", "Up"), lambda: self.move_stage(-1))
        self.down_button = push(pgettext("Settings", "Down"), lambda: self.move_stage(1))
        self.remove_stage_button = push(pgettext("Settings", "Remove"), self.remove_stage)
        group.body.addWidget(self.table)
        group.body.addLayout(
            buttons(
                theme,
                self.add_stage_button,
                self.up_button,
                self.down_button,
                self.remove_stage_button,
            )
        )
        return group

    def _columns(self) -> list[Column]:
        language = self.desk.language
        return [
            Column(
                "name",
                lambda: pgettext("Settings", "Stage"),
                lambda row: row.draft.name,
                260,
                picture=lambda row: stage_icon(self.desk.theme, row.draft.colour),
            ),
            Column(
                "kind",
                lambda: pgettext("Settings", "Stands for"),
                lambda row: codes.label(row.draft.kind),
                130,
            ),
            Column(
                "probability",
                lambda: pgettext("Settings", "Probability"),
                lambda row: f"{row.draft.probability}\u00a0%",
                110,
                align_right=True,
            ),
            Column(
                "norm",
                lambda: pgettext("Settings", "Norm"),
                lambda row: self._days(row.draft.norm_days),
                110,
                align_right=True,
            ),
            Column(
                "deals",
                lambda: pgettext("Settings", "Deals"),
                lambda row: formats.number(row.deals, language),
                90,
                align_right=True,
            ),
        ]

    def _days(self, days: int | None) -> str:
        if days is None:
            return "—"
        return npgettext("Settings", "{n} day", "{n} days", days).format(n=days)

    def _stage(self) -> QWidget:
        self.stage_group = Group(self.desk.theme, pgettext("Settings", "The chosen stage"))
        self.form = StageForm(self.desk.theme)
        self.form.wanted.connect(self._save_stage)
        self.demands = StageDemands(self.desk)
        self.stage_group.body.addWidget(self.form)
        self.stage_group.body.addWidget(self.demands)
        return self.stage_group

    # pipelines

    def add(self) -> None:
        """Ask for a name and make a pipeline with the usual stages."""
        name = dialogs.ask_text(
            self,
            self.desk.theme,
            pgettext("Settings", "New pipeline"),
            pgettext("Settings", "Name"),
            verb=pgettext("Settings", "Make"),
            hint=pgettext("Settings", "For example, wholesale or repairs"),
        )
        if name:
            self.desk.jobs.run(
                pipelines.add, name, self.desk.language, owner=self, then=self._go_to
            )

    def rename(self) -> None:
        """Ask for another name."""
        line = self._pipeline()
        if line is None:
            return
        name = dialogs.ask_text(
            self,
            self.desk.theme,
            pgettext("Settings", "Rename pipeline"),
            pgettext("Settings", "Name"),
            value=line.name,
            verb=pgettext("Settings", "Rename"),
        )
        if name and name != line.name:
            self.desk.jobs.run(pipelines.rename, line.id, name, owner=self)

    def make_first(self) -> None:
        """Let new deals begin here."""
        line = self._pipeline()
        if line is not None and self.rows[0].id != line.id:
            self.desk.jobs.run(pipelines.move, line.id, self.rows[0].id, owner=self)

    def remove(self) -> None:
        """Remove the pipeline; where its open deals go is asked first."""
        line = self._pipeline()
        if line is None:
            return
        target = None
        if line.deals and len(self.rows) > 1:
            options = self._places(lambda stage: stage.pipeline_id != line.id, StageKind.OPEN)
            chosen = self._ask_place(line.name, line.deals, options)
            if chosen is None:
                return
            target = chosen
        self.desk.jobs.run(
            pipelines.delete,
            line.id,
            target,
            owner=self,
            then=lambda _none: self._say_removed(line.name),
        )

    # stages

    def add_stage(self) -> None:
        """Make a stage and let it be named at once."""
        line = self._pipeline()
        if line is None:
            return
        used = [stage.draft.colour for stage in line.stages]
        colour = min(range(COLOURS), key=used.count)
        draft = StageDraft(pgettext("Settings", "New stage"), StageKind.OPEN, 50, colour)

        def made(stage_id: int) -> None:
            self._wanted, self._fresh = stage_id, True
            self._live.refresh()

        self.desk.jobs.run(pipelines.add_stage, line.id, draft, owner=self, then=made)

    def move_stage(self, by: int) -> None:
        """Put the stage under the cursor one place higher or lower."""
        line, stage = self._pipeline(), self._chosen()
        if line is None or stage is None:
            return
        rest = [one for one in line.stages if one.id != stage.id]
        place = [one.id for one in line.stages].index(stage.id) + by
        if 0 <= place <= len(rest):
            before = rest[place].id if place < len(rest) else None
            self.desk.jobs.run(pipelines.move_stage, stage.id, before, owner=self)

    def remove_stage(self) -> None:
        """Remove the stage under the cursor; where its deals go is asked first."""
        line, stage = self._pipeline(), self._chosen()
        if line is None or stage is None:
            return
        target = None
        same = [one for one in line.stages if one.draft.kind is stage.draft.kind]
        if stage.deals and len(same) > 1:
            options = self._places(lambda one: one.id != stage.id, stage.draft.kind)
            chosen = self._ask_place(stage.draft.name, stage.deals, options)
            if chosen is None:
                return
            target = chosen
        self.desk.jobs.run(
            pipelines.delete_stage,
            stage.id,
            target,
            owner=self,
            then=lambda _moved: self._say_removed(stage.draft.name),
        )

    def _save_stage(self, stage_id: int, draft: StageDraft) -> None:
        self.desk.jobs.run(
            pipelines.edit_stage, stage_id, draft, owner=self, failed=self._stage_refused
        )

    # react

    def _name_it(self) -> None:
        self.form.focus_first()

    def _stage_refused(self, refused: Refused) -> None:
        self.form.show_problems(refused.problems)

    def _places(self, fits: Callable[[StageLine], bool], kind: StageKind) -> list[tuple[int, str]]:
        """Stages that deals of a kind may go to, their own pipeline's first."""
        here = self._pipeline()
        lines = sorted(self.rows, key=lambda line: here is None or line.id != here.id)
        several = len(self.rows) > 1
        return [
            (stage.id, f"{line.name}: {stage.draft.name}" if several else stage.draft.name)
            for line in lines
            for stage in line.stages
            if fits(stage) and stage.draft.kind in {StageKind.OPEN, kind}
        ]

    def _ask_place(self, name: str, deals: int, options: list[tuple[int, str]]) -> int | None:
        text = npgettext(
            "Settings", "Where does its {n} deal go?", "Where do its {n} deals go?", deals
        )
        chosen = dialogs.choose(
            self,
            self.desk.theme,
            pgettext("Settings", "Remove “{name}”").format(name=name),
            text.format(n=formats.number(deals, self.desk.language)),
            options,
            value=options[0][0] if options else None,
            verb=pgettext("Settings", "Move and remove"),
        )
        return None if chosen is None else int(chosen[0])

    def _say_removed(self, name: str) -> None:
        text = pgettext("Settings", "“{name}” is removed.").format(name=name)
        self.desk.say(text, pgettext("Settings", "Undo"), self.desk.jobs.undo)

    def _go_to(self, pipeline_id: int) -> None:
        # Its line may be on its way still.
        self._opening = pipeline_id
        self._live.refresh()

    def _show(self, rows: list[PipelineLine]) -> None:
        before = self.box.value() if self._opening is None else self._opening
        self.rows = rows
        self.box.blockSignals(True)
        self.box.set_options([(line.id, line.name) for line in rows])
        if any(line.id == before for line in rows):
            self.box.set_value(before)
            self._opening = None
        self.box.blockSignals(False)
        self._show_stages()

    def _show_stages(self) -> None:
        line = self._pipeline()
        stages = line.stages if line is not None else ()
        self.table.show_rows(stages)
        u = self.desk.theme.u
        row_height = max(self.table.verticalHeader().defaultSectionSize(), u(28))
        self.table.setFixedHeight(row_height * (max(len(stages), 3) + 1) + u(16))
        if self._wanted is not None and self.table.select_id(self._wanted):
            self._wanted = None
        elif self.table.current_id() is None and stages:
            self.table.select_id(stages[0].id)
        self.remove_button.setEnabled(len(self.rows) > 1)
        self.first_button.setEnabled(line is not None and self.rows[0].id != line.id)
        self._show_stage()
        if self._fresh and self._wanted is None:
            self._fresh = False
            self.form.focus_first()

    def _show_stage(self) -> None:
        stage, line = self._chosen(), self._pipeline()
        self.stage_group.setVisible(stage is not None)
        if stage is None or line is None:
            return
        self.form.show_stage(stage)
        self.demands.show_stage(stage.id, stage.draft.name)
        ids = [one.id for one in line.stages]
        same = [one for one in line.stages if one.draft.kind is stage.draft.kind]
        self.up_button.setEnabled(ids[0] != stage.id)
        self.down_button.setEnabled(ids[-1] != stage.id)
        self.remove_stage_button.setEnabled(len(same) > 1)

    def _pipeline(self) -> PipelineLine | None:
        return next((line for line in self.rows if line.id == self.box.value()), None)

    def _chosen(self) -> StageLine | None:
        line, current = self._pipeline(), self.table.current_id()
        stages = line.stages if line is not None else ()
        return next((stage for stage in stages if stage.id == current), None)
