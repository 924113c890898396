"""Fields of the business's own in the form of a record: an editor for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from crm_desktop.commands import custom_fields as commands
from crm_desktop.domain.custom_fields import (
    DIGITS,
    CustomKind,
    CustomNoun,
    OwnField,
    Stored,
    fits,
)
from crm_desktop.queries import custom_fields
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.parts.field_dialog import ask_field
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


class OwnFields:
    """The fields of a noun at the end of a form, in groups; as fresh as the last commit.

    They may come after the form was filled: what it was filled with is put into them then.
    `add_button` makes one more without leaving the form; whoever has the form gives it a place.
    """

    def __init__(
        self, desk: Desk, form: Form, noun: CustomNoun, drafts: Callable[[], DraftKeeper]
    ) -> None:
        self._desk, self._theme, self._form, self._drafts = desk, desk.theme, form, drafts
        self._noun = noun
        self._headings: list[QLabel] = []
        self.fields: list[OwnField] = []
        self._values: Mapping[str, object] = {}
        self._new = True
        self._wanted = 0
        self.add_button = QPushButton(pgettext("Fields", "Field of your own…"))
        self.add_button.setIcon(icon("plus"))
        for name in ("compact", "link"):
            self.add_button.setProperty(name, True)
        self.add_button.setFlat(True)
        self.add_button.clicked.connect(lambda _checked=False: self.add())
        self._live = LiveQuery(
            form,
            desk.jobs,
            custom_fields.listing,
            ("custom_field",),
            lambda: {"noun": noun},
            self._come,
        )

    def show(self, values: Mapping[str, object] | None) -> None:
        """Fill the fields with the values of a record; None for a new one."""
        self._values, self._new = values or {}, values is None
        for field in self.fields:
            self._fill(field)

    def add(self) -> None:
        """Ask what one more field is and make it; what is typed in the others stays."""
        draft = ask_field(self._form.window(), self._desk, self._noun, None)
        if draft is not None:
            self._desk.jobs.run(commands.add, draft, owner=self._form, then=self._made)

    def _made(self, field_id: int) -> None:
        self._wanted = field_id
        self._to_wanted()

    def _to_wanted(self) -> None:
        """The keyboard goes into the field just made, once it stands there."""
        made = next((one for one in self.fields if one.id == self._wanted), None)
        if made is not None:
            self._wanted = 0
            self._form.editor(made.field).setFocus(Qt.FocusReason.TabFocusReason)

    def changes(self) -> dict[str, object]:
        """What stands in the fields, by their keys; None where nothing does."""
        return {one.key: stored(one.kind, self._form.value(one.field)) for one in self.fields}

    def _come(self, fields: list[OwnField]) -> None:
        if fields == self.fields:
            return
        typed = self._form.typed()
        held = self._holder()
        self._form.drop(one.field for one in self.fields)
        for heading in self._headings:
            heading.hide()
            heading.deleteLater()
        self._headings = []
        known, self.fields = {one.field for one in self.fields}, fields
        others = pgettext("Fields", "More")
        # A field without a group stands before those that have one.
        grouped = sorted(fields, key=lambda one: one.group != "" and _place(fields, one.group) + 1)
        for group, members in groupby(grouped, key=lambda one: one.group):
            self._headings.append(self._form.section(group or others))
            for one in members:
                add_editor(self._form, self._theme, one)
                self._fill(one)
        self._form.type_again({name: value for name, value in typed.items() if name in known})
        self._drafts().grown()
        if held in {one.field for one in fields}:
            self._form.editor(held).setFocus()
        self._to_wanted()

    def _holder(self) -> str:
        """Which of the fields has the keyboard."""
        focus = QApplication.focusWidget()
        for one in self.fields:
            editor = self._form.editor(one.field)
            if focus is not None and (editor is focus or editor.isAncestorOf(focus)):
                return one.field
        return ""

    def _fill(self, field: OwnField) -> None:
        value = shown_in_form(field, field.standard if self._new else self._values.get(field.key))
        editor = self._form.editor(field.field)
        if isinstance(editor, ChoiceBox):
            editor.set_options(_options(field, value))
        self._form.set_value(field.field, value)


def _place(fields: list[OwnField], group: str) -> int:
    return next(place for place, one in enumerate(fields) if one.group == group)


def add_editor(form: Form, theme: Theme, field: OwnField, name: str = "", label: str = "") -> None:
    """Put the editor of a field at the end of a form."""
    name, label = name or field.field, label or field.name
    match field.kind:
        case CustomKind.NUMBER:
            form.number(name, label, digits=DIGITS)
        case CustomKind.DATE:
            form.date(name, label)
        case CustomKind.FLAG:
            form.check(name, label)
        case CustomKind.CHOICE:
            form.choice(name, label, _options(field, ""))
        case CustomKind.SEVERAL:
            boxes = SeveralBoxes(theme, label, field.choices)
            form.custom(
                name, label, boxes, boxes.values, boxes.set_values, changed=boxes.changed, wide=True
            )
        case CustomKind.LINK:
            form.text(name, label, placeholder="https://", wide=True)
        case _:
            form.text(name, label, wide=True)


def _options(field: OwnField, value: str) -> list[tuple[str, str]]:
    """What can be chosen; a value that left the list can stay."""
    gone = [value] if value and value not in field.choices else []
    return [("", "—"), *((one, one) for one in (*field.choices, *gone))]


def shown_in_form(field: OwnField, value: object) -> Any:
    """A stored value as its editor takes it; one that has another form is left to the record."""
    if value is None or not fits(field.kind, value):
        return {CustomKind.SEVERAL: [], CustomKind.CHOICE: "", CustomKind.FLAG: False}.get(
            field.kind
        )
    return date.fromisoformat(str(value)) if field.kind is CustomKind.DATE else value


def stored(kind: CustomKind, value: Any) -> Stored | None:
    """What an editor holds as a record keeps it; None for nothing."""
    if kind is CustomKind.DATE and value is not None:
        value = value.isoformat()
    found: Stored | None = value if kind is CustomKind.NUMBER else value or None
    return found


class SeveralBoxes(QWidget):
    """Several of a list: a box to tick for each; values that left the list stay ticked."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._name, self._choices = name, choices
        self._boxes: list[QCheckBox] = []
        self._flow = Flow(theme.u(16), theme.u(6))
        self.setLayout(self._flow)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offer(choices)

    def values(self) -> list[str]:
        """What is ticked, in the order of the list."""
        return [str(box.property("choice")) for box in self._boxes if box.isChecked()]

    def set_values(self, values: Any) -> None:
        """Tick these and no others."""
        wanted = list(values or ())
        gone = [one for one in wanted if one not in self._choices]
        self._offer((*self._choices, *gone))
        for box in self._boxes:
            box.setChecked(box.property("choice") in wanted)

    def _offer(self, choices: tuple[str, ...]) -> None:
        if [box.property("choice") for box in self._boxes] == list(choices):
            return
        for box in self._boxes:
            box.hide()
            self._flow.removeWidget(box)
            box.deleteLater()
        self._boxes = []
        for one in choices:
            box = QCheckBox(one.replace("&", "&&"))
            box.setProperty("choice", one)
            box.setAccessibleName(f"{self._name}: {one}")
            box.toggled.connect(lambda _on: self.changed.emit())
            self._flow.addWidget(box)
            self._boxes.append(box)
        if self._boxes:
            self.setFocusProxy(self._boxes[0])
