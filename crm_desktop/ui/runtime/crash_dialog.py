"""The dialog about a defect: what was lost (nothing), the report, going on, leaving, restarting."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QWidget

from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.report import Report
from crm_desktop.words import pgettext

RESTART = 77
"""The exit code of the event loop that asks for a new start; never the program's own."""


def ask_user(report: Report, parent: QWidget | None = None) -> None:
    """Say that something went wrong and that nothing is lost; let the user go on or leave.

    After the third defect within a minute a new start is what is offered first. Copying and
    saving the report leave the dialog open.
    """
    box = CrashBox(report, parent)
    box.exec()
    clicked = box.clickedButton()
    if clicked is box.leave:
        QApplication.quit()
    elif box.restart is not None and clicked is box.restart:
        QApplication.exit(RESTART)
    box.deleteLater()


class CrashBox(QMessageBox):
    """The dialog itself."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(pgettext("Problems", "A defect of the program"))
        self.setText(_headline(report))
        told = pgettext(
            "Problems", "Everything saved before is safe, and what is typed in forms is kept."
        )
        if report.file is not None:
            where = pgettext("Problems", "A report without your clients' data is in {file}.")
            told = f"{told}\n{where.format(file=report.file)}"
        self.setInformativeText(told)
        self.setDetailedText(report.text)
        self.restart = self._button(pgettext("Problems", "Restart")) if report.repeated else None
        going_on = None if report.only_quit else self._button(pgettext("Problems", "Continue"))
        destructive = QMessageBox.ButtonRole.DestructiveRole
        self.leave = self.addButton(pgettext("Problems", "Quit"), destructive)
        best = self.restart or going_on or self.leave
        self.setDefaultButton(best)
        self.setEscapeButton(going_on or self.leave)
        self.copy = self._side_button(pgettext("Problems", "Copy report"))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(report.text))
        self.save = self._side_button(pgettext("Problems", "Save report…"))
        self.save.clicked.connect(lambda: save_report(self, report.text))

    def _button(self, text: str) -> QPushButton:
        return self.addButton(text, QMessageBox.ButtonRole.AcceptRole)

    def _side_button(self, text: str) -> QPushButton:
        """A button that does not close the dialog."""
        button = self.addButton(text, QMessageBox.ButtonRole.ActionRole)
        button.clicked.disconnect()
        return button


def save_report(parent: QWidget | None, text: str) -> Path | None:
    """Ask for a place and write a report there; None when the user thinks better of it."""
    title = pgettext("Problems", "Save report")
    near = str(Path(folders.documents()) / "crm-desktop-report.txt")
    name, _kind = QFileDialog.getSaveFileName(parent, title, near, "*.txt")
    if not name:
        return None
    try:
        Path(name).write_text(text, "utf-8")
    except OSError as error:
        sorry = pgettext("Problems", "The report was not saved: {reason}. Choose another place.")
        QMessageBox.warning(parent, title, sorry.format(reason=error.strerror))
        return None
    return Path(name)


def _headline(report: Report) -> str:
    if report.repeated:
        return pgettext(
            "Problems", "The program stumbles again and again. A new start usually helps."
        )
    return pgettext("Problems", "The last action was not finished.")
