"""The question why a deal is lost, with the reasons that were named before."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.pipeline import StageKind, check_move
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.parts.suggest import suggest
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext


def ask_reason(parent: QWidget, desk: Desk) -> str:
    """The reason as typed or chosen; "" when the user thinks better of it."""
    dialog = FormDialog(
        parent,
        desk.theme,
        pgettext("Deals", "Why is the deal lost?"),
        pgettext("Deals", "Mark as lost"),
        check=lambda values: check_move(None, StageKind.LOST, values["lost_reason"]),
    )
    line = dialog.form.text("lost_reason", pgettext("Deals", "Reason"), required=True)
    suggest(desk, line, DictionaryKind.LOST_REASON)
    values = dialog.ask()
    return "" if values is None else str(values["lost_reason"])
