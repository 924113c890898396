"""Editors for what a condition asks: texts, words to tick, figures, days, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QListView, QWidget

from crm_desktop.domain.filters import RELATIVE, FieldInfo, FieldKind, Operator, Value
from crm_desktop.ui.kit.fields import ChoiceBox, DateEdit, ParsedEdit, money_edit, number_edit
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.parts.filter_source import FilterSource
from crm_desktop.ui.parts.filter_ticks import TickedWords
from crm_desktop.words import npgettext, pgettext

OFFERED = 12
"""Texts suggested at once."""
_APART = ";"
_BARE = (Operator.EMPTY, Operator.FILLED)
_SEVERAL = (Operator.ONE_OF, Operator.NONE_OF, Operator.HAS_ALL)


class ValueEditor(QWidget):
    """Asks nothing by itself; `values` is None while what is typed is no answer."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)

    def values(self) -> tuple[Value, ...] | None:
        """What is asked for."""
        return ()

    def set_values(self, values: Sequence[Value]) -> None:
        """Show what was asked for."""


class TextValue(ValueEditor):
    """A text, with what stands in the field offered; several are divided by semicolons."""

    def __init__(self, source: FilterSource, info: FieldInfo, name: str, several: bool) -> None:
        super().__init__()
        self._several = several
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self._offered = QStringListModel(self)
        if several:
            self.line.setPlaceholderText(pgettext("Filters", "several, divided by ;"))
        else:
            self._offer(source, info)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.row.addWidget(self.line)
        self.setFocusProxy(self.line)

    def _offer(self, source: FilterSource, info: FieldInfo) -> None:
        completer = QCompleter(self._offered, self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView()
        popup.setAccessibleName(pgettext("Kit", "Suggestions"))
        completer.setPopup(popup)
        self.line.setCompleter(completer)
        live = LiveQuery(
            self.line,
            source.desk.jobs,
            source.values,
            (),
            lambda: {"field": info.name, "text": self.line.text(), "limit": OFFERED},
            lambda found: self._offered.setStringList([one.value for one in found]),
            debounce_ms=150,
            later=True,
        )
        self.line.textEdited.connect(lambda _text: live.refresh())

    def values(self) -> tuple[Value, ...] | None:
        texts = self.line.text().split(_APART) if self._several else [self.line.text()]
        return tuple(text.strip() for text in texts if text.strip()) or None

    def set_values(self, values: Sequence[Value]) -> None:
        self.line.setText(f"{_APART} ".join(str(one) for one in values))


class FigureValue(ValueEditor):
    """A number or a sum, or two to lie between."""

    def __init__(self, source: FilterSource, info: FieldInfo, name: str, two: bool) -> None:
        super().__init__()
        u = source.desk.theme.u
        self.row.setSpacing(u(8))
        self.lines: list[ParsedEdit] = []
        for text in _names(name, two):
            line = money_edit(source.desk.currency) if info.money else number_edit(info.digits)
            line.setAccessibleName(text)
            line.setMaximumWidth(u(180))
            line.textChanged.connect(lambda _text: self.changed.emit())
            if self.lines:
                self.row.addWidget(QLabel(pgettext("Filters", "to")))
            self.row.addWidget(line, 1)
            self.lines.append(line)
        self.row.addStretch(1)
        self.setFocusProxy(self.lines[0])

    def values(self) -> tuple[Value, ...] | None:
        found = [line.value() for line in self.lines]
        return None if None in found else tuple(found)

    def set_values(self, values: Sequence[Value]) -> None:
        for line, value in zip(self.lines, values, strict=False):
            line.set_value(value)


class DayValue(ValueEditor):
    """A day, or two to lie between."""

    def __init__(self, source: FilterSource, name: str, two: bool) -> None:
        super().__init__()
        theme = source.desk.theme
        self.row.setSpacing(theme.u(8))
        self.days: list[DateEdit] = []
        for text in _names(name, two):
            day = DateEdit(theme, text)
            day.setMaximumWidth(theme.u(180))
            day.changed.connect(self.changed)
            if self.days:
                self.row.addWidget(QLabel(pgettext("Filters", "to")))
            self.row.addWidget(day, 1)
            self.days.append(day)
        self.row.addStretch(1)
        self.setFocusProxy(self.days[0])

    def values(self) -> tuple[Value, ...] | None:
        found = [day.value() for day in self.days]
        known = [day.isoformat() for day in found if day is not None]
        return tuple(known) if len(known) == len(found) else None

    def set_values(self, values: Sequence[Value]) -> None:
        for day, value in zip(self.days, values, strict=False):
            day.set_value(date.fromisoformat(str(value)))


class DaysValue(ValueEditor):
    """So many days, as they are counted from today."""

    def __init__(self, source: FilterSource, name: str, operator: Operator) -> None:
        super().__init__()
        u = source.desk.theme.u
        self.row.setSpacing(u(8))
        self._ago = operator is Operator.OLDER_DAYS
        self.line = number_edit(0)
        self.line.setAccessibleName(name)
        self.line.setMaximumWidth(u(80))
        self.unit = QLabel()
        self.row.addWidget(self.line)
        self.row.addWidget(self.unit)
        self.row.addStretch(1)
        self.line.textChanged.connect(lambda _text: self._tell())
        self.setFocusProxy(self.line)
        self.set_values((30 if self._ago else 7,))

    def values(self) -> tuple[Value, ...] | None:
        days = self.line.value()
        return None if days is None or days < 0 else (days,)

    def set_values(self, values: Sequence[Value]) -> None:
        if values and isinstance(values[0], int):
            self.line.set_value(int(values[0]))

    def _tell(self) -> None:
        days = self.line.value() or 0
        if self._ago:
            self.unit.setText(npgettext("Filters", "day ago", "days ago", days))
        else:
            self.unit.setText(npgettext("Filters", "day", "days", days))
        self.changed.emit()


class FlagValue(ValueEditor):
    """Yes or no."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.box = ChoiceBox()
        self.box.setAccessibleName(name)
        yes, no = pgettext("Filters", "yes"), pgettext("Filters", "no")
        self.box.set_options([(True, yes), (False, no)])
        self.box.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.row.addWidget(self.box)
        self.row.addStretch(1)
        self.setFocusProxy(self.box)

    def values(self) -> tuple[Value, ...] | None:
        return (bool(self.box.value()),)

    def set_values(self, values: Sequence[Value]) -> None:
        self.box.set_value(bool(values and values[0]))


class TickValue(ValueEditor):
    """Words to tick, of those that stand in the field."""

    def __init__(self, source: FilterSource, info: FieldInfo, name: str) -> None:
        super().__init__()
        self.words = TickedWords(source, info, name)
        self.words.changed.connect(self.changed)
        self.row.addWidget(self.words)
        self.setFocusProxy(self.words)

    def values(self) -> tuple[Value, ...] | None:
        return self.words.ticked() or None

    def set_values(self, values: Sequence[Value]) -> None:
        self.words.set_ticked([str(one) for one in values])


def editor_of(source: FilterSource, info: FieldInfo, operator: Operator) -> ValueEditor:
    """The editor for what this operator asks of a field of this kind."""
    name = pgettext("Filters", "Value")
    if operator in _BARE:
        return ValueEditor()
    if operator in RELATIVE:
        return DaysValue(source, name, operator)
    two = operator is Operator.BETWEEN
    match info.kind:
        case FieldKind.CHOICE | FieldKind.SEVERAL:
            return TickValue(source, info, name)
        case FieldKind.NUMBER:
            return FigureValue(source, info, name, two)
        case FieldKind.DATE | FieldKind.MOMENT:
            return DayValue(source, name, two)
        case FieldKind.FLAG:
            return FlagValue(name)
        case _:
            return TextValue(source, info, name, operator in _SEVERAL)


def _names(name: str, two: bool) -> Sequence[Any]:
    if not two:
        return (name,)
    return (pgettext("Filters", "From"), pgettext("Filters", "Up to"))
