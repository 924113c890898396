"""The only way to make a field: label, editor, hint, problem line, names for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from crm_desktop.domain.problems import Problem
from crm_desktop.late import dataclass
from crm_desktop.ui.kit.fields import (
    TEXT_LINES,
    ChoiceBox,
    DateEdit,
    ParsedEdit,
    TextArea,
    moment_edit,
    money_edit,
    number_edit,
    time_edit,
)
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext
from crm_desktop.words.codes import problem_text


@dataclass(slots=True)
class _Field:
    cell: QWidget
    editor: QWidget
    read: Callable[[], Any]
    write: Callable[[Any], object]
    problem: QLabel
    description: str
    complaint: Callable[[], str] | None = None


class Form(QWidget):
    """Fields below each other, or in two columns; a `wide` field takes the whole row.

    `changed(name)` comes from the user and from `set_value` alike.
    """

    changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, columns: int = 1) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = columns
        self._fields: dict[str, _Field] = {}
        self._row, self._column = 0, 0
        self._grid = QGridLayout(self)
        none = theme.u(0)
        self._grid.setContentsMargins(none, none, none, none)
        self._grid.setHorizontalSpacing(theme.u(16))
        self._grid.setVerticalSpacing(theme.u(10))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._general = self._line("bad")
        self._place(self._general, wide=True)

    # fields

    def section(self, title: str) -> QLabel:
        """A heading over the fields that follow."""
        heading = QLabel(title, self)
        heading.setFont(self._theme.font(1, 600))
        heading.setContentsMargins(*(self._theme.u(n) for n in (0, 8, 0, 0)))
        self._place(heading, wide=True)
        return heading

    def text(
        self,
        name: str,
        label: str,
        *,
        hint: str = "",
        required: bool = False,
        placeholder: str = "",
        wide: bool = False,
    ) -> QLineEdit:
        """One line of text; its value comes without blanks at the ends."""
        edit = QLineEdit()
        edit.setPlaceholderText(placeholder)
        self._add(
            name,
            label,
            edit,
            lambda: edit.text().strip(),
            _set_text(edit.setText),
            edit.textChanged,
            hint,
            required,
            wide,
        )
        return edit

    def multiline(
        self,
        name: str,
        label: str,
        *,
        hint: str = "",
        required: bool = False,
        wide: bool = True,
        lines: int = TEXT_LINES,
    ) -> TextArea:
        """Several lines of text, as many as are seen at once."""
        edit = TextArea(lines)
        self._add(
            name,
            label,
            edit,
            lambda: edit.toPlainText().strip(),
            _set_text(edit.setPlainText),
            edit.textChanged,
            hint,
            required,
            wide,
        )
        return edit

    def choice(
        self,
        name: str,
        label: str,
        options: Sequence[tuple[Any, str]],
        *,
        hint: str = "",
        required: bool = False,
        wide: bool = False,
    ) -> ChoiceBox:
        """One of a few values, each with its text."""
        box = ChoiceBox()
        box.set_options(options)
        box.view().setAccessibleName(label)
        self._add(
            name,
            label,
            box,
            box.value,
            box.set_value,
            box.currentIndexChanged,
            hint,
            required,
            wide,
        )
        return box

    def date(
        self, name: str, label: str, *, hint: str = "", required: bool = False, wide: bool = False
    ) -> DateEdit:
        """A date or None."""
        edit = DateEdit(self._theme, label)
        field = self._add(
            name, label, edit, edit.value, edit.set_value, edit.changed, hint, required, wide
        )
        self._watch(field, edit.line)
        return edit

    def moment(
        self, name: str, label: str, *, hint: str = "", required: bool = False, wide: bool = False
    ) -> ParsedEdit:
        """A day and time of the clock on the wall as "YYYY-MM-DDTHH:MM", or None."""
        return self._parsed(name, label, moment_edit(), hint, required, wide)

    def money(
        self,
        name: str,
        label: str,
        currency: str,
        *,
        hint: str = "",
        required: bool = False,
        wide: bool = False,
    ) -> ParsedEdit:
        """An amount in minor units of the currency, or None."""
        return self._parsed(name, label, money_edit(currency), hint, required, wide)

    def number(
        self,
        name: str,
        label: str,
        *,
        digits: int = 0,
        least: int = 0,
        hint: str = "",
        required: bool = False,
        wide: bool = False,
    ) -> ParsedEdit:
        """A number as an integer of 10^-digits (3 for quantities, 4 for prices), or None."""
        return self._parsed(name, label, number_edit(digits, least), hint, required, wide)

    def time(
        self, name: str, label: str, *, hint: str = "", required: bool = False, wide: bool = False
    ) -> ParsedEdit:
        """A time of day "HH:MM", "" for none."""
        return self._line_of_text(name, label, time_edit(), hint, required, wide)

    def parsed(
        self,
        name: str,
        label: str,
        edit: ParsedEdit,
        *,
        hint: str = "",
        required: bool = False,
        wide: bool = False,
    ) -> ParsedEdit:
        """Any other line that stands for a value."""
        return self._parsed(name, label, edit, hint, required, wide)

    def check(self, name: str, label: str, *, hint: str = "", wide: bool = False) -> QCheckBox:
        """Yes or no."""
        box = QCheckBox(label)
        self._add(
            name,
            label,
            box,
            box.isChecked,
            lambda value: box.setChecked(bool(value)),
            box.toggled,
            hint,
            False,
            wide,
        )
        return box

    def custom(
        self,
        name: str,
        label: str,
        widget: QWidget,
        getter: Callable[[], Any],
        setter: Callable[[Any], object],
        *,
        changed: SignalInstance | None = None,
        hint: str = "",
        required: bool = False,
        wide: bool = False,
    ) -> QWidget:
        """Any other editor; `changed` is its signal, whatever it carries."""
        self._add(name, label, widget, getter, setter, changed, hint, required, wide)
        return widget

    def drop(self, names: Iterable[str]) -> None:
        """Take fields out again; names without a field are passed over."""
        for name in names:
            field = self._fields.pop(name, None)
            if field is not None:
                field.cell.hide()
                self._grid.removeWidget(field.cell)
                field.cell.deleteLater()

    # values

    def value(self, name: str) -> Any:
        """What the field holds now."""
        return self._fields[name].read()

    def values(self) -> dict[str, Any]:
        """What all fields hold now, by name."""
        return {name: field.read() for name, field in self._fields.items()}

    def set_value(self, name: str, value: Any) -> None:
        """Fill one field."""
        self._fields[name].write(value)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the fields of these names; names without a field are passed over."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].write(value)

    def typed(self) -> dict[str, Any]:
        """What stands in the fields letter by letter, also where it is no value (yet)."""
        return {name: _keeping(field)[0]() for name, field in self._fields.items()}

    def type_again(self, typed: Mapping[str, Any]) -> None:
        """Put back what `typed` told; names without a field are passed over."""
        for name, value in typed.items():
            if name in self._fields:
                _keeping(self._fields[name])[1](value)

    def editor(self, name: str) -> QWidget:
        """The editor of a field."""
        return self._fields[name].editor

    def put_under(self, name: str, widget: QWidget) -> None:
        """Let a widget stand below a field, above what is wrong with it."""
        cell = self._fields[name].cell
        layout = cell.layout()
        if widget.parentWidget() is not cell and isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self._fields[name].problem), widget)

    def set_field_visible(self, name: str, visible: bool) -> None:
        """Show or hide a field with its label."""
        self._fields[name].cell.setVisible(visible)

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be written in."""
        for field in self._fields.values():
            if field.editor.isEnabled() and not field.cell.isHidden():
                field.editor.setFocus()
                return

    # problems

    def understood(self) -> bool:
        """Whether every line was understood, without saying anything."""
        return not any(field.complaint and field.complaint() for field in self._fields.values())

    def readable(self) -> bool:
        """Whether every line was understood; else it is said and the first gets the focus."""
        bad = [field for field in self._fields.values() if field.complaint and field.complaint()]
        for field in bad:
            assert field.complaint is not None
            self._say(field, field.complaint())
        if bad:
            bad[0].editor.setFocus()
        return not bad

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say each problem under the field of its name, all others above the fields."""
        self.clear_problems()
        texts: dict[str, list[str]] = {}
        for problem in problems:
            place = problem.field if problem.field in self._fields else ""
            texts.setdefault(place, []).append(problem_text(problem))
        first = None
        for name, lines in texts.items():
            if name:
                self._say(self._fields[name], "\n".join(lines))
                first = first or self._fields[name]
            else:
                self._general.setText("\n".join(lines))
                self._general.show()
        if first is not None:
            first.editor.setFocus()

    def show_remarks(self, names: Iterable[str], remarks: Iterable[Problem]) -> None:
        """Say what is doubtful about these fields, in a milder colour; nothing is forbidden."""
        texts = {problem.field: problem_text(problem) for problem in remarks}
        for name in names:
            self._say(self._fields[name], texts.get(name, ""), "warn")

    def clear_problems(self) -> None:
        """Take back everything that was said."""
        self._general.hide()
        self._general.setText("")
        for field in self._fields.values():
            self._say(field, "")

    def problem(self, name: str) -> str:
        """What is said under this field now; "" as the name: above the fields."""
        return (self._fields[name].problem if name else self._general).text()

    # making

    def _parsed(
        self, name: str, label: str, edit: ParsedEdit, hint_text: str, required: bool, wide: bool
    ) -> ParsedEdit:
        field = self._add(
            name,
            label,
            edit,
            edit.value,
            edit.set_value,
            edit.textChanged,
            hint_text,
            required,
            wide,
        )
        self._watch(field, edit)
        return edit

    def _line_of_text(
        self, name: str, label: str, edit: ParsedEdit, hint_text: str, required: bool, wide: bool
    ) -> ParsedEdit:
        """A parsed line whose empty value is ""."""
        field = self._add(
            name,
            label,
            edit,
            lambda: edit.value() or "",
            lambda value: edit.set_value(value or None),
            edit.textChanged,
            hint_text,
            required,
            wide,
        )
        self._watch(field, edit)
        return edit

    def _watch(self, field: _Field, line: ParsedEdit) -> None:
        field.complaint = line.complaint
        line.editingFinished.connect(lambda: self._say(field, line.complaint()))

    def _add(
        self,
        name: str,
        label: str,
        editor: QWidget,
        read: Callable[[], Any],
        write: Callable[[Any], object],
        changed: SignalInstance | None,
        hint_text: str,
        required: bool,
        wide: bool,
    ) -> _Field:
        cell = QWidget(self)
        layout = QVBoxLayout(cell)
        none = self._theme.u(0)
        layout.setContentsMargins(none, none, none, none)
        layout.setSpacing(self._theme.u(3))
        if not isinstance(editor, QCheckBox):
            title = QLabel(f"{label} *" if required else label, cell)
            title.setBuddy(editor)
            layout.addWidget(title)
        layout.addWidget(editor)
        if hint_text:
            about = self._line("muted", cell)
            about.setText(hint_text)
            about.show()
            layout.addWidget(about)
        problem = self._line("bad", cell)
        layout.addWidget(problem)
        required_text = pgettext("Kit", "required") if required else ""
        description = ". ".join(part for part in (required_text, hint_text) if part)
        for widget in (editor, editor.focusProxy()):
            if widget is not None:
                widget.setAccessibleName(label)
                widget.setAccessibleDescription(description)
        field = _Field(cell, editor, read, write, problem, description)
        self._fields[name] = field
        if changed is not None:
            changed.connect(lambda *_: self._changed(name))
        self._place(cell, wide)
        return field

    def _line(self, role: str, parent: QWidget | None = None) -> QLabel:
        line = QLabel(parent or self)
        line.setWordWrap(True)
        line.setFont(self._theme.font(-1))
        line.setProperty(role, True)
        line.hide()
        return line

    def _place(self, widget: QWidget, wide: bool) -> None:
        if wide and self._column:
            self._row, self._column = self._row + 1, 0
        span = self._columns if wide else 1
        # Beside a taller neighbour a field stays at the top, in one line with the other.
        top = Qt.AlignmentFlag.AlignTop if span < self._columns else Qt.AlignmentFlag(0)
        self._grid.addWidget(widget, self._row, self._column, 1, span, top)
        self._column += span
        if self._column >= self._columns:
            self._row, self._column = self._row + 1, 0

    def _say(self, field: _Field, text: str, role: str = "bad") -> None:
        if text == field.problem.text() and (not text or field.problem.property(role)):
            return
        field.problem.setText(text)
        for one in ("bad", "warn"):
            field.problem.setProperty(one, one == role)
        field.problem.style().polish(field.problem)
        field.problem.setVisible(bool(text))
        said = ". ".join(part for part in (text, field.description) if part)
        (field.editor.focusProxy() or field.editor).setAccessibleDescription(said)

    def _changed(self, name: str) -> None:
        if self._fields[name].problem.text():
            self._say(self._fields[name], "")
        self.changed.emit(name)


def _keeping(field: _Field) -> tuple[Callable[[], Any], Callable[[Any], object]]:
    """How the text of a field is taken out and put back: a half-typed date is no date yet."""
    editor = field.editor
    if isinstance(editor, DateEdit):
        editor = editor.line
    if isinstance(editor, QLineEdit):
        return editor.text, _set_text(editor.setText)
    if isinstance(editor, TextArea):
        return editor.toPlainText, _set_text(editor.setPlainText)
    return field.read, field.write


def _set_text(write: Callable[[str], object]) -> Callable[[Any], object]:
    return lambda value: write("" if value is None else str(value))
