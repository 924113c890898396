"""Taking a merge back: first what returns and what stays is seen, then it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.crm import Foreseen, OperationRow, Undone
from crm_desktop.queries import history, merge
from crm_desktop.queries.history import KeptRow
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, npgettext, pgettext
from crm_desktop.words.fields import field_text
from crm_desktop.words.merge import ORDER, counted, counted_all
from crm_desktop.words.reasons import reason_text

_SHOWN_LINES = 10
_FRAME = 2


def stays_text(row: KeptRow, language: str) -> str:
    """A record that stays with the client, by its kind and name, and why."""
    kind = counted(row.table, 1, language).partition("\u00a0")[2] or field_text(row.table)
    reason = reason_text(row.reason)
    if row.table == "client" and row.columns:
        kind = ", ".join(field_text(one) for one in row.columns)
    name = " ".join(row.name.split())[:120]
    text = (
        pgettext("Merge", "{kind} “{name}” — {reason}")
        if name
        else pgettext("Merge", "{kind} — {reason}")
    )
    return text.format(kind=kind, name=name, reason=reason)


class TakingApart(QDialog):
    """What taking a merge back would do now; nothing is changed before the verb is pressed."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        operation: OperationRow,
        foreseen: Foreseen,
        kept: Sequence[KeptRow],
    ) -> None:
        super().__init__(parent)
        theme, u, language = desk.theme, desk.theme.u, desk.language
        title = pgettext("Merge", "Take the merge back")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        heading = self._words(codes.operation_text(operation.name, operation.title))
        heading.setFont(theme.font(1, 600))
        self.returns = self._words(self._returning(foreseen, language))
        order = {table: place for place, table in enumerate(ORDER)}
        rows = sorted(kept, key=lambda one: (order.get(one.table, len(order)), one.id))
        self.stays = QListWidget()
        self.stays.addItems([stays_text(one, language) for one in rows])
        staying = npgettext(
            "Merge",
            "This was worked on since and stays where it is:",
            "These were worked on since and stay where they are:",
            len(rows),
        )
        self.staying = self._words(staying)
        self.stays.setAccessibleName(self.staying.text())
        # A line with the frame of the focus around it.
        high = self.stays.fontMetrics().height() + 2 * _FRAME
        self.stays.setFixedHeight(high * min(len(rows), _SHOWN_LINES) + u(12))
        for widget in (self.staying, self.stays):
            widget.setVisible(bool(rows))
        self.verb = QPushButton(pgettext("Merge", "Take back"))
        self.verb.setProperty("primary", True)
        self.verb.setDefault(True)
        self.verb.clicked.connect(self.accept)
        self.leave = QPushButton(pgettext("Merge", "Leave as it is"))
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(u(8))
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.verb)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(20), u(20), u(20), u(20))
        layout.setSpacing(u(12))
        for one in (heading, self.returns, self.staying, self.stays):
            layout.addWidget(one)
        layout.addLayout(buttons)
        self.setMinimumWidth(u(520))
        self.verb.setFocus()

    def _words(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _returning(self, foreseen: Foreseen, language: str) -> str:
        back = dict(foreseen.comes_back)
        cards = foreseen.goes.get("merged_client", 0)
        back.pop("client", None)
        text = npgettext(
            "Merge", "{cards} stands by itself again.", "{cards} stand by themselves again.", cards
        ).format(cards=counted("client", cards, language))
        told = counted_all(back, language)
        if not told:
            return text
        with_them = pgettext("Merge", "With them go back: {what}.").format(what=told)
        return f"{text} {with_them}"


class Taker(QObject):
    """Asks what a take-back would do, shows it, and does it when it is wanted."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent
        self.dialog: TakingApart | None = None

    def begin(
        self, client_id: int, merged: int | None = None, then: Callable[[], object] | None = None
    ) -> None:
        """Take back what made this card part of a client; the last merge where none is named."""
        jobs = self._desk.jobs
        label = pgettext("Merge", "Looking at what was touched since")

        def foreseen(operation: OperationRow, found: Foreseen) -> None:
            jobs.ask(
                history.named,
                found.kept,
                owner=self,
                then=lambda kept: self._show(operation, found, kept, then),
            )

        def known(operation: OperationRow) -> None:
            jobs.call(
                lambda step: jobs.crm.foresee_undo(operation.id, step),
                owner=self,
                then=lambda found: foreseen(operation, found),
                label=label,
            )

        jobs.ask(merge.merge_of, client_id, merged, owner=self, then=known)

    def _show(
        self,
        operation: OperationRow,
        foreseen: Foreseen,
        kept: Sequence[KeptRow],
        then: Callable[[], object] | None,
    ) -> None:
        self.dialog = TakingApart(self._parent, self._desk, operation, foreseen, kept)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.accepted.connect(lambda: self._take(operation, then))
        self.dialog.open()

    def _take(self, operation: OperationRow, then: Callable[[], object] | None) -> None:
        jobs = self._desk.jobs

        def done(undone: Undone) -> None:
            said = pgettext("Merge", "The merge is taken back.")
            if undone.kept:
                stays = npgettext("Merge", "{n} thing stays.", "{n} things stay.", len(undone.kept))
                said = f"{said} {stays.format(n=len(undone.kept))}"
            self._desk.say(said, pgettext("Merge", "Undo"), jobs.undo)
            if then is not None:
                then()

        jobs.undo(
            operation.id, owner=self, then=done, label=pgettext("Merge", "Taking a merge back")
        )
