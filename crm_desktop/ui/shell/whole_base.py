"""Everything out of the base: one workbook, or an archive with the files of clients besides."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from crm_desktop.ui.kit.view_output import or_beside, say_written
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import npgettext, pgettext

BOOK, ARCHIVE = ".xlsx", ".zip"


class WholeBase(QObject):
    """Belongs to the window; the base is only read, and the work goes on meanwhile."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window

    def export(self) -> None:
        """Ask where to and as what, and write it there."""
        kinds = {
            pgettext("Shell", "Excel workbook, a sheet for each kind of record (*.xlsx)"): BOOK,
            pgettext("Shell", "The workbook and the files of clients, packed (*.zip)"): ARCHIVE,
        }
        name = pgettext("Shell", "Everything from CRM Desktop {day}.xlsx")
        chosen, title = QFileDialog.getSaveFileName(
            self._window,
            pgettext("Shell", "Export everything"),
            folders.near(
                self._desk.settings,
                folders.TABLES,
                name.format(day=self._desk.now().date().isoformat()),
            ),
            ";;".join(kinds),
        )
        if chosen:
            self.write(Path(chosen), kinds.get(title, BOOK))

    def write(self, target: Path, kind: str = BOOK) -> None:
        """Write it; the dialog has asked about the file chosen, and about no other.

        What the name ends with decides; without a known ending the kind that was chosen does.
        """
        asked = target.suffix.lower() in (BOOK, ARCHIVE)
        if not asked:
            target = target.with_name(f"{target.name}{kind}")
        folders.remember(self._desk, folders.TABLES, target)
        self._send(target, overwrite=asked)

    def _send(self, target: Path, *, overwrite: bool) -> None:
        # What is seldom done is not loaded at the start.
        from crm_desktop.exports.everything import everything_to_file

        refused = or_beside(self._desk, target, lambda copy: self._send(copy, overwrite=False))
        self._desk.jobs.export(
            everything_to_file, target, overwrite=overwrite, owner=self,
            then=lambda count: self._written(count, target), failed=refused,
            label=pgettext("Shell", "Export of everything"),
        )  # fmt: skip

    def _written(self, count: int, target: Path) -> None:
        text = npgettext(
            "Shell",
            "Everything is in “{name}”: {n} sheet",
            "Everything is in “{name}”: {n} sheets",
            count,
        )
        say_written(self._desk, text, count, target)
