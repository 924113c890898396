"""What a field of the business's own is: asked when it is made and when it is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.custom_fields import (
    LISTED,
    CustomKind,
    CustomNoun,
    FieldDraft,
    OwnField,
    Stored,
    check,
    tidy,
    typed,
)
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.queries.custom_fields import FieldLine
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import codes, pgettext
from crm_desktop.words.custom_fields import shown

_EXAMPLES: dict[CustomKind, Callable[[], str]] = {
    CustomKind.TEXT: lambda: pgettext("Fields", "For example: wishes, number of the contract"),
    CustomKind.NUMBER: lambda: pgettext("Fields", "For example: area, mileage, discount limit"),
    CustomKind.DATE: lambda: pgettext("Fields", "For example: day of the inspection"),
    CustomKind.CHOICE: lambda: pgettext("Fields", "For example: make of the car, size"),
    CustomKind.SEVERAL: lambda: pgettext("Fields", "For example: services, interests"),
    CustomKind.FLAG: lambda: pgettext("Fields", "For example: takes part in the club"),
    CustomKind.LINK: lambda: pgettext("Fields", "For example: folder of drawings, page on the web"),
}


def ask_field(
    parent: QWidget, desk: Desk, noun: CustomNoun, line: FieldLine | None, name: str = ""
) -> FieldDraft | None:
    """Ask for a new field, or what a present one shall be; None when the user thinks better."""
    dialog = field_dialog(parent, desk, noun, line, name)
    values = dialog.ask()
    return None if values is None else draft_of(noun, values, desk.language)


def field_dialog(
    parent: QWidget, desk: Desk, noun: CustomNoun, line: FieldLine | None, name: str = ""
) -> FormDialog:
    """The dialog, filled and not shown yet."""
    new = line is None
    dialog = FormDialog(
        parent,
        desk.theme,
        pgettext("Fields", "New field") if new else pgettext("Fields", "Change the field"),
        pgettext("Fields", "Make") if new else pgettext("Kit", "Save"),
        check=lambda values: _problems(noun, values, desk.language),
        columns=2,
    )
    form = dialog.form
    title = form.text("name", pgettext("Fields", "Name"), required=True, wide=True)
    kinds = [(kind.value, codes.label(kind)) for kind in CustomKind]
    kind = form.choice("kind", pgettext("Fields", "Kind"), kinds)
    form.text("group", pgettext("Fields", "Group"), hint=pgettext("Fields", "Heading over it"))
    form.multiline(
        "choices",
        pgettext("Fields", "Choices"),
        hint=pgettext(
            "Fields", "One a line. A line typed over renames the choice in every record."
        ),
        lines=5,
    )
    form.text(
        "standard",
        pgettext("Fields", "Default"),
        hint=pgettext("Fields", "What a new record begins with; may stay empty"),
        wide=True,
    )
    field = line.field if line is not None else OwnField(0, noun, CustomKind.TEXT, name)
    form.set_values(
        {
            "name": field.name,
            "kind": field.kind.value,
            "group": field.group,
            "choices": "\n".join(field.choices),
            "standard": shown(field.kind, field.standard, desk.language),
        }
    )
    if line is not None and line.count:
        # What stands in the records has this form.
        kind.setEnabled(False)

    def fit() -> None:
        chosen = CustomKind(form.value("kind"))
        form.set_field_visible("choices", chosen in LISTED)
        title.setPlaceholderText(_EXAMPLES[chosen]())

    form.changed.connect(lambda changed: fit() if changed == "kind" else None)
    fit()
    return dialog


def draft_of(noun: CustomNoun, values: Mapping[str, Any], language: str) -> FieldDraft:
    """What stands in the dialog; `Refused` when the default is no value of the kind."""
    draft = tidy(
        FieldDraft(
            noun,
            CustomKind(values["kind"]),
            values["name"],
            values["group"],
            tuple(values["choices"].split("\n")),
        )
    )
    standard: Stored | None = typed(draft.as_field(), values["standard"], language)
    return replace(draft, standard=standard)


def _problems(noun: CustomNoun, values: Mapping[str, Any], language: str) -> Iterator[Problem]:
    try:
        yield from check(draft_of(noun, values, language), ())
    except Refused as refused:
        yield from (replace(problem, field="standard") for problem in refused.problems)
