"""A firm's card pasted as text: what was recognised and from which words, before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.problems import Problem
from crm_desktop.domain.requisites_card import Card, Found
from crm_desktop.domain.requisites_text import parse_card
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.codes import problem_text

BOX_LINES = 7

LABELS: Mapping[str, Callable[[], str]] = {
    "name": lambda: pgettext("Requisites", "Name"),
    "inn": lambda: pgettext("Requisites", "INN or tax ID"),
    "kpp": lambda: pgettext("Requisites", "KPP"),
    "ogrn": lambda: pgettext("Requisites", "OGRN or registration no."),
    "address": lambda: pgettext("Requisites", "Address"),
    "actual_address": lambda: pgettext("Requisites", "Actual address"),
    "phone": lambda: pgettext("Requisites", "Phone"),
    "email": lambda: pgettext("Requisites", "E-mail"),
    "site": lambda: pgettext("Requisites", "Site"),
    "bank_name": lambda: pgettext("Requisites", "Bank"),
    "bik": lambda: pgettext("Requisites", "BIK or BIC"),
    "account": lambda: pgettext("Requisites", "Account or IBAN"),
    "corr_account": lambda: pgettext("Requisites", "Correspondent account"),
    "director_title": lambda: pgettext("Requisites", "Position of who signs"),
    "director": lambda: pgettext("Requisites", "Who signs"),
    "accountant": lambda: pgettext("Requisites", "Chief accountant"),
    "basis": lambda: pgettext("Requisites", "Acts on the basis of"),
}


class RequisitesPaste(QWidget):
    """A box to paste into and, below it, the fields that were recognised, each to be corrected.

    `fields` are those that the form behind it has; other findings are named, so that nobody
    believes them taken. `applied` brings the `Card` as corrected, `closed` that it was left.
    """

    applied = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, fields: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fields = tuple(fields)
        self.card = Card()
        self.edits: dict[str, QLineEdit] = {}
        self._build()

    def begin(self, text: str = "") -> None:
        """Empty it, or fill it with a text, and put the cursor into the box."""
        self.box.setPlainText(text)
        self.read()
        self.box.setFocus()

    def read(self) -> None:
        """Read the text and show what it says."""
        text = self.box.toPlainText()
        self.card = parse_card(text)
        places = list(LABELS)
        shown = [one for one in self.card.found if one.field in self._fields]
        shown.sort(key=lambda one: places.index(one.field))
        rows = QWidget()
        self._fill(rows, shown)
        old = self._area.takeWidget()
        self._area.setWidget(rows)
        for one in (self._area.viewport(), rows):
            one.setAutoFillBackground(False)
        if old is not None:
            old.deleteLater()
        self._area.setVisible(bool(shown))
        count = npgettext("Requisites", "{n} field recognised", "{n} fields recognised", len(shown))
        nothing = pgettext(
            "Requisites",
            "No company details are recognised here. Paste the whole text, together with names "
            "such as “INN” or “IBAN”.",
        )
        self.summary.setText(count.format(n=len(shown)) if shown else nothing)
        self.summary.setVisible(bool(text.strip()))
        self._say_others()
        self.take_button.setEnabled(bool(shown))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    # build

    def _build(self) -> None:
        u = self._theme.u
        heading = QLabel(pgettext("Requisites", "Company details as text"))
        heading.setFont(self._theme.font(2, 600))
        about = _words(
            pgettext(
                "Requisites",
                "Paste them from Word, PDF, a letter or a site: the lines may stand in any order.",
            )
        )
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(heading.text())
        self.box.setAccessibleDescription(about.text())
        self.box.setPlaceholderText(
            pgettext("Requisites", "Workbench Joinery Ltd\nVAT ID GB 999 9999 73\nIBAN …")
        )
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * BOX_LINES + u(16))
        self.box.textChanged.connect(self.read)
        self.summary = _words("")
        self.others = _words("")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.take_button = QPushButton(pgettext("Requisites", "Fill in the form"))
        self.take_button.setProperty("primary", True)
        self.take_button.clicked.connect(self._take)
        cancel = QPushButton(pgettext("Requisites", "Cancel"))
        cancel.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.take_button)
        layout = QVBoxLayout(self)
        layout.setSpacing(u(8))
        for widget in (heading, about, self.box, self.summary):
            layout.addWidget(widget)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.others)
        layout.addLayout(buttons)
        layout.addStretch(0)

    def _fill(self, rows: QWidget, shown: Sequence[Found]) -> None:
        u = self._theme.u
        self.edits = {}
        grid = QGridLayout(rows)
        none = u(0)
        grid.setContentsMargins(none, none, u(4), none)
        grid.setHorizontalSpacing(u(12))
        grid.setVerticalSpacing(u(2))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        for place, found in enumerate(shown):
            name = LABELS[found.field]()
            label = _words(name)
            edit = QLineEdit(found.value)
            edit.setCursorPosition(0)
            edit.setAccessibleName(name)
            label.setBuddy(edit)
            self.edits[found.field] = edit
            grid.addWidget(label, 3 * place, 0)
            grid.addWidget(edit, 3 * place, 1)
            said = [_words(pgettext("Requisites", "from “{text}”").format(text=found.source))]
            doubts = [p for p in self.card.problems if p.field == found.field]
            said += [_doubt(problem) for problem in doubts]
            edit.setAccessibleDescription(". ".join(one.text() for one in said))
            column = QVBoxLayout()
            column.setContentsMargins(none, none, none, u(6))
            for one in said:
                one.setFont(self._theme.font(-1))
                column.addWidget(one)
            grid.addLayout(column, 3 * place + 1, 1)
        grid.setRowStretch(3 * len(shown), 1)

    def _say_others(self) -> None:
        left = [one.source for one in self.card.found if one.field not in self._fields]
        texts = list(dict.fromkeys([*left, *self.card.others]))
        said = pgettext("Requisites", "Not taken into the form: {texts}")
        self.others.setText(said.format(texts=" · ".join(texts)))
        self.others.setVisible(bool(texts))

    def _take(self) -> None:
        corrected = tuple(
            replace(one, value=self.edits[one.field].text().strip())
            if one.field in self.edits
            else one
            for one in self.card.found
        )
        self.applied.emit(replace(self.card, found=tuple(f for f in corrected if f.value)))


def paste_button(show: Callable[[], object]) -> QPushButton:
    """The button over a form that opens the box."""
    button = QPushButton(pgettext("Requisites", "Paste company details…"))
    button.setToolTip(pgettext("Requisites", "A text from Word, PDF or a site fills in the form"))
    button.clicked.connect(lambda _checked=False: show())
    return button


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("muted", True)
    return label


def _doubt(problem: Problem) -> QLabel:
    label = _words(problem_text(problem))
    label.setProperty("muted", False)
    label.setProperty("warn", True)
    return label
