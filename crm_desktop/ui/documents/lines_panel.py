"""The lines of a paper in the editor: the table, what is wrong with a line, and their sums."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.domain.documents import DocumentDraft, LineDraft, Party, VatMode
from crm_desktop.domain.papers import make_sheet
from crm_desktop.domain.problems import Problem
from crm_desktop.ui.documents.lines import At, LinesModel, LinesTable
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, formats, pgettext


class LinesPanel(QWidget):
    """Lines are written, taken out and put back here; `model` tells of every change."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._build()
        self.model.unread.connect(self._unread)
        self.table.removed.connect(self._removed)
        self.add_button.clicked.connect(lambda: self.table.begin(self.model.rowCount() - 1))
        self.remove_button.clicked.connect(self.table.remove_current)

    # build

    def _build(self) -> None:
        theme, u = self.desk.theme, self.desk.theme.u
        self.model = LinesModel(self.desk.language, self.desk.currency, self)
        self.table = LinesTable(theme, self.model)
        self.problem = QLabel()
        self.problem.setProperty("bad", True)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.total = QLabel()
        self.total.setFont(theme.font(2, 600))
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.vat_note = QLabel()
        self.vat_note.setProperty("muted", True)
        self.vat_note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add_button = QPushButton(pgettext("Documents", "Add line"))
        self.remove_button = QPushButton(pgettext("Documents", "Remove line"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(12))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.problem)
        under = QHBoxLayout()
        under.setSpacing(u(8))
        under.addWidget(self.add_button)
        under.addWidget(self.remove_button)
        under.addStretch(1)
        sums = QVBoxLayout()
        sums.addWidget(self.total)
        sums.addWidget(self.vat_note)
        under.addLayout(sums)
        layout.addLayout(under)

    # what the editor asks

    def show_sums(self, draft: DocumentDraft) -> None:
        """What the paper comes to, and the VAT in it."""
        language = self.desk.language
        sheet = make_sheet(draft, Party(""), Party(""), "", language)
        money = formats.money(sheet.total, sheet.currency, language)
        self.total.setText(pgettext("Documents", "Total: {sum}").format(sum=money))
        tax = formats.money(sheet.vat, sheet.currency, language)
        text = pgettext("Documents", "VAT {sum}").format(sum=tax)
        self.vat_note.setText("" if draft.vat_mode is VatMode.NONE else text)

    def show_problem(self, problem: Problem) -> None:
        """Say what is wrong with a line and go there."""
        self.say(codes.problem_text(problem))
        _head, _dot, rest = problem.field.partition(".")
        row = int(rest.split(".")[0]) if rest else self.model.rowCount() - 1
        self.table.setCurrentIndex(self.model.index(row, At.NAME))
        self.table.setFocus()

    def say(self, text: str) -> None:
        """A word about a line; none takes the last away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    # react

    def _removed(self, row: int, line: LineDraft) -> None:
        self.desk.say(
            pgettext("Documents", "The line is taken out."),
            pgettext("Documents", "Put back"),
            lambda: self.model.insert(min(row, self.model.rowCount() - 1), line),
        )

    def _unread(self, text: str) -> None:
        self.say(
            pgettext("Documents", "“{text}” is not a number. The cell keeps its value.").format(
                text=text
            )
        )
