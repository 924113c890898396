"""What is looked at: a list asked about, and asked about anew whenever it is chosen otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.commands import custom_fields, import_profiles
from crm_desktop.domain.custom_fields import PREFIX, CustomNoun
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.importing import DateOrder
from crm_desktop.domain.imports import ImportPlan, OnMatch
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import import_nouns, import_rows
from crm_desktop.queries.import_memory import Memory
from crm_desktop.queries.import_rows import ShownRow
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.imports.sources import Sources
from crm_desktop.ui.parts.field_dialog import ask_field
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext

RAW_ROWS = 200
"""Rows of a sheet among which its header is looked for by eye."""


class Looking(QObject):
    """Holds the preview; nothing is written but a field of one's own, when one is wanted.

    `seen(list, table)` when there is another look: whether it is another list, and whether
    another table of it. `judging` while the rows are judged anew, `not_judged` when that failed.
    """

    seen = Signal(bool, bool)
    judging = Signal()
    not_judged = Signal()

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        sources: Sources,
        chosen: Callable[[ImportPlan], ImportPlan],
    ) -> None:
        """`chosen` gives a plan with all that was chosen on the page."""
        super().__init__(page)
        self.desk = desk
        self.preview: ImportPreview | None = None
        self.memory: Memory | None = None
        self.header: int | None = None
        self._page = page
        self._sources = sources
        self._chosen = chosen

    def plan(self) -> ImportPlan:
        """What is looked at, with all that was chosen on the page."""
        assert self.preview is not None
        return self._chosen(self.preview.plan)

    def look(
        self,
        staging: str,
        chosen: Sequence[str] | None = None,
        sheet: int | None = None,
        header: int | None = None,
        *,
        anew: bool = False,
        noun: Noun | None = None,
    ) -> None:
        """Look at a staged list; `anew` as if its like had never been loaded."""
        self.header = header
        same = self.preview if self.preview and self.preview.plan.staging == staging else None
        same = None if anew or noun is not None else same
        if noun is None and same is not None:
            noun = same.plan.noun
        name = self._sources.source.name
        self.desk.jobs.ask(
            import_nouns.preview,
            staging,
            name,
            noun=noun,
            sheet=sheet,
            header_row=header,
            fields=chosen,
            like=self.plan() if same is not None else None,
            profile=None,
            anew=anew,
            owner=self._page,
            then=self._show,
            label=pgettext("Imports", "Looking at {name}").format(name=name),
        )

    def _show(self, preview: ImportPreview) -> None:
        old = self.preview
        fresh = old is None or old.plan.staging != preview.plan.staging
        again = fresh or old is None or old.shape.header_rows != preview.shape.header_rows
        again = again or old is None or old.plan.sheet != preview.plan.sheet
        self.preview = preview
        if preview.memory is not None or fresh:
            self.memory = preview.memory
        self.seen.emit(fresh, again)

    def rows_at(self, numbers: Sequence[int]) -> dict[int, ShownRow]:
        """Rows of the table with all that is to be said of their cells."""
        if self.preview is None:
            return {}
        rows = self.desk.jobs.crm.ask(import_rows.shown, self.preview.plan, numbers)
        return with_faults(rows, self.preview)

    def read_sheet(self, show: Callable[[ImportPreview, Sequence[ShownRow]], None]) -> None:
        """Let the first rows of the sheet be shown as they stand."""
        preview = self.preview
        if preview is not None:
            self.desk.jobs.ask(
                import_rows.raw,
                preview.plan.staging,
                preview.plan.sheet,
                RAW_ROWS,
                owner=self._page,
                then=lambda rows: show(preview, rows),
            )

    # choosing otherwise

    def judge(self, plan: ImportPlan | None = None) -> None:
        """Another choice about rows: the numbers say what it would do."""
        preview = self.preview
        if preview is not None:
            self.judging.emit()
            self.desk.jobs.ask(
                import_nouns.judged,
                preview,
                plan or self.plan(),
                owner=self._page,
                then=self._show,
                failed=self._refused,
            )

    def _refused(self, refused: Refused) -> None:
        self.not_judged.emit()
        self.desk.jobs.refused.emit(refused)

    def decide(self, rows: Sequence[int], how: OnMatch) -> None:
        """What is done with some rows that mean somebody."""
        plan = self.plan()
        self.judge(replace(plan, decisions={**plan.decisions, **dict.fromkeys(rows, how)}))

    def correct(self, row: int, column: int, text: str) -> None:
        """A cell was typed anew: its row is judged anew."""
        plan = self.plan()
        self.judge(replace(plan, edits={**plan.edits, (row, column): text}))

    def remap(self, column: int, field: str) -> None:
        """A column means something else."""
        preview = self.preview
        if preview is not None:
            chosen = list(preview.plan.fields)
            chosen[column] = field
            self.look(preview.plan.staging, chosen, preview.plan.sheet, self.header)

    def order(self, column: int, order: DateOrder) -> None:
        """The dates of a column begin with something else than was taken."""
        plan = self.plan()
        self.judge(replace(plan, orders={**plan.orders, column: order}))

    def as_noun(self, noun: Noun) -> None:
        """The rows stand for something else than their heads tell."""
        preview = self.preview
        if preview is not None:
            plan = preview.plan
            self.look(plan.staging, sheet=plan.sheet, header=self.header, noun=noun)

    def make_field(self, column: int, header: str) -> None:
        """Make a field of the business's own for a column, and let the column go there."""
        of_deals = self.preview is not None and self.preview.plan.noun is Noun.DEALS
        noun = CustomNoun.DEAL if of_deals else CustomNoun.CLIENT
        draft = ask_field(self._page, self.desk, noun, None, header)
        if draft is not None:
            self.desk.jobs.run(
                custom_fields.add,
                draft,
                owner=self._page,
                then=lambda made: self.remap(column, f"{PREFIX}{made}"),
            )

    def forget(self) -> None:
        """Look at the list as if its like had never been loaded."""
        memory, preview = self.memory, self.preview
        if preview is None or memory is None:
            return
        self.memory = None
        self.preview = None

        def look(_forgotten: object = None) -> None:
            self.look(preview.plan.staging, sheet=preview.plan.sheet, anew=True)

        if memory.profile is None:
            look()
        else:
            self.desk.jobs.run(
                import_profiles.forget, memory.profile.id, owner=self._page, then=look
            )

    def other_sheet(self, sheet: int) -> None:
        """Another sheet of the file is meant."""
        if self.preview is not None:
            self.look(self.preview.plan.staging, sheet=sheet)

    def other_header(self, row: int) -> None:
        """Another row names the columns, or none does."""
        if self.preview is not None:
            self.look(self.preview.plan.staging, sheet=self.preview.plan.sheet, header=row)


def with_faults(rows: dict[int, ShownRow], preview: ImportPreview) -> dict[int, ShownRow]:
    """The rows with the cells of theirs that are not taken as they stand.

    Those that were not understood are known to the rows of clients already.
    """
    found = dict(rows)
    told = preview.untaken if preview.plan.noun is Noun.CLIENTS else preview.faults
    for fault in told:
        if fault.column >= 0 and fault.row in found:
            row = found[fault.row]
            found[fault.row] = replace(row, faults=(*row.faults, fault))
    return found
