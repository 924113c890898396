"""A filter out of a cell: only what is like it, everything but that."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from crm_desktop.domain.filters import FieldInfo, like, unlike
from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.kit.shortcuts import bind, readable
from crm_desktop.ui.parts.filter_strip import FilterStrip
from crm_desktop.words import pgettext

ONLY_KEYS, BUT_KEYS = "Ctrl+G", "Ctrl+Shift+G"
LONGEST = 40


class CellFilter:
    """Reads the cell under the cursor; rows tell their values by field in `values`."""

    def __init__(self, table: RecordTable, strip: FilterStrip) -> None:
        self._table = table
        self._strip = strip
        bind(table, ONLY_KEYS, self.only)
        bind(table, BUT_KEYS, self.but)

    def only(self) -> None:
        """Narrow the list to what is like the cell."""
        cell = self._cell()
        if cell is not None:
            self._strip.add(like(*cell))

    def but(self) -> None:
        """Leave out what is like the cell."""
        cell = self._cell()
        if cell is not None:
            self._strip.add(unlike(*cell))

    def offer(self, menu: QMenu) -> None:
        """What can be asked about the cell, in the menu of the list."""
        cell = self._cell()
        if cell is None:
            return
        info, _value = cell
        text = self._table.currentIndex().data()
        short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        quoted = pgettext("Filters", "what is not filled in")
        if text:
            quoted = pgettext("Filters", "“{text}”").format(text=short)
        only = pgettext("Filters", "Only {what}").format(what=quoted)
        but = pgettext("Filters", "All but {what}").format(what=quoted)
        more = pgettext("Filters", "Another condition…")
        _action(menu, only, ONLY_KEYS).triggered.connect(self.only)
        _action(menu, but, BUT_KEYS).triggered.connect(self.but)
        menu.addAction(more).triggered.connect(lambda: self._strip.ask_about(info.name))

    def _cell(self) -> tuple[FieldInfo, Any] | None:
        index = self._table.currentIndex()
        line = self._table.records.record(index.row()) if index.isValid() else None
        if line is None:
            return None
        name = self._table.records.columns[index.column()].key
        info = self._strip.source.info(name)
        return None if info is None else (info, line.values.get(name))


def _action(menu: QMenu, text: str, keys: str) -> QAction:
    # Not a shortcut of the menu's own: the list answers the keys, this only tells them.
    return menu.addAction(f"{text.replace('&', '&&')}\t{readable(keys)}")
