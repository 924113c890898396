"""How an import went, list by list: each opens; what is gone from the file is never deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from crm_desktop.commands.imports import ImportResult
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import RunPart, Verdict, taken_back_until
from crm_desktop.late import dataclass
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import formats, npgettext, pgettext


@dataclass(slots=True)
class Line:
    """How many there are of a kind, and how they are opened."""

    count: Callable[[ImportResult], int]
    text: Callable[[int], str]
    part: RunPart | None
    verdict: Verdict | None
    label: QLabel
    clients: QPushButton
    rows: QPushButton


class ResultPanel(QWidget):
    """A line for each list; `clients_wanted(part)`, `rows_wanted(verdict)` when one is opened."""

    clients_wanted = Signal(str)
    rows_wanted = Signal(str)

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        u = theme.u
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(16))
        grid.setVerticalSpacing(u(6))
        self.lines = list(_lines())
        for row, line in enumerate(self.lines):
            grid.addWidget(line.label, row, 0)
            for place, button in enumerate((line.clients, line.rows), start=1):
                button.setFlat(True)
                for look in ("link", "inline"):
                    button.setProperty(look, True)
                grid.addWidget(button, row, place)
            if line.part is not None:
                line.clients.clicked.connect(partial(self._clients, line.part))
            if line.verdict is not None:
                line.rows.clicked.connect(partial(self._rows, line.verdict))
        self.until = QLabel()
        self.until.setWordWrap(True)
        self.until.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.until.setProperty("muted", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(u(24))
        layout.addLayout(grid)
        layout.addWidget(self.until, 1, Qt.AlignmentFlag.AlignTop)

    def show_result(self, result: ImportResult, at: str, noun: Noun = Noun.CLIENTS) -> None:
        """Say how it went; what is none is not told."""
        language = self._language
        for line in self.lines:
            count = line.count(result)
            told = line.text(count) if noun is Noun.CLIENTS else _told(line, noun, count)
            line.label.setText(told.format(n=formats.number(count, language)))
            line.label.setVisible(bool(count))
            of_clients = noun is Noun.CLIENTS and line.part is not None
            line.clients.setVisible(bool(count) and of_clients)
            line.rows.setVisible(bool(count) and line.verdict is not None)
            for button in (line.clients, line.rows):
                button.setAccessibleName(f"{button.text()}: {line.label.text()}")
        day = formats.short_date(taken_back_until(at), language)
        self.until.setText(pgettext("Imports", "Can be taken back until {day}.").format(day=day))

    def _clients(self, part: RunPart) -> None:
        self.clients_wanted.emit(part.value)

    def _rows(self, verdict: Verdict) -> None:
        self.rows_wanted.emit(verdict.value)


def _lines() -> list[Line]:
    about: tuple[
        tuple[Callable[[ImportResult], int], Callable[[int], str], RunPart | None, Verdict | None],
        ...,
    ] = (
        (lambda r: r.created, _new, RunPart.NEW, Verdict.NEW),
        (lambda r: r.updated, _changed, RunPart.CHANGED, Verdict.CHANGED),
        (lambda r: r.skipped, _present, None, Verdict.PRESENT),
        (lambda r: r.failed, _failed, None, Verdict.FAILED),
        (lambda r: r.missing, _missing, RunPart.MISSING, None),
    )
    clients, rows = pgettext("Imports", "Open the clients"), pgettext("Imports", "Show the rows")
    return [Line(*one, QLabel(), QPushButton(clients), QPushButton(rows)) for one in about]


def _told(line: Line, noun: Noun, n: int) -> str:
    """The same of deals, tasks and notes."""
    if line.verdict is Verdict.CHANGED:
        return npgettext(
            "Imports", "{n} row changed what is there", "{n} rows changed what is there", n
        )
    if line.verdict is not Verdict.NEW:
        return line.text(n)
    new = {
        Noun.DEALS: npgettext("Imports", "{n} new deal", "{n} new deals", n),
        Noun.TASKS: npgettext("Imports", "{n} new task", "{n} new tasks", n),
        Noun.NOTES: npgettext("Imports", "{n} new note", "{n} new notes", n),
    }
    return new[noun]


def _new(n: int) -> str:
    return npgettext("Imports", "{n} new client", "{n} new clients", n)


def _changed(n: int) -> str:
    return npgettext("Imports", "{n} row changed a client", "{n} rows changed clients", n)


def _present(n: int) -> str:
    return npgettext("Imports", "{n} row was there already", "{n} rows were there already", n)


def _failed(n: int) -> str:
    return npgettext("Imports", "{n} row was not loaded", "{n} rows were not loaded", n)


def _missing(n: int) -> str:
    return npgettext(
        "Imports",
        "{n} client of this list is not in the file any more",
        "{n} clients of this list are not in the file any more",
        n,
    )
