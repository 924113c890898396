"""Where lists come from: files, several one after another, and a block of cells pasted."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from crm_desktop.domain.problems import Refused
from crm_desktop.domain.round_trip import RoundTrip
from crm_desktop.queries import imports as import_queries
from crm_desktop.queries import round_trip as round_trip_queries
from crm_desktop.ui.imports.password import ask_password, may_open
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext


class Sources(QObject):
    """Stages what is given, one list after another; nothing is written to the base.

    `listed(staging)` when a list can be looked at; `came_back(staging, round_trip)` when it is one
    that this base wrote; `moved` when the queue of files did.
    """

    listed = Signal(str)
    came_back = Signal(str, object)
    moved = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._page = parent
        self.source = Path()
        self.waiting: list[Path] = []
        self._all = 0

    def take(self, files: Sequence[str]) -> None:
        """Look at these files one after another instead of those that wait."""
        self.waiting = [Path(one) for one in files]
        self._all = len(files)
        self.next()

    def next(self) -> None:
        """Look at the file that waits first."""
        if self.waiting:
            self.source = self.waiting.pop(0)
            self.moved.emit()
            self._stage()

    def place(self) -> str:
        """«2 из 3»; "" for a file alone."""
        if self._all < 2:
            return ""
        text = pgettext("Imports", "{n} of {all}")
        return text.format(n=self._all - len(self.waiting), all=self._all)

    def choose(self) -> None:
        """Choose files in the system's dialog."""
        chosen, _kind = QFileDialog.getOpenFileNames(
            self._page,
            pgettext("Imports", "Lists of clients"),
            folders.near(self.desk.settings, folders.LISTS),
            pgettext("Imports", "Lists")
            + " (*.xlsx *.xls *.xlsb *.ods *.csv *.tsv *.txt *.vcf *.html *.htm)",
        )
        if chosen:
            folders.remember(self.desk, folders.LISTS, chosen[0])
            self.take(chosen)

    def paste(self) -> None:
        """Look at a block of cells from the clipboard as at a list."""
        text = QApplication.clipboard().text()
        if not text.strip():
            self.desk.say(
                pgettext("Imports", "There are no cells to paste: copy them in the spreadsheet.")
            )
            return
        # A folder of its own, so that the list is called as people would call it.
        folder = self._folder() / secrets.token_hex(4)
        folder.mkdir(parents=True)
        name = pgettext("Imports", "Clipboard")
        file = folder / f"{name}.tsv"
        file.write_text(text, "utf-8")
        self.take([str(file)])

    def _folder(self) -> Path:
        return self.desk.jobs.crm.database.folder / "staging"

    def _stage(self, password: str = "") -> None:
        self.desk.jobs.ask(
            import_queries.stage_file,
            str(self.source),
            str(self._folder()),
            password,
            owner=self._page,
            then=self._staged,
            failed=self._refused,
            label=pgettext("Imports", "Reading {name}").format(name=self.source.name),
        )

    def _refused(self, refused: Refused) -> None:
        """A password is asked for; what cannot be read is told.

        The other files are looked at all the same.
        """
        if may_open(refused):
            password = ask_password(self._page, self.desk.theme, refused)
            if password is None:
                self.next()
            else:
                self._stage(password)
            return
        self.desk.jobs.refused.emit(refused)
        self.next()

    def _staged(self, staging: str) -> None:
        """A list that this base wrote shows what was changed in it; any other is a list."""

        def known(found: RoundTrip | None) -> None:
            if found is None:
                self.listed.emit(staging)
            else:
                self.came_back.emit(staging, found)

        self.desk.jobs.ask(
            round_trip_queries.compared,
            staging,
            self.source.name,
            owner=self._page,
            then=known,
            label=pgettext("Imports", "Looking at {name}").format(name=self.source.name),
        )
