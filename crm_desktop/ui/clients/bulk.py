"""Beside the list: many clients changed at once, after a look at what that would do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.commands.client_bulk import BY_ACTION
from crm_desktop.crm import Done
from crm_desktop.domain.client_bulk import BulkAction, BulkChange, Foreseen, Scope
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import client_bulk
from crm_desktop.ui.clients.bulk_form import BulkForm
from crm_desktop.ui.clients.bulk_preview import BulkPreview
from crm_desktop.ui.kit.enter_key import bind_saving, enter_pressed
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.scroll import Steady
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.client_bulk import done_text, verb
from crm_desktop.words.codes import problem_text

_TABLES = ("client", "contact", "custom_field", "deal", "document", "employee")
TYPING_MS = 200


class BulkPanel(QWidget):
    """Asks what, shows what it would do, does it, and offers to take it back.

    The clients are the marked ones, or all of the view behind the list.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        desk.foremost.watch(self)
        self._view = Scope()
        self._marked: tuple[int, ...] = ()
        self._asked: tuple[Scope, BulkChange] | None = None
        self.found: Foreseen | None = None
        self._job: Job | None = None
        self._build()
        self._preview = LiveQuery(
            self,
            desk.jobs,
            client_bulk.preview,
            _TABLES,
            self._question,
            self._show,
            TYPING_MS,
            self._refused,
        )
        self.form.changed.connect(self._ask)
        self.marked_button.toggled.connect(self._ask)
        desk.jobs.job_finished.connect(self._finished)

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.form = BulkForm(self.desk)
        self.preview = BulkPreview(self.desk)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(u(16), 0, u(16), u(8))
        column.setSpacing(u(12))
        column.addLayout(self._whom())
        column.addWidget(self.form)
        column.addStretch(1)
        area = Steady()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setProperty("bare", True)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(area, 1)
        layout.addWidget(self.preview)
        layout.addLayout(self._bar())

    def _head(self) -> QHBoxLayout:
        u = self.desk.theme.u
        title = QLabel(pgettext("Clients", "Change many clients"))
        title.setFont(self.desk.theme.font(3, 600))
        title.setWordWrap(True)
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setAccessibleName(pgettext("Kit", "Close the form"))
        close.setToolTip(pgettext("Kit", "Close the form (Esc)"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(u(16), u(12), u(8), u(8))
        head.addWidget(title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _whom(self) -> QVBoxLayout:
        """Marked ones or the whole view: never guessed in silence."""
        self.marked_button = QRadioButton()
        self.view_button = QRadioButton(pgettext("Clients", "All in this view"))
        group = QButtonGroup(self)
        column = QVBoxLayout()
        column.setSpacing(self.desk.theme.u(4))
        for button in (self.marked_button, self.view_button):
            group.addButton(button)
            column.addWidget(button)
        # With nobody marked there is nothing to choose, only to be told.
        self.everybody = QLabel(self.view_button.text())
        column.addWidget(self.everybody)
        return column

    def _bar(self) -> QHBoxLayout:
        u = self.desk.theme.u
        self.do_button = QPushButton()
        self.do_button.setProperty("primary", True)
        self.do_button.clicked.connect(self.do)
        bind_saving(self, self.do_button, self.do)
        cancel = QPushButton(pgettext("Kit", "Cancel"))
        cancel.clicked.connect(self.closed)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(16), u(10), u(16), u(12))
        bar.setSpacing(u(8))
        bar.addStretch(1)
        bar.addWidget(cancel)
        bar.addWidget(self.do_button)
        return bar

    # what the page says

    def begin(self, action: BulkAction, marked: Sequence[int], view: Scope) -> None:
        """Ask about an action for the marked clients, or where fewer than two are, for the view."""
        self._view = view
        self._mark(marked)
        chosen = self.marked_button if len(marked) > 1 else self.view_button
        chosen.setChecked(True)
        self.preview.complaint.hide()
        self.form.begin(action)
        self._ask()
        self.form.focus_first()

    def look_at(self, marked: Sequence[int], view: Scope) -> None:
        """Others are marked in the list now, or it shows others."""
        self._view = view
        if tuple(marked) != self._marked:
            self._mark(marked)
        self._ask()

    def do(self) -> None:
        """Do what the preview has shown, to exactly as many."""
        if self.found is None or self._asked is None or not self.do_button.isEnabled():
            return
        scope, change = self._asked
        self.preview.complaint.hide()
        self.do_button.setEnabled(False)
        self._job = self.desk.jobs.run(
            BY_ACTION[change.action],
            scope,
            change,
            self.found.total,
            owner=self,
            after=partial(self._done, change),
            failed=self._not_done,
            label=verb(change.action, self.found.changed),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that a field has no use for does it; Esc is the page's."""
        if not enter_pressed(event, self.focusWidget(), self.do):
            super().keyPressEvent(event)

    # react

    def _mark(self, marked: Sequence[int]) -> None:
        self._marked = tuple(marked)
        count = len(marked)
        text = npgettext("Clients", "{n} marked client", "{n} marked clients", count)
        self.marked_button.setText(text.format(n=formats.number(count, self.desk.language)))
        self.marked_button.setVisible(count > 0)
        self.view_button.setVisible(count > 0)
        self.everybody.setVisible(count == 0)
        if not count:
            self.view_button.setChecked(True)

    def _ask(self, *_: object) -> None:
        change = self.form.change()
        self.found = None
        self.do_button.setEnabled(False)
        if change is None:
            self._asked = None
            self.preview.wait()
            self._say_verb(None)
            return
        scope = Scope(ids=self._marked) if self.marked_button.isChecked() else self._view
        self._asked = (scope, change)
        self._preview.refresh()

    def _question(self) -> dict[str, Any]:
        # Nothing chosen yet is asked about nobody: the answer is not shown.
        scope, change = self._asked or (Scope(ids=()), BulkChange(BulkAction.ARCHIVE))
        return {"scope": scope, "change": change}

    def _show(self, found: Foreseen) -> None:
        if self._asked is None:
            return
        self.found = found
        self.form.form.clear_problems()
        scope, change = self._asked
        if scope.ids is None:
            text = pgettext("Clients", "All in this view: {n}")
            told = text.format(n=formats.number(found.total, self.desk.language))
            self.view_button.setText(told)
            self.everybody.setText(told)
        self.preview.show_found(found, change)
        self._say_verb(found)

    def _say_verb(self, found: Foreseen | None) -> None:
        action = self.form.form.value("action")
        count = found.changed if found is not None else 0
        self.do_button.setText(verb(action, count) if count else pgettext("Clients", "Change"))
        self.do_button.setEnabled(bool(count) and self._job is None)

    def _refused(self, refused: Refused) -> None:
        self.preview.wait()
        self._say_verb(None)
        self.form.show_problems(refused.problems)

    def _not_done(self, refused: Refused) -> None:
        """The number has moved, or worse: said here, and the preview is made anew."""
        self.preview.complain("\n".join(problem_text(one) for one in refused.problems))
        self._ask()

    def _done(self, change: BulkChange, done: Done[int]) -> None:
        operation = done.operation
        self.closed.emit()
        text = done_text(change, done.value, self.form.own.get(change.field))
        if operation is None:
            self.desk.say(text)
        else:
            undo = partial(self.desk.jobs.undo, operation)
            self.desk.say(text, pgettext("Clients", "Undo"), undo)

    def _finished(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._say_verb(self.found)
