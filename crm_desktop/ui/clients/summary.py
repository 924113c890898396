"""What the marked clients come to: how many, sums and averages, while one marks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.filters import FieldInfo, FieldKind
from crm_desktop.queries import client_list
from crm_desktop.queries.client_fields import MONEY
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.parts.shown_view import ShownView
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words.summary import marked_text, summary_text

PAUSE_MS = 120
_TABLES = ("client", "deal", "document")


class SelectionSummary(ElidedLabel):
    """Tells of two marked clients and more; of one there is nothing to add up."""

    def __init__(
        self, desk: Desk, table: RecordTable, view: ShownView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._table = table
        self._view = view
        u = desk.theme.u
        self.setProperty("muted", True)
        self.setContentsMargins(u(16), u(4), u(16), u(4))
        self.hide()
        self._live = LiveQuery(
            self,
            desk.jobs,
            client_list.sums,
            _TABLES,
            self._question,
            self._show,
            debounce_ms=PAUSE_MS,
        )
        table.selection_changed.connect(self._marked)
        view.columns_changed.connect(self._live.refresh)

    def _marked(self) -> None:
        count = self._table.selected_count()
        if count > 1:
            # The number at once, the sums when they are added up.
            self.setText(marked_text(count, self._desk.language))
            # Hidden it only learns that it is stale, and asks as it comes up.
            self._live.refresh()
            self.show()
        else:
            self.hide()

    def _question(self) -> dict[str, Any]:
        return {"wanted": self._table.selected_ids(), "fields": self._fields()}

    def _fields(self) -> Sequence[str]:
        """The figures among the columns, else those that everybody asks for."""
        infos: dict[str, FieldInfo] = {info.name: info for info in self._view.known}
        shown = [
            name
            for name in self._view.fields()
            if name in infos and infos[name].kind is FieldKind.NUMBER
        ]
        return shown or sorted(MONEY)

    def _show(self, sums: Mapping[str, tuple[int, int]]) -> None:
        desk = self._desk
        count = self._table.selected_count()
        titles = {one.key: one.title() for one in self._table.records.columns}
        known = self._view.known
        text = summary_text(known, count, sums, titles, desk.language, desk.currency)
        self.setText(text)
        self.setAccessibleName(text)
