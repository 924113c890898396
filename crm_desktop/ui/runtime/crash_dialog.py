"""The dialog about a defect: what was lost (nothing), the report, going on, leaving, restarting."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.report import Report
from crm_desktop.words import pgettext

RESTART = 77
"""The exit code of the event loop that asks for a new start; never the program's own."""


def ask_user(report: Report, parent: QWidget | None = None) -> None:
    """Say that something went wrong and that nothing is lost; let the user go on or leave.

    After the third defect within a minute a new start is what is offered first. Looking at the
    report, copying and saving it leave the dialog open.
    """
    box = CrashBox(report, parent)
    box.exec()
    if box.answer is Answer.QUIT:
        QApplication.quit()
    elif box.answer is Answer.RESTART:
        QApplication.exit(RESTART)
    box.deleteLater()


class Answer(Enum):
    """What the user wants after a defect."""

    QUIT = "quit"
    CONTINUE = "continue"
    RESTART = "restart"


class CrashBox(QDialog):
    """The dialog itself: what happened, the report, the ways on; the best of them stands last.

    Esc goes on where that is allowed. It asks for no theme: it must show whatever is broken.
    """

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.answer = Answer.QUIT if report.only_quit else Answer.CONTINUE
        self.setWindowTitle(pgettext("Problems", "A defect of the program"))
        self.setAccessibleName(self.windowTitle())
        self._line = self.fontMetrics().height()
        self.text = QPlainTextEdit(report.text, self)
        self.text.setAccessibleName(pgettext("Problems", "Report"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self._line * 14)
        self.text.hide()
        layout = QVBoxLayout(self)
        margin = self._line * 5 // 4
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(self._line)
        # As high as its words and the report, whichever is shown.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        layout.addLayout(self._said())
        layout.addWidget(self.text)
        layout.addLayout(self._ways())

    def _said(self) -> QHBoxLayout:
        picture = QLabel(self)
        picture.setPixmap(icon("triangle-alert").pixmap(self._line * 2, self._line * 2))
        headline = self._words(_headline(self._report))
        font = headline.font()
        font.setWeight(QFont.Weight.DemiBold)
        headline.setFont(font)
        told = pgettext(
            "Problems", "Everything saved before is safe, and what is typed in forms is kept."
        )
        if self._report.file is not None:
            where = pgettext("Problems", "A report without your clients' data is in {file}.")
            told = f"{told}\n{where.format(file=self._report.file)}"
        words = QVBoxLayout()
        words.setSpacing(self._line // 2)
        words.addWidget(headline)
        words.addWidget(self._words(told))
        words.addLayout(self._report_links())
        row = QHBoxLayout()
        row.setSpacing(self._line)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _words(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setMinimumWidth(self._line * 32)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _report_links(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._line)
        for text, slot in (
            (pgettext("Problems", "Show report"), self._unfold),
            (pgettext("Problems", "Copy report"), self._copy),
            (pgettext("Problems", "Save report…"), lambda: save_report(self, self._report.text)),
        ):
            button = self._button(text, slot)
            button.setFlat(True)
            for name in ("compact", "link"):
                button.setProperty(name, True)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report.text)

    def _unfold(self) -> None:
        self.text.setVisible(self.text.isHidden())

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._line // 2)
        row.addStretch(1)
        ways = [(pgettext("Problems", "Quit"), Answer.QUIT)]
        if not self._report.only_quit:
            ways.append((pgettext("Problems", "Continue"), Answer.CONTINUE))
        if self._report.repeated:
            ways.append((pgettext("Problems", "Restart"), Answer.RESTART))
        for text, answer in ways:
            best = self._button(text, partial(self._answer, answer))
            row.addWidget(best)
        best.setProperty("primary", True)
        best.setDefault(True)
        best.setFocus()
        return row

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _answer(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()


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
