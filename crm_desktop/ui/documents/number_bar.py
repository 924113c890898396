"""The number a draft will get; before the very first one the user says where to go on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from crm_desktop.commands import documents
from crm_desktop.domain.documents import DocumentKind
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import numbering
from crm_desktop.queries.numbering import SeriesRow
from crm_desktop.ui.kit.fields import number_edit
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext

Failed = Callable[[Refused], None]


class NumberBar(QWidget):
    """Asks for the next number while the series has not begun; afterwards it only tells it.

    Whoever wrote invoices on paper before is at 117, not at 1.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._firm: int | None = None
        self._shown: tuple[int | None, int] | None = None
        self._answered: tuple[int | None, int] | None = None
        self._after: tuple[Callable[[], None], Failed] | None = None
        self._year = 0
        self.label = QLabel()
        self.label.setProperty("muted", True)
        self.edit = number_edit(0)
        self.edit.setAccessibleName(pgettext("Documents", "Next number"))
        self.edit.setFixedWidth(desk.theme.u(72))
        self.label.setBuddy(self.edit)
        layout = QHBoxLayout(self)
        none = desk.theme.u(0)
        layout.setContentsMargins(none, none, none, none)
        layout.setSpacing(desk.theme.u(8))
        layout.addWidget(self.label)
        layout.addWidget(self.edit)
        self.hide()

    def look(self, organisation_id: int | None, year: int) -> None:
        """Find out about the series of a firm in a year."""
        if organisation_id is None or (organisation_id, year) == (self._firm, self._year):
            return
        self._firm, self._year = organisation_id, year
        self._desk.jobs.ask(
            numbering.series,
            organisation_id,
            DocumentKind.INVOICE.value,
            year,
            owner=self,
            then=partial(self._show, (organisation_id, year)),
            failed=self._unknown,
        )

    def readable(self) -> bool:
        """Whether the number was understood; else the cursor goes there."""
        asked = self._known() and not self.edit.isHidden()
        if not asked or (self.edit.value() or 0) >= 1:
            return True
        self.edit.setFocus()
        self.edit.selectAll()
        return False

    def settle(self, then: Callable[[], None], failed: Failed) -> None:
        """Let the series go on from the number typed, if one was asked for.

        Pressed before the series is known, it waits for that answer: the base may be busy.
        """
        if self._firm is not None and not self._known():
            self._after = (then, failed)
            return
        number = self.edit.value() or 1
        if self._firm is None or self.edit.isHidden() or number == 1:
            then()
            return
        self._desk.jobs.run(
            documents.number_from,
            self._firm,
            DocumentKind.INVOICE.value,
            self._year,
            number,
            owner=self,
            then=lambda _none: then(),
            failed=failed,
        )

    def forget(self) -> None:
        """Look again next time: a number has been given out."""
        self._firm = self._shown = self._answered = self._after = None

    def _known(self) -> bool:
        return self._answered == (self._firm, self._year)

    def _unknown(self, refused: Refused) -> None:
        waiting, self._after = self._after, None
        self._firm = None
        if waiting is None:
            self._desk.jobs.refused.emit(refused)
        else:
            waiting[1](refused)

    def _show(self, asked: tuple[int | None, int], series: SeriesRow) -> None:
        if asked != (self._firm, self._year):
            return
        self._answered = asked
        self.edit.setVisible(not series.begun)
        if series.begun:
            text = pgettext("Documents", "Will be No. {number}").format(number=series.example)
        else:
            text = pgettext("Documents", "Next number:")
            if self._shown != (self._firm, self._year):
                # A later answer about the same series never writes over what was typed meanwhile.
                self.edit.set_value(series.next_number)
            self._shown = (self._firm, self._year)
        self.label.setText(text)
        self.show()
        waiting, self._after = self._after, None
        if waiting is not None:
            self.settle(*waiting)
