"""A list of ours that comes back out of a spreadsheet: what was changed, ticked, brought in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.commands import round_trip
from crm_desktop.commands.round_trip import RoundTripResult
from crm_desktop.crm import Done, Undone
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.round_trip import Accepted, AddedRow, CellChange, RoundTrip
from crm_desktop.queries import history
from crm_desktop.queries import round_trip as questions
from crm_desktop.ui.imports.head import Head
from crm_desktop.ui.imports.round_trip_table import NOW, RoundTripModel, RoundTripTable, lines_of
from crm_desktop.ui.imports.staying import said
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.round_trip import brought_text, found_text


class RoundTripPanel(QWidget):
    """Shows what a file would change; nothing is written before the button is pressed."""

    def __init__(self, desk: Desk, choose: Callable[[], None], parent: QWidget | None = None):
        super().__init__(parent)
        self.desk = desk
        self.found: RoundTrip | None = None
        self.operation: int | None = None
        self._staging = ""
        u = desk.theme.u
        self.head = Head(desk.theme)
        self.head.failed_button.hide()
        self.head.next_button.hide()
        self.head.back_button.clicked.connect(choose)
        self.head.load_button.clicked.connect(self.bring_in)
        self.head.take_back_button.clicked.connect(self.take_back)
        self.head.show_button.clicked.connect(lambda: desk.navigator.go("clients"))
        self.every = QCheckBox(pgettext("Round trip", "All that needs no decision"))
        self.every.clicked.connect(self._tick_all)
        self.model = RoundTripModel(desk.theme, desk.language)
        self.model.setParent(self)
        self.table = RoundTripTable(desk.theme, self.model)
        self.model.changed.connect(self._arrange)
        self.table.looked_at.connect(self._explain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(16), u(12), u(16), u(12))
        layout.setSpacing(u(10))
        layout.addWidget(self.head)
        layout.addWidget(self.every)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._decision())
        # Where nothing was changed, the room stays free below.
        layout.addStretch()

    def _decision(self) -> QWidget:
        """What is to be said of the line under the cursor, and the two answers to a conflict."""
        u = self.desk.theme.u
        self.decision = QWidget()
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.mine = QPushButton(pgettext("Round trip", "Take from the file"))
        self.theirs = QPushButton(pgettext("Round trip", "Leave the card"))
        self.mine.clicked.connect(lambda: self._decide(mine=True))
        self.theirs.clicked.connect(lambda: self._decide(mine=False))
        row = QHBoxLayout(self.decision)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(8))
        row.addWidget(self.reason, 1)
        row.addWidget(self.theirs)
        row.addWidget(self.mine)
        return self.decision

    # show

    def holds(self) -> bool:
        """Whether changes stand here that nobody has brought in yet."""
        return self.found is not None and self.operation is None and bool(self.model.lines)

    def show_found(self, staging: str, found: RoundTrip) -> None:
        """Show what a staged file would change."""
        if staging != self._staging:
            self.model.forget()
        self._staging = staging
        self.found = found
        self.operation = None
        self.head.title.setText(found.file_name)
        self.head.summary.setText(found_text(found, self.desk.language))
        self.model.show(lines_of(found))
        self.table.setColumnHidden(NOW, not found.conflicts)
        self._arrange()
        if self.model.lines:
            self.table.selectRow(0)
            self.table.setFocus()
        else:
            self.head.show_button.setFocus()

    def _arrange(self) -> None:
        """The buttons and ticks say what would happen now."""
        found = self.found
        waiting = found is not None and self.operation is None and bool(self.model.lines)
        chosen = self._chosen()
        count = len(chosen.changes) + len(chosen.added) if chosen else 0
        text = npgettext("Round trip", "Bring in {n} change", "Bring in {n} changes", count)
        head = self.head
        head.load_button.setText(text.format(n=formats.number(count, self.desk.language)))
        head.load_button.setEnabled(count > 0)
        head.load_button.setVisible(waiting)
        head.show_button.setVisible(not waiting)
        head.take_back_button.setVisible(self.operation is not None)
        self.table.setVisible(bool(self.model.lines))
        plain = [one for one in self.model.lines if not one.conflict and not one.what.problem]
        self.every.setVisible(waiting and len(plain) > 1)
        self.every.setTristate(False)
        ticked = sum(one.taken for one in plain)
        if 0 < ticked < len(plain):
            self.every.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.every.setChecked(bool(plain) and ticked == len(plain))
        self._explain(self.table.currentIndex().row())

    def _explain(self, row: int) -> None:
        there = 0 <= row < len(self.model.lines)
        line = self.model.lines[row] if there else None
        text = self.model.reason(row) if there else ""
        self.reason.setText(text)
        self.decision.setVisible(bool(text))
        asks = line is not None and line.conflict and not line.what.problem
        asks = asks and self.operation is None
        for button, taken in ((self.mine, True), (self.theirs, False)):
            button.setVisible(asks)
            button.setProperty("primary", bool(line is not None and line.taken is taken))
            button.style().polish(button)

    # react

    def _tick_all(self) -> None:
        on = self.every.checkState() is not Qt.CheckState.Unchecked
        rows = [n for n, one in enumerate(self.model.lines) if not one.conflict]
        self.model.take(rows, taken=on)

    def _decide(self, *, mine: bool) -> None:
        """Mine or theirs for the line under the cursor; the next conflict comes under it."""
        row = self.table.currentIndex().row()
        self.model.take([row], taken=mine)
        if row + 1 < len(self.model.lines) and self.model.lines[row + 1].conflict:
            self.table.selectRow(row + 1)
        self.table.setFocus()

    def _chosen(self) -> Accepted | None:
        if self.found is None:
            return None
        taken = [one.what for one in self.model.lines if one.taken and not one.what.problem]
        return Accepted(
            self.found.file_name,
            tuple(one for one in taken if isinstance(one, CellChange)),
            tuple(one for one in taken if isinstance(one, AddedRow)),
        )

    def bring_in(self) -> None:
        """Write what is ticked; refused as a whole when a card was changed meanwhile."""
        chosen = self._chosen()
        if chosen is None:
            return
        if self.head.load_button.hasFocus():
            self.table.setFocus()
        self.head.load_button.setEnabled(False)
        self.desk.jobs.run(
            round_trip.apply,
            chosen,
            owner=self,
            after=self._brought,
            failed=self._refused,
            label=pgettext("Round trip", "Bringing in {name}").format(name=chosen.file_name),
        )

    def _refused(self, refused: Refused) -> None:
        """Say why, and look at the cards as they are by now."""
        self.desk.jobs.refused.emit(refused)
        self._arrange()
        if self.found is not None:
            self.desk.jobs.ask(
                questions.compared,
                self._staging,
                self.found.file_name,
                owner=self,
                then=lambda found: self.show_found(self._staging, found) if found else None,
            )

    def _brought(self, done: Done[RoundTripResult]) -> None:
        self.operation = done.operation
        result = done.value
        text = brought_text(result.cells, result.clients, result.added, self.desk.language)
        self.head.summary.setText(text)
        taken = [one for one in self.model.lines if one.taken]
        self.model.show(taken, editable=False)
        self.table.setColumnHidden(NOW, True)
        self._arrange()
        self.head.show_button.setFocus()

    def take_back(self) -> None:
        """Take all of it back; what was touched since stays and is listed."""
        if self.operation is not None:
            self.desk.jobs.undo(self.operation, owner=self, then=self._taken_back)

    def _taken_back(self, undone: Undone) -> None:
        self.operation = None
        self.found = None
        self._arrange()
        self.desk.jobs.ask(
            history.named,
            undone.kept,
            owner=self,
            then=lambda kept: self.head.summary.setText(
                "\n".join(
                    [
                        pgettext("Round trip", "All cards are as they were before."),
                        *said(kept, self.desk.language),
                    ]
                )
            ),
        )
