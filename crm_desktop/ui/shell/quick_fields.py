"""What the quick entry understood, as fields that can be corrected before anything is saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.domain.clients import PointDraft
from crm_desktop.domain.quick_edit import Corrections
from crm_desktop.domain.quick_entry import QuickEntry
from crm_desktop.domain.quick_values import Part
from crm_desktop.late import dataclass
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.kit.fields import DateEdit, ParsedEdit, TextArea, money_edit, time_edit
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.shell.quick_text import CLIENT, DEAL, TASK, picture
from crm_desktop.words import pgettext
from crm_desktop.words.codes import label

GROUPS = {
    "client": ("name", "contact", "position", "inn", "kpp", "ogrn", "address"),
    "deal": ("deal", "amount", "closes_on"),
    "task": ("task", "due_on", "due_time"),
    "note": ("note",),
}
INSIDE = {
    "contact": ("contact", "position"),
    "numbers": ("inn", "kpp", "ogrn"),
    "address": ("address",),
}
NOTE_LINES = 3
CAPTION_UNITS = 112
_NOTHING = QuickEntry()


@dataclass(frozen=True, slots=True)
class _Field:
    editor: QWidget
    read: Callable[[], Any]
    write: Callable[[Any], object]
    complaint: Callable[[], str]


class QuickFields(QWidget):
    """One line a record; `changed` when a field was corrected.

    A record that the text says nothing of has no fields until `ask_for` brings them.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._said = _NOTHING
        self._asked: set[str] = set()
        self.corrections = Corrections()
        """What was corrected by hand; whoever changes it shows the entry anew."""
        self._filling = False
        self._fields: dict[str, _Field] = {}
        self._rows: dict[str, QWidget] = {}
        self._points: list[tuple[QWidget, ElidedLabel, QLineEdit]] = []
        self._typed: list[str] = []
        self._build()
        self.show_entry(_NOTHING)

    # what others ask of it

    def entry(self) -> QuickEntry:
        """What is to be saved: what the text says, and what was corrected in it."""
        return self.corrections.applied(self._said)

    def show_entry(self, said: QuickEntry) -> None:
        """Show what the text says now; what was corrected stays as long as it has a meaning."""
        self._said = said
        self.corrections.keep_up(said)
        entry = self.entry()
        self._filling = True
        for name, field in self._fields.items():
            value = getattr(entry, name)
            if field.read() != value:
                field.write(value)
        self._show_points(said.points)
        self._filling = False
        self._show_rows()

    def forget(self) -> None:
        """Nothing is corrected, nothing is asked for."""
        self.corrections.forget()
        self._asked.clear()
        self._filling = True
        for name, field in self._fields.items():
            # Also what is no value, as half a date.
            field.write(getattr(_NOTHING, name))
        self._filling = False
        self.show_entry(_NOTHING)

    def missing(self) -> tuple[str, ...]:
        """The records that have no fields now."""
        return tuple(group for group in GROUPS if not self._there(group))

    def ask_for(self, group: str) -> None:
        """Bring the fields of a record, the cursor in the first of them."""
        self._asked.add(group)
        self._show_rows()
        self._fields[GROUPS[group][0]].editor.setFocus()
        self.changed.emit()

    def complaint(self) -> str:
        """What cannot be understood in a field, "" if all can; that field gets the focus."""
        for field in self._fields.values():
            if said := field.complaint():
                field.editor.setFocus()
                return said
        return ""

    def field(self, name: str) -> Any:
        """The editor of a field of the entry."""
        return self._fields[name].editor

    def point(self, place: int) -> QLineEdit:
        """The line of a way to reach somebody."""
        return self._points[place][2]

    def wanted(self, width: int) -> int:
        """How high they are at this width."""
        self._column.activate()
        return (
            self._column.totalHeightForWidth(width)
            if self._column.hasHeightForWidth()
            else (self._column.totalSizeHint().height())
        )

    def suggest(self, deal: str, task: str) -> None:
        """Say what a deal and a task without a name would be called."""
        self.field("deal").setPlaceholderText(deal)
        self.field("task").setPlaceholderText(task)

    # build

    def _build(self) -> None:
        u = self._desk.theme.u
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(u(12), u(2), u(12), u(2))
        self._column.setSpacing(u(6))
        name = self._line("name", label(Part.CLIENT))
        self._row("client", label(Part.CLIENT), [name], ("user", CLIENT))
        self.known = QVBoxLayout()
        self.known.setSpacing(u(6))
        self.known.setContentsMargins(u(24 + 10 + CAPTION_UNITS + 10), 0, 0, 0)
        self._column.addLayout(self.known)
        within = pgettext("Quick entry", "Person")
        position = pgettext("Quick entry", "Position")
        self._row("contact", within, [self._line("contact", within),
                                      self._line("position", position)])  # fmt: skip
        self._reach = QVBoxLayout()
        self._reach.setSpacing(u(6))
        self._column.addLayout(self._reach)
        numbers = [self._line(name, label(Part(name))) for name in ("inn", "kpp", "ogrn")]
        self._row("numbers", label(Part.INN), numbers)
        address = label(Part.ADDRESS)
        self._row("address", address, [self._line("address", address)])
        self._build_deal()
        self._build_task()
        note = TextArea(NOTE_LINES)
        self._add("note", note, lambda: note.toPlainText().strip(), note.setPlainText,
                  note.textChanged, lambda: "")  # fmt: skip
        note.setAccessibleName(label(Part.NOTE))
        self._row("note", label(Part.NOTE), [note], ("sticky-note", None))

    def _build_deal(self) -> None:
        amount = money_edit(self._desk.currency)
        amount.setPlaceholderText(pgettext("Quick entry", "Amount"))
        amount.setAccessibleName(label(Part.AMOUNT))
        amount.setFixedWidth(self._desk.theme.u(132))
        self._add("amount", amount, amount.value, amount.set_value, amount.textChanged,
                  amount.complaint)  # fmt: skip
        by = QLabel(pgettext("Quick entry", "by"))
        by.setProperty("muted", True)
        line = [
            self._line("deal", label(Part.DEAL)),
            amount,
            by,
            self._day("closes_on", Part.CLOSE),
        ]
        self._row("deal", label(Part.DEAL), line, ("square-kanban", DEAL))

    def _build_task(self) -> None:
        time = time_edit()
        time.setAccessibleName(pgettext("Quick entry", "Time of the task"))
        time.setMaximumWidth(self._desk.theme.u(70))
        self._add("due_time", time, lambda: time.value() or "",
                  lambda value: time.set_value(value or None), time.textChanged,
                  time.complaint)  # fmt: skip
        line = [self._line("task", label(Part.TASK)), self._day("due_on", Part.WHEN), time]
        self._row("task", label(Part.TASK), line, ("square-check", TASK))

    def _line(self, name: str, said: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(said)
        if name in {"position", "inn", "kpp", "ogrn"}:
            edit.setPlaceholderText(said)
        self._add(name, edit, lambda: edit.text().strip(), _from_the_start(edit), edit.textChanged,
                  lambda: "")  # fmt: skip
        return edit

    def _day(self, name: str, part: Part) -> DateEdit:
        edit = DateEdit(self._desk.theme, label(part))
        edit.setMaximumWidth(self._desk.theme.u(150))
        self._add(name, edit, edit.value, edit.set_value, edit.changed, edit.line.complaint)
        return edit

    def _add(
        self,
        name: str,
        editor: QWidget,
        read: Callable[[], Any],
        write: Callable[[Any], object],
        changed: Any,
        complaint: Callable[[], str],
    ) -> None:
        self._fields[name] = _Field(editor, read, write, complaint)
        changed.connect(lambda *_values: self._corrected(name))

    def _row(
        self, name: str, said: str, line: list[Any], drawn: tuple[str, int | None] | None = None
    ) -> None:
        row, _caption = self._lined(said, line, drawn)
        self._rows[name] = row
        self._column.addWidget(row)

    def _lined(
        self, said: str, line: list[Any], drawn: tuple[str, int | None] | None = None
    ) -> tuple[QWidget, ElidedLabel]:
        """A picture, a name and what is written there, each under its like of the row above."""
        u = self._desk.theme.u
        row, shown, caption = QWidget(), QLabel(), ElidedLabel(said)
        shown.setFixedWidth(u(24))
        if drawn is not None:
            shown.setPixmap(picture(self._desk.theme, *drawn))
        caption.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        caption.setFixedWidth(u(CAPTION_UNITS))
        caption.setProperty("muted", True)
        caption.setBuddy(line[0])
        layout = QHBoxLayout(row)
        layout.setContentsMargins(*[0] * 4)
        layout.setSpacing(u(10))
        for one in (shown, caption, *line):
            grows = isinstance(one, QLineEdit) and not isinstance(one, ParsedEdit)
            layout.addWidget(one, 1 if grows else 0)
        if len(line) == 1:
            layout.setStretchFactor(line[0], 1)
        return row, caption

    # show

    def _show_points(self, points: tuple[PointDraft, ...]) -> None:
        """A line for each way to reach somebody, emptied for one that is not meant."""
        while len(self._points) < len(points):
            edit = QLineEdit()
            edit.textChanged.connect(partial(self._point_corrected, len(self._points)))
            row, caption = self._lined("", [edit])
            self._reach.addWidget(row)
            self._points.append((row, caption, edit))
        self._typed = [one.value for one in points]
        for place, (row, caption, edit) in enumerate(self._points):
            row.setVisible(place < len(points))
            if place >= len(points):
                continue
            point, kind = points[place], label(points[place].kind)
            said = f"{kind} ({point.label})" if point.label else kind
            caption.setText(said)
            edit.setAccessibleName(said)
            value = self.corrections.points.get(point.value, point.value)
            if edit.text().strip() != value:
                _from_the_start(edit)(value)

    def _show_rows(self) -> None:
        for group in GROUPS:
            self._rows[group].setVisible(self._there(group))
        for row in ("contact", "numbers", "address"):
            self._rows[row].setVisible(any(map(self._holds, INSIDE[row])))
        for name in ("kpp", "ogrn"):
            self.field(name).setVisible(self._holds(name))

    def _holds(self, name: str) -> bool:
        """Whether there is something in a field, or was before it was corrected."""
        return getattr(self._said, name) not in {"", None} or name in self.corrections.fields

    def _there(self, group: str) -> bool:
        points = group == "client" and bool(self._said.points)
        noted = group == "note" and bool(self.entry().note)
        said = any(map(self._holds, GROUPS[group]))
        return said or points or noted or group in self._asked

    # correct

    def _corrected(self, name: str) -> None:
        if not self._filling:
            self.corrections.correct(self._said, name, self._fields[name].read())
            # What was left over of it may stand in the note.
            self.show_entry(self._said)
            self.changed.emit()

    def _point_corrected(self, place: int, text: str) -> None:
        if not self._filling and place < len(self._typed):
            self.corrections.correct_point(self._typed[place], text.strip())
            self.changed.emit()


def _from_the_start(edit: QLineEdit) -> Callable[[str], None]:
    """Fill a line so that its beginning is seen."""

    def fill(text: str) -> None:
        edit.setText(text)
        edit.setCursorPosition(0)

    return fill
