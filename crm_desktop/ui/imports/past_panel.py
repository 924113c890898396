"""One past import: its numbers, its failed rows, and what taking it back would do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.crm import Foreseen, Undone
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import taken_back_until
from crm_desktop.domain.problems import Refused
from crm_desktop.exports.imports import failed_rows
from crm_desktop.queries import history
from crm_desktop.queries.history import KeptRow
from crm_desktop.queries.import_runs import ImportRunRow
from crm_desktop.ui.imports.noun_choice import shown_text
from crm_desktop.ui.imports.past_words import ahead_text, touched_text
from crm_desktop.ui.imports.staying import said
from crm_desktop.ui.kit.tab_order import bring_into_view
from crm_desktop.ui.runtime import folders
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import formats, pgettext
from crm_desktop.words.imports import tally_text


class PastPanel(QWidget):
    """Shows a run; nothing is taken back before it was seen what goes and what stays."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.run: ImportRunRow | None = None
        self.foreseen: Foreseen | None = None
        u = desk.theme.u
        self.title = self._words(3, 600)
        self.facts = self._words()
        self.touched = self._words()
        self.look_button = QPushButton(pgettext("Imports", "Take back…"))
        self.look_button.clicked.connect(self.look)
        self.rows_button = QPushButton()
        self.rows_button.clicked.connect(self.open_failed)
        buttons = QHBoxLayout()
        buttons.setSpacing(u(8))
        self.clients_button = QPushButton(pgettext("Imports", "To the clients"))
        self.clients_button.clicked.connect(self.show_clients)
        buttons.addWidget(self.clients_button)
        buttons.addWidget(self.look_button)
        buttons.addStretch(1)
        rows = QHBoxLayout()
        rows.addWidget(self.rows_button)
        rows.addStretch(1)
        self.ahead = self._ahead()
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(u(16), u(12), u(16), u(16))
        layout.setSpacing(u(8))
        for widget in (self.title, self.facts, self.touched):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        layout.addLayout(rows)
        layout.addWidget(self.ahead)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.ahead.hide()

    def _ahead(self) -> QWidget:
        """What taking back would do, and the two answers to it."""
        u = self.desk.theme.u
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, u(12), 0, 0)
        column.setSpacing(u(8))
        heading = self._words(1, 600)
        heading.setText(pgettext("Imports", "What will happen"))
        self.goes = self._words()
        self.stays = self._words()
        self.take_button = QPushButton(pgettext("Imports", "Take back"))
        self.take_button.setProperty("primary", True)
        self.take_button.clicked.connect(self.take_back)
        leave = QPushButton(pgettext("Imports", "Leave as it is"))
        leave.clicked.connect(self.leave)
        verbs = QHBoxLayout()
        verbs.setSpacing(u(8))
        verbs.addStretch(1)
        verbs.addWidget(leave)
        verbs.addWidget(self.take_button)
        for widget in (heading, self.goes, self.stays):
            column.addWidget(widget)
        column.addLayout(verbs)
        return whole

    def _words(self, step: int = 0, weight: int = 400) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        label.setFont(self.desk.theme.font(step, weight))
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    # show

    def show_run(self, run: ImportRunRow | None) -> None:
        """Show this import; what taking it back would do is asked anew."""
        same = run is not None and self.run is not None and run == self.run
        self.run = run
        self.setVisible(run is not None)
        if run is None:
            return
        language = self.desk.language
        until = formats.short_date(taken_back_until(run.at), language)
        self.title.setText(run.file_name)
        lines = [
            pgettext("Imports", "Loaded {day}").format(day=formats.date_time(run.at, language)),
            tally_text(run.tally, language, loaded=True),
            pgettext("Imports", "Can be taken back until {day}.").format(day=until),
        ]
        self.facts.setText("\n".join(lines))
        self.touched.setText(touched_text(run, language))
        self.clients_button.setText(shown_text(run.noun))
        failed = pgettext("Imports", "Open failed rows")
        doubtful = pgettext("Imports", "Open rows with doubts")
        self.rows_button.setText(failed if run.failed else doubtful)
        self.rows_button.setVisible(bool(run.faulty))
        if not same:
            self.leave()

    def looking(self) -> bool:
        """Whether what taking back would do stands there."""
        return not self.ahead.isHidden()

    # react

    def look(self) -> None:
        """Ask what taking back would do; nothing is changed yet."""
        run, crm = self.run, self.desk.jobs.crm
        if run is None:
            return

        def show(foreseen: Foreseen) -> None:
            if self.run == run:
                self._ask_names(foreseen)

        self.desk.jobs.call(
            lambda step: crm.foresee_undo(run.operation, step),
            owner=self,
            then=show,
            label=pgettext("Imports", "Looking at what was touched since"),
        )

    def leave(self) -> None:
        """Put away what taking back would do."""
        self.foreseen = None
        self.ahead.hide()
        self.look_button.setEnabled(True)

    def take_back(self) -> None:
        """Take the import back, as it was shown."""
        run = self.run
        if run is None:
            return
        self.take_button.setEnabled(False)
        self.desk.jobs.undo(
            run.operation,
            owner=self,
            then=self._taken_back,
            failed=self._refused,
            label=pgettext("Imports", "Taking back {name}").format(name=run.file_name),
        )

    def show_clients(self) -> None:
        """The list of clients with those of this import only; deals and tasks among all."""
        if self.run is None:
            return
        if self.run.noun in {Noun.DEALS, Noun.TASKS}:
            self.desk.navigator.go(self.run.noun.value)
        else:
            self.desk.navigator.go("clients-of-import", self.run.id)

    def open_failed(self) -> None:
        """Write the failed rows to a workbook with a name of its own, and open it."""
        run = self.run
        if run is None:
            return
        stem = pgettext("Imports", "Failed rows of {name}").format(name=Path(run.file_name).stem)
        folder = folders.near(self.desk.settings, folders.LISTS)
        target = folders.free_name(folder, stem, ".xlsx")
        self.desk.jobs.export(failed_rows, run.id, target, owner=self, then=self._written)

    def _ask_names(self, foreseen: Foreseen) -> None:
        self.foreseen = foreseen
        self.desk.jobs.ask(history.named, foreseen.kept, owner=self, then=self._show_ahead)

    def _show_ahead(self, kept: Sequence[KeptRow]) -> None:
        foreseen, language = self.foreseen, self.desk.language
        if foreseen is None or self.run is None:
            return
        self.goes.setText(ahead_text(foreseen, self.run.noun, language))
        self.stays.setText("\n".join(said(kept, language)))
        self.stays.setVisible(bool(self.stays.text()))
        self.look_button.setEnabled(False)
        self.take_button.setEnabled(True)
        self.ahead.show()
        self.take_button.setFocus()
        # With large letters it stands below what is seen, once there is a layout for it.
        QTimer.singleShot(0, self, lambda: bring_into_view(self.take_button))

    def _taken_back(self, undone: Undone) -> None:
        self.take_button.setEnabled(True)
        whole = pgettext("Imports", "The import is taken back.")
        partly = pgettext("Imports", "The import is taken back; what was changed since stays.")
        self.desk.say(
            partly if undone.kept else whole,
            pgettext("Imports", "Undo"),
            self.desk.jobs.undo,
        )

    def _refused(self, refused: Refused) -> None:
        self.take_button.setEnabled(True)
        self.desk.jobs.refused.emit(refused)

    def _written(self, target: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
        self.desk.say(
            pgettext("Imports", "The failed rows are in “{name}”, in the folder {folder}.").format(
                name=target.name, folder=target.parent.name
            )
        )
