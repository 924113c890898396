"""The editor of a paper as something that can be kept: its two forms and its lines in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from PySide6.QtCore import QObject, Signal

from crm_desktop.domain.documents import LineDraft
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.ui.documents.lines import LinesModel
from crm_desktop.ui.kit.form import Form

LINES = "lines"


class PaperTyped(QObject):
    """What is written on a paper, by the names of its fields; the lines under "lines"."""

    changed = Signal()

    def __init__(self, forms: tuple[Form, ...], model: LinesModel, parent: QObject) -> None:
        super().__init__(parent)
        self._forms = forms
        self._model = model
        for form in forms:
            form.changed.connect(lambda _name: self.changed.emit())
        model.changed.connect(self.changed)

    def typed(self) -> dict[str, Any]:
        """What stands in the fields and the lines now."""
        found: dict[str, Any] = {}
        for form in self._forms:
            found |= form.typed()
        return found | {LINES: [list(astuple(line)) for line in self._model.lines()]}

    def type_again(self, typed: Mapping[str, Any]) -> None:
        """Put back what `typed` told."""
        for form in self._forms:
            form.type_again(typed)
        if LINES in typed:
            self._model.show([LineDraft(*line) for line in typed[LINES]])
            self._model.changed.emit()


def about(deal_id: int | None, client_id: int) -> int:
    """What a new paper is about, as a draft remembers it: a deal, else a client below zero."""
    return deal_id or -client_id


def start_of(one: Unfinished) -> tuple[str, int]:
    """The room's method that opens the form of a draft again, and its argument (0: none)."""
    if one.record:
        return "edit", one.record
    if one.about > 0:
        return "new_for_deal", one.about
    if one.about < 0:
        return "new_for_client", -one.about
    return "new", 0
