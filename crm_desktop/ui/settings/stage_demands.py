"""The fields that a stage asks for before a deal enters it."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm_desktop.commands import stage_fields
from crm_desktop.domain.custom_fields import CustomNoun
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.stage_fields import Demand
from crm_desktop.queries import stage_fields as questions
from crm_desktop.queries.stage_fields import Offered
from crm_desktop.ui.kit.dialogs import FormDialog
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import push, words
from crm_desktop.words import pgettext


class StageDemands(QWidget):
    """What the stage asks for, in a sentence; the button lets it be chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stage: int | None = None
        self._name = ""
        self._demanded: dict[int, tuple[Demand, ...]] = {}
        self._offered: list[Offered] = []
        self.text = words("", muted=True)
        self.button = push(pgettext("Settings", "Required fields…"), self.choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.u(12))
        row.addWidget(self.button)
        row.addWidget(self.text, 1)
        tables = ("stage_field", "custom_field")
        self._asked = LiveQuery(
            self, desk.jobs, questions.demanded, tables, dict, self._show_demanded
        )
        self._known = LiveQuery(self, desk.jobs, questions.offered, tables, dict, self._show_known)

    def show_stage(self, stage_id: int, name: str) -> None:
        """Tell what this stage asks for."""
        self._stage, self._name = stage_id, name
        self._say()

    def choose(self) -> None:
        """Let the fields be ticked."""
        if self._stage is None:
            return
        dialog = FormDialog(
            self,
            self.desk.theme,
            pgettext("Settings", "Required before “{name}”").format(name=self._name),
            pgettext("Kit", "Save"),
            text=pgettext(
                "Settings", "A deal enters the stage only when these fields are filled in."
            ),
            columns=2,
        )
        present = self._demanded.get(self._stage, ())
        names: dict[str, Demand] = {}
        for noun, members in groupby(self._offered, key=lambda one: one.demand.noun):
            dialog.form.section(
                pgettext("Settings", "Of the deal")
                if noun is CustomNoun.DEAL
                else pgettext("Settings", "Of its client")
            )
            for one in members:
                name = f"{noun.value}.{one.demand.field}"
                names[name] = one.demand
                box = dialog.form.check(name, _capital(one.name))
                box.setChecked(one.demand in present)
        values = dialog.ask()
        if values is not None:
            self.save(tuple(demand for name, demand in names.items() if values[name]))

    def save(self, demands: tuple[Demand, ...]) -> None:
        """Let the stage ask for these."""
        self.desk.jobs.run(
            stage_fields.demand, self._stage, demands, owner=self, failed=self._refused
        )

    def _refused(self, refused: Refused) -> None:
        self.desk.jobs.refused.emit(refused)

    def _show_demanded(self, found: dict[int, tuple[Demand, ...]]) -> None:
        self._demanded = found
        self._say()

    def _show_known(self, found: list[Offered]) -> None:
        self._offered = found
        self._say()

    def _say(self) -> None:
        asked = self._demanded.get(self._stage or 0, ())
        titles = {one.demand: one.name for one in self._offered}
        of_deal, of_client = (
            ", ".join(titles[one] for one in asked if one.noun is noun and one in titles)
            for noun in (CustomNoun.DEAL, CustomNoun.CLIENT)
        )
        parts = [of_deal] if of_deal else []
        if of_client:
            parts.append(pgettext("Settings", "of the client: {fields}").format(fields=of_client))
        nothing = pgettext("Settings", "A deal enters this stage with any fields.")
        self.text.setText("; ".join(parts) or nothing)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
