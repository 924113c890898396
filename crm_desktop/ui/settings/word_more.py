"""What is said of a word besides its name: a tag's colour, a relation's other side, an end."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.queries.dictionaries import WordRow
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.parts.stage_badge import colour_names, stage_icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import pgettext


def more_verb(kind: DictionaryKind) -> str:
    """What the button says that asks for it; "" for lists whose words are only words."""
    if kind is DictionaryKind.TAG:
        return pgettext("Settings", "Colour…")
    if kind is DictionaryKind.RELATION:
        return pgettext("Settings", "Other side…")
    if kind is DictionaryKind.OUTCOME:
        return pgettext("Settings", "Next date…")
    return ""


def more_text(row: WordRow) -> str:
    """The same of one word, for a column."""
    if row.reverse:
        return pgettext("Settings", "↔ {text}").format(text=row.reverse)
    if row.asks_date:
        return asks_date()
    return "" if row.colour is None else dict(colour_names())[row.colour]


def asks_date() -> str:
    """What a column has to show of an outcome that leaves things open."""
    return pgettext("Settings", "asks for the next date")


def ask_more(
    parent: QWidget, theme: Theme, kind: DictionaryKind, row: WordRow
) -> dict[str, Any] | None:
    """What the word shall be besides its name, by the names of `dictionary.change`."""
    dialog = FormDialog(parent, theme, row.name, pgettext("Kit", "Save"))
    form = dialog.form
    if kind is DictionaryKind.TAG:
        options = [(None, pgettext("Settings", "no colour")), *colour_names()]
        box = form.choice("colour", pgettext("Settings", "Colour"), options)
        for colour, _name in colour_names():
            box.setItemIcon(colour + 1, stage_icon(theme, colour))
        box.set_value(row.colour)
    elif kind is DictionaryKind.RELATION:
        hint = pgettext("Settings", "“works at” reads “employs” on the card of the firm")
        form.text("reverse", pgettext("Settings", "From the other side"), hint=hint)
        form.set_value("reverse", row.reverse)
    else:
        text = pgettext("Settings", "It is no end: ask for the next date")
        form.check("asks_date", text).setChecked(row.asks_date)
    return dialog.ask()
