"""What is asked before many clients are changed: what, into what, and whether only where empty."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm_desktop.domain.client_bulk import FIELDS, BulkAction, BulkChange
from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.custom_fields import CustomNoun, OwnField
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.problems import Problem
from crm_desktop.queries import custom_fields, employees
from crm_desktop.queries.employees import EmployeeRow
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.parts.own_fields import add_editor, stored
from crm_desktop.ui.parts.rhythm_edit import offer_rhythms
from crm_desktop.ui.parts.suggest import suggest, words_of
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, pgettext
from crm_desktop.words.employees import employee_name
from crm_desktop.words.fields import field_text

OFFERED = tuple(one for one in BulkAction if one is not BulkAction.RESTORE)
_LISTS = {
    "source": DictionaryKind.SOURCE,
    "status": DictionaryKind.STATUS,
    "price_group": DictionaryKind.PRICE_GROUP,
}
_REST = ("only_empty", "clear", "tags", "owner")


class BulkForm(QWidget):
    """Fields for every action; `changed` when another change is meant."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.form = Form(desk.theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self._fields()
        self.form.changed.connect(self._changed)
        self._people = LiveQuery(
            self, desk.jobs, employees.listing, ("employee",), dict[str, object], self._offer
        )
        self.own: dict[str, OwnField] = {}
        self._rows: list[EmployeeRow] = []
        self._own_fields = LiveQuery(
            self,
            desk.jobs,
            custom_fields.listing,
            ("custom_field",),
            lambda: {"noun": CustomNoun.CLIENT},
            self._come,
        )
        self._fit()

    def _fields(self) -> None:
        form = self.form
        actions = [(one, codes.label(one).rstrip("…")) for one in OFFERED]
        form.choice("action", pgettext("Clients", "What to do"), actions)
        names = [(name, field_text(name).capitalize()) for name in FIELDS]
        self.field_box = form.choice("field", pgettext("Clients", "Field"), names)
        value = pgettext("Clients", "New value")
        for name in FIELDS:
            if name == "kind":
                kinds = [(kind.value, codes.label(kind)) for kind in ClientKind]
                form.choice(_value_of(name), value, kinds)
                continue
            line = form.text(_value_of(name), value)
            if name in _LISTS:
                suggest(self.desk, line, _LISTS[name])
            elif name == "rhythm_days":
                offer_rhythms(line)
        self._rest()

    def _rest(self) -> None:
        """What stands below the value."""
        form = self.form
        form.check("only_empty", pgettext("Clients", "Only where empty"))
        form.check("clear", pgettext("Clients", "Clear this field"))
        divided = pgettext("Clients", "Divided by commas")
        tags = form.text("tags", pgettext("Clients", "Tags"), hint=divided)
        suggest(self.desk, tags, DictionaryKind.TAG, several=True)
        self.owner_box = form.choice("owner", pgettext("Clients", "Who answers for them"), [])

    def begin(self, action: BulkAction) -> None:
        """Ask about this action; what was typed last time stays for the next."""
        self.form.clear_problems()
        self.form.set_values({"action": action, "clear": False})
        self._fit()

    def change(self) -> BulkChange | None:
        """The change that is meant, None as long as something is missing."""
        values = self.form.values()
        action = values["action"]
        if action is BulkAction.SET:
            name = values["field"]
            if name in self.own:
                return self._own_change(self.own[name], values)
            text = "" if values["clear"] else str(values[_value_of(name)] or "")
            if not text and not values["clear"]:
                return None
            return BulkChange(action, name, text, values["only_empty"] and bool(text))
        if action in (BulkAction.TAG, BulkAction.UNTAG):
            tags = words_of(values["tags"])
            return BulkChange(action, tags=tags) if tags else None
        if action is BulkAction.REASSIGN:
            return BulkChange(action, owner=values["owner"]) if values["owner"] else None
        return BulkChange(action)

    def _own_change(self, own: OwnField, values: dict[str, Any]) -> BulkChange | None:
        found = None if values["clear"] else stored(own.kind, values[_value_of(own.field)])
        if found is None and not values["clear"]:
            return None
        only_empty = values["only_empty"] and not values["clear"]
        return BulkChange(BulkAction.SET, own.field, only_empty=only_empty, own=found)

    def _come(self, fields: list[OwnField]) -> None:
        """The fields of the business's own are offered after those that every base has."""
        if list(self.own.values()) == fields:
            return
        # Between two sets of fields the form says nothing that could be asked about.
        self.form.blockSignals(True)
        chosen, typed = self.form.value("field"), self.form.typed()
        self.form.drop((*map(_value_of, self.own), *_REST))
        before, self.own = set(self.own), {one.field: one for one in fields}
        for one in fields:
            label = pgettext("Clients", "New value")
            add_editor(self.form, self.desk.theme, one, _value_of(one.field), label)
        self._rest()
        self._offer_owners()
        kept = {*map(_value_of, before & set(self.own)), *_REST}
        self.form.type_again({name: text for name, text in typed.items() if name in kept})
        names = [(name, field_text(name).capitalize()) for name in FIELDS]
        names += [(one.field, one.name) for one in fields]
        self.field_box.set_options(names)
        if self.form.value("field") != chosen:
            self.form.set_value("field", FIELDS[0])
        self.form.blockSignals(False)
        self._fit()
        self.changed.emit()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say what is wrong beside the field that it is about."""
        place = _value_of(self.form.value("field"))
        self.form.show_problems(
            Problem(place if one.field == "value" else one.field, one.code, one.params)
            for one in problems
        )

    def focus_first(self) -> None:
        """The cursor to what is asked first."""
        action = self.form.value("action")
        name = {
            BulkAction.SET: "field",
            BulkAction.TAG: "tags",
            BulkAction.UNTAG: "tags",
            BulkAction.REASSIGN: "owner",
        }.get(action, "action")
        self.form.editor(name).setFocus()

    def _offer(self, rows: list[EmployeeRow]) -> None:
        self._rows = rows
        self._offer_owners()
        self.changed.emit()

    def _offer_owners(self) -> None:
        offered = [(row.id, employee_name(row.name)) for row in self._rows if not row.archived]
        self.owner_box.set_options(offered)

    def _changed(self, name: str) -> None:
        if name in {"action", "field", "clear"}:
            self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Only what belongs to the action is seen."""
        values = self.form.values()
        setting, clear = values["action"] is BulkAction.SET, values["clear"]
        seen = {
            "field": setting,
            "only_empty": setting and not clear and values["field"] != "kind",
            "clear": setting and values["field"] != "kind",
            "tags": values["action"] in (BulkAction.TAG, BulkAction.UNTAG),
            "owner": values["action"] is BulkAction.REASSIGN,
        }
        seen |= {
            _value_of(name): setting and values["field"] == name and not clear
            for name in (*FIELDS, *self.own)
        }
        for name, visible in seen.items():
            self.form.set_field_visible(name, visible)


def _value_of(name: str) -> str:
    return f"value_{name}"
