"""What becomes of the rows a list was asked for: the record that is wanted, or the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crm_desktop.ui.kit.record_table import RecordTable
from crm_desktop.ui.kit.search_box import SearchBox


class Arrival:
    """Goes where somebody wanted to go, as soon as the list has it.

    A record that was opened before the list holds it is selected when it comes. Enter in the
    search box opens the first of those found, once the answer is there.
    """

    def __init__(
        self,
        search: SearchBox,
        table: RecordTable,
        ask: Callable[[], object],
        open_record: Callable[[int], object],
    ) -> None:
        """`ask` asks for the rows anew; whoever gets them calls `came`."""
        self._search = search
        self._table = table
        self._ask = ask
        self._open = open_record
        self._wanted: int | None = None
        self._enter_waits = False
        search.entered.connect(self._entered)
        search.left_down.connect(table.enter)

    def want(self, record: int) -> None:
        """Select a record, now or when it is there."""
        if not self._table.select_id(record):
            self._wanted = record

    def came(self, ids: Sequence[int]) -> None:
        """The table shows these rows now, all that were asked for."""
        if self._wanted is not None and self._table.select_id(self._wanted):
            self._wanted = None
        if self._enter_waits:
            self._enter_waits = False
            if ids:
                self._open(ids[0])
                self._table.setFocus()

    def _entered(self) -> None:
        self._enter_waits = bool(self._search.text().strip())
        if self._enter_waits:
            self._ask()
        else:
            self._table.enter()
