"""A value that all rows have in common: its field, what it is, and a way to let it be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.parts.suggest import suggest, suggest_words
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext

NARROW_UNITS = 150
_LISTS = {
    "source": DictionaryKind.SOURCE,
    "status": DictionaryKind.STATUS,
    "tags": DictionaryKind.TAG,
}


class Standing(QWidget):
    """`changed` when it is another field or another value, `unwanted` when it is let be."""

    changed = Signal()
    unwanted = Signal()

    def __init__(
        self, desk: Desk, options: Sequence[tuple[str, str]], own: Sequence[OwnField]
    ) -> None:
        """`options` are the fields and their names, those of one's `own` among them."""
        super().__init__()
        self._desk = desk
        self._choices = {one.field: one.choices for one in own}
        u = desk.theme.u
        self.fields = ChoiceBox()
        self.fields.set_options(options)
        self.fields.setAccessibleName(pgettext("Imports", "Field of all rows"))
        self.fields.activated.connect(lambda _place: self._other_field())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(u(4))
        self._row.addWidget(self.fields)
        self.line = self._new_line()
        self._row.addWidget(self.line)
        self.button = QToolButton()
        self.button.setIcon(icon("x"))
        self.button.setToolTip(pgettext("Imports", "Let it be"))
        self.button.setAccessibleName(self.button.toolTip())
        self.button.clicked.connect(partial(self.unwanted.emit))
        self._row.addWidget(self.button)

    def value(self) -> tuple[str, str]:
        """The field and what it is to be."""
        return str(self.fields.value()), self.line.text().strip()

    def show_value(self, field: str, text: str) -> None:
        """Show a value that was chosen before."""
        self.fields.set_value(field)
        self._offer_words()
        self.line.setText(text)

    def _new_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setMaximumWidth(self._desk.theme.u(NARROW_UNITS))
        line.setAccessibleName(pgettext("Imports", "Value of all rows"))
        line.editingFinished.connect(self.changed)
        return line

    def _offer_words(self) -> None:
        """The words that are in use for the field, in a line that offers no others."""
        field = self.fields.value()
        old, self.line = self.line, self._new_line()
        self.line.setText(old.text())
        self._row.replaceWidget(old, self.line)
        old.deleteLater()
        if field in _LISTS:
            suggest(self._desk, self.line, _LISTS[field], several=field == "tags")
        elif self._choices.get(field):
            suggest_words(self.line, self._choices[field])

    def _other_field(self) -> None:
        self._offer_words()
        self.line.setFocus()
        self.changed.emit()
