"""What a list of clients carries unseen, so that it can come back out of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.round_trip import ID_HEADING, Head
from crm_desktop.queries.client_values import stamp
from crm_desktop.words.codes import label

HIDDEN = 2
"""How many columns stand unseen behind the others."""


class Returning:
    """The hidden columns of a list of so many rows; `columns` are titles of the others by field."""

    def __init__(self, connection: Connection, rows: int, columns: Mapping[str, str]) -> None:
        said = stamp(connection)
        kinds = {kind.value: label(kind) for kind in ClientKind}
        self.headings = (ID_HEADING, Head(said, rows, columns, kinds).text())
        self._stamp = said.text()

    def rows(self, rows: Iterable[tuple[int, Sequence[Any]]]) -> Iterator[list[Any]]:
        """Cells of clients with what is hidden behind them."""
        stamped = self._stamp
        for client, cells in rows:
            yield [*cells, client, stamped]
