"""What is done with a list once it was looked at: loaded, taken back, its failed rows saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from crm_desktop.commands import import_nouns, imports
from crm_desktop.commands.imports import ImportResult
from crm_desktop.crm import Done, Undone
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import ImportPlan
from crm_desktop.domain.problems import Refused
from crm_desktop.exports.imports import failed_rows
from crm_desktop.queries import history
from crm_desktop.queries.history import KeptRow
from crm_desktop.ui.imports.staying import said
from crm_desktop.ui.kit.view_output import or_beside, say_saved
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import pgettext

BOOK = ".xlsx"


class Outcome(QObject):
    """`loaded` when the list is in, `refused` when it is not, `taken_back(text)` when it is out."""

    loaded = Signal()
    refused = Signal()
    taken_back = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._page = parent
        self.result: ImportResult | None = None
        self.operation: int | None = None
        self._job: Job | None = None
        self._noun = Noun.CLIENTS
        desk.jobs.cancelled.connect(self._stopped)

    def begin(self) -> None:
        """Another look: nothing was loaded yet."""
        self.result, self.operation = None, None

    def load(self, plan: ImportPlan) -> None:
        """Bring the list in; reading goes on meanwhile, Cancel leaves nothing behind."""
        self._noun = plan.noun
        self._job = self.desk.jobs.run(
            import_nouns.COMMANDS.get(plan.noun, imports.clients),
            plan,
            owner=self._page,
            after=self._loaded,
            failed=self._refused,
            label=pgettext("Imports", "Loading {name}").format(name=plan.file_name),
        )

    def show_clients(self) -> None:
        """The list of clients with those of this import only; all of them once it is taken back.

        Deals stand on their board, tasks in their list.
        """
        if self._noun in {Noun.DEALS, Noun.TASKS}:
            self.desk.navigator.go(self._noun.value)
        elif self.result is None or self.operation is None:
            self.desk.navigator.go("clients")
        else:
            self.desk.navigator.go("clients-of-import", self.result.run_id)

    def show_part(self, part: str) -> None:
        """The list of clients with some of this import."""
        if self.result is not None:
            self.desk.navigator.go("clients-of-import", self.result.run_id, part)

    def take_back(self) -> None:
        """Take the import back; what was touched since stays and is listed by name."""
        if self.operation is not None:
            self.desk.jobs.undo(self.operation, owner=self._page, then=self._undone)

    def choose_failed(self, stem: str) -> None:
        """Ask where the failed rows are to be saved."""
        name = pgettext("Imports", "Failed rows of {name}").format(name=stem)
        near = folders.near(self.desk.settings, folders.LISTS, f"{name}.xlsx")
        target, _kind = QFileDialog.getSaveFileName(
            self._page, pgettext("Imports", "Failed rows"), near, "*.xlsx"
        )
        if target:
            self.save_failed(Path(target))

    def save_failed(self, target: Path) -> None:
        """Save the rows with faults and their reasons as a workbook.

        The dialog has asked about the file chosen, and about no other.
        """
        if self.result is None:
            return
        asked = target.suffix.lower() == BOOK
        if not asked:
            target = target.with_name(f"{target.name}{BOOK}")
        run = self.result.run_id

        desk = self.desk
        desk.jobs.export(
            failed_rows, run, target, overwrite=asked, owner=self._page,
            then=lambda path: say_saved(desk, Path(path)),
            failed=or_beside(desk, target, self.save_failed),
        )  # fmt: skip

    def _loaded(self, done: Done[ImportResult]) -> None:
        self.result, self.operation = done.value, done.operation
        self.loaded.emit()

    def _refused(self, refused: Refused) -> None:
        self.refused.emit()
        self.desk.jobs.refused.emit(refused)

    def _stopped(self, job: Job) -> None:
        """Whoever stops it is back at the list as it was."""
        if job is self._job:
            self.refused.emit()
            self.desk.say(pgettext("Imports", "Stopped: nothing of the list was loaded."))

    def _undone(self, undone: Undone) -> None:
        self.operation = None
        self.desk.jobs.ask(history.named, undone.kept, owner=self._page, then=self._show_kept)

    def _show_kept(self, kept: Sequence[KeptRow]) -> None:
        whole = pgettext("Imports", "The import is taken back.")
        partly = pgettext("Imports", "The import is taken back; what was changed since stays.")
        lines = [partly if kept else whole, *said(kept, self.desk.language)]
        self.taken_back.emit("\n".join(lines))
