"""The fields of one stage; each is saved when it is left."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from crm_desktop.domain.pipeline import StageDraft, StageKind, check_stage, tidy
from crm_desktop.domain.problems import Problem
from crm_desktop.queries.pipelines import StageLine
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.parts.stage_badge import colour_names, stage_icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, pgettext


class StageForm(QWidget):
    """Name, colour, what it stands for, probability and norm; `wanted(stage id, draft)`."""

    wanted = Signal(int, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._stage: StageLine | None = None
        self._filling = False
        form = Form(theme, self, 2)
        form.text("name", pgettext("Settings", "Name"), required=True)
        colours = form.choice("colour", pgettext("Settings", "Colour"), colour_names())
        for place in range(colours.count()):
            colours.setItemIcon(place, stage_icon(theme, place))
        form.choice(
            "kind",
            pgettext("Settings", "Stands for"),
            [(kind.value, codes.label(kind)) for kind in StageKind],
        )
        form.number(
            "probability",
            pgettext("Settings", "Probability, %"),
            hint=pgettext("Settings", "Its part of the weighted sum"),
        )
        form.number(
            "norm_days",
            pgettext("Settings", "Norm, days"),
            hint=pgettext("Settings", "A deal that stays longer is pointed out; empty: never"),
        )
        self.form = form
        for name in ("name", "probability", "norm_days"):
            editor = form.editor(name)
            if isinstance(editor, QLineEdit):
                editor.editingFinished.connect(self.save)
        form.changed.connect(self._changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form)

    def show_stage(self, stage: StageLine) -> None:
        """Fill the fields; one that is being typed in keeps its text while the stage stays."""
        same = self._stage is not None and self._stage.id == stage.id
        self._stage = stage
        draft = stage.draft
        self._filling = True
        if not same:
            self.form.clear_problems()
        for name, value in (
            ("name", draft.name),
            ("colour", draft.colour),
            ("kind", draft.kind.value),
            ("probability", draft.probability),
            ("norm_days", draft.norm_days),
        ):
            if not (same and self.form.editor(name).hasFocus()):
                self.form.set_value(name, value)
        self._filling = False
        self._fit()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say why a value was refused, and put back what is kept where it cannot be."""
        self.form.show_problems(problems)
        if self._stage is not None:
            self._filling = True
            self.form.set_value("kind", self._stage.draft.kind.value)
            self._filling = False
            self._fit()

    def focus_first(self) -> None:
        """Let the stage be named."""
        editor = self.form.editor("name")
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def save(self) -> None:
        """Ask for what differs from the stage as it is kept."""
        if self._filling or self._stage is None or not self.form.readable():
            return
        value = self.form.value
        draft = tidy(
            StageDraft(
                value("name"),
                StageKind(value("kind")),
                value("probability") or 0,
                value("colour"),
                value("norm_days"),
            )
        )
        if draft == self._stage.draft:
            return
        problems = list(check_stage(draft))
        if problems:
            self.form.show_problems(problems)
            return
        self.wanted.emit(self._stage.id, draft)

    def _changed(self, name: str) -> None:
        if name == "kind":
            self._fit()
        if name in {"kind", "colour"}:
            self.save()

    def _fit(self) -> None:
        """What a won or lost stage has not is not asked for."""
        is_open = self.form.value("kind") == StageKind.OPEN.value
        for name in ("probability", "norm_days"):
            self.form.set_field_visible(name, is_open)
