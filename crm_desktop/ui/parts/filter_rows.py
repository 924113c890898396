"""Conditions as rows of a form, in groups of all and any."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.filters import (
    OPERATORS,
    Condition,
    FieldInfo,
    FieldKind,
    Group,
    Operator,
)
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.parts.filter_source import FilterSource
from crm_desktop.ui.parts.filter_values import ValueEditor, editor_of
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.words import pgettext
from crm_desktop.words.filters import field_title, operator_text

_SAME = {
    FieldKind.CHOICE: {Operator.IS: Operator.ONE_OF, Operator.IS_NOT: Operator.NONE_OF},
}
"""Operators that ask what another one asks: of a word from a list there is one way to ask."""


class ConditionRow(QWidget):
    """Field, question, value, and away with it; `condition` is None until it is whole."""

    changed = Signal()
    removed = Signal()

    def __init__(self, source: FilterSource, condition: Condition | None = None) -> None:
        super().__init__()
        self._source = source
        u = source.desk.theme.u
        self.field = ChoiceBox()
        self.field.setAccessibleName(pgettext("Filters", "Field"))
        self.field.set_options([(info.name, field_title(info)) for info in source.known])
        self.operator = ChoiceBox()
        self.operator.setAccessibleName(pgettext("Filters", "Question"))
        self.editor = ValueEditor()
        self.remove = QToolButton()
        self.remove.setIcon(icon("x"))
        self.remove.setAccessibleName(pgettext("Filters", "Remove the condition"))
        self.remove.setToolTip(self.remove.accessibleName())
        self.remove.clicked.connect(self.removed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(u(8))
        self._row.addWidget(self.field)
        self._row.addWidget(self.operator)
        self._row.addWidget(self.editor, 1)
        self._row.addWidget(self.remove)
        self._show(condition)
        self.field.currentIndexChanged.connect(lambda _place: self._field_chosen())
        self.operator.currentIndexChanged.connect(lambda _place: self._operator_chosen())

    def condition(self) -> Condition | None:
        """What is asked, when it is asked in full."""
        name, operator, values = self.field.value(), self.operator.value(), self.editor.values()
        if name is None or operator is None or values is None:
            return None
        return Condition(name, operator, values)

    def _show(self, condition: Condition | None) -> None:
        info = None if condition is None else self._source.info(condition.field)
        if condition is None or info is None:
            self._field_chosen()
            return
        self.field.set_value(info.name)
        operator, values = condition.operator, condition.values
        operator = _SAME.get(info.kind, {}).get(operator, operator)
        if info.kind is FieldKind.FLAG and operator is Operator.IS_NOT:
            operator, values = Operator.IS, (not values[0],)
        self._offer(info, operator)
        self._set_editor(info, operator)
        self.editor.set_values(values)

    def _offer(self, info: FieldInfo, kept: Operator | None) -> None:
        offered = [one for one in _offered(info.kind) if one is not kept]
        if kept is not None:
            place = list(OPERATORS[info.kind]).index
            offered = sorted([*offered, kept], key=place)
        self.operator.blockSignals(True)
        self.operator.set_options([(one, operator_text(one, info.kind)) for one in offered])
        self.operator.set_value(kept or offered[0])
        self.operator.setVisible(len(offered) > 1)
        self.operator.blockSignals(False)

    def _field_chosen(self) -> None:
        info = self._source.info(str(self.field.value()))
        if info is not None:
            self._offer(info, None)
            self._operator_chosen()

    def _operator_chosen(self) -> None:
        info, operator = self._source.info(str(self.field.value())), self.operator.value()
        if info is not None and operator is not None:
            before = self.editor.values() or ()
            kind = type(self.editor)
            self._set_editor(info, operator)
            # What was typed stays where the next question is answered alike.
            if before and type(self.editor) is kind and kind is not ValueEditor:
                self.editor.set_values(before)
            self.changed.emit()

    def _set_editor(self, info: FieldInfo, operator: Operator) -> None:
        editor = editor_of(self._source, info, operator)
        self._row.replaceWidget(self.editor, editor)
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = editor
        editor.show()
        editor.changed.connect(self.changed)


class LostRow(QWidget):
    """A part that the form cannot show, told in words: it stays as it is or goes as a whole."""

    changed = Signal()
    removed = Signal()

    def __init__(self, source: FilterSource, part: Condition | Group) -> None:
        super().__init__()
        self._part = part
        words = ElidedLabel(source.part_texts(Group((part,)))[0])
        remove = QToolButton()
        remove.setIcon(icon("x"))
        remove.setAccessibleName(pgettext("Filters", "Remove the condition"))
        remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words, 1)
        layout.addWidget(remove)

    def condition(self) -> Condition | Group:
        """As it was."""
        return self._part


class GroupRows(QFrame):
    """Rows that must all hold, or one of them; at the top also groups of rows."""

    changed = Signal()
    removed = Signal()

    def __init__(self, source: FilterSource, group: Group, *, inner: bool = False) -> None:
        super().__init__()
        self._source = source
        self._inner = inner
        u = source.desk.theme.u
        self.rows: list[ConditionRow | LostRow | GroupRows] = []
        self.every = ChoiceBox()
        self.every.setAccessibleName(pgettext("Filters", "How the conditions go together"))
        self.every.set_options(
            [
                (True, pgettext("Filters", "all conditions hold")),
                (False, pgettext("Filters", "one of the conditions holds")),
            ]
        )
        self.every.set_value(group.every)
        self.every.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self._layout = QVBoxLayout(self)
        margin = u(8) if inner else 0
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(u(6))
        self._layout.addLayout(self._head())
        self._layout.addLayout(self._foot())
        for part in group.parts:
            self._add(self._row_of(part))
        if inner:
            self.setProperty("card", True)

    def group(self) -> Group:
        """What all whole rows ask together."""
        parts: list[Condition | Group] = []
        for row in self.rows:
            part = row.group() if isinstance(row, GroupRows) else row.condition()
            if part is not None and part != Group():
                parts.append(part)
        return Group(tuple(parts), every=bool(self.every.value()))

    def add_condition(self) -> ConditionRow:
        """One more row, with the keyboard in it."""
        row = ConditionRow(self._source)
        self._add(row)
        row.field.setFocus()
        return row

    def add_group(self) -> GroupRows:
        """One more group with its first row."""
        group = GroupRows(self._source, Group(every=not self.every.value()), inner=True)
        self._add(group)
        group.add_condition()
        return group

    def _head(self) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setSpacing(self._source.desk.theme.u(8))
        said = pgettext("Filters", "of these") if self._inner else pgettext("Filters", "Show where")
        layout.addWidget(QLabel(said))
        layout.addWidget(self.every)
        layout.addStretch(1)
        if self._inner:
            remove = QToolButton()
            remove.setIcon(icon("x"))
            remove.setAccessibleName(pgettext("Filters", "Remove the group"))
            remove.setToolTip(remove.accessibleName())
            remove.clicked.connect(self.removed)
            layout.addWidget(remove)
        return layout

    def _foot(self) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setSpacing(self._source.desk.theme.u(8))
        self.more = _small(pgettext("Filters", "Add a condition"))
        self.more.clicked.connect(self.add_condition)
        layout.addWidget(self.more)
        if not self._inner:
            self.more_group = _small(pgettext("Filters", "Add a group"))
            self.more_group.clicked.connect(self.add_group)
            layout.addWidget(self.more_group)
        layout.addStretch(1)
        return layout

    def _row_of(self, part: Condition | Group) -> ConditionRow | LostRow | GroupRows:
        if isinstance(part, Condition):
            known = self._source.info(part.field) is not None
            return ConditionRow(self._source, part) if known else LostRow(self._source, part)
        deeper = any(isinstance(one, Group) for one in part.parts)
        if self._inner or deeper:
            return LostRow(self._source, part)
        return GroupRows(self._source, part, inner=True)

    def _add(self, row: ConditionRow | LostRow | GroupRows) -> None:
        self.rows.append(row)
        self._layout.insertWidget(self._layout.count() - 1, row)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))

    def _remove(self, row: ConditionRow | LostRow | GroupRows) -> None:
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.more.setFocus()
        self.changed.emit()


def _small(text: str) -> QPushButton:
    button = QPushButton(icon("plus"), text)
    button.setProperty("compact", True)
    return button


def _offered(kind: FieldKind) -> Sequence[Operator]:
    same = _SAME.get(kind, {})
    if kind is FieldKind.FLAG:
        return (Operator.IS,)
    rare = (Operator.ONE_OF, Operator.NONE_OF) if kind is FieldKind.TEXT else ()
    return [one for one in OPERATORS[kind] if one not in same and one not in rare]
